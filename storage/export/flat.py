"""Medication lines as flat Parquet: the columns of the CSV, one row a line, typed.

What is said once for each dosage of a line (a dose, a frequency) is a list, in the dosages' order.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, BinaryIO

from prescription.dosage import Ratio
from storage.export.columns import COLUMNS, Column, DosageColumn, Line
from storage.export.csv import scalar_text
from storage.export.nested import whole_number
from storage.export.parquet import need_pyarrow, write_rows

_WHOLE = {
    "number", "line", "page", "repeats_allowed", "dosage_sequence", "frequency", "frequency_max",
    "offset_min", "count", "count_max",
}  # fmt: skip
_NUMBERS = {
    "patient_age", "patient_weight", "patient_height", "quantity", "supply_duration", "confidence",
    "dose_low", "dose_high", "period", "period_max", "duration_low", "duration_high",
}  # fmt: skip
_DAYS = {"authored_on", "patient_birth_date"}
_INSTANTS = {"recorded_at", "confirmed_at"}
_TRUTHS = {"substitution_allowed", "as_needed"}
_SEVERAL = {
    "substances", "strength", "review", "when", "time_of_day", "day_of_week", "instructions",
}  # fmt: skip


def write_flat(lines: Iterable[Line], stream: BinaryIO) -> int:
    """Write one row a medication line; how many. Raises MissingExtra."""
    pa = need_pyarrow()
    schema = pa.schema([(column.en, _type(column)) for column in COLUMNS])
    return write_rows(map(_row, lines), schema, stream)


def _row(line: Line) -> dict[str, Any]:
    return {column.en: _cell(column, line) for column in COLUMNS}


def _cell(column: Column | DosageColumn, line: Line) -> Any:
    if isinstance(column, DosageColumn):
        return [_value(column.value(dosage)) for dosage in line.request.dosage_instruction]
    return _value(column.value(line))


def _value(cell: Any) -> Any:
    if isinstance(cell, tuple):
        return [scalar_text(value) for value in cell]
    if isinstance(cell, Decimal):
        return float(cell)
    if type(cell) is int:
        return whole_number(cell)
    return scalar_text(cell) if isinstance(cell, Ratio) else cell


def _type(column: Column | DosageColumn) -> Any:
    pa = need_pyarrow()
    name = column.en
    kinds = (
        (_WHOLE, pa.int64()),
        (_NUMBERS, pa.float64()),
        (_DAYS, pa.date32()),
        (_INSTANTS, pa.timestamp("us", tz="UTC")),
        (_TRUTHS, pa.bool_()),
        (_SEVERAL, pa.list_(pa.string())),
    )
    kind = next((kind for names, kind in kinds if name in names), pa.string())
    return pa.list_(kind) if isinstance(column, DosageColumn) else kind
