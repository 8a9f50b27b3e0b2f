"""Turned pages are read, and their boxes stay on the page as given."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.cleaning.clean import even_page, to_grey
from ocr.cleaning.straighten import measure_lie
from ocr.files.load import load_pages
from ocr.read import read_pages
from prescription.record import Box
from tests.ocr.drawn import LINES, draw_page, file_of

PANGRAM = "The quick brown dog jumped over the"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_and_its_boxes_lie_on_the_ink(degrees: int) -> None:
    sheet = draw_page().rotate(degrees, expand=True)
    (page,) = read_pages(file_of(sheet))
    assert [line.text for line in page.lines] == list(LINES)
    ink = np.asarray(sheet.convert("L")) < 128
    for word in (word for line in page.lines for word in line.words):
        assert word.box is not None
        x, y, width, height = word.box
        assert ink[y : y + height, x : x + width].mean() > 0.04, word


@pytest.mark.parametrize("degrees", [-38, 17, 21, 45, 61, 94, 152])
def test_a_page_laid_down_anyhow_is_read(degrees: int) -> None:
    sheet = draw_page([*LINES, *LINES]).rotate(
        degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    (page,) = read_pages(file_of(sheet))
    assert [line.text for line in page.lines] == [*LINES, *LINES]


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_page_on_its_side_is_read_although_a_crease_lies_level(degrees: int) -> None:
    sheet = np.array(draw_page([*LINES, *LINES]).rotate(degrees, expand=True))
    for x in range(0, sheet.shape[1], 100):
        sheet[150:153, x : x + 90] = 90
    (page,) = read_pages(file_of(Image.fromarray(sheet)))
    read = {line.text for line in page.lines}
    assert {LINES[1], LINES[4]} <= read


@pytest.mark.parametrize("name", ["180.png", "L.png", "R.png"])
def test_tesseracts_own_turned_pages_are_read(checking_material: Path, name: str) -> None:
    data = (checking_material / "ocr/tesseract" / f"phototest-rotated-{name}").read_bytes()
    (page,) = read_pages(data)
    assert PANGRAM in [line.text for line in page.lines]


def test_a_page_under_the_lines_of_a_screen_is_read_or_told_and_a_blank_one_is_not() -> None:
    sheet = np.asarray(draw_page([*LINES, *LINES]).convert("L"), float)
    y, x = np.mgrid[: sheet.shape[0], : sheet.shape[1]]
    striped = sheet * (0.8 + 0.2 * np.sin(0.55 * (0.45 * x + 0.9 * y)))
    (page,) = read_pages(file_of(Image.fromarray(striped.astype(np.uint8))))
    told = [review.box for review in page.review]
    assert Box(0, 0, page.width, page.height) in told or len(page.lines) == 2 * len(LINES)
    blank = Image.new("L", (1700, 2200), 250)
    for place in range(80):
        ImageDraw.Draw(blank).point((300 + 13 * place, 400 + 17 * place), 0)
    (page,) = read_pages(file_of(blank))
    assert (page.lines, page.review) == ((), ())


def test_skew_is_measured_within_half_a_degree(checking_material: Path) -> None:
    folder = checking_material / "ocr/skew"
    with (folder / "angles.csv").open(newline="") as table:
        for row in csv.DictReader(table):
            (page,) = load_pages((folder / row["file"]).read_bytes())
            skew = measure_lie(even_page(to_grey(page))).skew
            assert skew == pytest.approx(float(row["expected_angle_deg"]), abs=0.5), row["file"]
