"""Rows that go on in mid-sentence with the row above, which was broken off at the margin.

Alone, such a row may look like anything: `toilette, non renouvelable` like care, `raison de 3 fois
par jour` like a drug, `QSP 5 j` like a note for all lines.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from statistics import median

from extraction.sheet.cues import STRENGTH
from extraction.sheet.entries import bullet_end
from extraction.sheet.entry import Entry, Kind
from extraction.sheet.rows import Row
from extraction.sheet.unfinished import ends_in_comma, is_unfinished
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from prescription.record import Box

_WITHIN = (Kind.DRUG, Kind.POSOLOGY, Kind.OTHER, Kind.WRAPPED)
"""What may be broken off."""
_SPACE = 0.25
"""Between words, in heights of letters."""
_NUMBER_LAST = re.compile(r"(?<![\w.,/])(?:\d+(?:[.,/]\d+)?|[½¼¾])$")
_FIRST_WORD = re.compile(r"[a-zœæ]+")
_MENTION = re.compile(r"(?:QSP|Q\.S\.P|AR|NR|NS|A renouveler|À renouveler|Renouveler)\b")
"""What a row broken off may go on with in capitals."""


_DASHED_MENTION = re.compile(r"[-–—] ?(?:NR|NS|AR\b.*|QSP\b.*)")
"""`- NR`, broken off `pendant 30 jours - NR`: the dash is no bullet."""
_PART_OF_SLOTS = re.compile(r"[\d½¼¾](?: ?[-–—] ?[\d½¼¾]){1,2}(?: ?[-–—])?")
"""`0 - 0` in a row of its own: the first of the cells whose last stands in the next row."""
_STRAIGHT = 0.3
_FEWEST_STRAIGHT = 3
"""Rows of different words that end at one place, to this many heights: justified text."""


def join_wrapped(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, rows that go on in mid-sentence as WRAPPED."""
    joined = list(entries[:1])
    margins = _margins([entry.row for entry in entries])
    for above, below in pairwise(entries):
        goes_on = joined[-1].kind in _WITHIN and _goes_on(above, below, margins)
        joined.append(replace(below, kind=Kind.WRAPPED, match=None) if goes_on else below)
    return joined


def _goes_on(above: Entry, below: Entry, margins: dict[tuple[int, int], int]) -> bool:
    one, other = above.row, below.row
    if one.cell or other.cell or one.page != other.page:
        return False
    if bullet_end(fold(other.text)) and not _DASHED_MENTION.fullmatch(other.text):
        return False
    if below.kind in (Kind.HEADING, Kind.SECTION) or _names_a_drug(below):
        return False
    if below.kind is Kind.POSOLOGY and above.kind is not Kind.OTHER:
        # It goes on with it anyway; behind `1 fois par`, `jour 1 cp` heads no first day.
        return other.text[0].islower() and is_unfinished(one)
    full = _is_full(one, other, margins)
    if other.text[0].islower():
        return full or is_unfinished(one) or ends_in_comma(one) or _is_counted(one, other)
    if other.text[0].isdigit():
        loose = below.kind in (Kind.HEADER, Kind.OTHER, Kind.UNSURE, Kind.NOTE)
        slots = _PART_OF_SLOTS.fullmatch(other.text) is not None
        return loose and (slots or is_unfinished(one) or ends_in_comma(one))
    mentions = _MENTION.match(other.text) or _DASHED_MENTION.fullmatch(other.text)
    told = below.kind in (Kind.NOTE, Kind.UNSURE) and mentions
    return full and bool(told)


def _names_a_drug(entry: Entry) -> bool:
    """Whether a row names a drug that was not made out of an everyday word: `raison`, `raisin`."""
    if entry.kind is not Kind.DRUG:
        return False
    exact = entry.match is not None and entry.match.exact
    return exact or not entry.row.text[0].islower() or bool(STRENGTH.search(fold(entry.row.text)))


def _is_counted(above: Row, below: Row) -> bool:
    """Whether the row above ends in a number and the row below begins with what it counts."""
    first = _FIRST_WORD.match(fold(below.text))
    return bool(first and first[0] in _counted_words() and _NUMBER_LAST.search(above.text))


@cache
def _counted_words() -> frozenset[str]:
    times = {"jour", "jours", "j", "semaine", "semaines", "sem", "mois", "an", "ans", "heure"}
    return load_words().units | times | {"heures", "h", "fois", "boite", "boites", "bte", "btes"}


def _margins(rows: Sequence[Row]) -> dict[tuple[int, int], int]:
    """For each block the column where the longest row of its page ends, or its own straight edge.

    A letterhead may reach farther to the right than justified text below it.
    """
    ends: dict[tuple[int, int], dict[str, Box]] = {}
    for row in rows:
        if row.box is not None and not row.cell:
            ends.setdefault((row.page, row.block), {})[row.text] = row.box
    pages: dict[int, int] = {}
    for (page, _), boxes in ends.items():
        pages[page] = max(pages.get(page, 0), *(box.x + box.width for box in boxes.values()))
    return {key: _straight_edge([*boxes.values()], pages[key[0]]) for key, boxes in ends.items()}


def _straight_edge(boxes: Sequence[Box], margin: int) -> int:
    edge = max(box.x + box.width for box in boxes)
    there = sum(edge - box.x - box.width <= _STRAIGHT * box.height for box in boxes)
    return edge if there >= _FEWEST_STRAIGHT else margin


def _is_full(above: Row, below: Row, margins: dict[tuple[int, int], int]) -> bool:
    """Whether the next row's first word had no room left at the end of the row right above it."""
    a, b, first = above.box, below.box, below.words[0].box
    if a is None or b is None or first is None or above.block != below.block:
        return False
    beneath = b.y + b.height / 2 > a.y + a.height and b.x < a.x + a.width
    heights = [word.box.height for word in above.words if word.box is not None]
    needed = first.width + _SPACE * median(heights)
    return beneath and a.x + a.width + needed > margins[above.page, above.block]
