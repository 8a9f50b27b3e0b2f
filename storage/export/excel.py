"""An Excel workbook: a sheet of medication lines and a sheet of prescriptions.

Written by XlsxWriter in memory: openpyxl passes every sheet by a temporary file in clear.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

from storage.entries import Entry
from storage.export.columns import COLUMNS, Cell, Column, lines
from storage.export.csv import Profile, line_cell, prescription_cell
from storage.export.prescription_columns import PRESCRIPTION_COLUMNS
from storage.faults import MissingExtra

SHEETS = {
    Profile.FRENCH: ("Lignes", "Ordonnances"),
    Profile.INTERNATIONAL: ("Lines", "Prescriptions"),
}
MAX_CELL = 32_767
"""Characters of a cell (Excel specifications and limits)."""
_DATE, _INSTANT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_excel(
    entries: Iterable[Entry], stream: BinaryIO, profile: Profile = Profile.FRENCH
) -> int:
    """Write the workbook; the number of medication lines. Raises MissingExtra.

    Numbers and dates are numbers and dates (instants in UTC); text is never taken for a formula.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("Excel", "research") from None
    known = list(entries)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    formats = {
        date: book.add_format({"num_format": _DATE}),
        datetime: book.add_format({"num_format": _INSTANT}),
    }
    french = profile is Profile.FRENCH
    by_line, by_prescription = SHEETS[profile]
    count = 0
    sheet = _sheet(book, by_line, [c.fr if french else c.en for c in COLUMNS])
    for count, line in enumerate(lines(known), start=1):
        for at, column in enumerate(COLUMNS):
            plain = isinstance(column, Column)
            value: Cell = column.value(line) if isinstance(column, Column) else None
            text = line_cell(line, column, profile)
            _put(sheet, count, at, value if plain else _number_in(text), text, formats)
    sheet = _sheet(book, by_prescription, [c.fr if french else c.en for c in PRESCRIPTION_COLUMNS])
    for row, entry in enumerate(known, start=1):
        for at, one in enumerate(PRESCRIPTION_COLUMNS):
            _put(sheet, row, at, one.value(entry), prescription_cell(entry, one, profile), formats)
    book.close()
    return count


def _sheet(book: Any, name: str, headers: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for at, header in enumerate(headers):
        sheet.write_string(0, at, header, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(headers) - 1)
    return sheet


def _put(
    sheet: Any, row: int, at: int, value: Cell, text: str, formats: dict[type[date], Any]
) -> None:
    if isinstance(value, bool) or value is None:
        if text:
            sheet.write_string(row, at, _clean(text))
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, at, value)
    elif isinstance(value, datetime):
        naive = value.astimezone(UTC).replace(tzinfo=None)
        sheet.write_datetime(row, at, naive, formats[datetime])
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, at, datetime.combine(value, time()), formats[date])
    elif text:
        sheet.write_string(row, at, _clean(text))


def _number_in(text: str) -> Decimal | None:
    """The number that is all of a cell of one dosage."""
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", text) else None


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)[:MAX_CELL]
