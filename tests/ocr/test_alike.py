"""A digit that looks like another one of its page is not sure, whatever was read."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.certainty.alike import doubt_unlike
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Line, Word
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF

SURE = ("12/03/1956", "40", "850", "75011", "13h")
HIGH = 42


def doubted(font: str, *numbers: tuple[str, str], blur: bool = False) -> list[str]:
    """Which words are in doubt where each number is printed so, and read so."""
    image = Image.new("RGB", (1500, 260), "white")
    pen, face, words = ImageDraw.Draw(image), ImageFont.truetype(font, HIGH), []
    for place, (printed, read) in enumerate([*((sure, sure) for sure in SURE), *numbers]):
        x, y = 40 + 290 * (place % 5), 60 + 100 * (place // 5)
        pen.text((x, y), printed, font=face, fill="black")
        left, top, right, foot = map(round, pen.textbbox((x, y), printed, font=face))
        words.append(Word(read, Box(left, top, right - left, foot - top), 0.95))
    if blur:
        image = image.resize((750, 130)).resize((1500, 260))
    lines = doubt_unlike([Line(tuple(words))], find_ink(to_grey(np.asarray(image))))
    return [word.text for word in lines[0].words if (word.confidence or 0) < 0.8]


@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_a_digit_that_looks_like_another_of_the_page_is_doubted(font: str) -> None:
    assert doubted(font, ("3", "8")) == ["8"]
    assert doubted(font, ("5h", "3h")) == ["3h"]
    assert doubted(font, ("0,5", "6,5"), ("6", "6")) == ["6,5"]


@pytest.mark.parametrize("blur", [False, True])
@pytest.mark.parametrize("font", [SANS, SERIF, "LiberationSans-Regular.ttf"])
def test_digits_read_as_they_are_printed_stay_sure(font: str, *, blur: bool) -> None:
    rows = [(text, text) for text in ("3", "8", "6", "0,5", "1000", "25/08/2026", "5h", "9", "7")]
    assert doubted(font, *rows, blur=blur) == []


def test_the_only_digit_of_its_kind_stays_sure() -> None:
    assert doubted(SANS, ("9", "9"), ("6", "6")) == []
