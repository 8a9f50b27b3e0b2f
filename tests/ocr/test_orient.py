"""Turned pages are read, and their boxes stay on the page as given."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.cleaning.clean import even_page, to_grey
from ocr.cleaning.straighten import measure_lie
from ocr.files.load import load_pages
from ocr.read import read_pages
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


def test_a_page_turned_and_skewed_is_read() -> None:
    sheet = draw_page().rotate(
        94, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    (page,) = read_pages(file_of(sheet))
    assert [line.text for line in page.lines] == list(LINES)


@pytest.mark.parametrize("name", ["180.png", "L.png", "R.png"])
def test_tesseracts_own_turned_pages_are_read(checking_material: Path, name: str) -> None:
    data = (checking_material / "ocr/tesseract" / f"phototest-rotated-{name}").read_bytes()
    (page,) = read_pages(data)
    assert PANGRAM in [line.text for line in page.lines]


def test_skew_is_measured_within_half_a_degree(checking_material: Path) -> None:
    folder = checking_material / "ocr/skew"
    with (folder / "angles.csv").open(newline="") as table:
        for row in csv.DictReader(table):
            (page,) = load_pages((folder / row["file"]).read_bytes())
            skew = measure_lie(even_page(to_grey(page))).skew
            assert skew == pytest.approx(float(row["expected_angle_deg"]), abs=0.5), row["file"]
