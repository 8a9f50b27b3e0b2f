"""Whether what was read stands in a row of print, as the words beside it do."""

from collections.abc import Sequence

from ocr.page import Word
from ocr.print_height import READ
from ocr.regions import gap_between
from prescription.record import Box

NEXT_WORD = 1.2
"""In x-heights: nearer to a word its row goes on."""
CLEAR, LEVEL = 0.9, 0.15
"""Confidence of a letter alone and of a word that stands level with it; in heights, how level."""
_ROUND = frozenset("OoQqCcGDea@0UV")
"""What a punched hole is read as."""


def touches_word(word: Word, words: Sequence[Word], x_height: float) -> bool:
    """Whether letters or digits stand a space away from others: `58` before `kg`.

    Bold and out of focus they are as full as a punched hole.
    """
    box = word.box
    return box is not None and any(
        other.box is not None
        and other is not word
        and any(map(str.isalnum, other.text))
        and gap_between(box, other.box) < NEXT_WORD * x_height
        and abs(box.y + box.height - other.box.y - other.box.height) < 0.5 * box.height
        and 0.6 * box.height < other.box.height < box.height / 0.6
        for other in words
        if any(map(str.isalnum, word.text))
    )


def stands_in_row(word: Word, words: Sequence[Word]) -> bool:
    """Whether a letter that no hole is read as stands level with a clear word: `M` for `matin`.

    Bold, it heads a column, far from the other titles.
    """
    box = word.box
    clear = (word.confidence or 0.0) > CLEAR and len(word.text) == 1 and word.text.isalpha()
    return (
        box is not None
        and clear
        and word.text not in _ROUND
        and any(
            abs(other.box.y + other.box.height - box.y - box.height) < LEVEL * box.height
            and abs(other.box.height - box.height) < LEVEL * box.height
            and len(other.text) > 1
            and (other.confidence or 0.0) > CLEAR
            for other in words
            if other.box is not None and other is not word
        )
    )


def ends_row(box: Box, words: Sequence[Word], x_height: float) -> bool:
    """Whether a clear word stands right before a box: pale print leaves `Page :/` of `Page 1/2`."""
    return any(
        (word.confidence or 0.0) > READ
        and any(map(str.isalnum, word.text))
        and 0 <= box.x - word.box.x - word.box.width < NEXT_WORD * x_height
        and abs(box.y + box.height / 2 - word.box.y - word.box.height / 2) < 0.5 * word.box.height
        for word in words
        if word.box is not None
    )
