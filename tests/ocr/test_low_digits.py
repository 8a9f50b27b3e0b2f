"""A digit lower than its neighbours may be what is left of a fraction: it is never sure."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.certainty.low_digits import doubt_low_digits
from ocr.page import Line, Word
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF

BEFORE, AFTER = "ESOMEPRAZOLE 20 mg :", "gélules le soir 28 jours"


def read_with(digit: str, share: float, font: str) -> list[Word]:
    """The row with one digit drawn so much smaller, on the same baseline."""
    face, small = (ImageFont.truetype(font, round(size)) for size in (42, 42 * share))
    image = Image.new("RGB", (1500, 300), "white")
    pen, x = ImageDraw.Draw(image), 100.0
    for text, used in ((BEFORE, face), (digit, small), (AFTER, face)):
        pen.text((x, 160), text, font=used, fill="black", anchor="ls")
        x += used.getlength(text) + 14
    (line,) = read_page(np.asarray(image)).lines
    return [word for word in line.words if word.text == digit]


@pytest.mark.parametrize("font", [SANS, SERIF])
@pytest.mark.parametrize("digit", ["2", "4"])
def test_a_lower_digit_is_never_sure_and_one_as_high_as_the_others_is(
    digit: str, font: str
) -> None:
    sure = [word for word in read_with(digit, 0.65, font) if (word.confidence or 0) >= 0.8]
    assert sure == []
    assert [(word.confidence or 0) >= 0.8 for word in read_with(digit, 1.0, font)] == [True]


def test_digits_of_old_style_are_as_sure_as_they_were() -> None:
    def row(y: int, *words: tuple[str, int]) -> Line:
        boxes = [Box(90 * i, y + 30 - high, 60, high) for i, (_, high) in enumerate(words)]
        return Line(tuple(Word(t, b, 0.95) for (t, _), b in zip(words, boxes, strict=True)))

    lines = [
        row(60 * i, ("BISOPROLOL", 30), ("10", 20), ("mg", 20), ("1", 20), ("cp", 20))
        for i in range(3)
    ]
    words = [word for line in doubt_low_digits(lines) for word in line.words]
    assert {word.confidence for word in words} == {0.95}
