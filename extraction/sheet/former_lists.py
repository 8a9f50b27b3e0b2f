"""What the patient takes already, beside what is prescribed: `Patient sous :`, `Il recevait …`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extraction.resources import read_rules
from extraction.sheet.entry import Entry, Kind
from extraction.sheet.section import bare_heading
from extraction.spelling.matching import fold

_OF_DRUGS = frozenset({Kind.DRUG, Kind.POSOLOGY, Kind.WRAPPED, Kind.UNSURE})
_JOINS = re.compile(r"(?:[,;+]|\b(?:et|ainsi que|avec))$")


def ask_former_lists(entries: Sequence[Entry]) -> list[Entry]:
    """The drugs below `Patient sous :`, and below `Traitement habituel` if a later list is headed.

    `Traitement habituel` alone is what many a renewal is called; above `Traitement de sortie` it
    is what was taken before. So are the drugs of the rows in which a sentence such as `Il recevait
    à l'entrée : Kardegic 75 1/j,` goes on.
    """
    headings = {i: told for i, e in enumerate(entries) if (told := _told(e)) is not None}
    current = max((i for i, told in headings.items() if told == "current"), default=-1)
    asked: str | None = None
    sentence: str | None = None
    found: list[Entry] = []
    for i, entry in enumerate(entries):
        told = headings.get(i)
        if told is not None:
            former = told == "former" or (told == "before" and i < current)
            asked = entry.row.text.strip(" :") if former else None
        if entry.kind is Kind.DRUG and asked is not None:
            entry = replace(entry, asked=(asked, *entry.asked))
        on = sentence if i and i - 1 not in headings and _goes_on(found[-1], sentence) else None
        sentence = _past_of(entry) or on
        if entry.kind is Kind.DRUG and sentence is not None and not entry.asked:
            entry = replace(entry, asked=(sentence.strip(" :"),))
        found.append(entry)
    return found


def _past_of(entry: Entry) -> str | None:
    """The words before a drug that tell of what was taken, a colon at their end kept."""
    if entry.kind is not Kind.DRUG or entry.match is None:
        return None
    before = entry.row.text[: entry.match.start].strip()
    return before if is_past(fold(before)) else None


def _goes_on(entry: Entry, sentence: str | None) -> bool:
    """Whether a sentence does behind an entry: at a comma, and in a list below its colon."""
    if sentence is None or entry.kind not in _OF_DRUGS:
        return False
    text = entry.row.text.rstrip()
    listed = sentence.endswith(":") and not text.endswith(".")
    return listed or _JOINS.search(fold(text)) is not None


def is_past(before: str) -> bool:
    """Whether folded words before the first drug of a row tell of what was taken."""
    return _past().search(before) is not None


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
def _past() -> re.Pattern[str]:
    return re.compile(read_rules("sections.toml")["lists"]["past"])


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
