"""A photograph of a page is read as if it lay on the scanner."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from ocr.cleaning.bend import measure_bend
from ocr.cleaning.clean import divide_background, even_page, measure_noise, to_grey
from ocr.cleaning.grain import printed_x_height
from ocr.cleaning.ink import find_ink
from ocr.cleaning.photo import find_page
from ocr.read import read_pages
from tests.ocr.drawn import LINES, draw_page, file_of

SHEET = np.array([[0, 0], [1700, 0], [1700, 2400], [0, 2400]], np.float32)
CORNERS = np.array([[300, 260], [1950, 180], [2120, 2750], [180, 2620]], np.float32)


def photograph(*, shadow: bool, wooden: bool = False, faded: bool = False) -> np.ndarray:
    """The drawn page tilted on a dark desk, lit from one side; grey (3000, 2300)."""
    sheet = np.full((2400, 1700), 255, np.uint8)
    drawn = np.asarray(draw_page().convert("L"))
    sheet[400 : 400 + drawn.shape[0], : drawn.shape[1]] = drawn
    if faded:
        sheet = (235 - (255.0 - sheet) * np.linspace(0.12, 0.3, 1700)).astype(np.uint8)
    tilt = cv2.getPerspectiveTransform(SHEET, CORNERS)
    size = (2300, 3000)
    paper = cv2.warpPerspective(sheet, tilt, size, flags=cv2.INTER_AREA).astype(np.float32)
    mask = cv2.warpPerspective(np.ones_like(sheet), tilt, size)
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]]
    light = 0.95 - 0.35 * columns / size[0]
    if shadow:
        light = light * np.where(rows + 0.4 * columns > 1400, 0.5, 1.0)
    plain = 70 + np.random.default_rng(1).normal(0, 5, paper.shape)
    desk = 95 + (3 if faded else 1) * wood_grain(size) if wooden else plain
    lit = np.where(mask > 0, 0.85 * paper + 20, desk) * light
    return np.asarray(np.clip(lit, 0, 255), np.uint8)


def wood_grain(size: tuple[int, int]) -> np.ndarray:
    """Dark and bright streaks across, as wide as letters are high."""
    streaks = np.random.default_rng(2).normal(0, 14, (size[1] // 8, size[0] // 90))
    return cv2.resize(streaks.astype(np.float32), size)


@pytest.mark.parametrize("shadow", [False, True])
def test_a_tilted_page_is_read_and_its_boxes_lie_on_the_photograph(shadow: bool) -> None:
    picture = photograph(shadow=shadow)
    (page,) = read_pages(file_of(Image.fromarray(picture)))
    assert [line.text for line in page.lines] == list(LINES)
    tilt = cv2.getPerspectiveTransform(SHEET, CORNERS)
    first = page.lines[0].words[0].box
    assert first is not None
    corner = cv2.perspectiveTransform(np.array([[[100.0, 510.0]]]), tilt)[0, 0]
    assert (first.x, first.y) == pytest.approx(tuple(corner), abs=25)


def test_faded_print_is_read_though_the_grain_of_the_desk_is_darker() -> None:
    picture = photograph(shadow=False, wooden=True, faded=True)
    (page,) = read_pages(file_of(Image.fromarray(picture)))
    assert set(LINES) <= {line.text for line in page.lines}


@pytest.mark.parametrize(("shadow", "wooden"), [(False, False), (True, False), (False, True)])
def test_the_corners_of_the_page_are_found(shadow: bool, wooden: bool) -> None:
    corners = find_page(photograph(shadow=shadow, wooden=wooden))
    assert corners is not None
    assert np.abs(corners - CORNERS).max() < 15


def test_a_scan_with_a_printed_frame_is_left_as_it_is() -> None:
    sheet = np.full((2400, 1700), 255, np.uint8)
    drawn = np.asarray(draw_page().convert("L"))
    sheet[400 : 400 + drawn.shape[0], : drawn.shape[1]] = drawn
    cv2.rectangle(sheet, (60, 300), (1640, 2000), 0, 6)
    assert find_page(sheet) is None


def test_a_lit_half_with_print_outside_is_no_page() -> None:
    sheet = np.full((2400, 1700), 250.0)
    drawn = np.asarray(draw_page().convert("L"))
    for top in (300, 1500):
        sheet[top : top + drawn.shape[0], : drawn.shape[1]] = drawn
    sheet[1200:] *= 0.5
    assert find_page(sheet.astype(np.uint8)) is None


def test_a_lit_half_with_print_outside_is_no_page_on_a_wooden_desk_either() -> None:
    sheet = np.full((2400, 1700), 250.0)
    drawn = np.asarray(draw_page().convert("L"))
    for top in (300, 1500):
        sheet[top : top + drawn.shape[0], : drawn.shape[1]] = drawn
    picture = 95 + wood_grain((2300, 3000))
    picture[300:2700, 300:2000] = sheet
    picture[1500:] *= 0.5
    corners = find_page(np.clip(picture, 0, 255).astype(np.uint8))
    assert corners is None or np.ptp(corners[:, 1]) > 2300


def on_cloth(sheet: np.ndarray, *, lit_from: float) -> np.ndarray:
    """A sheet (2400, 1700) at (300, 300) on a woven cloth, lit across; the weave shows in light."""
    weave = np.random.default_rng(5).normal(0, 30, (3000 // 40, 2300 // 6)).astype(np.float32)
    picture = 75.0 + np.asarray(cv2.resize(weave, (2300, 3000)), np.float64)
    picture += np.random.default_rng(6).normal(0, 8, picture.shape)
    picture[300:2700, 300:2000] = 0.9 * sheet
    light = lit_from + (1.05 - lit_from) * np.linspace(0, 1, 2300) ** 2
    return np.clip(cv2.GaussianBlur(picture * light, (0, 0), 1.0), 0, 255).astype(np.uint8)


def test_a_cloth_whose_weave_shows_on_the_lit_side_alone_is_no_print() -> None:
    sheet = np.full((2400, 1700), 255.0)
    drawn = np.asarray(draw_page().convert("L"))
    sheet[400 : 400 + drawn.shape[0], : drawn.shape[1]] = drawn
    corners = find_page(on_cloth(sheet, lit_from=0.35))
    assert corners is not None
    assert np.abs(corners - [[300, 300], [2000, 300], [2000, 2700], [300, 2700]]).max() < 15


def test_a_phone_photograph_of_a_curled_book_page_is_read(checking_material: Path) -> None:
    (page,) = read_pages((checking_material / "ocr/photos/boston_cooking_a.jpg").read_bytes())
    words = [word for line in page.lines for word in line.words]
    sure = [word for word in words if (word.confidence or 0) >= 0.5]
    assert len(sure) > 300
    assert len(sure) > 0.95 * len(words)


def test_letters_that_hang_below_their_line_at_its_end_do_not_bend_a_flat_page() -> None:
    drugs = ("TRAMADOL LP 150 mg", "PERINDOPRIL 4 mg", "Lansoprazole 30 mg", "Nébivolol 5 mg")
    rows = [f"{drugs[i % 4]} cpr per os" for i in range(12)]
    ink = find_ink(to_grey(np.asarray(draw_page(rows, wide=1400))))
    assert measure_bend(ink.stats[1:], ink.grey.shape) is None


def test_the_grain_of_a_desk_is_not_taken_for_small_print() -> None:
    sheet = np.asarray(draw_page(size=24).convert("L"))
    high, wide = sheet.shape
    picture = np.full((high + 600, wide + 600), 70.0)
    picture[300 : 300 + high, 300 : 300 + wide] = 0.8 * sheet + 20
    grain = np.random.default_rng(3).normal(0, 5, picture.shape)
    taken = np.clip(cv2.GaussianBlur(picture, (0, 0), 1.5) + grain, 0, 255)
    page = even_page(taken.astype(np.uint8))
    assert printed_x_height(find_ink(page)) == pytest.approx(18, abs=3)


def test_bars_of_a_code_are_not_taken_for_large_print() -> None:
    sheet = np.asarray(draw_page(size=18).convert("L")).copy()
    widths = np.random.default_rng(4).integers(2, 7, 120)
    edges = 900 + np.cumsum(widths)
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        sheet[20:98, left:right] = 20
    page = even_page(cv2.GaussianBlur(sheet, (0, 0), 0.8).astype(np.uint8))
    assert 9 < printed_x_height(find_ink(page)) < 15


def test_a_noisy_shadow_does_not_become_specks_where_a_blurred_page_is_sharpened() -> None:
    sheet = np.asarray(draw_page(size=24, wide=1000).convert("L"))
    lit = np.where(np.arange(sheet.shape[1]) < 600, 0.35, 1.0) * sheet
    grain = np.random.default_rng(5).normal(0, 2, sheet.shape)
    blurred = cv2.GaussianBlur(0.9 * lit, (0, 0), 1.8) + grain
    taken = np.clip(blurred, 0, 255).astype(np.uint8)
    even = even_page(taken)
    assert measure_noise(divide_background(taken)) > 3
    assert even[:80, :550].std() < 1  # paper in the shadow
    assert np.percentile(even[100:400, :550], 1) < 150  # letters
