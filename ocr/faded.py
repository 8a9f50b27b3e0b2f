"""Rows of a fax of which nothing came through but specks: told, for nobody could read them.

A pale font on paper becomes rows of dots, some of them too large for dust. They are no letters,
so nothing is read, and without this nothing would be told of what stood there. Dust lies all over
a page; a dotted rule lies on one height. Of a short row, `Page 1/1`, they stand close together.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line
from prescription.record import Box

SMALLEST, LARGEST = 0.15, 1.1
"""In x-heights, as what follows: specks that letters leave."""
BESIDE = 0.6
"""So near to a word a speck is an accent, a point or a comma."""
BIN, HIGHEST = 0.5, 2.5
"""Of the heights that are told apart, and of a row."""
FEWEST, SHORTEST = 8, 10.0
"""Specks in a row, and how far it reaches."""
LEAST_SPREAD = 0.15
"""Of the specks' heights in a row: those of a dotted rule are one."""
FEWEST_CLOSE, CLOSE_SPREAD = 4, 0.07
"""Specks of a short row, and how far they spread."""
CLOSE, CLOSEST = (1.0, 0.5), 1.5
"""How near to each other they stand, across and down; how far they reach together."""
CLOSE_HIGH = 0.45, 1.9
"""Of a short row."""
DENSE = 0.5
"""Specks of an x-height of a row, where they are as small as dust."""
ENDS = 0.01
"""Of the page: its edge."""


def find_faded_rows(ink: Ink, lines: Sequence[Line], x_height: float) -> tuple[Box, ...]:
    """Where rows of specks stand that no word accounts for; boxes are the ink's."""
    left = [_unread(stats, lines, x_height) for stats in (ink.stats[1:], ink.wiped)]
    whole = np.concatenate(left)
    rows = [_row(part, x_height) for part in _by_height(left[0], x_height)]
    rows += [_row(part, x_height, dense=True) for part in _by_height(whole, x_height)]
    rows += [_short_row(part, x_height, ink.grey.shape[0]) for part in _close(whole, x_height)]
    told: list[Box] = []
    for row in rows:
        if row is not None and not any(_meet(row, one) for one in told):
            told.append(row)
    return tuple(told)


def _unread(stats: NDArray[np.int32], lines: Sequence[Line], x_height: float) -> NDArray[np.int32]:
    """The specks that stand beside no word."""
    size = stats[:, 2:4].max(axis=1)
    left = (size >= max(SMALLEST * x_height, 2)) & (size <= LARGEST * x_height)
    margin = round(BESIDE * x_height)
    for box in (word.box for line in lines for word in line.words if word.box is not None):
        near = Box(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)
        left &= share_inside(stats, near) < 0.5
    return np.asarray(stats[left], np.int32)


def _close(specks: NDArray[np.int32], x_height: float) -> list[NDArray[np.int32]]:
    """The specks that stand together."""
    if len(specks) < FEWEST_CLOSE or not x_height:
        return []
    cell = max(x_height / 8, 1.0)
    right, foot = (int((specks[:, i] + specks[:, i + 2]).max() / cell) + 2 for i in (0, 1))
    canvas = np.zeros((foot, right), np.uint8)
    cells = (specks[:, :4] / cell).astype(int)
    for x, y, width, height in cells.tolist():
        canvas[y : y + height + 1, x : x + width + 1] = 1
    across, down = (2 * round(reach * x_height / cell / 2) + 1 for reach in CLOSE)
    _, labels = cv2.connectedComponents(cv2.dilate(canvas, np.ones((down, across), np.uint8)))
    owner = labels[cells[:, 1], cells[:, 0]]
    return [specks[owner == label] for label in np.unique(owner)]


def _short_row(specks: NDArray[np.int32], x_height: float, high: int) -> Box | None:
    box = _around(specks)
    spread = float(np.std(specks[:, 1] + specks[:, 3] / 2))
    told = len(specks) >= FEWEST_CLOSE and box.width >= CLOSEST * x_height
    told &= CLOSE_HIGH[0] * x_height <= box.height <= CLOSE_HIGH[1] * x_height
    told &= spread >= CLOSE_SPREAD * x_height
    return box if told and ENDS * high < box.y < (1 - ENDS) * high else None


def _meet(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) > max(one.x, other.x)
    return across and min(one.y + one.height, other.y + other.height) > max(one.y, other.y)


def _by_height(specks: NDArray[np.int32], x_height: float) -> list[NDArray[np.int32]]:
    """The specks of one height each, paper above and below."""
    if len(specks) < FEWEST or not x_height:
        return []
    middles = specks[:, 1] + specks[:, 3] / 2
    bins = (middles / max(BIN * x_height, 1.0)).astype(int)
    order = np.argsort(bins, kind="stable")
    cuts = np.flatnonzero(np.diff(bins[order]) > 1) + 1
    return [specks[places] for places in np.split(order, cuts)]


def _row(specks: NDArray[np.int32], x_height: float, *, dense: bool = False) -> Box | None:
    """The box around specks that are what is left of a row of print; `dense`: dust among them."""
    box = _around(specks)
    spread = float(np.std(specks[:, 1] + specks[:, 3] / 2))
    told = len(specks) >= FEWEST and box.width >= SHORTEST * x_height
    told &= box.height <= HIGHEST * x_height
    told &= spread >= (CLOSE_SPREAD if dense else LEAST_SPREAD) * x_height
    return box if told and (not dense or _is_dense(specks, box, x_height)) else None


def _is_dense(specks: NDArray[np.int32], box: Box, x_height: float) -> bool:
    high = box.height >= CLOSE_HIGH[0] * x_height
    return high and len(specks) * x_height >= DENSE * box.width


def _around(specks: NDArray[np.int32]) -> Box:
    x, y = int(specks[:, 0].min()), int(specks[:, 1].min())
    right = int((specks[:, 0] + specks[:, 2]).max())
    foot = int((specks[:, 1] + specks[:, 3]).max())
    return Box(x, y, right - x, foot - y)
