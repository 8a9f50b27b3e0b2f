"""How high the small letters of what was read are."""

import re
from collections.abc import Sequence
from statistics import median

import numpy as np

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line
from prescription.record import Box

BOX_OF_ROW = 1.35
"""In heights of its highest letter: a higher box is that of the row."""
READ = 0.5
"""Confidence of what is read on paper; of the grain of a desk hardly anything has it."""
STACK, STACKED, BETWEEN = 3.5, 0.6, 0.5
"""In x-heights: a word of several rows, one of its letters, paper between two of its rows."""


def typical_x_height(lines: Sequence[Line], ink: Ink | None = None) -> float:
    """Height of small letters, from the heights of words that have neither tall nor low letters.

    The grain of a desk is read as words too, but not with confidence. On rows that bend the engine
    gives every word the height of the whole row: `ink`, where it is given, tells how high it is.
    """
    every = [word for line in lines for word in line.words if word.box is not None]
    words = [word for word in every if word.confidence is None or word.confidence > READ] or every
    small = [w.box for w in words if w.box and re.fullmatch("[acemnorsuvwxz]{2,}", w.text)]
    share = 1.0 if len(small) > 2 else 0.7
    boxes = small if len(small) > 2 else [word.box for word in words if word.box is not None]
    return share * float(median(inked_height(box, ink) for box in boxes)) if boxes else 0.0


def inked_height(box: Box, ink: Ink | None) -> int:
    """The height of a word: that of its highest letter, where its box is much higher."""
    if ink is None:
        return box.height
    inside = ink.stats[1:, 3][share_inside(ink.stats[1:], box) > 0.5]
    high = int(inside.max()) if len(inside) else box.height
    return high if box.height > BOX_OF_ROW * high else box.height


def is_stack(box: Box, ink: Ink, x_height: float) -> bool:
    """Whether what stands below each other was read as one word: `NO` of a table's 6, 7 and 8.

    Left as a word it would make one row of its rows.
    """
    if box.height < max(STACK * x_height, box.width):
        return False
    inside = ink.stats[1:][share_inside(ink.stats[1:], box) > 0.5]
    letters = inside[inside[:, 3] >= STACKED * x_height]
    letters = letters[np.argsort(letters[:, 1])]
    foot = np.maximum.accumulate(letters[:, 1] + letters[:, 3])
    return bool(np.any(letters[1:, 1] - foot[:-1] >= BETWEEN * x_height))
