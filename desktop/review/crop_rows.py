"""The words of a field as rows of enlarged print: long lines are broken, never shrunk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from desktop.review.field_words import Spot
from prescription.record import Box, PageWord

DIGIT = 42
"""Pixels of the window a digit is high: what a tired eye tells a 3 from an 8 by."""
LEAST, LARGEST = 0.5, 6.0
"""Times a page is enlarged."""
_BELOW_THE_LINE = frozenset("gjpqyçQ,;()[]/")
_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Boxes of the page, one a row, and how many times each is enlarged."""

    boxes: tuple[Box, ...]
    times: float


def lay_out(words: Sequence[PageWord], spot: Spot, width: int, digit: float = DIGIT) -> Rows:
    """The rows of a spot for a view `width` pixels wide, digits being `digit` pixels high.

    `words` are those of the whole file; where none of them stands in a box, each box is one row.
    """
    own = [word for word in words if word.page == spot.page + 1 and _inside(word.box, spot.boxes)]
    if not own:
        return Rows(tuple(map(_padded, spot.boxes)), _bounded(digit / max(spot.line, 1)))
    times = _bounded(digit / digit_height(own))
    room = width / times - 2 * _MARGIN
    return Rows(tuple(_padded(row) for row in _break(own, room)), times)


def digit_height(words: Sequence[PageWord]) -> float:
    """How high digits are in these words, in pixels of the page."""
    plain = [w for w in words if not _BELOW_THE_LINE.intersection(w.text)]
    numbers = [w.box.height for w in plain if any(c.isdigit() for c in w.text)]
    tall = [w.box.height for w in plain if any(c.isupper() or c in "bdfhklt" for c in w.text)]
    heights = numbers or tall or [w.box.height for w in words]
    return max(float(median(heights)), 4.0)


def _break(words: Sequence[PageWord], room: float) -> Iterator[Box]:
    for _, row in groupby(words, key=lambda word: word.line):
        piece: list[Box] = []
        for word in row:
            if piece and word.box.x + word.box.width - piece[0].x > room:
                yield _around(piece)
                piece = []
            piece.append(word.box)
        yield _around(piece)


def _inside(word: Box, boxes: Sequence[Box]) -> bool:
    across, down = word.x + word.width / 2, word.y + word.height / 2
    return any(
        box.x <= across <= box.x + box.width and box.y <= down <= box.y + box.height
        for box in boxes
    )


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right = max(b.x + b.width for b in boxes)
    return Box(left, top, right - left, max(b.y + b.height for b in boxes) - top)


def _padded(box: Box) -> Box:
    return Box(box.x - _MARGIN, box.y - 1, box.width + 2 * _MARGIN, box.height + 2)


def _bounded(times: float) -> float:
    return min(max(times, LEAST), LARGEST)
