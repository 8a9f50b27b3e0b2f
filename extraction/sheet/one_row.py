"""Several drugs on one row: what stands before the first or behind the last may hold for all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extraction.sheet.entry import Entry
from extraction.sheet.section import OWN_WORDS, About, Section, section_of
from extraction.spelling.matching import fold

_LENDING = frozenset(About) - {About.PLAIN, About.STOPPED, About.FOLLOWING, About.NOTHING}
_HEAD = re.compile(r"(?:(?<=[;,.+/])|(?<=\s[-–—])) ?([^;,.:+/]{1,60}: ?)$")
_APART = re.compile(r"[.;]\W*$")
_NUMBER = r"(?:\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|vingt[ -]huit)"
_TIME = r"(?:j|jours?|jrs?|semaines?|sem|mois|ans?)"
_LENGTH = re.compile(
    rf"(?<![/x\d])(?<!les )(?<!dans )(?<!/ )\b(?:(?:pendant|pdt|durant|pour|duree|sur)\W*)?"
    rf"(?:{_NUMBER} ?(?:a|-|ou) ?)?{_NUMBER} ?{_TIME}\b(?: de (?:traitement|ttt?|trt|cure)\b)?"
)
_SUPPLY = re.compile(rf"\bqsp\W*{_NUMBER} ?{_TIME}\b")
_RENEWAL = re.compile(
    r"\ba\.? ?r\.? ?[:x(]? ?\d{1,2}\b|(?:a |non |ne pas )?\brenouvel[^,;.]*|\bn\.?r\b\.?"
)
_TOLD = (_SUPPLY, _LENGTH, _RENEWAL)
_ENDS = " ,;.:()[]-–—+/!"
_SEPARATORS = ",;.:"


class _Told(NamedTuple):
    """Words that close a row; `apart` tells that a comma or the like stands before them."""

    kind: re.Pattern[str]
    words: str
    apart: bool


def lead_before(text: str, start: int, end: int) -> int | None:
    """Where the heading begins that stands right before the name at `end`: `…, OG : Azopt`."""
    found = _HEAD.search(text[start:end])
    if found is None:
        return None
    section = section_of(found[1])
    return start + found.start(1) if section and section.about in _LENDING else None


def share(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of one row with the heading before them, and what the last one may tell of all.

    `OD : Xalatan 1 gtte, Azopt 1 gtte` is one heading for two drugs; `Doliprane 1 g x3/j, Ixprim
    1 cp x3/j pendant 5 jours` may be one length for two, and is asked of the first.
    """
    together = list(entries)
    if len(together) == 1:
        return iter(together)
    return _ask_for_last(_headed(together))


def _headed(entries: Sequence[Entry]) -> list[Entry]:
    headed: list[Entry] = []
    current: Section | None = None
    for i, entry in enumerate(entries):
        own = _own_heading(entry)
        if own is not None:
            current = own
        elif i and current is not None:
            apart = current.about is About.CONDITION and _APART.search(entries[i - 1].row.text)
            if not current.colon and _tells_itself(entry, current):
                pass
            elif apart or not current.colon:
                entry = replace(entry, asked=(*entry.asked, current.text.strip(" ,")))
            else:
                entry = replace(entry, section=replace(current))
        headed.append(entry)
    return headed


def _own_heading(entry: Entry) -> Section | None:
    """The heading before a drug's name; a sure one ends in a colon."""
    before = entry.row.text[: entry.match.start] if entry.match else ""
    section = section_of(before) if before.strip() else None
    return section if section is not None and section.about in _LENDING else None


def _tells_itself(entry: Entry, section: Section) -> bool:
    own = OWN_WORDS.get(section.about)
    return own is not None and re.search(own, fold(entry.row.text)) is not None


def _ask_for_last(entries: Sequence[Entry]) -> Iterator[Entry]:
    """What closes the row, asked of the drugs before that tell nothing of the kind themselves."""
    told = list(_closing(_said(entries[-1])))
    for entry in entries[:-1]:
        said = fold(_said(entry))
        sentence = _APART.search(said) is not None
        asked = [
            one.words for one in told if not one.kind.search(said) and (one.apart or not sentence)
        ]
        yield replace(entry, asked=(*entry.asked, *asked)) if asked else entry
    yield entries[-1]


def _said(entry: Entry) -> str:
    return entry.row.text[entry.match.end if entry.match else 0 :]


def _closing(said: str) -> Iterator[_Told]:
    """The lengths, supplies and renewals at the end of a row, the last one first."""
    folded, end = fold(said), len(said)
    while True:
        end = len(folded[:end].rstrip(_ENDS))
        found = next(
            ((k, m) for k in _TOLD for m in k.finditer(folded, 0, end) if m.end() == end), None
        )
        if found is None:
            return
        kind, match = found
        end = match.start()
        apart = folded[:end].rstrip().endswith(tuple(_SEPARATORS))
        yield _Told(kind, said[slice(*match.span())], apart)
