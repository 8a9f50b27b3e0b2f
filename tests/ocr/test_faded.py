"""Rows of a fax that came through as specks are told; dust and dotted rules are not."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page import Page
from ocr.reading import read_page
from prescription.record import Box
from tests.ocr.drawn import LINES, draw_at

PRINTED = [(150, 200 + 90 * row, text) for row, text in enumerate(LINES)]


def fax(*faded: tuple[int, int, str]) -> NDArray[np.uint8]:
    """A page of two levels, of whose pale rows dots are left."""
    page = np.array(draw_at(PRINTED, size=(1700, 1400)))
    pale = np.asarray(draw_at(faded, size=(1700, 1400)))
    noise = np.random.default_rng(3).normal(0.0, 1.0, page.shape[:2])
    grain = cv2.GaussianBlur(noise, (0, 0), 2.5)
    page[(pale[..., 0] < 128) & (grain > np.quantile(grain, 0.8))] = 0
    return np.where(page < 128, 0, 255).astype(np.uint8)


def told(page: Page) -> list[Box]:
    return [review.box for review in page.review if review.box is not None]


def test_a_row_of_which_specks_are_left_is_told() -> None:
    page = read_page(fax((150, 900, "2 comprimés matin et soir pendant 8 jours puis arrêt")))
    assert [line.text for line in page.lines][: len(LINES)] == list(LINES)
    assert any(880 <= box.y <= 950 and box.width > 900 for box in told(page))


def test_a_short_row_of_which_specks_are_left_is_told() -> None:
    page = read_page(fax((700, 1250, "Page 1/2")))
    assert page.lines[-1].text == LINES[-1]
    assert any(1240 <= box.y <= 1300 and 680 < box.x < 1000 for box in told(page))


def test_dust_and_dotted_rules_are_not_told() -> None:
    sheet = fax()
    chance = np.random.default_rng(5)
    for x, y in chance.integers((100, 700), (1600, 1300), (60, 2)):
        sheet[y : y + 5, x : x + 5] = 0
    for x in range(150, 1500, 40):
        sheet[1340:1345, x : x + 12] = 0
    assert told(read_page(sheet)) == []
