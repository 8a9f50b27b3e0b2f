"""Parquet: rows in groups, so that any number fits in memory; OMOP tables with the CDM's types."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from storage.export.landing import Write
from storage.export.omop import DRUG_EXPOSURE, PERSON, OmopTables, Row
from storage.faults import MissingExtra

_GROUP = 500
_INTEGERS = {"year_of_birth", "month_of_birth", "day_of_birth", "refills", "days_supply"}


def need_pyarrow() -> Any:
    """The library pyarrow. Raises MissingExtra."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("Parquet", "research") from None
    return pa


def write_rows(rows: Iterable[Any], schema: Any, stream: BinaryIO) -> int:
    """Write rows, each a mapping of the schema's columns; how many. Raises MissingExtra."""
    pa = need_pyarrow()
    from pyarrow import parquet

    count = 0
    waiting = iter(rows)
    with parquet.ParquetWriter(stream, schema) as writer:
        while group := list(islice(waiting, _GROUP)):
            count += len(group)
            writer.write_batch(pa.RecordBatch.from_pylist(group, schema))
    return count


def parquet_files(tables: OmopTables) -> dict[str, Write]:
    """The content of `person.parquet` and `drug_exposure.parquet`. Raises MissingExtra."""
    need_pyarrow()
    return {
        "person.parquet": _writer(PERSON, tables.person),
        "drug_exposure.parquet": _writer(DRUG_EXPOSURE, tables.drug_exposure),
    }


def _writer(columns: Sequence[str], rows: Sequence[Row]) -> Write:
    return lambda stream: write_omop_parquet(columns, rows, stream)


def write_omop_parquet(columns: Sequence[str], rows: Iterable[Row], stream: BinaryIO) -> None:
    """Write one of the two tables. Raises MissingExtra."""
    types = {name: _type(name) for name in columns}
    schema = need_pyarrow().schema([(name, kind) for name, (kind, _) in types.items()])
    typed = (
        {name: _value(row.get(name, ""), convert) for name, (_, convert) in types.items()}
        for row in rows
    )
    write_rows(typed, schema, stream)


def _type(name: str) -> tuple[Any, Callable[[str | int], Any]]:
    """The CDM's type of a column, and how a row's value becomes one."""
    pa = need_pyarrow()
    if name.endswith("_id"):
        return pa.int64(), int
    if name in _INTEGERS:
        return pa.int32(), int
    if name.endswith("_date"):
        return pa.date32(), lambda value: date.fromisoformat(str(value))
    if name.endswith("_datetime"):
        return pa.timestamp("us"), str
    if name == "quantity":
        return pa.float64(), float
    return pa.string(), str


def _value(value: str | int, convert: Callable[[str | int], Any]) -> Any:
    return None if value == "" else convert(value)
