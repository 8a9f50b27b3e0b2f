"""Print under a stamp or a signature in coloured ink is read, asked, and nothing beside it lost."""

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ocr.cleaning.clean import to_grey
from ocr.cleaning.coloured import uncover
from ocr.page import Page
from ocr.reading import read_page
from tests.ocr.drawn import SANS, draw_at, draw_page

BLUE, RED, BLACK = (40, 50, 160), (190, 40, 50), (0, 0, 0)
ROWS = (
    "AMOXICILLINE 500 mg, gélule",
    "1 gélule matin, midi et soir pendant 7 jours",
    "PRÉDNISOLONE 20 mg, comprimé",
    "2 comprimés le matin pendant 5 jours",
)


def over(image: Image.Image, ink: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Ink lets shine through what it covers."""
    return np.asarray(ImageChops.multiply(image, ink))


def loops(image: Image.Image, colour: tuple[int, int, int], x: int, y: int) -> Image.Image:
    """A signature, two rows high, that begins at (x, y)."""
    t = np.linspace(0, 10 * np.pi, 700)
    points = zip(x + 26 * t - 40 * np.sin(1.7 * t), y + 70 * np.sin(t), strict=True)
    ink = Image.new("RGB", image.size, "white")
    ImageDraw.Draw(ink).line([(float(a), float(b)) for a, b in points], fill=colour, width=9)
    return ink


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


@pytest.mark.parametrize("colour", [BLUE, RED])
def test_rows_under_a_coloured_signature_are_read_and_asked(colour: tuple[int, int, int]) -> None:
    image = draw_page(ROWS)
    page = read_page(over(image, loops(image, colour, 320, 200)))
    assert texts(page)[:4] == list(ROWS)
    crossed = [w for line in page.lines[:2] for w in line.words if (w.confidence or 0.0) < 0.7]
    assert crossed or page.review


def test_a_number_written_in_blue_stays_beside_the_print_that_it_is_written_over() -> None:
    image = draw_page(ROWS)
    ink = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(ink)
    pen.line((95, 385, 190, 370), fill=BLUE, width=7)
    pen.text((1050, 350), "3", font=ImageFont.truetype(SANS, 56), fill=BLUE)
    page = read_page(over(image, ink))
    words = [word for line in page.lines for word in line.words]
    assert "3" in [word.text for word in words]
    row = next(line for line in page.lines if "comprimés le" in line.text)
    assert (row.words[0].confidence or 0.0) < 0.7


def test_a_page_written_in_blue_is_read_as_it_is() -> None:
    black = np.asarray(draw_page(ROWS))
    blue = np.where(black < 128, np.array(BLUE, np.uint8), black).astype(np.uint8)
    assert texts(read_page(blue)) == list(ROWS)


def test_the_words_of_a_stamp_over_print_are_kept_or_told() -> None:
    image = draw_page(ROWS)
    stamp = draw_at(
        [(900, 60, "Dr Hélène ROUX"), (900, 120, "Cardiologie")], size=image.size, high=38
    )
    blue = np.where(np.asarray(stamp) < 128, np.array(BLUE, np.uint8), np.asarray(stamp))
    page = read_page(over(draw_page(ROWS), Image.fromarray(blue.astype(np.uint8))))
    words = " ".join(texts(page))
    assert "500" in words
    assert "Cardiologie" in words or page.review


def test_a_stamp_that_is_signed_in_black_keeps_its_words() -> None:
    image = draw_page(ROWS)
    size = image.size[0], image.size[1] + 400
    paper = Image.new("RGB", size, "white")
    paper.paste(image)
    foot = image.size[1]
    stamp = draw_at([(200, foot, "Dr Hélène ROUX"), (200, foot + 70, "Cardiologie")], size=size)
    blue = np.where(np.asarray(stamp) < 128, np.array(BLUE, np.uint8), np.asarray(stamp))
    stamped = Image.fromarray(over(paper, Image.fromarray(blue.astype(np.uint8))))
    signed = over(stamped, loops(stamped, BLACK, 420, foot + 60))
    page = read_page(signed)
    assert texts(page)[:4] == list(ROWS)
    assert "Hélène" in " ".join(texts(page))
    words = [word.box for line in page.lines for word in line.words if word.box]
    assert uncover(signed, to_grey(signed), words) is None
