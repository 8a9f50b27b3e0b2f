"""Numbers that no printed number looks like, sure as both models may be.

Specks and pieces of rules are read as a 1, but are smaller than any digit; the tail of a 3 of old
style is read as a bracket, `89 6)`, that nothing opened.
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
LEAST, LONE = 0.75, 0.85
"""In x-heights, also where the rest of the row is as pale, and where no other word stands on it:
small print is higher."""

_NUMBER = re.compile(r"(\d+)[^\W\d_]{0,6}[.,;:]?")
_LIKE_ZERO = ("o", "O")
_CODE = re.compile(r"(?=.*\d[A-Z\d]*\d)(?=.*\d[A-Z]{3})(?=.*[058SOB])[A-Z\d]{8,}")
_CLOSED = re.compile(r"\d{1,3}\)[.,;:]?")


def doubt_odd_digits(lines: Sequence[Line], ink: Ink, x_height: float) -> tuple[Line, ...]:
    """The lines, their odd numbers disputed. Boxes are the picture's."""
    return tuple(_look(_doubt_texts(line), ink, x_height) for line in lines)


def _doubt_texts(line: Line) -> Line:
    """The line, codes disputed, and numbers that end in a bracket which no word before opened."""
    words: list[Word] = []
    for place, word in enumerate(line.words):
        if place and word.text in _LIKE_ZERO:
            others = tuple(dict.fromkeys((word.text, *word.alternatives)))
            word = replace(word, text="0", confidence=DISPUTED, alternatives=others)
        closes = place and _CLOSED.fullmatch(word.text) and not _is_open(line.words[:place])
        words.append(_dispute(word) if closes or _CODE.fullmatch(word.text) else word)
    return replace(line, words=tuple(words))


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


def _is_small(word: Word, heights: Sequence[tuple[Word, int]], x_height: float) -> bool:
    others = [high for other, high in heights if other is not word and _is_tall(other)]
    least = max(SMALL * median(others), LEAST * x_height) if others else LONE * x_height
    return next(high for other, high in heights if other is word) < least


def _is_number(word: Word) -> bool:
    return _NUMBER.fullmatch(word.text) is not None


def _is_tall(word: Word) -> bool:
    """Whether a word holds a capital or a digit."""
    return any(c.isdigit() or c.isupper() for c in word.text)


def _inked_height(word: Word, ink: Ink) -> int:
    """From the top to the foot of the ink in a word's box; where it lies beside it, of the box.

    Of a number glued to its unit, that of the digits: `3h`.
    """
    box = word.box
    if box is None:
        return 0
    if number := _NUMBER.fullmatch(word.text):
        box = box._replace(width=max(round(box.width * len(number[1]) / len(word.text)), 1))
    inside = ink.stats[1:][share_inside(ink.stats[1:], box) > 0.5]
    if not len(inside):
        return box.height
    return int((inside[:, 1] + inside[:, 3]).max() - inside[:, 1].min())


def _dispute(word: Word) -> Word:
    return replace(word, confidence=min(word.confidence or 0.0, DISPUTED))
