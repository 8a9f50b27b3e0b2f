"""Specks far from every letter: dust and toner, which would be read as points, colons and commas.

What stands nearer to a letter may be its dot, its accent or the point behind it, and stays. So do
two points one above the other: a typewriter sets a colon far from its neighbours.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink

LARGEST_SPECK = 0.36
"""In x-heights, as all that follows."""
LEAST_LETTER, HIGHEST_LETTER = 0.6, 4.0
ACROSS, DOWN = 1.1, 0.7
"""How far from letters a speck stands, to the side and above or below."""
LEAST_POINT = 0.15
COLON = 0.35, 1.1
"""From one point of a colon to the other."""
_CELL = 0.2
_EDGE = 1
"""Pixels around a speck that are grey of it."""


def wipe_specks(ink: Ink, x_height: float) -> Ink:
    """The ink of a level page without specks, wiped where it is.

    `x_height` is 0 where there is no print.
    """
    if not x_height:
        return ink
    stats = ink.stats
    largest = stats[:, 2:4].max(axis=1)
    small = (largest > 0) & (largest <= max(LARGEST_SPECK * x_height, 2))
    letters = (largest >= LEAST_LETTER * x_height) & (stats[:, 3] <= HIGHEST_LETTER * x_height)
    small[0] = letters[0] = False
    specks = np.flatnonzero(small)
    if not len(specks):
        return ink
    cell = max(_CELL * x_height, 1.0)
    near = _near_letters(stats[letters], ink.grey.shape, cell, x_height)
    x = ((stats[specks, 0] + stats[specks, 2] / 2) / cell).astype(int)
    y = ((stats[specks, 1] + stats[specks, 3] / 2) / cell).astype(int)
    specks = specks[near[y, x] == 0]
    specks = specks[~_are_colons(stats[specks], x_height)]
    grey, labels, wiped = ink.grey, ink.labels, stats[specks]
    for left, top, width, height, _ in wiped.tolist():
        rows = slice(max(top - _EDGE, 0), top + height + _EDGE)
        columns = slice(max(left - _EDGE, 0), left + width + _EDGE)
        grey[rows, columns] = 255
        labels[rows, columns] = 0
    stats[specks] = 0
    return replace(ink, wiped=wiped)


def _are_colons(specks: NDArray[np.int32], x_height: float) -> NDArray[np.bool_]:
    """Which specks have another of their size right above or below them."""
    width, height = specks[:, 2].astype(float), specks[:, 3].astype(float)
    x, y = specks[:, 0] + width / 2, specks[:, 1] + height / 2
    found = np.zeros(len(specks), bool)
    for i in np.flatnonzero(np.minimum(width, height) >= max(LEAST_POINT * x_height, 2)):
        apart = np.abs(y - y[i])
        twin = (apart >= COLON[0] * x_height) & (apart <= COLON[1] * x_height)
        twin &= np.abs(x - x[i]) <= np.maximum(0.3 * width[i], 1)
        twin &= (np.abs(width - width[i]) <= 2) & (np.abs(height - height[i]) <= 2)
        found[i] = twin.any()
    return found


def _near_letters(
    letters: np.ndarray[tuple[int, int], np.dtype[np.int32]],
    shape: tuple[int, ...],
    cell: float,
    x_height: float,
) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """A map in cells of the page, not 0 where a letter is near."""
    canvas = np.zeros((int(shape[0] / cell) + 2, int(shape[1] / cell) + 2), np.uint8)
    for x, y, width, height in (letters[:, :4] / cell).astype(int).tolist():
        canvas[y : y + height + 1, x : x + width + 1] = 1
    across, down = (2 * round(reach * x_height / cell) + 1 for reach in (ACROSS, DOWN))
    return cv2.dilate(canvas, np.ones((down, across), np.uint8)).astype(np.uint8)
