"""Barcodes taken off the page: Tesseract takes them, and the print beside them, for a picture."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.components import find_components
from ocr.cleaning.ink import Ink
from prescription.record import Box

LEAST_HEIGHT = 0.012
"""Of the page's height: bars are higher than letters."""
LEAST_IN_LETTERS = 1.6
"""And than so many small letters, on a page that holds few rows."""
HIGHEST = 0.2
"""Of the page's height: sheets' edges and frames are higher than codes."""
LEAST_TURNS = 30
"""From bar to gap and back; a code of nine digits has more than eighty."""
MOST_END = 1.3
"""Ink in a code that is so many times as high as its bars is no bar."""
ENDS = 0.85
"""Share of the ink beyond the bars that lies under them, where it is their ends and no print."""
WIDER = 1.1
"""Than the bars: no print runs along under them so far."""
LEAST_ALIKE = 0.9
"""Share of columns that are the same at the head and at the foot of the bars."""


def wipe_bars(ink: Ink, x_height: float) -> Ink:
    """The ink of a level page without its barcodes, wiped where it is.

    `x_height` is that of its print in pixels, 0 where there is none.
    """
    grey, labels, stats = ink.grey, ink.labels, ink.stats
    for box in find_bars(ink, x_height):
        x, y, width, height = box
        inside = np.setdiff1d(labels[y : y + height, x : x + width], 0)
        y, height = _without_print(ink, box, *_whole_bars(stats[inside], box))
        grey[y : y + height, x : x + width] = 255
        labels[y : y + height, x : x + width] = 0
        for label in inside.tolist():
            # What is wider is the frame around a code, and no print that runs into it.
            framed = stats[label, 2] > WIDER * width
            stats[label] = 0 if framed else _left_of(ink, label)
    return ink


def _without_print(ink: Ink, box: Box, top: int, height: int) -> tuple[int, int]:
    """The top and height of bars up to where their ends run into print: `RPPS` under them."""
    y, high = box.y, box.height
    beside = cv2.dilate(_columns(ink, box, y + high // 2)[None, :], np.ones((1, 3), np.uint8))[0]
    first, last = y, y + high

    def is_bars(row: int) -> bool:
        inked = _columns(ink, box, row) > 0
        return not inked.any() or float(beside[inked].mean()) >= ENDS

    while first > top and is_bars(first - 1):
        first -= 1
    while last < top + height and is_bars(last):
        last += 1
    return first, last - first


def _columns(ink: Ink, box: Box, row: int) -> NDArray[np.uint8]:
    """1 where a row of a code has ink."""
    return (ink.labels[row, box.x : box.x + box.width] > 0).astype(np.uint8)


def _left_of(ink: Ink, label: int) -> tuple[int, int, int, int, int]:
    """The box and area of what is left of a component that was wiped in part."""
    x, y, width, height, _ = (int(value) for value in ink.stats[label])
    rows, columns = np.nonzero(ink.labels[y : y + height, x : x + width] == label)
    if not len(rows):
        return 0, 0, 0, 0, 0
    left, top = int(columns.min()), int(rows.min())
    wide, high = int(columns.max()) - left + 1, int(rows.max()) - top + 1
    return x + left, y + top, wide, high, len(rows)


def _whole_bars(stats: NDArray[np.int32], box: Box) -> tuple[int, int]:
    """The top and height of the bars with their ends, which stand out where a page is askew."""
    bars = stats[stats[:, 3] < MOST_END * box.height]
    top = min([box.y, *bars[:, 1].tolist()])
    return top, max([box.y + box.height, *(bars[:, 1] + bars[:, 3]).tolist()]) - top


def find_bars(ink: Ink, x_height: float) -> list[Box]:
    """Where upright bars stand close together, many and all of one height."""
    least = max(round(LEAST_HEIGHT * ink.grey.shape[0]), round(LEAST_IN_LETTERS * x_height), 8)
    tall = _upright(ink, least)
    if not tall.any():
        return []
    left, top, width, height = cv2.boundingRect(tall)
    left, right = max(left - least, 0), left + width + least
    part = np.ascontiguousarray(tall[top : top + height, left:right])
    joined = cv2.dilate(part, np.ones((1, least), np.uint8)).astype(np.uint8)
    _, stats = find_components(joined)
    boxes = [
        Box(x + left, y + top + first, w, count)
        for x, y, w, h, _ in stats[1:].tolist()
        if w > 2 * least
        for first, count in [_common_rows(part[y : y + h, x : x + w])]
    ]
    return [box for box in boxes if _is_code(ink, box)]


def _common_rows(tall: NDArray[np.uint8]) -> tuple[int, int]:
    """From which row most bars go on, for how many: a digit that touches one makes it longer."""
    bars = tall.sum(axis=1)
    rows = np.flatnonzero(2 * bars >= bars.max())
    return int(rows[0]), int(rows[-1] - rows[0] + 1)


def _upright(ink: Ink, least: int) -> NDArray[np.uint8]:
    """1 where ink goes on for `least` rows, in components that may be bars."""
    upright = np.zeros(ink.grey.shape, np.uint8)
    kernel = np.ones((least, 1), np.uint8)
    high = ink.stats[1:, 3]
    for x, y, width, height, _ in ink.stats[1:][(high >= least) & (high <= HIGHEST * len(upright))]:
        place = np.s_[y : y + height, x : x + width]
        inked = (ink.labels[place] > 0).astype(np.uint8)
        upright[place] |= cv2.morphologyEx(inked, cv2.MORPH_OPEN, kernel).astype(np.uint8)
    return upright


def _is_code(ink: Ink, box: Box) -> bool:
    part = ink.labels[box.y : box.y + box.height, box.x : box.x + box.width] > 0
    quarter = max(box.height // 4, 1)
    head = part[quarter : 2 * quarter].mean(axis=0) > 0.5
    foot = part[2 * quarter : 3 * quarter].mean(axis=0) > 0.5
    turns = int((head[1:] != head[:-1]).sum())
    return turns >= LEAST_TURNS and float((head == foot).mean()) > LEAST_ALIKE
