"""Pages whose whole print is pale are read like others, down to their foot and through grain."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.cleaning.clean import to_grey
from ocr.cleaning.faint import measure_faintness
from ocr.reading import read_page
from tests.ocr.drawn import LINES, draw_page

TWICE = [*LINES, *LINES]


def faint_page(head: float, foot: float, grain: float) -> NDArray[np.uint8]:
    """A page that keeps so much of its ink's darkness at its head and at its foot."""
    page = np.asarray(draw_page(TWICE, size=28)).astype(np.float32)
    ink = cv2.GaussianBlur(255 - page, (0, 0), 1.0)
    kept = np.linspace(head, foot, page.shape[0])[:, None, None]
    noise = np.random.default_rng(1).normal(0, grain, page.shape[:2])[..., None]
    return np.clip(248 - ink * kept + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("head", "foot", "grain"), [(0.3, 0.15, 2), (0.25, 0.12, 3), (0.2, 0.1, 4), (0.12, 0.12, 2)]
)
def test_a_page_of_pale_print_is_read(head: float, foot: float, grain: float) -> None:
    page = read_page(faint_page(head, foot, grain))
    assert [line.text for line in page.lines] == TWICE


def test_dark_print_and_paper_without_print_are_left_as_they_are() -> None:
    printed = to_grey(np.asarray(draw_page(TWICE, size=28)))
    grain = np.random.default_rng(2).normal(250, 2, printed.shape)
    assert measure_faintness(printed) is None
    assert measure_faintness(np.clip(grain, 0, 255).astype(np.uint8)) is None
