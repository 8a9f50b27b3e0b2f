"""The results of a batch in a folder, made from its records: each file whole, in the files' order.

Documents are read again for each output, one at a time, so no output needs them all in memory.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ordonnancier.batch.folder import WORK, BatchFolder
from prescription.json import dump
from prescription.record import Document, Draft
from storage.export.columns import document_lines
from storage.export.csv import write_lines
from storage.export.flat import write_flat
from storage.export.landing import Write, as_text, land
from storage.export.nested import write_nested
from storage.export.omop import (
    DRUG_EXPOSURE,
    PERSON,
    OmopRows,
    Row,
    omop_rows,
    write_omop_csv,
)
from storage.export.parquet import need_pyarrow, write_omop_parquet
from storage.files import fault_of, sweep_parts, write_replacing

FORMATS = {
    "jsonl": ("records.jsonl",),
    "csv": ("medications.csv",),
    "parquet": ("medications.parquet",),
    "parquet-nested": ("records.parquet",),
    "omop": ("person.csv", "drug_exposure.csv"),
    "omop-parquet": ("person.parquet", "drug_exposure.parquet"),
}
_WANTED = f"{WORK}/formats"
IDENTITY = ("patient", "authoredOn")
"""Fields of a prescription whose doubt is one about who was treated, and when."""


def check_formats(folder: Path, asked: Iterable[str]) -> set[str]:
    """The formats to write: those asked for, and those that stand there, lest they grow old.

    So are those that an interrupted run was asked for: they are noted until the results stand.
    Where none is known it is jsonl. What such a run left unfinished is removed. Raises MissingExtra
    before any page is read.
    """
    standing = {
        form for form, names in FORMATS.items() if any((folder / name).is_file() for name in names)
    }
    for name in (name for names in FORMATS.values() for name in names):
        sweep_parts(folder / name)
    wanted = standing | set(asked) | _noted(folder) or {"jsonl"}
    if any("parquet" in form for form in wanted):
        need_pyarrow()
    with write_replacing(folder / _WANTED) as stream:
        stream.write("\n".join(sorted(wanted)).encode())
    return wanted


def _noted(folder: Path) -> set[str]:
    """The formats that an interrupted run was asked for."""
    try:
        noted = (folder / _WANTED).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise fault_of(error, folder) from None
    return set(noted.splitlines()) & set(FORMATS)


def write_outputs(batch: BatchFolder, formats: Iterable[str]) -> dict[str, int]:
    """Write the results all at once; by format, how many lines it could not hold. Raises Fault."""
    left_out: dict[str, int] = {}
    files: dict[Path, Write] = {}
    for form in sorted(formats):
        writers = _writers(batch, form, left_out)
        paths = [batch.path / name for name in FORMATS[form]]
        files |= dict(zip(paths, writers, strict=True))
    land(files)
    (batch.path / _WANTED).unlink(missing_ok=True)
    return left_out


def _writers(batch: BatchFolder, form: str, left_out: dict[str, int]) -> tuple[Write, ...]:
    simple: dict[str, Write] = {
        "jsonl": lambda stream: _write_records(batch.documents(), stream),
        "csv": lambda stream: _write_csv(batch.documents(), stream),
        "parquet": lambda stream: write_flat(document_lines(batch.documents()), stream),
        "parquet-nested": lambda stream: write_nested(batch.documents(), stream),
    }
    if form in simple:
        return (simple[form],)
    write = write_omop_csv if form == "omop" else write_omop_parquet
    key = _pseudonym_key(batch.path)

    def persons(stream: BinaryIO) -> None:
        rows = (each.person for each in _omop(batch, key) if each.person)
        write(PERSON, rows, stream)

    def exposures(stream: BinaryIO) -> None:
        left_out[form] = 0

        def counted() -> Iterator[Row]:
            for each in _omop(batch, key):
                left_out[form] += each.left_out
                yield from each.drug_exposure

        write(DRUG_EXPOSURE, counted(), stream)

    return persons, exposures


def _write_records(documents: Iterable[Document], stream: BinaryIO) -> None:
    for document in documents:
        stream.write(dump(document).encode() + b"\n")


def _write_csv(documents: Iterable[Document], stream: BinaryIO) -> None:
    with as_text(stream) as text:
        write_lines(document_lines(documents), text)


def _omop(batch: BatchFolder, key: bytes) -> Iterator[OmopRows]:
    """OMOP has no place for a doubt: a line that a human must look at is left out, and counted."""
    doubtful = 0

    def sure() -> Iterator[tuple[int, Draft]]:
        nonlocal doubtful
        documents = _each_content(batch.documents())
        drafts = (draft for document in documents for draft in document.prescriptions)
        for number, draft in enumerate(drafts, start=1):
            certain = _without_doubt(draft)
            doubtful = len(draft.medications) - len(certain.medications)
            yield number, certain

    for rows in omop_rows(sure(), key):
        yield replace(rows, left_out=rows.left_out + doubtful)


def _each_content(documents: Iterable[Document]) -> Iterator[Document]:
    """Without those of copies: OMOP names no file, so a copy would be a second treatment."""
    met: set[bytes] = set()
    for document in documents:
        digest = bytes.fromhex(document.source.sha256)
        if digest not in met:
            met.add(digest)
            yield document


def _without_doubt(draft: Draft) -> Draft:
    if any(review.field.startswith(IDENTITY) for review in draft.review):
        return replace(draft, medications=())
    return replace(draft, medications=tuple(line for line in draft.medications if not line.review))


def _pseudonym_key(out: Path) -> bytes:
    """The batch's own key, so that a patient has one pseudonym in all its runs."""
    path = out / WORK / "pseudonyms.key"
    if not path.exists():
        with write_replacing(path) as stream:
            stream.write(secrets.token_bytes(32))
    return path.read_bytes()
