"""Rules of a table that a grey fax or a pale copy broke into dots and dashes.

What is left of them is read as `|`, `.`, `1` or `-` beside the words. Letters are higher than a
rule is thick: only marks as thin as one are taken, where many stand in one straight line.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.components import find_components
from ocr.cleaning.ink import Ink

THIN, SLIM = 0.18, 0.27
"""In x-heights: what is left of a level rule is not thicker, and the dots of a leader are; what is
left of an upright one."""
LONG, FILLED = 8.0, 0.4
"""In x-heights, how long a rule is at least; the share of its length that is left of it."""
WIDE_LONG, WIDE_FILLED, GOES_ON, FEWEST_LINES = 20.0, 0.2, 0.1, 3
"""The same where more paper is between; and where it goes on with a rule in its own line, or so
many others were found."""
NARROW, WIDE = 1.0, 3.0
"""In x-heights: the paper in a rule at most."""
BESIDE, FEWEST_BESIDE = 0.4, 12
"""Share of the pixels right above and below level rules where an upright one has left something;
so many are looked at, or more."""
STRUCK, REACH = 0.08, 4
"""Share of a line with letters right above and below, in so many pixels: it strikes words out."""
STROKE = 2.0
"""In x-heights: no level stroke of a letter is so long."""
OF_RULE = 0.5
"""Share of a mark in the lines, from which it is of a rule, and no letter that touches one."""
FEWEST, FEWEST_HEIGHTS = 12, 2.0
"""Thin marks in a row of the page where rules may be broken; in x-heights, from one such row to
the last: a table has several."""
FEWEST_UPRIGHT = 2
"""Upright rules of a table that is parted into cells."""
SAME_END, PIECE = 2.0, 1.5
"""In x-heights: how far apart the ends of a table's level rules may lie, and how long a piece of
one is that is no dot of a leader."""
EDGE = 0.06
"""Of the picture's sides: the grain of a desk is no rule."""

Mask = NDArray[np.uint8]


def wipe_broken_rules(ink: Ink, x_height: float) -> Ink:
    """The ink of a level page without what is left of broken rules, wiped where it is.

    `x_height` is that of the page's print in pixels, 0 where there is none.
    """
    thin, slim = (max(round(share * x_height), 2) for share in (THIN, SLIM))
    place = _place(ink, thin, x_height)
    if place is None:
        return ink
    part = Ink(ink.grey[place], ink.labels[place], ink.stats)
    width, height = ink.stats[1:, 2], ink.stats[1:, 3]
    every = (part.labels > 0).astype(np.uint8)
    flat = _marks(part, height <= thin) | _strokes(every, thin, x_height)
    upright = _marks(part, width <= slim) | _turned(_strokes(_turned(every), slim, x_height))
    across = _lines(flat, every, x_height)
    down = _between(across, upright, every, x_height)
    if len(find_components(down)[1]) <= FEWEST_UPRIGHT and not _part_rows(across, every, x_height):
        return ink  # leaders, underlines: they part no cells
    near = cv2.dilate(across | down, np.ones((3, 3), np.uint8)).astype(np.uint8)
    covered = np.bincount(part.labels[near > 0], minlength=len(ink.stats))
    gone = _marks(part, covered[1:] >= OF_RULE * ink.stats[1:, 4])
    near = cv2.dilate(near, np.ones((3, 3), np.uint8)).astype(np.uint8)
    part.grey[((near > 0) & (every == 0)) | (gone > 0)] = 255
    left = (ink.labels > 0).astype(np.uint8)
    left[place] &= 1 - gone
    return Ink(ink.grey, *find_components(left))


def _place(ink: Ink, thin: int, x_height: float) -> tuple[slice, slice] | None:
    """Where on the page rules are broken: rows of many thin marks, and what stands around."""
    flat = ink.stats[1:]
    flat = flat[(flat[:, 3] <= thin) & (flat[:, 3] > 0)]
    if not x_height or not len(flat):
        return None
    high, wide = ink.grey.shape
    beside = (flat[:, 0] < EDGE * wide) | (flat[:, 0] + flat[:, 2] > (1 - EDGE) * wide)
    beside |= (flat[:, 1] < EDGE * high) | (flat[:, 1] > (1 - EDGE) * high)
    flat = flat[~beside]
    counts = np.convolve(np.bincount(flat[:, 1], minlength=high), [1, 1, 1], mode="same")
    rows = np.flatnonzero(counts >= FEWEST)
    if not len(rows) or rows[-1] - rows[0] < FEWEST_HEIGHTS * x_height:
        return None
    own = flat[counts[flat[:, 1]] >= FEWEST]
    if not len(own):
        return None  # what counts stands above and below such a row, never in it
    margin = round(FEWEST_HEIGHTS * x_height)
    left, right = int(own[:, 0].min()), int((own[:, 0] + own[:, 2]).max())
    top, bottom = int(rows[0]), int(rows[-1])
    return (
        slice(max(top - margin, 0), min(bottom + margin, high)),
        slice(max(left - margin, 0), min(right + margin, wide)),
    )


