"""Rows too pale to be ink are told; rules, shadows, grain and pale logos are not."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.page import Page
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import LINES, draw_at

PRINTED = [(150, 200 + 90 * row, text) for row, text in enumerate(LINES)]
SIZE = (1700, 1600)
FOOTER = "En cas d'urgence, composez le 15 ou le 112."
SECOND = "Merci d'apporter cette ordonnance à chaque consultation."


def sheet(*pale: tuple[int, int, str], contrast: float = 0.2, high: int = 30) -> NDArray[np.uint8]:
    """A page of print with rows of so much of its contrast."""
    page = np.asarray(draw_at(PRINTED, size=SIZE)).astype(np.float32)
    rows = 255.0 - np.asarray(draw_at(pale, size=SIZE, high=high)).astype(np.float32)
    return np.clip(page - contrast * cv2.GaussianBlur(rows, (0, 0), 1.5), 0, 255).astype(np.uint8)


def told(page: Page) -> list[Box]:
    return [review.box for review in page.review if review.box is not None]


@pytest.mark.parametrize("contrast", [0.18, 0.22])
def test_a_row_so_pale_that_nothing_of_it_was_read_is_told(contrast: float) -> None:
    page = read_page(sheet((300, 1300, FOOTER), contrast=contrast))
    assert [line.text for line in page.lines] == list(LINES)
    (box,) = told(page)
    assert abs(box.x - 300) < 60
    assert 1295 < box.y + box.height / 2 < 1340
    assert 400 < box.width < 800


def test_rows_below_each_other_are_told_once_and_apart_from_others() -> None:
    page = read_page(sheet((300, 1300, FOOTER), (300, 1345, SECOND), (900, 900, "Docteur DURAND")))
    one, other = sorted(told(page), key=lambda box: box.y)
    assert 880 < one.y < 940
    assert other.y < 1330 < 1350 < other.y + other.height


def test_what_shows_through_from_the_back_of_the_sheet_is_not_told() -> None:
    behind = 255.0 - np.asarray(draw_at(PRINTED, size=SIZE)).astype(np.float32)
    blurred = cv2.GaussianBlur(behind[200:, ::-1], (0, 0), 2.0)
    page = sheet().astype(np.float32)
    page[120:-80] -= 0.09 * blurred
    assert told(read_page(np.clip(page, 0, 255).astype(np.uint8))) == []


def test_pale_rules_shadows_grain_and_shapes_are_not_told() -> None:
    page = sheet().astype(np.float32)
    page[1300:1304, 200:1500] -= 25
    page[1100:1200, 300:1000] -= 20 * np.linspace(0, 1, 700)[None, :, None]
    page[1000:1040, :] -= 8
    cv2.circle(page, (1400, 900), 60, (235.0, 235.0, 235.0), 6)
    page -= np.random.default_rng(4).normal(2, 2, page.shape[:2])[..., None]
    assert told(read_page(np.clip(page, 0, 255).astype(np.uint8))) == []
