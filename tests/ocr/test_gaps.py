"""A space or a comma that the picture shows and no reading has is told."""

import numpy as np
import pytest
from PIL import ImageDraw, ImageFont

from ocr.certainty.gaps import doubt_gaps
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Line, Word
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF, draw_page

FONTS = (SANS, SERIF, "DejaVuSansMono.ttf", "LiberationSans-Regular.ttf")


def looked_at(printed: str, read: str, font: str) -> Word:
    ink = find_ink(to_grey(np.asarray(draw_page([printed], font=font))))
    rows, columns = np.nonzero(ink.labels)
    box = Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    (line,) = doubt_gaps([Line((Word(read, box, 0.95),))], ink)
    return line.words[0]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    ("printed", "read"), [("15 7", "157"), ("100 2", "1002"), ("1,5", "15"), ("12,5", "125")]
)
def test_a_space_or_comma_left_out_is_told(printed: str, read: str, font: str) -> None:
    word = looked_at(printed, read, font)
    assert (word.text, word.alternatives) == (read, (printed,))
    assert (word.confidence or 0) < 0.1


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("text", ["1000", "11", "717", "0,5", "1-0-1", "12/04/2026", "15j"])
def test_a_number_read_as_printed_stays_sure(text: str, font: str) -> None:
    word = looked_at(text, text, font)
    assert (word.confidence, word.alternatives) == (0.95, ())


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_slots_read_as_one_number_are_told(font: str) -> None:
    for slots in ("0 0 1 0", "1 0 0 0", "1 1 1"):
        word = looked_at(slots, slots.replace(" ", ""), font)
        assert word.alternatives == (slots,)
        assert (word.confidence or 0) < 0.1


@pytest.mark.parametrize("font", ["DejaVuSansMono.ttf", "LiberationMono-Regular.ttf"])
def test_a_typewriters_number_stays_one(font: str) -> None:
    for number in ("1000", "100", "2026", "0010"):
        assert looked_at(number, number, font).confidence == 0.95


def test_digits_farther_apart_than_those_of_the_other_numbers_are_each_one() -> None:
    image = draw_page(["75011 Paris 850 mg 1000 mg 20 mg", "300 mg 47 51 14 77 68"])
    (numbers, row) = read_page(np.asarray(image)).lines
    for apart, told in ((36, ("2 1 0 0",)), (34, ("2 1 0 0",)), (27, ())):
        page = image.copy()
        places = [(100 + apart * i, digit) for i, digit in enumerate("2100")]
        for x, digit in places:
            ImageDraw.Draw(page).text(
                (x, 300), digit, font=ImageFont.truetype(SANS, 42), fill="black", anchor="ls"
            )
        ink = find_ink(to_grey(np.asarray(page)))
        word = Word("2100", Box(100, 265, 3 * apart + 30, 38), 0.95)
        looked = doubt_gaps([numbers, row, Line((word,))], ink)
        assert looked[2].words[0].alternatives == told
        assert looked[:2] == (numbers, row)
