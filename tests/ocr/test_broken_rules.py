"""Rules that a grey fax broke into dots go; letters, leaders of dots and columns of ones stay."""

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.broken_rules import FEWEST, wipe_broken_rules
from ocr.cleaning.ink import find_ink

X_HEIGHT = 20.0
ROWS, COLUMNS = range(150, 751, 100), (150, 500, 850)
ONES = slice(660, 664)
"""Columns of a `1` that is but an upright stroke."""


def broken_table(seed: int = 1) -> NDArray[np.uint8]:
    """A table whose rules are dots and dashes, with a letter and a slim `1` in its cells."""
    random = np.random.default_rng(seed)
    page = np.full((900, 1000), 255, np.uint8)
    for y in ROWS:
        page[y : y + 2, 150:850] = np.where(random.random(350) < 0.6, 60, 255).repeat(2)
    for x in COLUMNS:
        page[150:752, x : x + 2] = np.where(random.random(301) < 0.6, 60, 255).repeat(2)[:, None]
    for y in ROWS[:-1]:
        page[y + 36 : y + 64, ONES] = 0
        page[y + 40 : y + 64, 200:218] = 0
    return page


def test_what_is_left_of_rules_goes_and_what_stands_in_the_cells_stays() -> None:
    page = broken_table()
    cleaned = wipe_broken_rules(find_ink(page.copy()), X_HEIGHT).grey
    letters = np.zeros(page.shape, bool)
    for y in ROWS[:-1]:
        letters[y + 36 : y + 64, ONES] = letters[y + 40 : y + 64, 200:218] = True
    assert (cleaned[letters] == page[letters]).all()
    before, after = ((picture[~letters] < 128).sum() for picture in (page, cleaned))
    assert after < 0.05 * before


def test_the_components_that_are_left_are_those_of_the_cells() -> None:
    found = wipe_broken_rules(find_ink(broken_table()), X_HEIGHT)
    large = found.stats[1:][found.stats[1:, 3] > X_HEIGHT]
    assert len(large) == 2 * (len(ROWS) - 1)
    assert len(np.unique(found.labels)) == len(found.stats)


def test_level_rules_alone_go_where_they_begin_and_end_alike() -> None:
    random = np.random.default_rng(3)
    page = np.full((900, 1000), 255, np.uint8)
    for y in ROWS:
        pieces = random.random(70) < 0.7
        page[y : y + 2, 150:850] = np.where(pieces, 60, 255).repeat(10)
        page[y + 36 : y + 64, ONES] = 0
        page[y + 50 : y + 52, 300:310] = 0
    cells = page.copy()
    for y in ROWS:
        cells[y : y + 2] = 255
    cleaned = wipe_broken_rules(find_ink(page.copy()), X_HEIGHT).grey
    assert (cleaned == cells).mean() > 0.999
    assert (cleaned[cells == 0] == 0).all()


def test_a_page_without_rules_stays_as_it_is() -> None:
    page = np.full((900, 1000), 255, np.uint8)
    for y in range(100, 800, 40):
        page[y : y + 24, 100:900:30] = page[y : y + 24, 101:900:30] = 0
        page[y + 20 : y + 24, 110:900:12] = 0
    cleaned = wipe_broken_rules(find_ink(page.copy()), X_HEIGHT).grey
    assert (cleaned == page).all()


def test_lines_that_part_no_cells_stay() -> None:
    """Leaders between a dose and how long it lasts, underlines."""
    page = np.full((900, 1000), 255, np.uint8)
    for y in ROWS:
        page[y : y + 2, 300:800:6] = page[y : y + 2, 301:800:6] = 60
    cleaned = wipe_broken_rules(find_ink(page.copy()), X_HEIGHT).grey
    assert (cleaned == page).all()


def test_a_line_through_words_stays() -> None:
    page = broken_table()
    for x in range(200, 480, 24):
        page[186:214, x : x + 16] = 0
    page[199:201, 200:480] = 0
    cleaned = wipe_broken_rules(find_ink(page.copy()), X_HEIGHT).grey
    assert (cleaned[186:214, 200:480] == page[186:214, 200:480]).all()


def test_marks_above_and_below_a_row_that_has_none_are_no_rule() -> None:
    page = np.full((900, 1000), 255, np.uint8)
    for row in (300, 600):
        for place in range(2 * FEWEST - 2):
            y, x = row + (2 * (place % 2) - 1), 120 + 12 * place
            page[y : y + 1, x : x + 4] = 0
    cleaned = wipe_broken_rules(find_ink(page.copy()), X_HEIGHT)
    assert (cleaned.grey == page).all()
