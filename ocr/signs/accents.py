"""An `à` that one model reads as a 4: the picture shows whether an accent floats above a letter.

The English model knows no `à`: `1 à 2` comes back as `1 42`, and two numbers would be in dispute.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Word

TOLD = 0.85
"""Confidence of words that differ in that letter alone; numbers among them are read again alone."""
_LETTER, _DIGIT = "à", "4"
_LOWEST, _HIGHEST = 0.5, 0.85
"""The letter's share of the height of both."""


def tell_accents(words: Sequence[Word], ink: Ink) -> Iterator[Word]:
    """The words, no longer in dispute where they differ in a 4 for an `à` with its accent."""
    for others, run in groupby(words, key=lambda word: word.alternatives):
        group = list(run)
        letters = [word for word in group if word.text == _LETTER]
        read = "".join(word.text for word in group).replace(_LETTER, _DIGIT)
        alike = all("".join(other.split()) == read for other in others)
        if others and letters and alike and all(_has_accent(word, ink) for word in letters):
            group = [replace(word, confidence=TOLD, alternatives=()) for word in group]
        yield from group


def _has_accent(word: Word, ink: Ink) -> bool:
    """Whether the word is a letter and, apart from it, a smaller stroke above."""
    assert word.box is not None  # noqa: S101 - read from a picture
    inside = ink.stats[1:][share_inside(ink.stats[1:], word.box) > 0.5]
    if len(inside) != 2:
        return False
    accent, letter = inside[inside[:, 1].argsort()]
    whole = int(letter[1] + letter[3] - accent[1])
    apart = bool(accent[1] + accent[3] <= letter[1])
    within = bool(accent[0] >= letter[0] - 1 and accent[0] + accent[2] <= letter[0] + letter[2] + 1)
    return apart and within and _LOWEST * whole <= letter[3] <= _HIGHEST * whole
