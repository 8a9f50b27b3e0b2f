"""Digits held against those of the same page: one that looks like another digit's is disputed.

Both models were trained on the same pages of print and err alike, `8` for a 3 whose gap ink has
closed, `7` for a slanted 1. The page itself is another witness: its own sure digits show what its
3s and 8s look like, and how wide a 7 must be.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.certainty.apart import CONFIRMED, LOW, PLAIN_NUMBER
from ocr.certainty.judging import DISPUTED
from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line, Word

ALIKE, NEARER, LEAST = 0.8, 0.5, 0.03
"""Correlation with another digit of the page; how many times as near to 1 as that with its like it
is at least, and by how much above it.

Of 4 800 sure digits of hard pages 5 are so, of 16 wrong ones 5.
"""
VERY_ALIKE = 0.9
"""Correlation with a sure digit of the page that confirms an unsure one like it."""
BARE = 0.3
"""In its height: a narrower 1 is a stroke that may be anything."""
LEAST_UNSURE = 0.5
"""Confidence of a number that was read the same twice; below, something speaks against it."""
SURE = 0.8
"""Confidence from which a number passes as sure."""
TALL = 0.6
"""In heights of the word: digits are higher, commas and points lower."""
NARROW, NARROWEST = 0.8, 0.5
"""A 7 is at least so wide, beside the other digits of its height that are not a 1; in its own
heights, where there are too few. Of 530 fonts the 7 of three is narrower, and of 128 whose 1 has no
foot that 1 in 123."""
FEWEST_LEVEL, LEVEL = 3, 0.15
"""Digits that tell how wide those of a height are; how far off that height they may be."""
HIGH, WIDE = 24, 28
"""Pixels to which a digit's picture is brought; what is wider is none."""


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A digit, its picture as a vector of length 1, and the word it stands in."""

    digit: str
    picture: NDArray[np.float32]
    word: Word
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Page:
    """The digits of some words, their pictures as rows of a matrix."""

    glyphs: tuple[_Glyph, ...]
    pictures: NDArray[np.float32]
    digits: NDArray[np.str_]

    @classmethod
    def of(cls, lines: Sequence[Line], ink: Ink, is_meant: Callable[[Word], bool]) -> "_Page":
        """The digits of the words that are meant."""
        words = [word for line in lines for word in line.words if is_meant(word)]
        glyphs = tuple(glyph for word in words for glyph in _glyphs(word, ink))
        pictures = [np.zeros((0, HIGH * WIDE), np.float32), *(g.picture[None] for g in glyphs)]
        digits = np.array([glyph.digit for glyph in glyphs], dtype="U1")
        return cls(glyphs, np.concatenate(pictures), digits)

    def unlike(self) -> Iterator[_Glyph]:
        """The digits that look like another one."""
        alike = self.pictures @ self.pictures.T
        np.fill_diagonal(alike, -1.0)
        for place, glyph in enumerate(self.glyphs):
            same = self.digits == glyph.digit
            like, other = (alike[place][some].max(initial=-1.0) for some in (same, ~same))
            nearer = 1.0 - other < NEARER * (1.0 - like) and other - like > LEAST
            # Without another of its kind nothing tells how it looks here.
            if int(same.sum()) > 1 and other >= ALIKE and nearer:
                yield glyph

    def confirmed_by(self, other: "_Page") -> Iterator[Word]:
        """The words each digit of which looks like the other page's like it, and no other."""
        alike = self.pictures @ other.pictures.T
        seen: dict[int, list[bool]] = {}
        for place, glyph in enumerate(self.glyphs):
            same = other.digits == glyph.digit
            like, unlike = (alike[place][some].max(initial=-1.0) for some in (same, ~same))
            bare = glyph.width < BARE * glyph.height
            told = like >= VERY_ALIKE and 1.0 - like < NEARER * (1.0 - unlike) and not bare
            seen.setdefault(id(glyph.word), []).append(bool(told))
        for word in {id(glyph.word): glyph.word for glyph in self.glyphs}.values():
            if all(seen[id(word)]) and len(seen[id(word)]) == sum(map(str.isdigit, word.text)):
                yield word


