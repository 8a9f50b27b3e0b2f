"""Rows of a copy of copies of which only specks are left, many of them paler than ink: told.

Bold print of the page may still be read well, so nothing else tells that light print stood beside
it: a whole table was lost below its bold titles. Dust lies all over a page; what is left of a row
lies within its height, with paper above and below.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey
from ocr.cleaning.ink import Ink
from ocr.page import Line
from prescription.record import Box

INKED, PRINTED = 190, 70
"""Grey levels of an even page: below the one there is ink, below the other black of a copy."""
BETWEEN = 0.4
"""Of the ink of a copy at most this share is grey: no photograph has so little."""
X_HEIGHT = 10
"""Pixels of an x-height in the reduced page; what follows is in them."""
PALE = 228
"""Grey level of the reduced page below which something stands on the paper."""
LARGEST, BESIDE = 5, 6
"""Of a speck; so near to a word it is one of its letters'."""
WINDOW = 9, 200
"""Down and across: where the specks of a row are counted."""
APART = 13
"""From a row to the paper above and below it."""
FEWEST, AROUND, CHANCE = 8, 0.25, 6.0
"""Specks in a window, their share above and below, and how far beyond what dust does, in standard
deviations."""
LEAST_SPREAD, SHORTEST = 1.2, 50
"""Of the specks' heights, for those of a dotted rule are one; how far the row reaches."""
EDGE = 0.02
"""Of the page: shadows of its edge fall to specks."""

_Specks = NDArray[np.float64]
"""The middles of specks (number, 2), x before y, in the reduced page."""


def find_worn_rows(ink: Ink, lines: Sequence[Line], x_height: float) -> tuple[Box, ...]:
    """Where rows of nothing but specks stand on a copy; boxes are the ink's."""
    if x_height < X_HEIGHT or not _is_copy(ink.grey):
        return ()
    scale = x_height / X_HEIGHT
    page = _reduced(ink, lines, scale)
    _, _, stats, middles = cv2.connectedComponentsWithStats((page < PALE).astype(np.uint8))
    small = stats[1:, 2:4].max(axis=1) <= LARGEST
    specks, larger = middles[1:][small], middles[1:][~small]
    hits = _hits(_count(specks, page.shape), _count(larger, page.shape), len(specks))
    told: list[Box] = []
    for row in _rows(hits, specks):
        if not any(_meet(row, other) for other in told):
            told.append(row)
    return tuple(
        Box(*(round(side * scale) for side in (row.x, row.y, row.width, row.height)))
        for row in told
    )


def _is_copy(grey: Grey) -> bool:
    """Whether nearly all ink is black."""
    part = grey[::3, ::3]
    ink = int((part < INKED).sum())
    return ink > 0 and int((part < PRINTED).sum()) >= (1 - BETWEEN) * ink


def _reduced(ink: Ink, lines: Sequence[Line], scale: float) -> Grey:
    """The page with its specks and without its words, an x-height `X_HEIGHT` pixels high."""
    width, height = (round(side / scale) for side in ink.grey.shape[::-1])
    page = cv2.resize(ink.grey, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8)
    x, y = ((ink.wiped[:, i] + ink.wiped[:, i + 2] / 2) / scale for i in (0, 1))
    page[np.clip(y, 0, height - 1).astype(int), np.clip(x, 0, width - 1).astype(int)] = 0
    for box in (word.box for line in lines for word in line.words if word.box is not None):
        left, top = (max(round(at / scale) - BESIDE, 0) for at in (box.x, box.y))
        right, foot = (box.x + box.width) / scale, (box.y + box.height) / scale
        page[top : round(foot) + BESIDE, left : round(right) + BESIDE] = 255
    return page


def _count(middles: _Specks, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """How many stand in the window around each pixel."""
    marks = np.zeros(shape, np.float32)
    x, y = middles.astype(int).T
    marks[y, x] = 1
    size = WINDOW[1], WINDOW[0]
    count = cv2.boxFilter(marks, -1, size, normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(np.rint(count), np.float32)


def _hits(
    count: NDArray[np.float32], larger: NDArray[np.float32], specks: int
) -> NDArray[np.bool_]:
    """Where so many specks and little else stand on one height that no dust does."""
    by_chance = specks * WINDOW[0] * WINDOW[1] / count.size
    around = np.zeros_like(count)
    around[APART:] = count[:-APART]
    around[:-APART] += count[APART:]
    hit = count >= max(FEWEST, by_chance + CHANCE * by_chance**0.5)
    hit &= (around <= AROUND * count) & (larger <= 0.1 * count)
    edge = round(EDGE * len(hit))
    hit[:edge] = hit[len(hit) - edge :] = False
    return np.asarray(hit)


def _rows(hits: NDArray[np.bool_], specks: _Specks) -> Iterator[Box]:
    """The boxes around the specks of each row, in the reduced page."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(hits.astype(np.uint8))
    down, across = (reach / 2 for reach in WINDOW)
    for x, y, width, height, _ in stats[1:].tolist():
        near = (specks[:, 0] >= x - across) & (specks[:, 0] <= x + width + across)
        near &= np.abs(specks[:, 1] - y - height / 2) <= down + height / 2
        row = specks[near]
        left, top = (int(side) for side in row.min(axis=0))
        right, foot = (int(side) + 1 for side in row.max(axis=0))
        if float(np.std(row[:, 1])) >= LEAST_SPREAD and right - left >= SHORTEST:
            yield Box(left, top, right - left, foot - top)


def _meet(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) > max(one.x, other.x)
    return across and min(one.y + one.height, other.y + other.height) > max(one.y, other.y)
