"""Ink that is large and no text: frames and grids, codes, the borders of the picture."""

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink
from prescription.record import Box

THICKEST_RULE, THICKEST_FRAME = 0.6, 0.4
"""In x-heights: of a rule alone, and of those of a frame."""
FILLED = 0.3
"""Of a frame's height and width, rules at most: between them there is paper."""
EDGE_SHARE = 0.06
"""Of a page's sides: ink of which most lies this near to them is the sheet's edge or the desk."""
LONGEST_WORD, SLANT = 20.0, 0.12
"""How long a slanted rule is, in x-heights; how steep it is at most."""
BORDER, LONG = 0.01, 0.25
"""Of a page's sides: how near to its border what touches it is, and how far it reaches along."""


def is_ruled(ink: Ink, label: int, x_height: float) -> bool:
    """Whether a large component is a frame or a grid: its ink lies in full rows and columns.

    Each of them is thin: in a row of print that a pen runs along, all the small letters are full.
    """
    x, y, width, height, area = (int(value) for value in ink.stats[label])
    own = ink.labels[y : y + height, x : x + width] == label
    rows = own.sum(axis=1) > 0.5 * width
    columns = own.sum(axis=0) > 0.5 * height
    straight = int(own[rows[:, None] | columns].sum())
    thin = max(_longest(rows), _longest(columns)) < THICKEST_FRAME * x_height
    thin = thin and max(rows.mean(), columns.mean()) < FILLED
    return bool(thin) and straight > 0.7 * area and area < 0.5 * width * height


def _longest(full: NDArray[np.bool_]) -> int:
    """How many places in a row are full."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]])))
    return int(np.diff(edges)[::2].max(initial=0))


def is_edge(ink: Ink, label: int) -> bool:
    """Whether a large component follows the borders of the picture."""
    x, y, width, height, area = (int(value) for value in ink.stats[label])
    high, wide = ink.grey.shape
    across, down = round(EDGE_SHARE * wide), round(EDGE_SHARE * high)
    own = ink.labels[y : y + height, x : x + width] == label
    inner = own[max(down - y, 0) : max(high - down - y, 0)]
    inner = inner[:, max(across - x, 0) : max(wide - across - x, 0)]
    return int(inner.sum()) < 0.3 * area


def reach_along_border(stats: NDArray[np.int32], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which components touch a border of the picture and are long: the desk beside a sheet."""
    high, wide = shape[:2]
    x, y, width, height = (stats[:, i] for i in range(4))
    upright = (x <= BORDER * wide) | (x + width >= (1 - BORDER) * wide)
    level = (y <= BORDER * high) | (y + height >= (1 - BORDER) * high)
    return np.asarray((upright & (height > LONG * high)) | (level & (width > LONG * wide)))


def are_slanted_rules(stats: NDArray[np.int32], x_height: float) -> NDArray[np.bool_]:
    """Which components are rules that are not level, as under the text of a tilted photograph."""
    width, height, area = (stats[:, i] for i in (2, 3, 4))
    thin = area < THICKEST_FRAME * x_height * width
    return np.asarray(thin & (width > LONGEST_WORD * x_height) & (height < SLANT * width))


def is_code(group: NDArray[np.int32], x_height: float) -> bool:
    """Bars of one height side by side, or the cells of a square code."""
    heights, widths, areas = group[:, 3], group[:, 2], group[:, 4]
    bars = (heights > 3 * widths) & (areas > 0.8 * heights * widths)
    if bars.sum() >= 8 and bars.mean() > 0.7:
        return True
    across = int((group[:, 0] + widths).max() - group[:, 0].min())
    down = int((group[:, 1] + heights).max() - group[:, 1].min())
    square = 0.8 < across / max(down, 1) < 1.25 and min(across, down) > 4 * x_height
    return bool(square and len(group) >= 6 and areas.sum() > 0.25 * across * down)


def has_bars(ink: Ink, box: Box, x_height: float) -> bool:
    """Whether columns of ink and of paper take turns as in a barcode, blurred or not."""
    if box.width < 5 * x_height or box.height < 1.5 * x_height:
        return False
    inset = box.height // 4
    rows = ink.labels[box.y + inset : box.y + box.height - inset, box.x : box.x + box.width] > 0
    share = rows.mean(axis=0)
    full = share > 0.5
    turns = int((full[1:] != full[:-1]).sum())
    return turns >= 20 and float(((share > 0.8) | (share < 0.2)).mean()) > 0.8
