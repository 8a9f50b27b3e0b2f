"""A 1 that leans like a slash: of `/ 1000 mg`, which goes on a strength, is read `11000`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from ocr.certainty.judging import DISPUTED
from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line, Word
from prescription.record import Box

LEANS, MAY_LEAN = 0.24, 0.13
"""In its height, how far a stroke's top stands right of its foot: no 1 leans so; one may."""
HIGHER, APART = 1.06, 0.3
"""Of the other signs' height; and in its own height, the paper behind it: a slash that may lean."""
QUARTER = 4
_LED_BY_ONE = re.compile(r"\(?1\d{2,}(?:[.,]\d+)?\W?")


def doubt_slanted_ones(lines: Sequence[Line], ink: Ink) -> tuple[Line, ...]:
    """The lines, numbers disputed whose first sign leans like a slash. Boxes are the picture's."""
    return tuple(
        replace(line, words=tuple(_look(word, ink) for word in line.words))
        if any(_LED_BY_ONE.fullmatch(word.text) for word in line.words)
        else line
        for line in lines
    )


def _look(word: Word, ink: Ink) -> Word:
    if word.box is None or not _LED_BY_ONE.fullmatch(word.text) or not _leans(word.box, ink):
        return word
    other = word.text.replace("1", "/", 1)
    return replace(
        word,
        confidence=min(word.confidence or 0.0, DISPUTED),
        alternatives=tuple(dict.fromkeys((*word.alternatives, other))),
    )


def _leans(box: Box, ink: Ink) -> bool:
    """Whether the first stroke in a box that is as high as the others leans to the right."""
    inside = np.flatnonzero(share_inside(ink.stats[1:], box) > 0.5) + 1
    high = [label for label in inside if 2 * ink.stats[label, 3] > box.height]
    if len(high) < 2:
        return False
    first, second = sorted(high, key=lambda label: int(ink.stats[label, 0]))[:2]
    x, y, width, height = (int(side) for side in ink.stats[first, :4])
    part = height // QUARTER
    if not part:
        return False
    shape = ink.labels[y : y + height, x : x + width] == first
    top, foot = (np.nonzero(rows)[1].mean() for rows in (shape[:part], shape[-part:]))
    others = median(int(ink.stats[label, 3]) for label in high if label != first)
    apart = int(ink.stats[second, 0]) - x - width >= APART * height
    least = MAY_LEAN if apart or height >= HIGHER * others else LEANS
    return bool(top - foot > least * height)
