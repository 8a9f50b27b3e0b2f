"""Documents as a table, JSON, JSON lines or CSV."""

import json
from collections.abc import Callable, Iterable, Iterator
from textwrap import indent
from typing import Any, TextIO

from prescription.json import dump, to_json
from prescription.record import Document


def write_documents(documents: Iterable[Document], form: str, stream: TextIO) -> int:
    """Write each document as soon as it is there; how many. `form` is one of `FORMATS`."""
    return FORMATS[form](documents, stream)


def write_array(values: Iterable[Any], stream: TextIO) -> int:
    """Write records as one JSON array, one at a time in memory; how many."""
    count = 0
    for value in values:
        count += 1
        stream.write("[\n" if count == 1 else ",\n")
        stream.write(indent(json.dumps(to_json(value), ensure_ascii=False, indent=2), "  "))
    stream.write("\n]\n" if count else "[]\n")
    return count


def _print_table(documents: Iterable[Document], stream: TextIO) -> int:
    # Imported here, as in `_write_csv`, so that JSON is written without waiting for it.
    from ordonnancier.table import print_documents

    return print_documents(documents, stream)


def _write_json_lines(documents: Iterable[Document], stream: TextIO) -> int:
    count = 0
    for document in documents:
        count += 1
        stream.write(dump(document) + "\n")
        stream.flush()
    return count


def _write_csv(documents: Iterable[Document], stream: TextIO) -> int:
    from storage.export.columns import document_lines
    from storage.export.csv import write_lines

    count = 0

    def counted() -> Iterator[Document]:
        nonlocal count
        for document in documents:
            count += 1
            yield document

    write_lines(document_lines(counted()), stream)
    return count


FORMATS: dict[str, Callable[[Iterable[Document], TextIO], int]] = {
    "table": _print_table,
    "json": write_array,
    "csv": _write_csv,
    "jsonl": _write_json_lines,
}
