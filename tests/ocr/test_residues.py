"""A j that comes back as a bracket is told from the picture."""

import numpy as np
import pytest

from ocr.clean import to_grey
from ocr.ink import find_ink
from ocr.page import Word
from ocr.residues import mend
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_page


def shown(printed: str, read: str, *others: str, font: str = SANS) -> Word:
    """What becomes of a word that is printed so and was read otherwise."""
    ink = find_ink(to_grey(np.asarray(draw_page([printed], font=font))))
    rows, columns = np.nonzero(ink.labels)
    box = Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    return mend(Word(read, box, 0.05, others), ink)


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_a_bracket_with_a_dot_is_a_j(font: str) -> None:
    word = shown("15j", "15)", "15j", "15.", font=font)
    assert (word.text, word.alternatives) == ("15j", ())
    assert shown("cp/j", "cp/)", font=font).text == "cp/j"


def test_a_bracket_stays_a_bracket() -> None:
    assert shown("15)", "15)").text == "15)"
    assert shown("(1/2)", "(1/2)").text == "(1/2)"


def test_a_number_in_dispute_stays_in_dispute() -> None:
    word = shown("15j", "15)", "18j")
    assert word.text == "15j"
    assert word.alternatives == ("18j",)
    assert word.confidence == 0.05


def test_readings_that_differ_in_the_bracket_alone_agree() -> None:
    word = shown("10j", "10j", "10)", "10]")
    assert word.alternatives == ()
    assert word.confidence is not None
    assert word.confidence > 0.5
