"""Numbers that no printed number looks like, sure as both models may be.

Specks and pieces of rules are read as a 1, but are smaller than any digit, and the lines of a
screen as a fraction, but are higher; the tail of a 3 of old style is read as a bracket that nothing
opened, `89 6)`; in a code, `XU5LF28KLHQL`, nothing tells a 5 from an S; an o alone in the middle of
a row, a 0 of old style in its cell, is no word.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ocr.certainty.judging import DISPUTED
from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line, Word

SMALL = 0.58
"""Of the height of its row's words: digits of old style are higher."""
FEWEST = 2
"""Words of capitals or digits that tell how high those of a row are."""
LEAST, LONE = 0.75, 0.85
"""In x-heights, also where the rest of the row is as pale, and where no other word stands on it:
small print is higher."""

_NUMBER = re.compile(r"(\d+)[^\W\d_]{0,6}[.,;:]?")
HUGE = 2.4
"""In x-heights: no printed fraction is so high, the lines of a screen are."""
EDGE = 0.04
"""Of a page's sides: no row of a prescription is a sign alone so near to them."""
_FRACTIONS = ("½", "¼", "¾")
_CAPITALS = re.compile(r"[A-ZÀ-Þ\d][A-ZÀ-Þ\d.-]*")
_LIKE_ZERO = ("o", "O")
_CODE = re.compile(
    r"(?=.*\d[A-Z\d]*\d)(?=.*\d[A-Z]{3})(?=.*[058SOB])[A-Z\d]{8,}|"
    r"(?=.*[B-DF-HJ-NP-TV-XZ]{6})(?=.*[SOBIZ])[A-Z\d]{8,}"
)
_CLOSED = re.compile(r"\d{1,3}[)\]}][.,;:]?")


def doubt_odd_digits(lines: Sequence[Line], ink: Ink, x_height: float) -> tuple[Line, ...]:
    """The lines, their odd numbers disputed. Boxes are the picture's."""
    shape = ink.grey.shape
    return tuple(_look(_doubt_texts(line, x_height, shape), ink, x_height) for line in lines)


def _doubt_texts(line: Line, x_height: float, shape: tuple[int, ...]) -> Line:
    """The line, codes and huge fractions disputed, and numbers that close what nothing opened."""
    words: list[Word] = []
    for place, word in enumerate(line.words):
        if place and word.text in _LIKE_ZERO:
            others = tuple(dict.fromkeys((word.text, *word.alternatives)))
            word = replace(word, text="0", confidence=DISPUTED, alternatives=others)
        closes = place and _CLOSED.fullmatch(word.text) and not _is_open(line.words[:place])
        huge = word.text in _FRACTIONS and word.box and word.box.height > HUGE * x_height
        alone = word.text in _FRACTIONS and len(line.words) == 1 and _is_at_edge(word, shape)
        odd = closes or huge or alone or _CODE.fullmatch(word.text)
        words.append(_dispute(word) if odd else word)
    return replace(line, words=tuple(words))


def _is_at_edge(word: Word, shape: tuple[int, ...]) -> bool:
    """Whether a word stands where the sheet ends: the grain of a desk has the shape of a sign."""
    if word.box is None:
        return False
    across, down = word.box.x + word.box.width / 2, word.box.y + word.box.height / 2
    across, down = across / shape[1], down / shape[0]
    return min(across, 1 - across, down, 1 - down) < EDGE


def _is_open(before: Sequence[Word]) -> bool:
    text = "".join(word.text for word in before)
    return len(re.findall(r"[(\[{]", text)) > len(re.findall(r"[)\]}]", text))


def _look(line: Line, ink: Ink, x_height: float) -> Line:
    if not any(_is_number(word) for word in line.words):
        return line
    heights = [(word, _inked_height(word, ink)) for word in line.words]
    return replace(
        line,
        words=tuple(
            _dispute(word) if _is_number(word) and _is_small(word, heights, x_height) else word
            for word in line.words
        ),
    )


def _is_small(word: Word, heights: Sequence[tuple[Word, int | None]], x_height: float) -> bool:
    others = [high for other, high in heights if high and other is not word and _is_tall(other)]
    least = (LEAST if len(heights) > 1 else LONE) * x_height
    if len(others) >= FEWEST:
        least = max(SMALL * median(others), least)
    inked = next(high for other, high in heights if other is word)
    return (inked or (word.box.height if word.box else 0)) < least


def _is_number(word: Word) -> bool:
    return _NUMBER.fullmatch(word.text) is not None


def _is_tall(word: Word) -> bool:
    """Whether a word is of capitals and digits alone: nothing of it hangs below the line."""
    return _CAPITALS.fullmatch(word.text) is not None


def _inked_height(word: Word, ink: Ink) -> int | None:
    """From the top to the foot of the ink in a word's box; None where it lies beside it.

    Of a number glued to its unit, that of the digits: `3h`.
    """
    box = word.box
    if box is None:
        return None
    if number := _NUMBER.fullmatch(word.text):
        box = box._replace(width=max(round(box.width * len(number[1]) / len(word.text)), 1))
    inside = ink.stats[1:][share_inside(ink.stats[1:], box) > 0.5]
    if not len(inside):
        return None
    return int((inside[:, 1] + inside[:, 3]).max() - inside[:, 1].min())


def _dispute(word: Word) -> Word:
    return replace(word, confidence=min(word.confidence or 0.0, DISPUTED))
