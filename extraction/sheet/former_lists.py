"""Lists of what the patient takes already, beside what is prescribed: `Patient sous :`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extraction.resources import read_rules
from extraction.sheet.entry import Entry, Kind
from extraction.sheet.section import bare_heading
from extraction.spelling.matching import fold


def ask_former_lists(entries: Sequence[Entry]) -> list[Entry]:
    """The drugs below `Patient sous :`, and below `Traitement habituel` if a later list is headed.

    `Traitement habituel` alone is what many a renewal is called; above `Traitement de sortie` it
    is what was taken before.
    """
    headings = {i: told for i, e in enumerate(entries) if (told := _told(e)) is not None}
    current = max((i for i, told in headings.items() if told == "current"), default=-1)
    asked: str | None = None
    found: list[Entry] = []
    for i, entry in enumerate(entries):
        told = headings.get(i)
        if told is not None:
            former = told == "former" or (told == "before" and i < current)
            asked = entry.row.text.strip(" :") if former else None
        if entry.kind is Kind.DRUG and asked is not None:
            entry = replace(entry, asked=(asked, *entry.asked))
        found.append(entry)
    return found


def leads_on(before: str) -> bool:
    """Whether folded words before the first drug of a row tell when, or instead of what, it is."""
    return _leads().match(before) is not None


def asks_of_row(before: str) -> bool:
    """Whether folded words before the first drug of a row tell that it is taken already."""
    return _words().search(before) is not None


def _told(entry: Entry) -> str | None:
    """Which list a row heads, if any: a row that names a drug heads none."""
    if entry.match is not None and entry.match.exact:
        return None
    heading = bare_heading(fold(entry.row.text))
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(heading)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    told = read_rules("sections.toml")["lists"]
    kinds = ("former", "before", "current")
    return tuple((k, re.compile("|".join(f"(?:{p})" for p in told[k]))) for k in kinds)


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(read_rules("sections.toml")["lists"]["leads"])


@cache
def _words() -> re.Pattern[str]:
    return re.compile(read_rules("sections.toml")["lists"]["words"])