def settle_alike(lines: Sequence[Line], ink: Ink) -> tuple[Line, ...]:
    """The lines, numbers disputed a digit of which looks like another one. Boxes are the ink's.

    A number that was read the same twice, and not when it stood alone, is sure where each of its
    digits looks like its like alone.
    """
    sure, unsure = _Page.of(lines, ink, _is_sure), _Page.of(lines, ink, _is_unconfirmed)
    settled = {id(glyph.word): _dispute(glyph.word) for glyph in sure.unlike()}
    for word in [glyph.word for glyph in _narrow(sure.glyphs)]:
        settled[id(word)] = replace(_dispute(word), alternatives=(word.text.replace("7", "1"),))
    for word in unsure.confirmed_by(sure):
        settled[id(word)] = replace(word, confidence=CONFIRMED)
    if not settled:
        return tuple(lines)
    return tuple(
        replace(line, words=tuple(settled.get(id(word), word) for word in line.words))
        for line in lines
    )


def _is_sure(word: Word) -> bool:
    return (word.confidence or 0.0) >= SURE and not word.alternatives


def _is_unconfirmed(word: Word) -> bool:
    return LEAST_UNSURE <= (word.confidence or 0.0) < SURE and not word.alternatives


def _narrow(glyphs: Sequence[_Glyph]) -> Iterator[_Glyph]:
    """The 7s that are as narrow as a 1."""
    wide = [glyph for glyph in glyphs if glyph.digit not in "17"]
    for glyph in glyphs:
        if glyph.digit != "7":
            continue
        level = [
            other.width / other.height
            for other in wide
            if abs(other.height - glyph.height) <= LEVEL * glyph.height
        ]
        least = NARROW * median(level) if len(level) >= FEWEST_LEVEL else NARROWEST
        if glyph.width < least * glyph.height:
            yield glyph


def _glyphs(word: Word, ink: Ink) -> Iterator[_Glyph]:
    """The digits of a number, where each of its characters is one component."""
    if word.box is None or not PLAIN_NUMBER.fullmatch(word.text):
        return
    characters = LOW.sub("", word.text)
    own = np.flatnonzero(share_inside(ink.stats[1:], word.box) > 0.5) + 1
    own = own[ink.stats[own, 3] > TALL * word.box.height]
    own = own[np.argsort(ink.stats[own, 0], kind="stable")]
    if len(own) != len(characters):
        return
    for character, label in zip(characters, own.tolist(), strict=True):
        picture = _picture(ink, label) if character.isdigit() else None
        if picture is not None:
            width, height = (int(value) for value in ink.stats[label, 2:4])
            yield _Glyph(character, picture, word, width, height)


def _picture(ink: Ink, label: int) -> NDArray[np.float32] | None:
    """A component's ink, as high as every other's."""
    x, y, width, height, _ = (int(value) for value in ink.stats[label])
    wide = max(round(HIGH * width / height), 1)
    if wide > WIDE:
        return None
    place = np.s_[y : y + height, x : x + width]
    own = cv2.dilate((ink.labels[place] == label).astype(np.uint8), np.ones((3, 3), np.uint8))
    dark = np.where(own > 0, 255.0 - ink.grey[place], 0.0).astype(np.float32)
    canvas = np.zeros((HIGH, WIDE), np.float32)
    left = (WIDE - wide) // 2
    canvas[:, left : left + wide] = cv2.resize(dark, (wide, HIGH), interpolation=cv2.INTER_AREA)
    vector = (canvas - canvas.mean()).ravel()
    length = float(np.linalg.norm(vector))
    return vector / length if length else None


def _dispute(word: Word) -> Word:
    return replace(word, confidence=min(word.confidence or 0.0, DISPUTED))
