"""A number that looks like none that is printed is never sure."""

import numpy as np
from PIL import Image, ImageDraw

from ocr.certainty.odd_digits import doubt_odd_digits
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Line, Word
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import draw_page

X_HEIGHT = 23.0


def doubted(image: Image.Image, *lines: Line) -> list[str]:
    ink = find_ink(to_grey(np.asarray(image)))
    looked = doubt_odd_digits(lines, ink, X_HEIGHT)
    return [w.text for line in looked for w in line.words if (w.confidence or 0) < 0.8]


def test_a_speck_read_as_a_digit_is_not_sure_and_the_numbers_of_its_row_are() -> None:
    image = draw_page(["KARDEGIC 75 mg 1 sachet"])
    (line,) = read_page(np.asarray(image)).lines
    assert doubted(image, line) == []
    ImageDraw.Draw(image).rectangle((900, 125, 904, 138), fill="black")
    speck = Word("1", Box(898, 123, 9, 18), 0.9)
    assert doubted(image, Line((*line.words, speck))) == ["1"]
    assert doubted(image, Line((speck,))) == ["1"]


def test_a_closing_bracket_that_nothing_opened_may_be_a_part_of_a_digit() -> None:
    image = draw_page(["Fax 04 65 71 89 6)"])

    def line(*texts: str) -> Line:
        return Line(tuple(Word(text, Box(100, 95, 900, 60), 0.95) for text in texts))

    assert doubted(image, line("Fax", "04", "65", "71", "89", "6)")) == ["6)"]
    assert doubted(image, line("(max", "6)")) == []
    assert doubted(image, line("1)", "Doliprane")) == []
