"""A digit lower than the others of its row: what is left of a fraction whose upper part faded.

Of a pale ¼ or ½ both models read the lower digit alone, `4 gél` or `2 cp`, and are sure of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from ocr.certainty.judging import DISPUTED
from ocr.page import Line, Word

LOW, LEVEL = 0.22, 0.2
"""In heights of capitals: how far a digit's top lies below theirs, its foot at most off them."""
FEWEST_LOW = 2
"""Other words of digits as low as small letters: they are set in old style."""

_PART = re.compile(r"\W?[1-4]\W?")
_CAPITALS = re.compile(r"[A-ZÀ-Þ\d]{2,}|[5-9]")
_OLD_STYLE = re.compile(r"[012]+")


def doubt_low_digits(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, their low digits disputed. Boxes are those of level rows."""
    heights = [
        (word, capitals)
        for line in lines
        for word in line.words
        if (capitals := _around(line, word))
    ]
    low = [word for word, (top, foot) in heights if _is_low(word, top, foot)]
    old = sum(bool(_OLD_STYLE.fullmatch(word.text)) for word in low) > FEWEST_LOW
    doubted = {
        id(word)
        for word in low
        if _PART.fullmatch(word.text) and not (old and _OLD_STYLE.search(word.text))
    }
    if not doubted:
        return tuple(lines)
    return tuple(
        replace(line, words=tuple(_dispute(w) if id(w) in doubted else w for w in line.words))
        for line in lines
    )


def _around(line: Line, word: Word) -> tuple[float, float] | None:
    """The median top and foot of the other capitals and digits of a row; None without any."""
    boxes = list(_capitals(line, word))
    if not boxes:
        return None
    return median(y for y, _ in boxes), median(foot for _, foot in boxes)


def _capitals(line: Line, word: Word) -> Iterator[tuple[float, float]]:
    for other in line.words:
        box = other.box
        if other is not word and box is not None and _CAPITALS.fullmatch(other.text):
            yield box.y, box.y + box.height


def _is_low(word: Word, top: float, foot: float) -> bool:
    if word.box is None or not any(map(str.isdigit, word.text)):
        return False
    high = foot - top
    below = word.box.y - top
    level = abs(word.box.y + word.box.height - foot)
    return LOW * high < below < high and level < LEVEL * high


def _dispute(word: Word) -> Word:
    return replace(word, confidence=min(word.confidence or 0.0, DISPUTED))
