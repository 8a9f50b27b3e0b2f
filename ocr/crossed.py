"""Words that a signature runs over: told, for the rest of their row reads as if nothing were amiss.

A signature is no part of a prescription and is not told, but of `1 comp le matin au réveil à vie`
it may leave `1 comp le` and `à vie`, and of the name in a stamp the first name. Where it runs over
nothing, a row ends: its strokes alone fill little of a row's height. A number of a table beside a
stroke is taken for a part of it: it stands as high as the numbers of its row.
"""

from collections.abc import Iterator, Sequence

from ocr.cleaning.ink import Ink, share_inside
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

SAME = 0.15
"""In x-heights: how far from the number of its row another one begins and ends."""
DIGIT = 0.2, 1.2
"""In x-heights: how wide one is."""

LETTER, FEWEST = (0.15, 1.5, 0.7, 2.0), 3
"""In x-heights: how wide and how high letters are, least and most; so many are a word."""


def find_crossed_rows(
    regions: Sequence[Region], lines: Sequence[Line], ink: Ink, x_height: float
) -> tuple[Box, ...]:
    """The gaps within rows of text that a mark lies over, their ends, and numbers beside it.

    Boxes are the ink's.
    """
    marks = [region.box for region in regions if region.drawn]
    rows = list(_rows(lines)) if marks else []
    gaps = [gap for row in rows for gap in _gaps(row, x_height)]
    ends = (end for row in rows for end in _ends(row, x_height))
    covered = (end for end in ends if any(_covers(mark, end) for mark in marks))
    hidden = (end for end in covered if _is_filled(end, ink) or _has_letters(end, ink, x_height))
    numbers = _numbers(marks, rows, ink, x_height) if marks else ()
    return (*(gap for gap in gaps if any(_covers(mark, gap) for mark in marks)), *hidden, *numbers)


def _numbers(
    marks: Sequence[Box], rows: Sequence[Sequence[tuple[Word, Box]]], ink: Ink, x_height: float
) -> Iterator[Box]:
    """What stands among marks exactly as high as a clear number alone on its row, and was not read.

    Of cells `2 | 2 | 2` above a signature the one in the middle was read with a stroke, as `27`.
    """
    words = [box for row in rows for _, box in row]
    cells = [
        box
        for row in rows
        for word, box in row
        if word.text.isdecimal() and (word.confidence or 0.0) >= READ
    ]
    stats = ink.stats[1:]
    for mark in marks:
        inside = stats[share_inside(stats, mark) > 0.5]
        wide = (inside[:, 2] >= DIGIT[0] * x_height) & (inside[:, 2] <= DIGIT[1] * x_height)
        for x, y, width, height, _ in inside[wide].tolist():
            one = Box(x, y, width, height)
            like = any(_is_beside(one, cell, x_height) for cell in cells)
            if like and not any(_overlap(one, word) for word in words):
                yield one


def _is_beside(one: Box, cell: Box, x_height: float) -> bool:
    most = SAME * x_height
    foot = abs(one.y + one.height - cell.y - cell.height)
    return abs(one.y - cell.y) <= most and foot <= most


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) > max(one.x, other.x)
    return across and min(one.y + one.height, other.y + other.height) > max(one.y, other.y)


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


def _has_letters(place: Box, ink: Ink, x_height: float) -> bool:
    """Whether letters stand there side by side: `par jour` in thin print, beside a stroke."""
    stats = ink.stats[1:]
    width, height = stats[:, 2] / x_height, stats[:, 3] / x_height
    letters = (width >= LETTER[0]) & (width <= LETTER[1])
    letters &= (height >= LETTER[2]) & (height <= LETTER[3])
    return int((share_inside(stats[letters], place) > 0.6).sum()) >= FEWEST


def _covers(mark: Box, gap: Box) -> bool:
    across = min(mark.x + mark.width, gap.x + gap.width) - max(mark.x, gap.x)
    middle = gap.y + gap.height / 2
    return across >= COVERED * gap.width and mark.y < middle < mark.y + mark.height
