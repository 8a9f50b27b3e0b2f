"""Words that something covered: they are in doubt, and so is a place where one may have stood."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr.certainty.judging import DISPUTED
from ocr.page import Line, Word
from prescription.record import Box

ROOM = 1.0
"""Of the height of a row: a gap between two words in which a digit had room, with its spaces."""
BESIDE = 1.5
"""Of the height of a row: beyond its first or last word a digit had stood so near."""


def doubt_hidden(lines: Sequence[Line], hidden: Sequence[Box]) -> tuple[Line, ...]:
    """The lines with words that a box covers in part in doubt; boxes are those of the words."""
    if not hidden:
        return tuple(lines)
    return tuple(
        replace(ln, words=tuple(_doubted(word, hidden) for word in ln.words)) for ln in lines
    )


def hidden_gaps(lines: Sequence[Line], hidden: Sequence[Box]) -> Iterator[Box]:
    """Where a word may have stood that is covered whole: wide gaps of rows, and their ends."""
    rows = [[(word.text, word.box) for word in line.words if word.box] for line in lines]
    boxes = [box for row in rows for _, box in row]
    if not (hidden and boxes):
        return
    left, right = min(box.x for box in boxes), max(box.x + box.width for box in boxes)
    # Beyond the print of the page a cover hides nothing.
    hidden = [box for box in hidden if box.x + box.width > left and box.x < right]
    for row in filter(None, rows):
        first, last = row[0][1], row[-1][1]
        reach = round(BESIDE * first.height)
        ends = (
            first._replace(x=first.x - reach, width=reach),
            last._replace(x=last.x + last.width, width=round(BESIDE * last.height)),
        )
        for gap in (*_wide_gaps(row), *ends):
            yield from (gap for box in hidden if _meet(gap, box) and box.width < gap.width)


def _wide_gaps(row: Sequence[tuple[str, Box]]) -> Iterator[Box]:
    for (before, left), (behind, right) in pairwise(row):
        end, high = left.x + left.width, max(left.height, right.height)
        # Between two digits a comma needs no room.
        if (before[-1:].isdigit() and behind[:1].isdigit()) or right.x - end >= ROOM * high:
            yield Box(end, min(left.y, right.y), right.x - end, high)


def _doubted(word: Word, hidden: Sequence[Box]) -> Word:
    if word.box is None or not any(_meet(word.box, box) for box in hidden):
        return word
    return replace(word, confidence=min(word.confidence or 0.0, DISPUTED))


def _meet(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0 and down > 0
