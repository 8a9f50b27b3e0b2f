"""An `à` that is read as a 4 as well is told from the picture."""

from collections.abc import Sequence

import numpy as np
import pytest

from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Word
from ocr.signs.accents import tell_accents
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_page

FONTS = [SANS, SERIF, "LiberationSans-Regular.ttf", "LiberationSerif-Italic.ttf"]


def told(printed: str, read: Sequence[str], other: str, font: str) -> list[Word]:
    """What becomes of words that were read so where `printed` stands, and otherwise as well.

    The printed words stand far apart, so that each has its own columns.
    """
    ink = find_ink(
        to_grey(np.asarray(draw_page([" " * 4 + printed.replace(" ", " " * 8)], font=font)))
    )
    x, y, wide, high = (ink.stats[1:, i] for i in range(4))
    order = np.argsort(x)
    starts = np.flatnonzero(np.diff(x[order], prepend=-1000) > 60)
    words = []
    for text, part in zip(read, np.split(order, starts[1:]), strict=True):
        left, top = int(x[part].min()), int(y[part].min())
        right, foot = int((x + wide)[part].max()), int((y + high)[part].max())
        words.append(Word(text, Box(left, top, right - left, foot - top), 0.05, (other,)))
    return list(tell_accents(words, ink))


@pytest.mark.parametrize("font", FONTS)
def test_an_accent_above_a_letter_tells_it_from_a_four(font: str) -> None:
    for read, other in ((["à", "2"], "42"), (["7", "à", "9"], "749")):
        words = told(" ".join(read), read, other, font)
        assert [word.text for word in words] == read
        assert all(not word.alternatives for word in words)


@pytest.mark.parametrize("font", FONTS)
def test_without_an_accent_or_with_another_digit_it_stays_in_dispute(font: str) -> None:
    for printed, read, other in (
        ("4 2", ["à", "2"], "42"),
        ("a 2", ["à", "2"], "42"),
        ("à 2", ["à", "2"], "43"),
        ("7 à 9", ["7", "à", "9"], "49"),
    ):
        words = told(printed, read, other, font)
        assert all(word.alternatives == (other,) for word in words)
