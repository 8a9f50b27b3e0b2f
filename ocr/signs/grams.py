"""A g that comes back as a 9 or an 8, `10 g` as `109` or `1 8`: told by its tail.

Digits stand on one line and are as high as each other; a g hangs below and begins lower. Where
digits are set in old style a 9 hangs too, but then those beside it are as low as a g, or hang.
"""

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Word

TOLD = 0.85
"""Confidence of a g that the picture told."""
HANGS, BEGINS_LOWER = 0.14, 0.12
"""Least shares of a digit's height by which a g hangs below it, and begins below its top."""
EVEN = 0.12
"""Share of their height by which tops and feet of digits may differ."""
TALL = 0.45
"""Digits and letters are higher than this share of the word, points and commas lower."""
_GLUED = re.compile(r"(\d+(?:[.,]\d+)?)[89]([.,;:]?)")
_ALONE = re.compile(r"[89]([.,;:]?)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_RISING = frozenset("68")
"""In old style these alone are higher than a g and stand on the line."""


def mend_gram(word: Word, before: Word | None, ink: Ink) -> Word:
    """The word with `g` for a digit that hangs below its own, or below the word before."""
    if found := _GLUED.fullmatch(word.text):
        number, end = found.groups()
        glyphs = _glyphs(word, ink)
        digits = glyphs[:-1]
        text = f"{number}g{end}"
    elif (found := _ALONE.fullmatch(word.text)) and before and _NUMBER.fullmatch(before.text):
        number, end = before.text, found[1]
        glyphs, digits = _glyphs(word, ink), _glyphs(before, ink)
        text = f"g{end}"
    else:
        return word
    if not len(glyphs) or not _stand_even(digits, re.sub(r"\D", "", number)):
        return word
    return _as_gram(word, text) if _hangs(glyphs[-1], digits) else word


def _as_gram(word: Word, text: str) -> Word:
    said = (_NUMBER.findall(word.text), _NUMBER.findall(text))
    others = tuple(o for o in word.alternatives if _NUMBER.findall(o) not in said)
    confidence = TOLD if not others else min(TOLD, word.confidence or 0.0)
    return replace(word, text=text, confidence=confidence, alternatives=others)


def _glyphs(word: Word, ink: Ink) -> NDArray[np.int32]:
    """The components of the word's digits and letters, left to right."""
    assert word.box is not None  # noqa: S101 - read from a picture
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    tall = inside[inside[:, 3] > TALL * word.box.height]
    return tall[np.argsort(tall[:, 0], kind="stable")]


def _stand_even(digits: NDArray[np.int32], number: str) -> bool:
    """Whether each digit is one component, all on one line and of one height."""
    if len(digits) != len(number) or _RISING.issuperset(number):
        return False
    high = float(np.median(digits[:, 3]))
    tops, feet = digits[:, 1], digits[:, 1] + digits[:, 3]
    return bool(np.ptp(tops) <= max(EVEN * high, 1) and np.ptp(feet) <= max(EVEN * high, 1))


def _hangs(glyph: NDArray[np.int32], digits: NDArray[np.int32]) -> bool:
    high = float(np.median(digits[:, 3]))
    top, foot = float(np.median(digits[:, 1])), float(np.median(digits[:, 1] + digits[:, 3]))
    lower, hanging = glyph[1] - top, glyph[1] + glyph[3] - foot
    return bool(lower >= max(BEGINS_LOWER * high, 2) and hanging >= max(HANGS * high, 2))
