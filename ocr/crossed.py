"""Words that a signature runs over: told, for the rest of their row reads as if nothing were amiss.

A signature is no part of a prescription and is not told, but of `1 comp le matin au réveil à vie`
it may leave `1 comp le` and `à vie`, and of the name in a stamp the first name. Where it runs over
nothing, a row ends: its strokes alone fill little of a row's height.
"""

from collections.abc import Iterator, Sequence

from ocr.cleaning.ink import Ink
from ocr.page import Line, Word
from ocr.regions import Region
from prescription.record import Box

SPACE, WIDEST = 2.0, 30.0
"""In x-heights: no space of running text is so wide; what is wider parts two columns."""
READ = 0.7
"""Confidence of a word behind what was lost, and of one of the two before."""
COVERED = 0.6
"""Share of the gap that the mark reaches over."""


BEHIND, FILLED = (0.35, 4.0), 0.6
"""In x-heights: from where to where behind a row its next word stands; the share of columns that
have ink, where it does."""
MIDDLE = 0.35, 0.85
"""Of a word's height: where its small letters are."""


def find_crossed_rows(
    regions: Sequence[Region], lines: Sequence[Line], ink: Ink, x_height: float
) -> tuple[Box, ...]:
    """The gaps within rows of text that a mark lies over, and their ends; boxes are the ink's."""
    marks = [region.box for region in regions if region.drawn]
    rows = list(_rows(lines)) if marks else []
    gaps = [gap for row in rows for gap in _gaps(row, x_height)]
    ends = (end for row in rows for end in _ends(row, x_height) if _is_filled(end, ink))
    hidden = (end for end in ends if any(_covers(mark, end) for mark in marks))
    return (*(gap for gap in gaps if any(_covers(mark, gap) for mark in marks)), *hidden)


def _rows(lines: Sequence[Line]) -> Iterator[list[tuple[Word, Box]]]:
    """Words on one height from left to right, whatever column they stand in."""
    words = [(word, word.box) for line in lines for word in line.words if word.box is not None]
    rows: list[list[tuple[Word, Box]]] = []
    for word, box in sorted(words, key=lambda pair: pair[1].x):
        home = next((row for row in rows if _goes_on(row[-1][1], box)), None)
        if home is None:
            rows.append([(word, box)])
        else:
            home.append((word, box))
    yield from rows


def _goes_on(before: Box, box: Box) -> bool:
    down = min(before.y + before.height, box.y + box.height) - max(before.y, box.y)
    return 2 * down > max(before.height, box.height) and box.x >= before.x


def _gaps(row: Sequence[tuple[Word, Box]], x_height: float) -> Iterator[Box]:
    """Where two clear words stand too far from each other, and what is before goes on so far."""
    for (before, box), (left, a), (right, b) in zip(row, row[1:], row[2:], strict=False):
        start = a.x + a.width
        near = a.x - box.x - box.width < SPACE * x_height
        clear = max(before.confidence or 0.0, left.confidence or 0.0) >= READ
        clear = clear and (right.confidence or 0.0) >= READ
        if near and clear and SPACE * x_height < b.x - start < WIDEST * x_height:
            yield Box(start, min(a.y, b.y), b.x - start, max(a.height, b.height))


def _ends(row: Sequence[tuple[Word, Box]], x_height: float) -> Iterator[Box]:
    """Where the next word would stand behind a clear one that none follows."""
    first, last = (round(reach * x_height) for reach in BEHIND)
    for place, (word, box) in enumerate(row):
        start = box.x + box.width + first
        free = place + 1 == len(row) or row[place + 1][1].x > start + last
        if free and (word.confidence or 0.0) >= READ and any(map(str.isalnum, word.text)):
            yield Box(start, box.y, last, box.height)


def _is_filled(place: Box, ink: Ink) -> bool:
    """Whether there is ink all along, as that of letters is."""
    top, foot = (place.y + round(share * place.height) for share in MIDDLE)
    inked = ink.labels[top:foot, place.x : place.x + place.width] > 0
    return bool(inked.size) and float(inked.any(axis=0).mean()) >= FILLED


def _covers(mark: Box, gap: Box) -> bool:
    across = min(mark.x + mark.width, gap.x + gap.width) - max(mark.x, gap.x)
    middle = gap.y + gap.height / 2
    return across >= COVERED * gap.width and mark.y < middle < mark.y + mark.height
