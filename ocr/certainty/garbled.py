"""Numbers between words that each reading reads in its own way: they are to be read alone.

Out of focus, every model may read a 3 as a 2 on its line, and be sure of it, where the words around
come back as `lyophélisat`, `tyophilisat` and `(Phioraglucinol)`.
"""

from collections.abc import Sequence
from dataclasses import replace

from ocr.certainty.judging import find_numbers
from ocr.page import Line, Word

GARBLED, FEWEST_LETTERS = 0.2, 12
"""Share of the letters and digits of a row that readings differ on; of fewer none is told."""
UNREAD_ALONE = 0.75
"""Highest confidence of a number there, until it was read alone."""


def doubt_garbled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, no number sure in a row much of which readings differ on."""
    return tuple(
        replace(line, words=tuple(map(_doubt, line.words))) if _is_garbled(line) else line
        for line in lines
    )


def _is_garbled(line: Line) -> bool:
    letters = [sum(map(str.isalnum, word.text)) for word in line.words]
    differing = sum(n for n, word in zip(letters, line.words, strict=True) if word.alternatives)
    return sum(letters) >= FEWEST_LETTERS and differing >= GARBLED * sum(letters)


def _doubt(word: Word) -> Word:
    if not find_numbers(word.text):
        return word
    return replace(word, confidence=min(word.confidence or 0.0, UNREAD_ALONE))
