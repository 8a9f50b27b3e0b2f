"""Words that a signature runs over: told, for the rest of their row reads as if nothing were amiss.

A signature is no part of a prescription and is not told, but of `1 comp le matin au réveil à vie`
it may leave `1 comp le` and `à vie`. Beside it, where it runs over nothing, a row ends.
"""

from collections.abc import Iterator, Sequence

from ocr.page import Line, Word
from ocr.regions import Region
from prescription.record import Box

SPACE, WIDEST = 2.0, 30.0
"""In x-heights: no space of running text is so wide; what is wider parts two columns."""
READ = 0.7
"""Confidence of a word behind what was lost, and of one of the two before."""
COVERED = 0.6
"""Share of the gap that the mark reaches over."""


def find_crossed_rows(
    regions: Sequence[Region], lines: Sequence[Line], x_height: float
) -> tuple[Box, ...]:
    """The gaps within rows of text that a mark lies over; boxes are the lines'."""
    marks = [region.box for region in regions if region.drawn]
    gaps = [gap for row in _rows(lines) for gap in _gaps(row, x_height)] if marks else []
    return tuple(gap for gap in gaps if any(_covers(mark, gap) for mark in marks))


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


def _covers(mark: Box, gap: Box) -> bool:
    across = min(mark.x + mark.width, gap.x + gap.width) - max(mark.x, gap.x)
    middle = gap.y + gap.height / 2
    return across >= COVERED * gap.width and mark.y < middle < mark.y + mark.height
