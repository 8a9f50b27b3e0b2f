"""Dark bands with print on them: light letters made dark, a dark ground made white.

Headings of tables and names of drugs stand white on black, and photocopies turn a highlighter's
stroke dark. Letters are sought as dark ink on white paper: those of a band would be its holes.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey
from ocr.cleaning.components import find_components
from prescription.record import Box

CELL = 0.5
"""In x-heights, as all that follows: what the page is reduced to where bands are sought."""
WINDOW = 4.0, 2.0
"""Across and down: in which more is dark than between letters of print, however bold."""
DARK = 0.42
LEAST_WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 4.0, 1.2, 14.0
LONG = 4.0
"""In its heights: what reaches a side and is shorter is no band."""
REACH = 0.4
"""A band that is not quite level goes so far beyond the rows that are dark all along."""
RIM = 2
"""Pixels around a band that are grey of it."""
MOST_GAPS = 0.15
"""Share of a band's columns that are mostly paper: more of them are the bars of a code."""
LETTERS, SOLID = 0.004, 0.6
"""Least share of a band that letters are; what is dark over less than that is no band."""
LEAST_GROUND, MOST_GROUND = 60.0, 160.0
"""Grey levels of a ground that darker letters can be told from, and of one that hides none."""

Mask = NDArray[np.bool_]


def lift_bands(grey: Grey, x_height: float) -> Grey:
    """The level picture, the letters of dark bands dark on white; itself where there are none."""
    if not x_height:
        return grey
    lifted = grey
    for box in _dark_places(grey, x_height):
        place = np.s_[box.y : box.y + box.height, box.x : box.x + box.width]
        band = _lifted(grey[place], round(REACH * x_height))
        if band is not None:
            lifted = grey.copy() if lifted is grey else lifted
            lifted[place] = band
    return lifted


def _dark_places(grey: Grey, x_height: float) -> Iterator[Box]:
    """Where more is dark than print is; not what is high or meets the top or foot, as desks do."""
    cell = max(round(CELL * x_height), 2)
    high, wide = grey.shape[0] // cell, grey.shape[1] // cell
    if not (high and wide):
        return
    some = grey[:: max(cell // 3, 1), :: max(cell // 3, 1)]  # enough to tell dark from light
    small = cv2.resize(some, (wide, high), interpolation=cv2.INTER_AREA)
    window = tuple(max(round(side / CELL), 1) for side in WINDOW)
    mean = cv2.blur(small, window, borderType=cv2.BORDER_REPLICATE)
    dark = (mean < (1 - DARK) * 255).astype(np.uint8)
    if not dark.any():
        return
    across, down = round(WINDOW[0] * x_height), round(x_height)
    # A band may reach the sides of the picture, or run into the desk beside the sheet.
    desk = np.ones((round(MOST_HEIGHT / CELL) + 1, 1), np.uint8)
    dark = (dark - cv2.morphologyEx(dark, cv2.MORPH_OPEN, desk)).astype(np.uint8)
    for x, y, width, height, _ in find_components(dark)[1][1:].tolist():
        at_side = x == 0 or x + width == wide
        if y == 0 or y + height == high or (at_side and width < LONG * height):
            continue
        # Towards its ends, and along its edges, a band is less dark on the average.
        near = Box(x * cell, y * cell, width * cell, height * cell)
        around = _grown(near, across, down, grey.shape)
        ink = 255.0 - grey[around.y : around.y + around.height, around.x : around.x + around.width]
        level = ink[:, near.x - around.x : near.x - around.x + near.width].mean(axis=1)
        if level.max() < DARK * 255:
            continue  # beside a dark place
        rows, columns = _span(level), _span(ink[slice(*_span(level))].mean(axis=0))
        found = Box(around.x + columns[0], around.y + rows[0], *(b - a for a, b in (columns, rows)))
        if found.width >= LEAST_WIDTH * x_height and found.height >= LEAST_HEIGHT * x_height:
            reach = round(REACH * x_height) + RIM
            yield _grown(found, reach, reach, grey.shape)


def _span(dark: NDArray[np.floating]) -> tuple[int, int]:
    """From the first to behind the last place that is half as dark as the darkest."""
    places = np.flatnonzero(dark > dark.max() / 2)
    return int(places[0]), int(places[-1]) + 1


def _grown(box: Box, across: int, down: int, shape: tuple[int, ...]) -> Box:
    left, top = max(box.x - across, 0), max(box.y - down, 0)
    right = min(box.x + box.width + across, shape[1])
    bottom = min(box.y + box.height + down, shape[0])
    return Box(left, top, right - left, bottom - top)


def _lifted(part: Grey, reach: int) -> Grey | None:
    """The part of a page around a band as dark letters on white; None where it holds none.

    Letters of the rows above and below that reach into the part stay.
    """
    inner = part[reach:-reach, reach:-reach]
    ground = float(np.median(inner))
    dark = part < (ground + 255) / 2
    share = dark.mean() * part.size / inner.size
    if ground > MOST_GROUND or share < SOLID or _has_gaps(dark[reach:-reach]):
        return None
    band, edge = _filled(_largest(dark), 3 * reach)
    level = part.astype(np.float32)
    light = float((level[band] > (ground + 255) / 2).mean())
    darker = float((level[band] < ground / 2).mean()) if ground > LEAST_GROUND else 0.0
    if max(light, darker) < LETTERS:
        return None
    if light > darker:
        letters = 255 - (level - ground) * (255 / max(float(level[band].max()) - ground, 1.0))
    else:
        letters = level * (255 / ground)
    return np.where(band, np.clip(letters, 0, 255), np.where(edge, 255, part)).astype(np.uint8)


def _has_gaps(dark: Mask) -> bool:
    """Whether many columns are paper nearly from top to bottom."""
    return float((dark.mean(axis=0) < 0.3).mean()) > MOST_GAPS


def _largest(dark: Mask) -> Mask:
    """The largest component of a mask."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=4)
    largest: Mask = labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return largest


def _filled(own: Mask, reach: int) -> tuple[Mask, Mask]:
    """The band with its letters, and its rim.

    In each column it goes from its upper edge to its lower one, as they are around that column: a
    letter of the row above or below may touch it.
    """
    rows, columns = np.arange(len(own))[:, None], np.arange(own.shape[1])
    left, right = _span(own.mean(axis=0))
    top = _smooth(own[:, left:right].argmax(axis=0), reach)
    bottom = _smooth(len(own) - own[::-1, left:right].argmax(axis=0), reach)
    top, bottom = (np.pad(edge, (left, own.shape[1] - right), "edge") for edge in (top, bottom))

    def within(by: int) -> Mask:
        inside: Mask = (rows >= top + by) & (rows < bottom - by)
        return inside & (columns >= left + by) & (columns < right - by)

    return within(RIM), within(-RIM)


def _smooth(edge: NDArray[np.int64], reach: int) -> NDArray[np.int64]:
    """At each column the median of the edge around it."""
    padded = np.pad(edge, reach, "edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    medians: NDArray[np.int64] = np.median(around, axis=1).astype(np.int64)
    return medians
