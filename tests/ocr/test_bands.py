"""Print on dark bands: read as any other, and the rows beside it too."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.cleaning.bands import lift_bands
from ocr.cleaning.clean import to_grey
from ocr.reading import read_page
from tests.ocr.drawn import LINES, SANS, SERIF, draw_page

DRUGS = ("FUROSEMIDE 40 mg comprimé", "METFORMINE 1000 mg comprimé", "COLCHICINE 1 mg comprimé")
DOSES = ("1/2 cp matin et soir QSP 3 mois", "1 comprimé le matin 6 mois", "1-0-1 pendant 5 jours")


def banded(
    ground: int, letters: int, font: str = SANS, tight: int = 10, *, wide: bool = False
) -> Image.Image:
    """Each drug on a dark band, as `wide` as the sheet, its dose on paper below."""
    image = Image.new("RGB", (1700, 900), "white")
    pen, face = ImageDraw.Draw(image), ImageFont.truetype(font, 42)
    for i, (drug, dose) in enumerate(zip(DRUGS, DOSES, strict=True)):
        top = 120 + 240 * i
        left, right = (0, 1700) if wide else (100, 1600)
        pen.rectangle((left, top - tight, right, top + 50 + tight), fill=(ground,) * 3)
        pen.text((106, top), drug, font=face, fill=(letters,) * 3)
        pen.text((106, top + 70 + tight), dose, font=face, fill="black")
    return image


def rows(image: Image.Image) -> list[str]:
    return [line.text for line in read_page(np.asarray(image.convert("RGB"))).lines]


@pytest.mark.parametrize(("ground", "font"), [(0, SANS), (50, SERIF), (90, SANS)])
def test_white_names_on_dark_bands_are_read_with_the_doses_below(ground: int, font: str) -> None:
    read = rows(banded(ground, 255, font))
    assert read == [text for pair in zip(DRUGS, DOSES, strict=True) for text in pair]


def test_black_print_under_what_a_copier_made_of_a_highlighter_is_read() -> None:
    read = rows(banded(110, 0))
    assert read == [text for pair in zip(DRUGS, DOSES, strict=True) for text in pair]


def test_bands_of_a_skewed_and_noisy_scan_are_read() -> None:
    sheet = np.asarray(banded(30, 255))
    turn = cv2.getRotationMatrix2D((850, 450), 2.0, 0.7)
    turned = cv2.warpAffine(sheet, turn, (1700, 900), borderValue=(255, 255, 255))
    noisy = np.clip(turned + np.random.default_rng(5).normal(0, 8, turned.shape), 0, 255)
    read = rows(Image.fromarray(noisy.astype(np.uint8)))
    assert read == [text for pair in zip(DRUGS, DOSES, strict=True) for text in pair]


@pytest.mark.parametrize("ground", [0, 60, 90])
def test_bands_as_wide_as_the_sheet_are_read(ground: int) -> None:
    read = rows(banded(ground, 255, wide=True))
    assert read == [text for pair in zip(DRUGS, DOSES, strict=True) for text in pair]


def test_bands_that_run_into_a_dark_desk_are_read() -> None:
    sheet = banded(50, 255, wide=True)
    desk = Image.new("RGB", (1900, 1200), (45, 45, 45))
    desk.paste(sheet, (100, 150))
    read = rows(desk)
    assert [row for row in read if any(map(str.isdigit, row))] == [
        text for pair in zip(DRUGS, DOSES, strict=True) for text in pair
    ]


def test_bold_print_a_barcode_a_logo_and_the_desk_stay_as_they_are() -> None:
    image = draw_page([*LINES, "KARDEGIC 75 mg"], font="DejaVuSans-Bold.ttf")
    pen = ImageDraw.Draw(image)
    for bar in range(60):
        pen.rectangle((900 + 10 * bar, 20, 900 + 10 * bar + 3 + bar % 3, 90), fill="black")
    pen.ellipse((1300, 400, 1600, 700), fill="black")
    pen.rectangle((0, 0, 60, image.height), fill=(40, 40, 40))
    grey = to_grey(np.asarray(image))
    assert np.array_equal(lift_bands(grey, 22.0), grey)
