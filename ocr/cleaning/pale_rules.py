"""Rules paler than ink: grey lines of a table on a scan, the print of lined paper, a soft crease.

They are no ink beside the letters, so no other step finds them, and Tesseract reads them as `|`,
`1` or `t` beside the words.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.components import find_components
from ocr.cleaning.ink import Ink
from ocr.threads import begin

PALE = 222
"""Grey level below which a pixel is no paper."""
LONG, MOST_WIDTH = 6.0, 0.4
"""In x-heights: no stroke of a letter is so long, no rule that is paler than ink so thick."""
STRUCK, REACH = 0.08, 4
"""A rule with letters above and below it, in so many pixels, over this share of its length may
strike words out: it stays."""
OF_RULE = 0.7
"""Share of a mark of ink in the rules, from which it is a part of them and no letter."""
INKED = 0.9
"""Share of ink from which a rule is not pale: other steps take it off."""

GREY = 0.5
"""Share of what is no paper right above or below, from which a line is of a grey band."""
STEP = 3
"""Of the pixels along a rule one in so many is looked at: it is long, and that is quick."""

_CELL, _FULL = 8, np.uint64(0x0101010101010101)

Mask = NDArray[np.uint8]


def wipe_pale_rules(ink: Ink, x_height: float) -> Ink:
    """The ink of a level page without pale rules, wiped where they are.

    `x_height` is that of the page's print in pixels, 0 where there is none.
    """
    if not x_height:
        return ink
    shaded = cv2.threshold(ink.grey, PALE - 1, 1, cv2.THRESH_BINARY_INV)[1].astype(np.uint8)
    long, thick = round(LONG * x_height), max(round(MOST_WIDTH * x_height), 4)
    upright = begin(
        lambda: _level(shaded[::STEP].T, ink.labels[::STEP].T, long, thick, strike=False)
    )
    across, down = _level(shaded[:, ::STEP], ink.labels[:, ::STEP], long, thick), upright()
    rules = np.zeros_like(shaded)
    if across is not None:
        rules |= np.repeat(across, STEP, axis=1)[:, : shaded.shape[1]]
    if down is not None:
        rules |= np.repeat(down.T, STEP, axis=0)[: shaded.shape[0]]
    if across is None and down is None:
        return ink
    wide = cv2.dilate(rules, np.ones((3, 3), np.uint8)).astype(np.uint8)
    where = np.flatnonzero(wide.view(np.bool_))
    under = ink.labels.ravel()[where]
    gone = np.bincount(under, minlength=len(ink.stats)) >= OF_RULE * ink.stats[:, 4]
    gone[0] = True  # paper beside the ink
    np.put(ink.grey, where[gone[under]], 255)
    stats = ink.stats.copy()
    for label in np.flatnonzero(gone)[1:]:
        x, y, width, height, _ = stats[label]
        own = ink.labels[y : y + height, x : x + width]
        own[own == label] = 0
        stats[label] = 0
    return Ink(ink.grey, ink.labels, stats)


def _long_rows(mask: Mask, length: int) -> NDArray[np.int64]:
    """The rows of a mask of 0 and 1 that may hold so many 1s side by side; the others do not.

    Eight pixels are looked at as one number, wherever eight of them begin.
    """
    if length < 3 * _CELL:
        return np.arange(len(mask))
    cells = np.ascontiguousarray(mask[:, : mask.shape[1] // _CELL * _CELL]).view(np.uint64)
    full = np.count_nonzero(cells == _FULL, axis=1)
    return np.flatnonzero(full >= length // _CELL - 1)


def _level(
    shaded: Mask, labels: NDArray[np.int32], long: int, thick: int, *, strike: bool = True
) -> Mask | None:
    """1 where level lines run that are thin and paler than ink, and strike nothing out."""
    joined = cv2.dilate(np.ascontiguousarray(shaded), np.ones((3, 1), np.uint8)).astype(np.uint8)
    rows = _long_rows(joined, long // STEP)
    if not len(rows):
        return None
    kernel = np.ones((1, long // STEP), np.uint8)
    seeds = np.zeros_like(joined)
    seeds[rows] = cv2.erode(joined[rows], kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    if not seeds.any():
        return None
    used = np.flatnonzero(seeds.any(axis=1))
    place = slice(max(int(used[0]) - thick, 0), int(used[-1]) + thick)
    runs = cv2.dilate(seeds[place], kernel).astype(np.uint8) & shaded[place]
    thicker = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((thick, 1), np.uint8))
    runs &= 1 - thicker.astype(np.uint8)
    letters, inked = (labels[place] > 0).astype(np.uint8), shaded[place]
    parts, stats = find_components(runs)
    kept = np.zeros(len(stats), bool)
    for part, (x, y, width, height, area) in enumerate(stats[1:].tolist(), 1):
        if STEP * width < long // 2:
            continue
        own = parts[y : y + height, x : x + width] == part
        sides = [
            inked[max(y - REACH, 0) : y, x : x + width],
            inked[y + height :][:REACH, x : x + width],
        ]
        if any(side.size and float(side.mean()) > GREY for side in sides):
            continue
        above = letters[max(y - REACH, 0) : y, x : x + width].any(axis=0)
        below = letters[y + height : y + height + REACH, x : x + width].any(axis=0)
        struck = strike and float((above & below).mean()) > STRUCK
        kept[part] = not struck and letters[y : y + height, x : x + width][own].sum() < INKED * area
    if not kept.any():
        return None
    found = np.zeros_like(shaded)
    found[place] = kept[parts]
    return found
