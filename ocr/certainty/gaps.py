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
FARTHER, LOOSER = 1.3, 0.18
"""So many times as far from middle to middle as in the page's other numbers, and with so much more
paper between, in their height, each digit is a number too: in narrow print spaces are narrow."""
FEWEST_NUMBERS, LONGEST = 6, 4
"""Other numbers that tell how a page sets its digits; digits of numbers set apart on purpose."""
TALL, LOW = 0.6, 0.4
"""Digits are higher, in heights of the word, and commas lower."""
LEAST_COMMA = 0.15
"""In heights of digits; specks are smaller."""

_DIGITS = re.compile(r"\d{2,}")
_EDGES = ".,;:()"
_NOT_INK = re.compile(r"[.,'’\s]")


def doubt_gaps(lines: Sequence[Line], ink: Ink) -> tuple[Line, ...]:
    """The lines, with numbers disputed in which the picture shows a space or comma unread."""
    words = [word for line in lines for word in line.words if word.box is not None]
    numbers = {id(word): _glyphs(word, ink) for word in words if _DIGITS.search(word.text)}
    usual = _measure(
        [
            numbers[id(word)][0]
            for word in words
            if (bare := word.text.strip(_EDGES)).isdigit()
            and id(word) in numbers
            and len(bare) == len(numbers[id(word)][0])
        ]
    )

    def look(word: Word) -> Word:
        return _look(word, *numbers[id(word)], usual) if id(word) in numbers else word

    return tuple(replace(line, words=tuple(map(look, line.words))) for line in lines)


def _glyphs(word: Word, ink: Ink) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The components of a word that are as high as digits, left to right, and all of them."""
    assert word.box is not None  # noqa: S101 - read from a picture
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    glyphs = inside[inside[:, 3] > TALL * word.box.height]
    return glyphs[np.argsort(glyphs[:, 0], kind="stable")], inside


def _measure(numbers: Sequence[NDArray[np.int32]]) -> tuple[float, float] | None:
    """From middle to middle of digits, and the paper between, in their height; None of few."""
    spaced = [_spacing(glyphs) for glyphs in numbers if len(glyphs) > 1]
    if len(spaced) <= FEWEST_NUMBERS:
        return None
    pitch = float(np.median([min(pitches) for pitches, _ in spaced]))
    return pitch, float(np.median([min(gaps) for _, gaps in spaced]))


def _spacing(glyphs: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    height = float(np.median(glyphs[:, 3]))
    pitches = np.diff(glyphs[:, 0] + glyphs[:, 2] / 2) / height
    return pitches, (glyphs[1:, 0] - glyphs[:-1, 0] - glyphs[:-1, 2]) / height


def _look(
    word: Word,
    glyphs: NDArray[np.int32],
    inside: NDArray[np.int32],
    usual: tuple[float, float] | None,
) -> Word:
    if len(glyphs) < 2:
        return word
    other = (
        _with_comma(word.text, glyphs, inside)
        or _with_space(word.text, glyphs)
        or _each_apart(word.text, glyphs, usual)
    )
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


def _each_apart(
    text: str, glyphs: NDArray[np.int32], usual: tuple[float, float] | None
) -> str | None:
    """The digits with a space between each, where they stand farther apart than others do."""
    if usual is None or not text.isdigit() or len(text) > LONGEST or len(glyphs) != len(text):
        return None
    pitches, gaps = _spacing(glyphs)
    apart = pitches.min() > FARTHER * usual[0] and gaps.min() > usual[1] + LOOSER
    return " ".join(text) if apart else None


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
