"""What the ink says of a number whatever was read: a space in it, a comma between its digits.

Two models read `0-0-1 6` as `0-0-16` when the space is narrow, and `1,5` as `15` when the comma is
faint. The glyphs' own places tell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.certainty.judging import DISPUTED
from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line, Word

SPACE = 0.5
"""Paper between two digits, in their height, that no font has inside a number."""
WIDER = 1.8
"""And so many times as wide as the paper between the others."""
EVERY_GAP, EVERY_WIDTH = 0.36, 0.5
"""Where all digits stand so far apart, in their height and in their width, each is a number:
`0 0 1 0`. A typewriter's stand nearer."""
TALL, LOW = 0.6, 0.4
"""Digits are higher, in heights of the word, and commas lower."""
LEAST_COMMA = 0.15
"""In heights of digits; specks are smaller."""

_DIGITS = re.compile(r"\d{2,}")
_NOT_INK = re.compile(r"[.,'’\s]")


def doubt_gaps(lines: Sequence[Line], ink: Ink) -> tuple[Line, ...]:
    """The lines, with numbers disputed in which the picture shows a space or comma unread."""
    return tuple(
        replace(line, words=tuple(_look(word, ink) for word in line.words)) for line in lines
    )


def _look(word: Word, ink: Ink) -> Word:
    if word.box is None or not _DIGITS.search(word.text):
        return word
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    glyphs = inside[inside[:, 3] > TALL * word.box.height]
    glyphs = glyphs[np.argsort(glyphs[:, 0], kind="stable")]
    if len(glyphs) < 2:
        return word
    other = _with_comma(word.text, glyphs, inside) or _with_space(word.text, glyphs)
    if other is None or other in word.alternatives:
        return word
    return replace(
        word,
        confidence=min(word.confidence or 0.0, DISPUTED),
        alternatives=(*word.alternatives, other),
    )


def _with_space(text: str, glyphs: NDArray[np.int32]) -> str | None:
    """The text with a space where the paper between two digits is as wide as one."""
    places = [i for i, character in enumerate(text) if character.isdigit()]
    if len(places) != len(glyphs) or len(_NOT_INK.sub("", text)) != len(places):
        return None
    gaps = glyphs[1:, 0] - glyphs[:-1, 0] - glyphs[:-1, 2]
    height = float(np.median(glyphs[:, 3]))
    each = gaps.min() > EVERY_GAP * height and np.median(gaps) > EVERY_WIDTH * np.median(
        glyphs[:, 2]
    )
    if each and text.isdigit() and len(text) > 2:
        return " ".join(text)
    widest = int(np.argmax(gaps))
    others = [int(gap) for i, gap in enumerate(gaps) if i != widest] or [0]
    between = text[places[widest] + 1 : places[widest + 1]]
    if between or gaps[widest] < SPACE * height or gaps[widest] < WIDER * max(others):
        return None
    return f"{text[: places[widest] + 1]} {text[places[widest] + 1 :]}"


def _with_comma(text: str, glyphs: NDArray[np.int32], inside: NDArray[np.int32]) -> str | None:
    """The text with a comma where a low mark stands alone between two digits."""
    if len(glyphs) != len(text) or not text.isdigit():
        return None
    foot = float(np.median(glyphs[:, 1] + glyphs[:, 3]))
    height = float(np.median(glyphs[:, 3]))
    for place, (left, right) in enumerate(_gaps(glyphs), start=1):
        for x, y, wide, high, _ in inside:
            between = x >= left - 1 and x + wide <= right + 1
            low = foot - LOW * height < y < foot and y + high > foot - 0.1 * height
            if between and low and LEAST_COMMA * height < high < LOW * height:
                return f"{text[:place]},{text[place:]}"
    return None


def _gaps(glyphs: NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    """From where to where the paper between neighbours reaches."""
    for a, b in pairwise(glyphs):
        yield int(a[0] + a[2]), int(b[0])
