"""Where the body of a page begins and ends among its rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extraction.sheet.entry import Entry, Kind
from extraction.sheet.rows import left_of
from extraction.spelling.matching import compact

_WORD = re.compile(r"[^\W\d_]{2}")


class Bounds(NamedTuple):
    """First row of the body, last row of the header, last drug, first row of the footer."""

    first: int
    top: int
    last: int
    bottom: int


def bounds(entries: Sequence[Entry], continued: bool) -> Bounds:
    """The bounds of a page; where it goes on, a posology or a note is as good as a drug.

    A page that goes on without any may all the same prescribe what is no drug.
    """
    count = len(entries)
    heads = [i for i, e in enumerate(entries) if e.kind is Kind.HEADER and not _goes_on(entries, i)]
    body = (Kind.DRUG, Kind.POSOLOGY, Kind.NOTE) if continued else (Kind.DRUG,)
    named = [i for i, e in enumerate(entries) if e.kind in body]
    evident = [i for i in named if entries[i].evident or entries[i].kind is not Kind.DRUG]
    starts = evident + [i for i, e in enumerate(entries) if e.kind is Kind.HEADING]
    if continued and not named and len(heads) > 1:
        # `Bas de contention` alone on the second page, between letterhead and stamp.
        top = heads[0]
        while top in heads or (top < heads[-1] and not _WORD.search(entries[top].row.text)):
            top += 1
        above = {compact(entries[i].row.text) for i in heads if i < top}
        stamp = (i for i in heads if i > top and compact(entries[i].row.text) in above)
        end = next(stamp, heads[-1])
        return Bounds(top, top - 1, end, end)
    if not starts and not named and (items := _items_alone(entries, heads)):
        top = max((i for i in heads if i < items[0]), default=-1)
        return Bounds(
            items[0], top, items[-1], min((i for i in heads if i > items[-1]), default=count)
        )
    first = min(starts or named, default=count)
    top = max((i for i in heads if i < first), default=-1)
    first = min((i for i in (*named, *starts) if i > top), default=count)
    last = max((i for i in named if i > top), default=first)
    below = (i for i in heads if i > last and not _is_beside(entries[i], entries[last]))
    return Bounds(first, top, last, min(below, default=count))


def _is_beside(head: Entry, drug: Entry) -> bool:
    """Whether a row is of a letterhead down the left side: the dose may stand beside it."""
    return drug.kind is Kind.DRUG and left_of(head.row, drug.row)


def _items_alone(entries: Sequence[Entry], heads: Sequence[int]) -> list[int]:
    """What a page without a drug prescribes: analyses, bandages, between letterhead and footer.

    A row of the letterhead may speak of such things too (`Consultations sur rendez-vous`): the body
    begins where most of them stand together.
    """
    items = [i for i, entry in enumerate(entries) if entry.kind is Kind.OTHER]
    together: dict[int, list[int]] = {}
    for i in items:
        together.setdefault(sum(head < i for head in heads), []).append(i)
    begins = max(together.values(), key=len, default=[])[:1]
    return [i for i in items if begins and i >= begins[0]]


def _goes_on(entries: Sequence[Entry], i: int) -> bool:
    """`14` / `jours`: a number that the row below goes on with ends no body."""
    behind = entries[i + 1].row.text if i + 1 < len(entries) else ""
    return entries[i].row.text.strip().isdecimal() and behind[:1].islower()


def closes(entries: Sequence[Entry], i: int) -> bool:
    """Whether neither a drug nor a posology stands below entry `i`."""
    return not any(e.kind in (Kind.DRUG, Kind.POSOLOGY) for e in entries[i:])


def closes_zone(entries: Sequence[Entry], i: int) -> bool:
    """Whether only notes, or what was cut from one, stand before the heading of the next zone."""
    rest = (e.kind for e in entries[i:] if e.kind is not Kind.NOTE and not e.spoken)
    following = next(rest, None)
    return following is Kind.HEADING
