"""A digit that looks like another one of its page is not sure, whatever was read."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.certainty.alike import settle_alike
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Line, Word
from prescription.record import Box
from tests.ocr.drawn import SANS, SERIF

SURE = ("12/03/1956", "40", "850", "75011", "13h")
HIGH = 42
SLANTED_ONE = "the 1 of a slanted face without serifs"


def doubted(
    font: str, *numbers: tuple[str, str], blur: bool = False, confidence: float = 0.95
) -> list[str]:
    """Which words are in doubt where each number is printed so, and read so.

    `confidence` is that of the numbers before; others of the page are sure.
    """
    image = Image.new("RGB", (1500, 260), "white")
    pen, face, words = ImageDraw.Draw(image), ImageFont.truetype(font, HIGH), []
    for place, (printed, read) in enumerate([*((sure, sure) for sure in SURE), *numbers]):
        x, y = 40 + 290 * (place % 5), 60 + 100 * (place // 5)
        if printed == SLANTED_ONE:
            high = round(0.73 * HIGH)
            pen.line([(x, y + 7), (x + 9, y), (x, y + high)], fill="black", width=4, joint="curve")
            left, top, right, foot = x - 1, y, x + 11, y + high
        else:
            pen.text((x, y), printed, font=face, fill="black")
            left, top, right, foot = map(round, pen.textbbox((x, y), printed, font=face))
        before = confidence if place >= len(SURE) else 0.95
        words.append(Word(read, Box(left, top, right - left, foot - top), before))
    if blur:
        image = image.resize((750, 130)).resize((1500, 260))
    lines = settle_alike([Line(tuple(words))], find_ink(to_grey(np.asarray(image))))
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


ITALIC = "LiberationSans-Italic.ttf"


@pytest.mark.parametrize("font", [SANS, ITALIC, "LiberationSansNarrow-Regular.ttf"])
def test_a_slanted_1_read_as_a_7_is_doubted(font: str) -> None:
    assert doubted(font, (SLANTED_ONE, "7"), ("7", "7"), ("47", "47")) == ["7"]


@pytest.mark.parametrize("font", [ITALIC, SERIF, "DejaVuSansMono.ttf", "DejaVuSansCondensed.ttf"])
def test_a_7_as_wide_as_other_digits_stays_sure(font: str) -> None:
    assert doubted(font, ("7", "7"), ("70", "70"), ("177", "177")) == []


@pytest.mark.parametrize("font", [SANS, SERIF, ITALIC])
def test_a_number_read_twice_is_sure_where_it_looks_like_its_like(font: str) -> None:
    assert doubted(font, ("1", "1"), ("40", "40"), ("15", "15"), confidence=0.7) == []


@pytest.mark.parametrize("font", [SANS, SERIF])
def test_a_number_that_looks_otherwise_is_not_confirmed(font: str) -> None:
    other = (("7", "1"), ("3", "8"), ("6", "5"), ("48", "40"), ("l", "1"))
    assert doubted(font, *other, confidence=0.7) == ["1", "8", "5", "40", "1"]


def test_a_bare_stroke_confirms_no_1() -> None:
    assert doubted(SANS, ("|", "1"), ("I", "1"), confidence=0.7) == ["1", "1"]