def _marks(ink: Ink, kept: NDArray[np.bool_]) -> Mask:
    """1 in those of the components that are kept."""
    marks: Mask = np.concatenate([[False], kept])[ink.labels].astype(np.uint8)
    return marks


def _strokes(every: Mask, thin: int, x_height: float) -> Mask:
    """1 where level strokes go on longer than those of letters: rules that are not broken there."""
    kernel = np.ones((1, round(STROKE * x_height)), np.uint8)
    strokes = cv2.morphologyEx(every, cv2.MORPH_OPEN, kernel)
    thick = cv2.morphologyEx(every, cv2.MORPH_OPEN, np.ones((thin + 2, 1), np.uint8))
    return strokes.astype(np.uint8) & (1 - thick.astype(np.uint8))


def _turned(mask: Mask) -> Mask:
    return cv2.transpose(mask).astype(np.uint8, copy=False)


def _lines(thin: Mask, every: Mask, x_height: float) -> Mask:
    """1 where level lines run that thin marks are what is left of."""
    narrow, wide, long = (max(round(gap * x_height), 3) for gap in (NARROW, WIDE, LONG))
    found = _runs(thin, every, narrow, long, FILLED)
    found |= _runs(thin, every, wide, round(WIDE_LONG * x_height), WIDE_FILLED)
    if not found.any():
        return found
    if len(find_components(found)[1]) > FEWEST_LINES:
        found |= _runs(thin, every, wide, round(WIDE_LONG * x_height), GOES_ON)
    labels, stats = find_components(_runs(thin, every, wide, long, GOES_ON))
    meets = np.zeros(len(stats), bool)
    meets[np.unique(labels[found > 0])] = True
    meets[0] = False
    met: Mask = found | meets[labels].astype(np.uint8)
    return met


def _between(across: Mask, thin: Mask, every: Mask, x_height: float) -> Mask:
    """1 where upright lines run between level ones, near to each of which something is left.

    `1` above `1` in the cells of a column touch none of them.
    """
    turned: Mask = _runs(
        _turned(thin), _turned(every), round(WIDE * x_height), round(LONG * x_height), WIDE_FILLED
    )
    _, stats = find_components(_turned(turned))
    # At its ends a level rule is joined with what is left of an upright one.
    across = cv2.dilate(across, np.ones((1, 2 * round(x_height) + 1), np.uint8)).astype(np.uint8)
    near = cv2.dilate(across, np.ones((2 * REACH + 5, 1), np.uint8))
    over = cv2.dilate(across, np.ones((5, 1), np.uint8)).astype(np.uint8)
    near = near.astype(np.uint8) & (1 - over)
    down = np.zeros_like(across)
    for x, y, width, height, _ in stats[1:].tolist():
        place = np.s_[y : y + height, max(x - 1, 0) : x + width + 1]
        beside = near[place].any(axis=1)
        rows = np.flatnonzero(across[place].any(axis=1))
        left = (every[place].any(axis=1) & beside).sum()
        if len(rows) and beside.sum() >= FEWEST_BESIDE and left >= BESIDE * beside.sum():
            down[y + rows[0] : y + rows[-1] + 1, max(x - 1, 0) : x + width + 1] = 1
    return down


def _part_rows(across: Mask, every: Mask, x_height: float) -> bool:
    """Whether several level lines begin and end alike: the rows of a table without upright rules.

    Leaders are dots alone.
    """
    pieces = find_components(across & every)[1][1:]
    lines: list[NDArray[np.int32]] = []
    for piece in pieces[np.argsort(pieces[:, 1])]:
        if lines and piece[1] - lines[-1][-1, 1] <= x_height:  # one not quite level has steps
            lines[-1] = np.vstack([lines[-1], piece])
        else:
            lines.append(piece[None])
    ends = [
        (int(line[:, 0].min()), int((line[:, 0] + line[:, 2]).max()))
        for line in lines
        if line[:, 2].max() >= PIECE * x_height
    ]
    long = [end for end in ends if end[1] - end[0] >= WIDE_LONG * x_height]
    alike = (np.abs(np.subtract(one, long)).max(axis=1) <= SAME_END * x_height for one in long)
    return any(same.sum() >= FEWEST_LINES for same in alike)


def _runs(thin: Mask, every: Mask, gap: int, long: int, filled: float) -> Mask:
    """1 where thin marks stand in a line so long, with so much paper between at most."""
    band = cv2.dilate(thin, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(band, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    labels, stats = find_components(runs.astype(np.uint8))
    letters = every & (1 - thin)
    kept = np.zeros(len(stats), bool)
    for label, (x, y, width, height, _) in enumerate(stats[1:].tolist(), 1):
        own = thin[y : y + height, x : x + width] & (labels[y : y + height, x : x + width] == label)
        above = letters[max(y - REACH, 0) : y, x : x + width].any(axis=0)
        below = letters[y + height : y + height + REACH, x : x + width].any(axis=0)
        struck = float((above & below).mean()) > STRUCK
        kept[label] = not struck and float(own.any(axis=0).mean()) >= filled
    lines: Mask = kept[labels].astype(np.uint8)
    return lines
