"""Arrows come back as arrows; what only resembles one is read as what it is."""

import cv2
import numpy as np
import pytest

from ocr.cleaning.arrows import find_arrows
from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.reading import read_page
from tests.ocr.drawn import SANS, SERIF, draw_at, draw_page

FONTS = [SANS, SERIF, "DejaVuSans-Bold.ttf", "LiberationSans-Regular.ttf", "DejaVuSansMono.ttf"]


@pytest.mark.parametrize("font", FONTS)
def test_an_arrow_between_a_drug_and_its_dose_is_one(font: str) -> None:
    lines = ["Doliprane 500 mg → 1 comprimé 3 fois par jour", "Forlax → 2 sachets le matin"]
    page = read_page(np.asarray(draw_page(lines, font=font, size=36)))
    assert [line.text for line in page.lines] == lines


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("blur", [0.0, 1.2])
def test_no_other_sign_or_letter_is_an_arrow(font: str, blur: float) -> None:
    text = "1 - 0 - 1 — > + × ~ = -o- -D r- t- <- 4 7 y f ± % ½ ≥ 10+5 T° > 38,5"
    grey = to_grey(np.asarray(draw_page([text], font=font)))
    if blur:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), blur), np.uint8)
    assert find_arrows(find_ink(grey), 22.0) == []


def test_small_bullets_are_no_signs() -> None:
    drugs = ["Elisor 20 mg, 1 comprimé au coucher", "Kardégic 75 mg, 1 sachet le midi"]
    image = draw_at([(140, 200 + 80 * row, drug) for row, drug in enumerate(drugs)])
    sheet = np.array(image)
    for row in range(len(drugs)):
        top = 220 + 80 * row
        cv2.ellipse(sheet, (110, top), (4, 6), 0.0, 0.0, 360.0, (0, 0, 0), -1)
    assert [line.text for line in read_page(sheet).lines] == [f"• {drug}" for drug in drugs]
