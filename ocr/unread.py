"""Which marks of a page a human must look at.

Below the last dose every prescription bears a signature and often a stamp: strokes as wide and
high as no printed word, at the right or beside the prescriber's name. A handwritten line is
several words in a row, and is told wherever it stands; so is every other mark beside the doses.
"""

import re
from collections.abc import Sequence

import numpy as np

from ocr.cleaning.clean import Grey
from ocr.in_row import NEXT_WORD, ends_row
from ocr.layout import DOSE
from ocr.page import Line, surround
from ocr.regions import Region
from prescription.record import Box

SIGNATURE_SHARE = 0.12
"""A signature and its stamp cover at most this share of the page."""
SIGNATURE_HEIGHT = 2.0
STROKE_SHARE = 0.45
"""A signature is higher than so many x-heights, and one stroke spans this share of its width."""
LEAST_WORDS, WRITTEN_SHARE = 3, 0.3
"""So many marks in a row, over this share of the page's width, are handwriting."""
RIGHT_PART = 0.4
"""Signatures stand right of this share of the page's width, unless a caption says so."""
CLEARLY_READ = 0.5
"""Confidence of words that count as read."""
LEAST_LETTERS, UNCLEAR = 8, 0.3
"""A line of so many letters whose words are all below this confidence was not read."""
EDGE = 0.06
"""Of the page's sides: nobody writes this near to them."""
DARK, LEAST_INK = 0.6, 0.001
"""Of the paper's brightness, what is ink; the share of it on a page that is not blank."""
LEAST_HEIGHT, LEAST_WIDTH = 0.8, 2.0
"""In x-heights: what is smaller is a speck, no letter."""
HIGHEST_ROW, NEXT_ROW = 2.4, 1.2
"""In x-heights: a row of print, and from one to the next."""

NEXT_NAME, HIGHEST_NAME = 0.75, 2.0
"""In heights of a row: how near over it another one stands, and how high."""

_CAPTION = re.compile(
    r"\b(signature|cachet|tampon|sign[ée]|docteur|dr|prescripteur)\b", re.IGNORECASE
)
_NO_DOSE = re.compile(r"\bpages?\b|\bt[ée]l|\bfax\b|composez|urgence|\bsamu\b", re.IGNORECASE)


def unclear_lines(lines: Sequence[Line]) -> tuple[Box, ...]:
    """Where letters were made out of handwriting: no word of the line was read with confidence."""
    return tuple(
        line.box
        for line in lines
        if line.box is not None
        and sum(map(str.isalnum, line.text)) >= LEAST_LETTERS
        and all((word.confidence or 0.0) < UNCLEAR for word in line.words)
    )


def is_mostly_unread(lines: Sequence[Line], unread: Sequence[Box]) -> bool:
    """Whether a person must key the page in: more ink is in doubt than was read."""
    words = [word for line in lines for word in line.words if word.box is not None]
    sure = [word.box for word in words if (word.confidence or 0.0) >= CLEARLY_READ]
    doubtful = [word.box for word in words if (word.confidence or 0.0) < CLEARLY_READ]
    rows = [line.box for line in lines]
    marks = [box for box in unread if box not in rows]
    return _width([*doubtful, *marks]) > _width(sure)


def holds_ink(grey: Grey) -> bool:
    """Whether something stands on a page; on the back of a sheet specks alone do."""
    down, across = (round(EDGE * side) for side in grey.shape)
    inner = grey[down : grey.shape[0] - down, across : grey.shape[1] - across]
    if not inner.size:
        return False
    return float((inner < DARK * np.median(inner)).mean()) > LEAST_INK


def place_in_words(box: Box, width: int, height: int) -> str:
    """Where on the page, in French: `en haut à gauche`."""
    across = 3 * (box.x + box.width / 2) / max(width, 1)
    down = 3 * (box.y + box.height / 2) / max(height, 1)
    rows, columns = ("en haut", "au milieu", "en bas"), ("à gauche", "", "à droite")
    row, column = rows[min(int(down), 2)], columns[min(int(across), 2)]
    return f"{row} {column}".strip()


def choose_to_tell(
    regions: Sequence[Region], lines: Sequence[Line], shape: tuple[int, ...], x_height: float
) -> tuple[Box, ...]:
    """The regions that may hold a part of the prescription that was not read."""
    large = [
        r
        for r in regions
        if _is_large(r.box, x_height)
        and (not _is_at_edge(r.box, shape) or _is_print_at_edge(r, lines, x_height))
    ]
    doses = [line.box for line in lines if _is_dose(line) and line.box is not None]
    if not doses:
        return tuple(region.box for region in large if _matters_alone(region.box, shape))
    first = min(box.y for box in doses)
    last = max(box.y + box.height / 2 for box in doses)
    told = [r.box for r in large if first <= _middle(r.box) <= last]
    above = [r for r in large if _middle(r.box) < first]
    over = _over([r.box for r in above], min(doses, key=lambda dose: dose.y))
    told += [
        r.box for r in above if r.readable or r.box in over or _hides_row(r.box, lines, x_height)
    ]
    below = [region for region in large if _middle(region.box) > last]
    return (*told, *_without_signature(below, lines, shape, x_height))


def _hides_row(box: Box, lines: Sequence[Line], x_height: float) -> bool:
    """Whether a mark stands where a row goes on, as a pen's stroke over the end of a date does."""
    for word in (word.box for line in lines for word in line.words if word.box is not None):
        down = min(box.y + box.height, word.y + word.height) - max(box.y, word.y)
        across = max(word.x - box.x - box.width, box.x - word.x - word.width)
        if down > 0.5 * word.height and across < NEXT_WORD * x_height:
            return True
    return False


