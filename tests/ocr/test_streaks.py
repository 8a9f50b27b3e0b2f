"""Streaks of a dirty scanner glass are lifted; printed rules are not touched."""

import re

import numpy as np
import pytest
from PIL import ImageDraw

from ocr.cleaning.clean import Grey, to_grey
from ocr.cleaning.streaks import lift_streaks
from ocr.reading import read_page
from tests.ocr.drawn import LINES, draw_page

PAPER = 235


def scanned() -> Grey:
    """A page of grey paper with a little grain."""
    grey = to_grey(np.asarray(draw_page())).astype(np.float64) * PAPER / 255
    return np.clip(grey + np.random.default_rng(3).normal(0, 3, grey.shape), 0, 255).astype(
        np.uint8
    )


@pytest.mark.parametrize("change", [-60, -35, -20, 20])
@pytest.mark.parametrize("wide", [1, 3])
@pytest.mark.parametrize("across", [False, True])
def test_letters_below_a_streak_come_back(change: int, wide: int, *, across: bool) -> None:
    clean = scanned()
    page = clean.copy()
    # Through the letters of a row, or of all rows.
    streak = page[118 : 118 + wide] if across else page[:, 150 : 150 + wide]
    streak[...] = np.clip(streak.astype(np.int16) + change, 0, 255)
    result = lift_streaks(page)
    lifted = result.grey
    assert not result.hidden
    there = (slice(118, 118 + wide), slice(None)) if across else (slice(None), slice(150, 153))
    was, now = clean[there].astype(np.int16), lifted[there].astype(np.int16)
    assert np.abs(now - was)[was > PAPER / 2].mean() < 4
    assert now[was < 40].max() < PAPER / 2


def test_a_streak_that_hides_what_it_covers_becomes_paper() -> None:
    page = scanned()
    page[:, 151:153] = 10
    result = lift_streaks(page)
    lifted = result.grey
    assert [box.x <= 151 and box.x + box.width >= 153 for box in result.hidden] == [True]
    assert np.median(lifted[:, 151:153]) > PAPER - 10
    assert (lifted[:, :140] == page[:, :140]).all()


@pytest.mark.parametrize("shade", [15, 120, 255])
def test_numbers_under_a_streak_that_hides_are_never_sure(shade: int) -> None:
    page = np.repeat(scanned()[:, :, None], 3, axis=2)
    printed = {number for line in LINES for number in re.findall(r"[\d,]*\d", line)}
    # Through `1000`, through the comma of `2,5`, and through the 1 before `comprimé`.
    for column in (412, 439, 108):
        streaked = page.copy()
        streaked[:, column : column + 6] = shade
        words = [word for line in read_page(streaked).lines for word in line.words]
        sure = [word.text for word in words if (word.confidence or 0.0) > 0.5]
        assert {n for text in sure for n in re.findall(r"[\d,]*\d", text)} <= printed


def test_a_page_without_streaks_stays_as_it_is() -> None:
    image = draw_page()
    pen = ImageDraw.Draw(image)
    wide, high = image.size
    for x in (80, 600, 601):
        pen.line((x, 60, x, high - 60), fill=120, width=2)
    pen.line((60, 90, wide - 60, 90), fill=120, width=2)
    grey = to_grey(np.asarray(image))
    assert lift_streaks(grey).grey is grey
