"""Rows too pale to be ink: told, for to everything else there is nothing but paper.

What is ink is decided by the darkest print of a page. Beside it a small footer out of focus, or a
stamp of pale colour, is paper, so nothing of it is read, and without this nothing would be told of
what stood there. On the reduced page such a row is a band as high as small letters, with paper
above and below; its columns are darker and paler in turn, as those of a rule or a shadow are not.
"""

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.components import find_components
from ocr.cleaning.glare import reduce_whole
from ocr.cleaning.ink import Ink
from ocr.page import Line, surround
from prescription.record import Box

UNIT = 6
"""Pixels of small letters on the reduced page."""
ACROSS, DOWN = 3.0, 0.4
"""In x-heights, as what follows: half of what darkness is averaged over."""
ABOVE = (1.0, 1.25, 1.5, 1.75)
"""From the middle of a row, where paper stands above it and below."""
LEAST, OVER_NOISE, OVER_PAPER = 8.0, 5.0, 1.8
"""Grey levels by which a row is darker than paper, letters and the spaces between taken together
(what shows through from the back of a sheet is up to 7); how many times as much as what paper
varies by, and as what stands above it and below."""
HIGH = 0.6, 1.9
"""Of the rows of pixels that are dark: a rule is lower, a shadow higher."""
NARROWEST, FILLED = 5.0, 0.75
"""How wide a row is at least, and the share of it in which there are letters: specks lie apart."""
UNEVEN, LONG, TURNS = (0.35, 1.35), 12.0, (0.4, 0.58)
"""How unlike its columns are, beside their mean; how often dark ones follow on pale ones, in a long
row and in a short one: folds and the rings of logos are short and smooth."""
BESIDE, OVER = 0.8, 0.4
"""Around what was read or is told, beside it and above."""
LARGE = 1.0
"""Ink that is larger is no speck: it was read, or is told, or is no print."""
ENDS, SIDES = 0.04, 0.01
"""Of the page: the edge of the sheet and the desk."""
APART = 2.5
"""Rows nearer to each other than this are told as one."""

_Grid = NDArray[np.float32]


def find_pale_rows(
    ink: Ink, lines: Sequence[Line], told: Sequence[Box], x_height: float
) -> tuple[Box, ...]:
    """Where rows stand that are no ink and are not `told`; boxes are the ink's."""
    if not x_height:
        return ()
    times = max(round(x_height / UNIT), 1)
    unit = x_height / times
    levels = cv2.bitwise_not(reduce_whole(ink.grey, times)).astype(np.uint8, copy=False)
    read = [word.box for line in lines for word in line.words if word.box is not None]
    free = _free(ink, levels.shape, _grown([*read, *told], x_height), x_height)
    if not free.any():
        return ()
    dark = levels.astype(np.float32) - np.float32(_median(levels[free]))
    left = np.where(free, dark, np.float32(0.0)).astype(np.float32)
    rows = (
        Box(x * times, y * times, width * times, height * times)
        for x, y, width, height in _bands(dark, left, free, unit)
        if _is_print(left, Box(x, y, width, height), unit)
    )
    return tuple(_joined(list(rows), x_height))


