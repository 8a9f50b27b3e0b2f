"""Rows that run into glare where nothing is seen: what stood there is lost, and must be told.

A flash leaves white paper between `1 gélule le soir` and the edge of the sheet, and nothing looks
amiss. Where letters are pale but seen they are read (`ocr.cleaning.glare`); what is blank is told
row by row, so that each line knows of it, and as a whole where no row was read.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.components import find_components
from ocr.cleaning.glare import Glare
from ocr.cleaning.straighten import Straight
from ocr.level import move_box, move_point
from ocr.page import Line, surround
from ocr.print_height import typical_x_height
from prescription.record import Box

STEP = 0.25
"""In x-heights, as what follows: how near to each other the places are that a row is looked at."""
BESIDE, LEAST = 0.3, 0.3
"""How far beside a word its row is read; what is blank of a row then, where a letter is lost."""
BEYOND = 4.0
"""So far beyond all that was read a word may stand."""
HEIGHTS = 0.35, 0.65
"""Of a row, where it is looked at."""
LEAST_SPOT = 6
"""Pixels of the reduced page."""


def find_washed_rows(lines: Sequence[Line], glare: Glare, straight: Straight) -> tuple[Box, ...]:
    """What is blank on the height of a row, and spots beside which no row was read.

    Boxes are those of the level picture `straight`, whose way leads to the page with the glare.
    """
    if not glare.blank.any():
        return ()
    way, x_height = straight.way, typical_x_height(lines, straight.ink)
    read = [word.box for line in lines for word in line.words if word.box is not None]
    across = surround(read)
    if across is None or not x_height:
        return ()
    text = _grown(across, round(BEYOND * x_height))
    columns = np.arange(text.x, text.x + text.width, max(STEP * x_height, 1.0))
    rows: list[Box] = []
    for row in (line.box for line in lines):
        if row is not None:
            blank = _blank_columns(row, columns, glare, way)
            rows += _runs(
                blank & ~_read_columns(row, columns, read, x_height), columns, row, x_height
            )
    told = first_of_each(rows)
    spots = [spot for spot in _spots(glare, way) if _meet(spot, text)]
    return (*told, *(spot for spot in spots if not any(_meet(spot, row) for row in told)))


def _blank_columns(
    row: Box, columns: NDArray[np.float64], glare: Glare, way: Sequence[float]
) -> NDArray[np.bool_]:
    """At which columns nothing is seen on the height of a row."""
    high, wide = glare.blank.shape
    found = np.zeros(len(columns), bool)
    for share in HEIGHTS:
        for place, column in enumerate(columns):
            x, y = move_point(way, float(column), row.y + share * row.height)
            x, y = int(x / glare.reduced), int(y / glare.reduced)
            found[place] |= 0 <= x < wide and 0 <= y < high and bool(glare.blank[y, x])
    return found


def _read_columns(
    row: Box, columns: NDArray[np.float64], read: Sequence[Box], x_height: float
) -> NDArray[np.bool_]:
    """At which columns a word stands on the height of a row, or its neighbour a space away."""
    found = np.zeros(len(columns), bool)
    for box in read:
        if box.y < row.y + 0.5 * row.height < box.y + box.height:
            near = columns >= box.x - BESIDE * x_height
            found |= near & (columns <= box.x + box.width + BESIDE * x_height)
    return found


def _runs(
    blank: NDArray[np.bool_], columns: NDArray[np.float64], row: Box, x_height: float
) -> Iterator[Box]:
    """What is blank of a row without a break, where it may hold a letter."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], blank.astype(np.int8), [0]))))
    for start, stop in edges.reshape(-1, 2).tolist():
        left, right = round(columns[start]), round(columns[stop - 1])
        if right - left >= LEAST * x_height:
            yield row._replace(x=left, width=right - left)


def _spots(glare: Glare, way: Sequence[float]) -> Iterator[Box]:
    """The boxes around all that is blank; that the page is bent may be left out for them."""
    reduce = np.diag([1 / glare.reduced, 1 / glare.reduced, 1.0])
    back = np.linalg.inv(reduce @ np.reshape(way[:9], (3, 3)))
    way_back = tuple(float(value) for value in back.flat)
    mask = glare.blank.astype(np.uint8)
    for x, y, width, height, _ in find_components(mask)[1][1:].tolist():
        if min(width, height) >= LEAST_SPOT:
            yield move_box(Box(x, y, width, height), way_back)


def _grown(box: Box, by: int) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _meet(a: Box, b: Box) -> bool:
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    return across > 0 and min(a.y + a.height, b.y + b.height) > max(a.y, b.y)


def first_of_each(rows: Iterable[Box]) -> tuple[Box, ...]:
    """The boxes without those on the height of one before: two columns run into one spot."""
    kept: list[Box] = []
    for row in rows:
        if not any(_same(row, other) for other in kept):
            kept.append(row)
    return tuple(kept)


def _same(a: Box, b: Box) -> bool:
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return _meet(a, b) and 2 * down >= min(a.height, b.height)
