"""OMOP tables as Parquet, with the types of the common data model, for LinkR and the like."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, BinaryIO

from storage.export.landing import Write
from storage.export.omop import DRUG_EXPOSURE, PERSON, OmopTables, Row
from storage.faults import MissingExtra

_INTEGERS = {"year_of_birth", "month_of_birth", "day_of_birth", "refills", "days_supply"}


def parquet_files(tables: OmopTables) -> dict[str, Write]:
    """The content of `person.parquet` and `drug_exposure.parquet`. Raises MissingExtra."""
    try:
        import pyarrow as pa  # noqa: F401
    except ImportError:
        raise MissingExtra("Parquet", "research") from None
    return {
        "person.parquet": _writer(PERSON, tables.person),
        "drug_exposure.parquet": _writer(DRUG_EXPOSURE, tables.drug_exposure),
    }


def _writer(columns: Sequence[str], rows: Sequence[Row]) -> Write:
    def write(stream: BinaryIO) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        types = {name: _type(name) for name in columns}
        arrays = {
            name: pa.array([_value(row.get(name, ""), convert) for row in rows], kind)
            for name, (kind, convert) in types.items()
        }
        parquet.write_table(pa.table(arrays), stream)

    return write


def _type(name: str) -> tuple[Any, Callable[[str | int], Any]]:
    """The CDM's type of a column, and how a row's value becomes one."""
    import pyarrow as pa

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
