"""Letters washed out by a flash are read where they are seen, and told where they are not."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.cleaning.glare import lift_glare
from ocr.page import Line, Page, Word
from ocr.reading import read_page
from ocr.weighing import tells_more
from prescription.record import ReviewReason
from tests.ocr.drawn import draw_at, told_rows

ROWS = [
    (150, 200, "DOLIPRANE 1000 mg 1 comprimé matin et soir"),
    (150, 300, "BISOPROLOL 2,5 mg 1 comprimé le matin pendant 7 jours"),
    (150, 400, "KARDEGIC 75 mg 1 sachet le midi"),
    (150, 600, "Radiographie du thorax de face"),
]
WORDS = (1020, 325)
"""The middle of `pendant 7 jours`."""


def photographed(
    strength: float,
    *,
    paper: int = 215,
    at: tuple[int, int] = WORDS,
    size: tuple[int, int] = (330, 150),
    hard: int = 2,
) -> NDArray[np.uint8]:
    """A page on paper of that brightness; light shines back from it around a place.

    Where it is strongest it takes that share of their darkness from paper and ink. The harder the
    spot, the more of it is as bright as its middle.
    """
    page = np.asarray(draw_at(ROWS, size=(1700, 1400)), np.float32) * (paper / 255)
    y, x = np.mgrid[: page.shape[0], : page.shape[1]].astype(np.float32)
    away = np.hypot((x - at[0]) / size[0], (y - at[1]) / size[1])
    shone = (strength * np.exp(-(away**hard)))[..., None]
    grain = np.random.default_rng(3).normal(0.0, 1.0, page.shape[:2])[..., None]
    lit: NDArray[np.float32] = 255 - (255 - page) * (1 - shone) + grain
    return np.clip(lit, 0, 255).astype(np.uint8)


def read(page: Page) -> list[str]:
    return [line.text for line in page.lines]


@pytest.mark.parametrize("strength", [0.9, 0.95])
@pytest.mark.parametrize("hard", [2, 6])
def test_words_that_a_flash_left_a_few_grey_levels_of_are_read(strength: float, hard: int) -> None:
    page = read_page(photographed(strength, hard=hard))
    assert read(page) == [text for _, _, text in ROWS]


@pytest.mark.parametrize("paper", [180, 215, 240])
@pytest.mark.parametrize("hard", [2, 6])
def test_a_row_that_runs_into_glare_where_nothing_is_seen_is_told(paper: int, hard: int) -> None:
    page = read_page(photographed(1.0, paper=paper, hard=hard))
    assert "BISOPROLOL" in told_rows(page)
    assert "Radiographie" not in told_rows(page)
    assert read(page)[-1] == "Radiographie du thorax de face"


def test_on_white_paper_pale_words_are_read_too() -> None:
    page = read_page(photographed(0.95, paper=255))
    assert read(page) == [text for _, _, text in ROWS]


@pytest.mark.parametrize("hard", [2, 4])
def test_on_white_paper_a_row_that_grows_pale_to_nothing_is_told(hard: int) -> None:
    page = read_page(photographed(1.0, paper=255, hard=hard))
    assert "BISOPROLOL" in told_rows(page)
    assert "Radiographie" not in told_rows(page)


def test_glare_over_a_whole_row_is_told_where_it_is() -> None:
    page = read_page(photographed(1.3, at=(560, 325), size=(620, 45), hard=8))
    assert "BISOPROLOL" not in " ".join(read(page))
    regions = [r.box for r in page.review if r.reason is ReviewReason.UNREAD_REGION and r.box]
    assert any(
        box.x < 560 < box.x + box.width and box.y < 325 < box.y + box.height for box in regions
    )


def test_light_that_falls_on_a_page_is_no_glare() -> None:
    """A lamp above it, too bright in the middle, and a lit half beside a shadow."""
    page = np.asarray(draw_at(ROWS, size=(1700, 1400)), np.float32)
    y, x = np.mgrid[: page.shape[0], : page.shape[1]].astype(np.float32)
    lamp = 1.15 - 0.5 * np.hypot((x - 850) / 1700, (y - 500) / 1400)
    shadow = np.where(x + 0.3 * y < 1100, 1.02, 0.7)
    for lit in (lamp, shadow):
        picture = np.clip(page * 0.96 * lit[..., None], 0, 255).astype(np.uint8)
        assert read_page(picture).review == ()


def test_pale_print_and_the_back_showing_through_are_no_glare() -> None:
    page = np.asarray(draw_at(ROWS, size=(1700, 1400)), np.float32)
    back = np.asarray(draw_at([(200, y + 40, text) for _, y, text in ROWS], size=(1700, 1400)))
    stamp = np.asarray(draw_at([(1000, 900, "Docteur Hélène ROUX")], size=(1700, 1400)))
    seen = page - 0.06 * (255 - back[:, ::-1]) - 0.4 * (255 - stamp)
    # The stamp is told, as it was not read; nothing else is.
    review = read_page(np.clip(seen, 0, 255).astype(np.uint8)).review
    (told,) = (one.box for one in review)
    assert told is not None
    assert 940 < told.x < 1010
    assert 890 < told.y < 950


@pytest.mark.parametrize("field", ["", "38,5 °C"])
def test_a_white_field_on_tinted_paper_is_no_glare(field: str) -> None:
    page = np.asarray(draw_at(ROWS, size=(1700, 1400))) * 0.86
    page[780:1000, 150:900] = np.asarray(draw_at([(40, 30, field)], size=(750, 220)))
    assert read_page(page.astype(np.uint8)).review == ()


def test_what_shows_through_from_the_back_tells_nothing_more() -> None:
    printed = Line((Word("TAMOXIFÈNE", None, 0.93), Word("comprimé", None, 0.9)))
    mirrored = Line((*printed.words, Word("ëämihamo", None, 0.1), Word("1H$IXOMAT", None, 0.2)))
    washed = Line((*printed.words, Word("pendant", None, 0.8), Word("jours", None, 0.7)))
    assert not tells_more([mirrored], [printed])
    assert tells_more([washed], [printed])


def test_grain_at_the_edge_of_paper_that_a_lamp_made_white_is_not_made_ink() -> None:
    drawn = np.asarray(draw_at(ROWS, size=(1700, 1400)).resize((2550, 2100)), np.float32)
    y, x = np.mgrid[:2100, :2550].astype(np.float32)
    to_the_corner = np.clip((x - 1000) / 3100 + y / 4200, 0, 1) ** 1.5
    light = cv2.GaussianBlur(np.where(x < 1000, 0.6, 0.8 + 0.4 * to_the_corner), (0, 0), 12)
    grain = np.random.default_rng(3).normal(0.0, 8.0, light.shape)
    lit = np.clip(0.97 * drawn[..., 0] * light + grain, 0, 255).astype(np.uint8)
    lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), 1.0), np.uint8)
    lifted, _ = lift_glare(lit)
    assert (lit.astype(int) - lifted > 40).mean() < 0.01
    assert read(read_page(np.repeat(lit[..., None], 3, axis=2))) == [text for _, _, text in ROWS]
