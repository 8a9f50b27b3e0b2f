"""Rows of a fax of which nothing came through but specks: told, for nobody could read them.

A pale font on paper becomes rows of dots, some of them too large for dust. They are no letters,
so nothing is read, and without this nothing would be told of what stood there. Dust lies all over
a page; a dotted rule lies on one height.
"""

from collections.abc import Sequence

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


def find_faded_rows(ink: Ink, lines: Sequence[Line], x_height: float) -> tuple[Box, ...]:
    """Where rows of specks stand that no word accounts for; boxes are the ink's."""
    stats = ink.stats[1:]
    size = stats[:, 2:4].max(axis=1)
    left = (size >= max(SMALLEST * x_height, 2)) & (size <= LARGEST * x_height)
    margin = round(BESIDE * x_height)
    for box in (word.box for line in lines for word in line.words if word.box is not None):
        near = Box(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)
        left &= share_inside(stats, near) < 0.5
    rows = (_row(specks, x_height) for specks in _by_height(stats[left], x_height))
    return tuple(row for row in rows if row is not None)


def _by_height(specks: NDArray[np.int32], x_height: float) -> list[NDArray[np.int32]]:
    """The specks of one height each, paper above and below."""
    if len(specks) < FEWEST or not x_height:
        return []
    middles = specks[:, 1] + specks[:, 3] / 2
    bins = (middles / max(BIN * x_height, 1.0)).astype(int)
    order = np.argsort(bins, kind="stable")
    cuts = np.flatnonzero(np.diff(bins[order]) > 1) + 1
    return [specks[places] for places in np.split(order, cuts)]


def _row(specks: NDArray[np.int32], x_height: float) -> Box | None:
    """The box around specks that are what is left of a row of print."""
    x, y = int(specks[:, 0].min()), int(specks[:, 1].min())
    right = int((specks[:, 0] + specks[:, 2]).max())
    foot = int((specks[:, 1] + specks[:, 3]).max())
    spread = float(np.std(specks[:, 1] + specks[:, 3] / 2))
    told = len(specks) >= FEWEST and right - x >= SHORTEST * x_height
    told &= foot - y <= HIGHEST * x_height and spread >= LEAST_SPREAD * x_height
    return Box(x, y, right - x, foot - y) if told else None
