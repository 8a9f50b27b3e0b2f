"""The words of a field as rows of enlarged print: long lines are broken, never shrunk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from desktop.review.field_words import Spot, around, inside
from prescription.record import Box, PageWord

DIGIT = 42
"""Pixels of the window a digit is high: what a tired eye tells a 3 from an 8 by."""
LEAST, LARGEST = 0.5, 10.0
"""Times a page is enlarged."""
GAP = 4
"""Pixels of the window around each row."""
BESIDE = 16
"""Pixels of the window between the end of a printed line and the beginning of the next."""
_BELOW_THE_LINE = frozenset("gjpqyçQ,;()[]/")
_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Boxes of the page, side by side in rows, and how many times each is enlarged."""

    rows: tuple[tuple[Box, ...], ...]
    times: float

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All of them, in reading order."""
        return tuple(box for row in self.rows for box in row)

    def row_height(self, row: Sequence[Box]) -> float:
        """How high a row is, in pixels of the window."""
        return max(box.height for box in row) * self.times

    @property
    def height(self) -> float:
        """How high all of it is, in pixels of the window."""
        return sum(self.row_height(row) + GAP for row in self.rows) + GAP


def lay_out(words: Sequence[PageWord], spot: Spot, width: int, digit: float = DIGIT) -> Rows:
    """The rows of a spot for a view `width` pixels wide, digits being `digit` pixels high.

    `words` are those of the whole file; where none of them stands in a box, each box is one row.
    """
    own = [word for word in words if word.page == spot.page + 1 and inside(word, spot.boxes)]
    if not own:
        rows = tuple((_padded(box),) for box in spot.boxes)
        return Rows(rows, _bounded(digit / max(spot.line, 1)))
    times = _bounded(digit / digit_height(own))
    return Rows(tuple(_break(own, spot.boxes, width / times, BESIDE / times)), times)


def digit_height(words: Sequence[PageWord]) -> float:
    """How high digits are in these words, in pixels of the page."""
    plain = [w for w in words if not _BELOW_THE_LINE.intersection(w.text)]
    numbers = [w.box.height for w in plain if any(c.isdigit() for c in w.text)]
    tall = [w.box.height for w in plain if any(c.isupper() or c in "bdfhklt" for c in w.text)]
    heights = numbers or tall or [w.box.height for w in words]
    return max(float(median(heights)), 4.0)


def _break(
    words: Sequence[PageWord], boxes: Sequence[Box], room: float, gap: float
) -> Iterator[tuple[Box, ...]]:
    """Rows of pieces of printed lines; `room` and `gap` are pixels of the page."""
    row: list[Box] = []
    before: tuple[int, Box] | None = None
    for word, reach in zip(words, _reaches(words), strict=True):
        here = word.line, next(box for box in boxes if inside(word, (box,)))
        own, longer = _padded(reach), around([*row[-1:], _padded(reach)])
        if row and here == before and _width([*row[:-1], longer], gap) <= room:
            row[-1] = longer
        elif row and _width([*row, own], gap) > room:
            yield tuple(row)
            row = [own]
        else:
            row.append(own)
        before = here
    if row:
        yield tuple(row)


def _reaches(words: Sequence[PageWord]) -> Iterator[Box]:
    """The boxes of words, up to the next word of the line: some end before their last letter."""
    for word, following in pairwise(words):
        box = word.box
        # Each gets its margin, and nothing of its neighbour: a `6 l` could be taken for 61.
        space = following.box.x - 2 * _MARGIN - box.x - box.width
        near = following.line == word.line and 0 < space <= box.height
        yield Box(box.x, box.y, box.width + space, box.height) if near else box
    yield words[-1].box


def _width(row: Sequence[Box], gap: float) -> float:
    return sum(box.width for box in row) + gap * (len(row) - 1)


def _padded(box: Box) -> Box:
    return Box(box.x - _MARGIN, box.y - 1, box.width + 2 * _MARGIN, box.height + 2)


def _bounded(times: float) -> float:
    return min(max(times, LEAST), LARGEST)
