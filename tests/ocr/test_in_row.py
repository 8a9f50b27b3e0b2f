"""Bold print is as full as a punched hole, and is read: it stands in a row of other print."""

import cv2
import numpy as np

from ocr.in_row import stands_in_row, touches_word
from ocr.page import Word
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import draw_page


def test_bold_digits_that_run_together_are_no_punched_hole() -> None:
    lines = ["SPASFON LYOC 80 mg", "CIFLOX 500 mg", "SERESTA 50 mg"]
    page = draw_page(lines * 2, font="LiberationSans-Bold.ttf", size=36)
    worn = np.asarray(cv2.erode(np.asarray(page), np.ones((3, 3), np.uint8)), np.uint8)
    text = [line.text for line in read_page(worn).lines]
    assert [line.split()[-2] for line in text] == ["80", "500", "50"] * 2


def test_bold_digits_beside_their_unit_are_no_filled_shape() -> None:
    """Out of focus they are as full as a punched hole, which stands alone or beside nothing."""
    unit = Word("kg", Box(467, 1099, 52, 55), 0.17)
    assert touches_word(Word("58", Box(398, 1099, 54, 46), 0.17), [unit], 32.5)
    assert not touches_word(Word("O", Box(60, 1090, 60, 60), 0.4), [unit], 32.5)
    assert not touches_word(Word("●", Box(398, 1099, 54, 46), 0.4), [unit], 32.5)
    assert not touches_word(Word("O", Box(330, 1000, 130, 150), 0.4), [unit], 32.5)


def test_a_bold_letter_level_with_other_titles_is_no_punched_hole() -> None:
    titles = [Word("Mi", Box(861, 791, 36, 24), 0.97)]
    assert stands_in_row(Word("M", Box(726, 792, 25, 23), 0.97), titles)
    assert not stands_in_row(Word("M", Box(726, 792, 25, 23), 0.4), titles)
    assert not stands_in_row(Word("O", Box(726, 792, 25, 23), 0.97), titles)
    assert not stands_in_row(Word("M", Box(60, 760, 50, 50), 0.97), titles)
