"""Digits told by their shape, whatever was read in their place.

A 0 alone in its cell comes back as `[e)`, `Le` or `(eo)`: it is one stroke around one hole in its
middle, as no e and no a is. A 7 has a roof, a slash none.
"""

import re

import cv2
import numpy as np

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Word

_LIKE = re.compile(r"[\[({|LlI]?[eoOQ0]{1,2}[\])}|]?")
"""What the engine makes of it."""
_ZERO = re.compile(r"[oOQ0]{1,2}")
MOST_LETTERS = 3
"""Of a word that stands for it where another reading says 0."""
TALL = 0.6
"""In heights of the word's ink: the zero is higher, specks beside it are lower."""
NARROWEST, WIDEST = 0.4, 0.85
"""Its width in its height; a circle to be ticked is wider, and so is an o that begins a list."""
LEAST_HOLE = 0.15
"""Share of its rectangle."""
OFF_MIDDLE = 0.12
"""In its height and width: the hole of an e, a 6 or a 9 is farther from the middle."""
ROOF = 0.6
"""The top of a 7 spans this share of its width, that of a slash less."""


def is_lone_zero(word: Word, ink: Ink) -> bool:
    """Whether a word that has a cell to itself was read as something else and is a 0."""
    others = any(map(_ZERO.fullmatch, word.alternatives))
    likely = _LIKE.fullmatch(word.text) or (others and len(word.text) <= MOST_LETTERS)
    if not likely or word.text == "0" or word.text.isdecimal() or word.box is None:
        return False
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    tall = inside[inside[:, 3] > TALL * inside[:, 3].max(initial=1)]
    return len(tall) == 1 and _is_ring(ink, *(int(v) for v in tall[0][:4]))


def _is_ring(ink: Ink, x: int, y: int, width: int, height: int) -> bool:
    if not NARROWEST * height <= width <= WIDEST * height:
        return False
    inked = (ink.labels[y : y + height, x : x + width] > 0).astype(np.uint8)
    paper = cv2.copyMakeBorder(1 - inked, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    _, _, stats, middles = cv2.connectedComponentsWithStats(paper, connectivity=4)
    # The first is the ink, the second the paper around it.
    holes = [i for i in range(1, len(stats)) if stats[i][0] > 0 and stats[i][4] > 2]
    if len(holes) != 1 or stats[holes[0]][4] < LEAST_HOLE * width * height:
        return False
    across, down = middles[holes[0]] - 0.5
    return bool(
        abs(across - width / 2) <= OFF_MIDDLE * width
        and abs(down - height / 2) <= OFF_MIDDLE * height
    )


def has_roof(word: Word, ink: Ink) -> bool:
    """Whether the top of the only stroke is a bar, as that of a 7."""
    assert word.box is not None  # noqa: S101 - read from a picture
    x, y, width, height = word.box
    inked = ink.labels[y : y + height, x : x + width] > 0
    rows, columns = np.nonzero(inked)
    if not len(rows):
        return False
    inked = inked[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    top = inked[: max(len(inked) // 5, 1)]
    return bool(top.any(axis=0).mean() > ROOF)
