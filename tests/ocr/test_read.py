"""Pages drawn here come back as their words, wherever they stand on the page."""

import numpy as np
import pytest
from PIL import Image, ImageFilter
from rapidfuzz import fuzz

from ocr.page import Page
from ocr.read import read_pages
from tests.ocr.drawn import LINES, draw_at, draw_page, file_of


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_a_clean_page_is_read_word_for_word() -> None:
    (page,) = read_pages(file_of(draw_page()))
    assert texts(page) == list(LINES)
    assert page.review == ()


@pytest.mark.parametrize("degrees", [-9, -2, 0.4, 3, 10])
def test_a_skewed_page_is_read_and_its_boxes_lie_on_the_ink(degrees: float) -> None:
    sheet = draw_page().rotate(
        degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    (page,) = read_pages(file_of(sheet))
    assert texts(page) == list(LINES)
    assert (page.width, page.height) == sheet.size
    ink = np.asarray(sheet.convert("L")) < 128
    for word in (word for line in page.lines for word in line.words):
        assert word.box is not None
        x, y, width, height = word.box
        assert ink[y : y + height, x : x + width].mean() > 0.04, word


def test_a_page_of_small_pixels_is_read() -> None:
    sheet = draw_page().resize((566, 207), Image.Resampling.LANCZOS)  # 100 dpi
    (page,) = read_pages(file_of(sheet, "JPEG", quality=90))
    assert texts(page) == list(LINES)


def test_a_page_of_two_levels_is_read_word_for_word() -> None:
    sheet = draw_page().convert("L").point(lambda level: 255 * (level > 150)).convert("1")
    (page,) = read_pages(file_of(sheet, "TIFF", compression="group4"))
    assert texts(page) == list(LINES)


def test_a_fax_whose_strokes_are_broken_is_read_by_thicker_ones() -> None:
    sheet = draw_page(font="LiberationSerif-Regular.ttf").convert("L")
    small = sheet.resize((1000, 365), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.6))
    alike: list[float] = []
    for seed in range(4):
        grain = np.random.default_rng(seed).normal(0, 12, (365, 1000))
        fax = Image.fromarray(np.asarray(small) + grain > 90)
        (page,) = read_pages(file_of(fax, "TIFF", compression="group4"))
        alike.append(fuzz.ratio(" ".join(texts(page)), " ".join(LINES)))
    assert sum(alike) / len(alike) > 98, alike


def test_columns_of_a_header_stay_apart_and_come_column_by_column() -> None:
    left = ["Docteur Jeanne MARTIN", "Cardiologue", "12 rue des Lilas"]
    right = ["Centre hospitalier", "Service de cardiologie", "Tél. 03 20 12 34 56"]
    places = [(150, 100 + 70 * i, text) for i, text in enumerate(left)]
    places += [(1500, 100 + 70 * i, text) for i, text in enumerate(right)]
    (page,) = read_pages(file_of(draw_at(places)))
    assert texts(page) == left + right
    assert [line.block for line in page.lines] == [0, 0, 0, 1, 1, 1]


def test_a_row_of_a_table_is_one_line() -> None:
    rows = [
        ("DOLIPRANE 1000 mg", "1 comprimé matin et soir", "5 jours"),
        ("KARDEGIC 75 mg", "1 sachet le midi", "3 mois"),
        ("TAHOR 40 mg", "1 comprimé le soir", "3 mois"),
    ]
    columns = (150, 1000, 1900)
    places = [
        (x, 200 + 100 * i, cell)
        for i, row in enumerate(rows)
        for x, cell in zip(columns, row, strict=True)
    ]
    (page,) = read_pages(file_of(draw_at(places)))
    assert texts(page) == [" ".join(row) for row in rows]
