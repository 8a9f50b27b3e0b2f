"""CSV for spreadsheets: one row for each medication line; docs/export.md describes the columns."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TextIO, TypeVar

from prescription.dosage import Quantity, Ratio
from storage.entries import Entry
from storage.export.columns import COLUMNS, Cell, Column, DosageColumn, Line, Scalar, lines
from storage.export.prescription_columns import PRESCRIPTION_COLUMNS, PrescriptionColumn

R = TypeVar("R")
C = TypeVar("C", Column | DosageColumn, PrescriptionColumn)

BYTE_ORDER_MARK = "\ufeff"
BETWEEN_VALUES = " + "
BETWEEN_DOSAGES = " | "
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Profile(StrEnum):
    """Whose spreadsheet opens the file.

    French: `;` between fields, decimal comma, byte-order mark. International: `,` and point.
    """

    FRENCH = "french"
    INTERNATIONAL = "international"


def write_csv(entries: Iterable[Entry], stream: TextIO, profile: Profile = Profile.FRENCH) -> int:
    """Write a header and every medication line to a stream opened with `newline=""`.

    Gives the number of medication lines. ISO dates; lines end in CR LF (RFC 4180).
    """
    return write_lines(lines(entries), stream, profile)


def write_lines(lines: Iterable[Line], stream: TextIO, profile: Profile = Profile.FRENCH) -> int:
    """`write_csv` for lines that need not be in a register."""
    return _write(COLUMNS, lines, stream, profile, line_cell)


def write_prescriptions(
    entries: Iterable[Entry], stream: TextIO, profile: Profile = Profile.FRENCH
) -> int:
    """Write a header and one row for each prescription; the number of prescriptions."""
    return _write(PRESCRIPTION_COLUMNS, entries, stream, profile, prescription_cell)


def _write(
    columns: Sequence[C],
    rows: Iterable[R],
    stream: TextIO,
    profile: Profile,
    cell: Callable[[R, C, Profile], str],
) -> int:
    french = profile is Profile.FRENCH
    if french:
        stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=";" if french else ",")
    writer.writerow(column.fr if french else column.en for column in columns)
    count = 0
    for row in rows:
        writer.writerow(_guarded(cell(row, column, profile)) for column in columns)
        count += 1
    return count


def line_cell(line: Line, column: Column | DosageColumn, profile: Profile) -> str:
    """What a column says of a line, as text; several dosages are parted by ` | `."""
    if isinstance(column, Column):
        return _text(column.value(line), profile)
    dosages = line.request.dosage_instruction
    values = [_text(column.value(dosage), profile) for dosage in dosages]
    return BETWEEN_DOSAGES.join(values) if any(values) else ""


def prescription_cell(entry: Entry, column: PrescriptionColumn, profile: Profile) -> str:
    """What a column says of a prescription, as text."""
    return _text(column.value(entry), profile)


def _guarded(text: str) -> str:
    # A spreadsheet would run the cell as a formula.
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _text(cell: Cell, profile: Profile) -> str:
    if isinstance(cell, tuple):
        return BETWEEN_VALUES.join(scalar_text(value, profile) for value in cell)
    return scalar_text(cell, profile)


def scalar_text(value: Scalar, profile: Profile = Profile.INTERNATIONAL) -> str:
    """One value as text: `1000 mg`, `2026-03-12`."""
    french = profile is Profile.FRENCH
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("oui" if value else "non") if french else str(value).lower()
    if isinstance(value, Ratio):
        parts = (value.numerator, value.denominator)
        return "/".join(_quantity(part, profile) for part in parts if part)
    if isinstance(value, Decimal | float):
        return _number(value, profile)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _quantity(quantity: Quantity, profile: Profile) -> str:
    return f"{_number(quantity.value, profile)} {quantity.unit or ''}".rstrip()


def _number(value: Decimal | float, profile: Profile) -> str:
    exact = Decimal(str(value))
    text = format(exact.normalize(), "f") if exact else "0"
    return text.replace(".", ",") if profile is Profile.FRENCH else text
