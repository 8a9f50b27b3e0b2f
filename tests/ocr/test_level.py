"""Understanding sees level rows, the user sees boxes on the page as given."""

import numpy as np
import pytest
from PIL import Image

from extraction.reader import read_prescriptions
from ocr.level import level_page
from ocr.read import read_pages
from tests.ocr.drawn import LINES, draw_page, file_of


def turned(degrees: float) -> Image.Image:
    return draw_page().rotate(
        degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )


@pytest.mark.parametrize("degrees", [90, 6])
def test_words_of_one_printed_line_share_a_height_on_the_level_page(degrees: float) -> None:
    (page,) = read_pages(file_of(turned(degrees)))
    level = level_page(page)
    assert [line.text for line in level.lines] == list(LINES)
    for line in level.lines:
        middles = [word.box.y + word.box.height / 2 for word in line.words if word.box]
        assert max(middles) - min(middles) < 15


def test_a_level_page_stays_as_it_is() -> None:
    (page,) = read_pages(file_of(draw_page()))
    assert level_page(page) is page


@pytest.mark.parametrize("degrees", [90, 180, 270, 8])
def test_a_turned_prescription_is_understood_and_its_boxes_lie_on_the_ink(degrees: float) -> None:
    sheet = turned(degrees)
    (draft,) = read_prescriptions(read_pages(file_of(sheet)))
    names = [line.medication.text for line in draft.medications]
    assert names == ["DOLIPRANE", "KARDEGIC", "BISOPROLOL"]
    ink = np.asarray(sheet.convert("L")) < 128
    for line in draft.medications:
        assert line.box is not None
        x, y, width, height = line.box
        assert 0 <= x < x + width <= sheet.width
        assert 0 <= y < y + height <= sheet.height
        assert ink[y : y + height, x : x + width].mean() > 0.01