def _median(levels: NDArray[np.uint8]) -> float:
    """Of grey levels, which are whole numbers: they are counted, not sorted."""
    upto = np.cumsum(np.bincount(levels, minlength=256))
    low, high = np.searchsorted(upto, ((upto[-1] - 1) // 2, upto[-1] // 2), side="right")
    return float(low + high) / 2


def _grown(boxes: Sequence[Box], x_height: float) -> Iterator[Box]:
    across, down = round(BESIDE * x_height), round(OVER * x_height)
    for box in boxes:
        yield Box(box.x - across, box.y - down, box.width + 2 * across, box.height + 2 * down)


def _free(
    ink: Ink, shape: tuple[int, ...], known: Iterable[Box], x_height: float
) -> NDArray[np.bool_]:
    """Where on the reduced page there is neither ink nor anything that is known."""
    high, wide = shape
    times = ink.grey.shape[0] // high
    large = ink.stats[:, 2:4].max(axis=1) > LARGE * x_height
    large[0] = False
    seen = large[ink.labels[times // 2 :: times, times // 2 :: times][:high, :wide]]
    unit = x_height / times
    near = np.ones((2 * round(0.3 * unit) + 1, 2 * round(0.6 * unit) + 1), np.uint8)
    free = cv2.dilate(seen.astype(np.uint8), near)[:high, :wide] == 0
    for box in known:
        top, left = max(box.y // times, 0), max(box.x // times, 0)
        free[top : (box.y + box.height) // times + 1, left : (box.x + box.width) // times + 1] = 0
    down, across = round(ENDS * high), round(SIDES * wide)
    free[:down] = free[high - down :] = free[:, :across] = free[:, wide - across :] = False
    return np.asarray(free, np.bool_)


def _bands(
    dark: _Grid, left: _Grid, free: NDArray[np.bool_], unit: float
) -> Iterator[tuple[int, int, int, int]]:
    """The parts of rows that are darker than paper, and than what is above and below them."""
    size = (2 * round(ACROSS * unit) + 1, max(2 * round(DOWN * unit) + 1, 3))
    share = cv2.boxFilter(free.astype(np.float32), -1, size)
    band = np.zeros_like(left)
    np.divide(cv2.boxFilter(left, -1, size), share, out=band, where=share > 0.5)
    found = free & (band > max(LEAST, OVER_NOISE * _noise(band[free])))
    if not found.any():
        return
    around = cv2.boxFilter(np.maximum(dark, 0.0), -1, size, borderType=cv2.BORDER_REPLICATE)
    above, below = np.full_like(around, 255.0), np.full_like(around, 255.0)
    for step in (round(times * unit) for times in ABOVE):
        above[step:] = np.minimum(above[step:], around[:-step])
        below[:-step] = np.minimum(below[:-step], around[step:])
    found &= (band > OVER_PAPER * above) & (band > OVER_PAPER * below)
    _, stats = find_components(found.astype(np.uint8))
    for x, y, width, height, _ in stats[1:].tolist():
        if width >= NARROWEST * unit:
            yield x, y, width, height


def _noise(levels: _Grid) -> float:
    """Three quarters of the levels are nearer to 0; 0 where that is too little to be asked for."""
    away = np.abs(levels)
    little = np.count_nonzero(away <= LEAST / OVER_NOISE)
    return 0.0 if little > 0.75 * len(away) + 1 else float(np.percentile(away, 75))


def _is_print(left: _Grid, row: Box, unit: float) -> bool:
    """Whether a band is as high as letters and has their columns."""
    reach, half = round(0.3 * unit), max(round(DOWN * unit), 1)
    top = max(row.y - reach, 0)
    part = left[top : row.y + row.height + reach, row.x : row.x + row.width]
    depth = part.sum(axis=1)
    if depth.max() <= 0:
        return False
    tall = int((depth > 0.4 * depth.max()).sum()) / unit
    middle = int(np.argmax(np.convolve(depth, np.ones(2 * half + 1), "same")))
    letters = np.maximum(part[max(middle - half - 1, 0) : middle + half + 2], 0.0)
    darkest, sums = letters.max(axis=0), letters.sum(axis=0)
    cells = max(round(unit / 2), 1)
    count = len(darkest) // cells
    each = darkest[: count * cells].reshape(count, cells).max(axis=1)
    dark = each > 0.35 * np.percentile(each, 90)
    first, last = np.flatnonzero(dark)[[0, -1]].tolist() if dark.any() else (0, 0)
    wide = (last - first + 1) / 2
    sums = sums[first * cells : (last + 1) * cells]
    deep = darkest > 0.5 * np.percentile(darkest, 90)
    turns = int((deep[1:] != deep[:-1]).sum()) / 2
    uneven = float(sums.std() / max(float(sums.mean()), 0.001))
    return bool(
        HIGH[0] <= tall <= HIGH[1]
        and wide >= NARROWEST
        and dark[first : last + 1].mean() >= FILLED
        and UNEVEN[0] <= uneven <= UNEVEN[1]
        and turns >= TURNS[wide < LONG] * wide
    )


def _joined(rows: list[Box], x_height: float) -> list[Box]:
    """The boxes, those of rows below and beside each other in one."""
    joined: list[Box] = []
    for row in rows:
        near = [box for box in joined if _is_near(box, row, APART * x_height)]
        joined = [box for box in joined if box not in near]
        joined.append(surround([*near, row]) or row)
    return joined


def _is_near(one: Box, other: Box, gap: float) -> bool:
    across = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
    down = max(one.y, other.y) - min(one.y + one.height, other.y + other.height)
    return across < gap and down < gap
