"""Rows that the edge of the picture cuts, and numbers in a ring: lost without a trace, so told."""

import re

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.page import Page
from ocr.read import read_pages
from tests.ocr.drawn import LINES, SANS, draw_at, draw_page, file_of, told_rows

SHEET = [
    (150, 300, "IRBESARTAN 150 mg 1 comprimé par jour pendant 10 jours"),
    (150, 400, "PREGABALINE 150 mg 2 gélules le soir pendant 7 jours"),
    (150, 500, "KARDEGIC 75 mg 1 sachet"),
]


def read(image: Image.Image) -> Page:
    (page,) = read_pages(file_of(image))
    return page


def ink_end(image: Image.Image, top: int) -> int:
    """The column behind the last ink of the row drawn at `top`."""
    row = np.asarray(image.convert("L"))[top : top + 60]
    return int(np.flatnonzero((row < 128).any(axis=0))[-1]) + 1


def test_a_row_cut_in_a_word_is_told_and_so_is_one_that_may_go_on_beyond() -> None:
    whole = draw_at(SHEET, size=(2000, 900))
    # `pendant 7 jours` of the second row begins just beyond the edge.
    second = draw_at([(150, 400, "PREGABALINE 150 mg 2 gélules le soir")], size=(2000, 900))
    cut = ink_end(second, 400) + 8
    assert cut < ink_end(whole, 300) - 60
    page = read(whole.crop((0, 0, cut, 900)))
    assert told_rows(page) == ["IRBESARTAN", "PREGABALINE"]


def test_rows_that_begin_beyond_the_left_edge_or_are_cut_along_are_told() -> None:
    whole = draw_at(SHEET, size=(2000, 900))
    assert len(told_rows(read(whole.crop((162, 0, 2000, 900))))) == 3
    assert len(told_rows(read(whole.crop((0, 312, 2000, 900))))) == 1


def test_a_whole_page_however_small_its_margins_is_cut_nowhere() -> None:
    page = draw_page(LINES)
    right = max(ink_end(page, 100 + 84 * row) for row in range(len(LINES)))
    assert told_rows(read(page)) == []
    assert told_rows(read(page.crop((88, 85, right + 12, page.height)))) == []


@pytest.mark.parametrize(("number", "gap"), [("1", 0), ("3", 0), ("3", 20), ("1", 20)])
def test_a_number_in_a_ring_that_is_not_read_is_told(number: str, gap: int) -> None:
    face, image = ImageFont.truetype(SANS, 42), Image.new("RGB", (2000, 700), "white")
    pen, x = ImageDraw.Draw(image), 150
    for text, space in (("IRBESARTAN 300 mg", 16), (number, 16 + gap), ("comprimé par jour", 0)):
        pen.text((x, 300), text, font=face, fill="black")
        wide = int(face.getlength(text))
        if text == number:
            pen.ellipse((x - 14, 294, x + wide + 14, 356), outline="black", width=5)
        x += wide + space
    pen.text((150, 420), "COVERSYL 5 mg 1 comprimé (le soir)", font=face, fill="black")
    page = read(image)
    assert "300" in page.lines[0].text
    assert number in re.findall(r"\d+", page.lines[0].text) or "IRBESARTAN" in told_rows(page)
    assert "COVERSYL" not in told_rows(page)


@pytest.mark.parametrize("number", ["2", "3"])
def test_a_number_in_a_printed_frame_beside_the_signature_is_read_or_told(number: str) -> None:
    image = draw_at([(x, y + 400, text) for x, y, text in SHEET], size=(2480, 2600))
    pen = ImageDraw.Draw(image)
    pen.line([(1500 + 9 * i, 1500 + 70 * (i % 3) + i) for i in range(50)], fill="black", width=5)
    for edge in (0, 16):
        pen.rectangle((1990 + edge, 1590 + edge, 2130 - edge, 1730 - edge), outline=0, width=4)
    pen.text((2048, 1636), number, font=ImageFont.truetype(SANS, 42), fill="black")
    page = read(image)
    told = [r.box for r in page.review if r.box and r.box.x < 2060 < r.box.x + r.box.width]
    assert told or number in [word.text for word in page.lines[-1].words]


def test_an_empty_box_to_tick_and_one_with_a_word_are_not_told() -> None:
    image = draw_at([(x, y + 400, text) for x, y, text in SHEET], size=(2480, 2600))
    pen = ImageDraw.Draw(image)
    pen.rectangle((150, 1200, 240, 1290), outline=0, width=4)
    pen.rectangle((150, 1400, 420, 1490), outline=0, width=4)
    pen.text((190, 1420), "2 fois", font=ImageFont.truetype(SANS, 42), fill="black")
    assert read(image).review == ()