def _over(marks: Sequence[Box], dose: Box) -> tuple[Box, ...]:
    """Marks right over the first dose, or over another of them: names and doses in a pen's hand."""
    found: list[Box] = []
    for mark in sorted(marks, key=_middle, reverse=True):
        if any(_is_over(mark, row) for row in (dose, *found)):
            found.append(mark)
    return tuple(found)


def _is_over(box: Box, row: Box) -> bool:
    return abs(_below(box, row)) < NEXT_NAME * row.height and box.height < HIGHEST_NAME * row.height


def _is_dose(line: Line) -> bool:
    return bool(DOSE.search(line.text)) and not _NO_DOSE.search(line.text)


def _is_large(box: Box, x_height: float) -> bool:
    return box.height >= LEAST_HEIGHT * x_height or box.width >= LEAST_WIDTH * x_height


def _is_at_edge(box: Box, shape: tuple[int, ...]) -> bool:
    """Whether the mark is the sheet's edge, or what lies beside it on a photograph."""
    high, wide = shape[:2]
    across, down = EDGE * wide, EDGE * high
    beside = box.x + box.width < across or box.x > wide - across
    beside |= box.y + box.height < down or box.y > high - down
    touches_side = box.x < 0.02 * wide or box.x + box.width > 0.98 * wide
    touches_end = box.y < 0.02 * high or box.y + box.height > 0.98 * high
    upright = touches_side and box.height > 0.5 * high and box.width < 0.25 * wide
    level = touches_end and box.width > 0.5 * wide and box.height < 0.25 * high
    around = box.width > 0.9 * wide and box.height > 0.9 * high
    return beside or upright or level or around


def _is_print_at_edge(region: Region, lines: Sequence[Line], x_height: float) -> bool:
    """Whether letters go on from a clear word, or stand right under or over a row: a footer's.

    `1/2` of `Page 1/2`; the page number under the last row, out of focus.
    """
    if not region.readable or region.box.height > HIGHEST_ROW * x_height:
        return False
    words = [word for line in lines for word in line.words]
    return ends_row(region.box, words, x_height) or any(
        line.box is not None
        and any((word.confidence or 0.0) > CLEARLY_READ for word in line.words)
        and abs(_below(region.box, line.box)) < NEXT_ROW * x_height
        for line in lines
    )


def _below(a: Box, b: Box) -> float:
    """Pixels of paper between two boxes one above the other; infinite where they are not so."""
    if a.x >= b.x + b.width or b.x >= a.x + a.width:
        return float("inf")
    return max(a.y - b.y - b.height, b.y - a.y - a.height)


def _matters_alone(box: Box, shape: tuple[int, ...]) -> bool:
    return box.width * box.height > 0.002 * shape[0] * shape[1]


def _without_signature(
    below: Sequence[Region], lines: Sequence[Line], shape: tuple[int, ...], x_height: float
) -> list[Box]:
    """What stands below the last dose, but for the signature and what belongs to it."""
    written = [region for region in below if _is_in_writing(region, below, shape)]
    below = [region for region in below if region not in written]
    return [r.box for r in written] + _without_strokes(below, lines, shape, x_height)


def _is_in_writing(region: Region, below: Sequence[Region], shape: tuple[int, ...]) -> bool:
    """Whether it stands in a row with others, as the words of a handwritten line do."""
    box = region.box
    row = [
        r.box
        for r in below
        if min(box.y + box.height, r.box.y + r.box.height) - max(box.y, r.box.y)
        > 0.5 * min(box.height, r.box.height)
    ]
    whole = surround(row) or box
    return len(row) >= LEAST_WORDS and whole.width > WRITTEN_SHARE * shape[1]


def _without_strokes(
    below: Sequence[Region], lines: Sequence[Line], shape: tuple[int, ...], x_height: float
) -> list[Box]:
    captions = [ln.box for ln in lines if ln.box is not None and _CAPTION.search(ln.text)]
    signed = [r for r in below if _is_signature(r, captions, shape, x_height)]
    if not signed:
        return [region.box for region in below]
    chief = max(signed, key=lambda region: region.box.width * region.box.height)
    whole = surround(r.box for r in below if _belongs(r, chief, shape)) or chief.box
    if whole.width * whole.height > SIGNATURE_SHARE * shape[0] * shape[1]:
        return [region.box for region in below]
    return [region.box for region in below if not _belongs(region, chief, shape)]


def _is_signature(
    region: Region, captions: Sequence[Box], shape: tuple[int, ...], x_height: float
) -> bool:
    box = region.box
    at_right = box.x + box.width / 2 > RIGHT_PART * shape[1]
    named = any(_distance(box, caption) < 4 * x_height for caption in captions)
    joined = region.stroke > STROKE_SHARE * box.width
    return box.height > SIGNATURE_HEIGHT * x_height and joined and (at_right or named)


def _belongs(region: Region, chief: Region, shape: tuple[int, ...]) -> bool:
    """A flourish near the signature, or a round or square stamp beside it."""
    box = region.box
    beside = min(box.y + box.height, chief.box.y + chief.box.height) - max(box.y, chief.box.y)
    stamp = beside > 0 and 0.5 < box.width / box.height < 2.2
    return stamp or _distance(box, chief.box) < 0.04 * shape[0]


def _width(boxes: Sequence[Box | None]) -> int:
    return sum(box.width for box in boxes if box is not None)


def _middle(box: Box) -> float:
    return box.y + box.height / 2


def _distance(a: Box, b: Box) -> float:
    across = max(a.x - b.x - b.width, b.x - a.x - a.width, 0)
    down = max(a.y - b.y - b.height, b.y - a.y - a.height, 0)
    return float(np.hypot(across, down))
