"""The beginning of an export as whoever opens the file will see it."""

import io
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice

from prescription.language import say
from prescription.resources import RESOURCES
from storage.entries import Entry
from storage.export.columns import COLUMNS, lines
from storage.export.csv import Profile, line_cell, prescription_cell
from storage.export.fhir import write_fhir
from storage.export.formats import Format
from storage.export.jsonlines import write_json_lines
from storage.export.people import pseudonymise
from storage.export.prescription_columns import PRESCRIPTION_COLUMNS
from storage.register import Register
from storage.search import Query

PREVIEWED = 5
"""Prescriptions shown before an export."""
_MOST = 6000
"""Characters of a preview that is text."""
_FIRST = "date_ordonnance"
"""The first column of what a prescription says."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Preview:
    """A table: what its columns are called in words and in the file, and its rows; or a text.

    Columns in which nothing stands are left out, and counted in `empty`. `begins` is the column
    from which on the prescription speaks, behind numbers and instants of the register.
    """

    words: Sequence[str] = ()
    names: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    empty: int = 0
    begins: int = 0
    text: str = ""


def preview(register: Register, query: Query, form: Format, pseudonymised: bool) -> Preview:
    """The beginning of an export; nothing leaves, nothing is noted. Raises Fault."""
    entries: list[Entry] = list(islice(register.select(query), PREVIEWED))
    if pseudonymised:
        key = register.pseudonym_key()
        entries = [pseudonymise(entry, key) for entry in entries]
    if form is Format.CSV_PRESCRIPTIONS:
        by_entry = PRESCRIPTION_COLUMNS
        whole = ([prescription_cell(e, c, Profile.FRENCH) for c in by_entry] for e in entries)
        return _table([column.fr for column in by_entry], whole)
    if form in (Format.CSV, Format.EXCEL):
        rows = ([line_cell(line, c, Profile.FRENCH) for c in COLUMNS] for line in lines(entries))
        return _table([column.fr for column in COLUMNS], rows)
    stream = io.BytesIO()
    if form is Format.FHIR:
        write_fhir(entries, stream, register.key.salt.hex())
    else:
        write_json_lines(entries, stream)
    return Preview(text=stream.getvalue().decode()[:_MOST])


def column_words(name: str) -> str:
    """What a column of the file is called in words."""
    fr, en = _words()[name]
    return say(fr=fr, en=en)


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Preview:
    cells = [[_shown(cell) for cell in row] for row in rows]
    filled = [at for at in range(len(names)) if any(row[at] for row in cells)]
    before = names[: names.index(_FIRST)]
    return Preview(
        [column_words(names[at]) for at in filled],
        [names[at] for at in filled],
        [[row[at] for at in filled] for row in cells],
        len(names) - len(filled),
        sum(names[at] in before for at in filled),
    )


def _shown(cell: str) -> str:
    """A date as spreadsheets show it; the file has it as ISO 8601 asks."""
    if _DAY.fullmatch(cell):
        return _DAY.sub(r"\3/\2/\1", cell)
    if _DAY.match(cell) and "T" in cell:
        return f"{datetime.fromisoformat(cell).astimezone():%d/%m/%Y %H:%M}"
    return cell


@cache
def _words() -> dict[str, tuple[str, str]]:
    with (RESOURCES / "windows" / "columns.toml").open("rb") as stream:
        return {name: (fr, en) for name, (fr, en) in tomllib.load(stream).items()}
