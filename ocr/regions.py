"""Ink that no word accounts for: text to read again, and marks for `ocr.unread` to choose from.

Rules, frames, barcodes, specks and the edges of the sheet are no marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Word
from ocr.print_height import inked_height
from ocr.ruled import (
    EDGE_SHARE,
    THICKEST_RULE,
    are_slanted_rules,
    has_bars,
    is_code,
    is_edge,
    is_ruled,
    reach_along_border,
)
from prescription.record import Box

READABLE_HEIGHT = 4.5
"""Text regions are lower than this many x-heights."""
CLEAR, REACH, ROW_HEIGHT = 0.7, 4.0, 1.5
"""Confidence of a word that tells how high its row is, how far from it, in heights, and how many
times as high other words of the row are at most."""
PART = 0.1
"""Of a stroke, from which it is one of those that a word was made of."""
HIGHEST_WORD, LEAST_LETTER, ACCENT = 2.4, 0.6, 0.6
"""In x-heights: a word with accents on capitals and low letters, a letter, and what an accent or
a comma reaches beyond letters."""
LARGEST_LETTER = 1.75, 1.1
"""In x-heights, up and across: brackets are as high and narrower, an `m` is as wide and lower."""
WIDEST_LETTER, ROW_LETTERS, FEWEST_LETTERS = 3.0, 8, 3
"""In x-heights, but for the letters that a printed row has at least, beside a pen's strokes and
among nothing but letters."""
WIDEST_RUN, WIDE_LETTER = 12.0, 1.5
"""In x-heights: letters that run together, and one of them at most."""
HAIRLINE = 0.2, 2.5, 0.75
"""In x-heights: thinner and higher than that, over this share of it, is no letter and no pen's
stroke: a piece of a table's rule, the rest of which was paler than ink."""


@dataclass(frozen=True, slots=True)
class Region:
    """A group of unaccounted ink; `readable` when it has the size of a printed word.

    `stroke` is the width in pixels of its widest connected stroke; `drawn` tells that one is
    larger than any letter, as a ring around a dose is.
    """

    box: Box
    readable: bool
    stroke: int
    drawn: bool = False


def find_leftovers(ink: Ink, words: Sequence[Box], x_height: float) -> tuple[Region, ...]:
    """The groups of components that no box of `words` covers, frames and codes left out."""
    stats = ink.stats[1:]
    left = _is_mark(stats, x_height) & ~are_slanted_rules(stats, x_height)
    for index in np.flatnonzero(left & (stats[:, 2:4].max(axis=1) > 10 * x_height)):
        label = int(index) + 1
        left[index] = not (is_ruled(ink, label, x_height) or is_edge(ink, label))
    for box in words:
        margin = round(0.25 * x_height)
        grown = Box(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)
        left &= share_inside(stats, grown) < 0.5
    marks = stats[left]
    if not len(marks):
        return ()
    # What lies beside the sheet would take along the rows that end near it.
    beside = reach_along_border(marks, ink.grey.shape)
    groups = (
        part
        for some in (marks[beside], marks[~beside])
        for group in _group(some, ink.grey.shape, x_height)
        for part in _with_rows(group, x_height)
    )
    regions = (_region(group, x_height) for group in groups)
    return tuple(r for r in regions if r is not None and not has_bars(ink, r.box, x_height))


def trim_to_letters(box: Box, ink: Ink, x_height: float) -> Box:
    """The box of a word without the specks high above or far below its letters.

    The engine counts them in, and a word twice as high as its row would join two rows.
    """
    if box.height <= HIGHEST_WORD * x_height:
        return box
    stats = ink.stats[1:][share_inside(ink.stats[1:], box) > 0.5]
    letters = stats[stats[:, 3] >= LEAST_LETTER * x_height]
    if not len(letters):
        return box
    top = int(letters[:, 1].min() - ACCENT * x_height)
    bottom = int((letters[:, 1] + letters[:, 3]).max() + ACCENT * x_height)
    top, bottom = max(top, box.y), min(bottom, box.y + box.height)
    return box._replace(y=top, height=bottom - top)


def is_on_mark(word: Box, ink: Ink, x_height: float) -> bool:
    """Whether a word was read into a punched hole, a filled shape or the bars of a code."""
    stats = ink.stats[1:]
    inside = stats[share_inside(stats, word) > 0.5]
    inside = inside[inside[:, 3] > 0.4 * x_height]
    if not len(inside):
        return False
    width, height, area = (inside[:, i] for i in (2, 3, 4))
    solid = area > 0.7 * width * height
    hole = solid & (np.minimum(width, height) > 1.3 * x_height)
    bars = solid & (height > 3 * x_height)
    return bool((hole | bars).mean() > 0.6)


def is_print_in_row(box: Box, words: Sequence[Word], ink: Ink, x_height: float) -> bool:
    """Whether a box is high for a speck in it alone, or for print larger than most of the page.

    Its letters are as high as those of a clear word in its row: a pen's strokes are higher.
    """
    stats = ink.stats[1:]
    reaches_in = share_inside(stats, box) > PART
    if not reaches_in.any():
        return False
    high = int(stats[reaches_in, 3].max())
    return any(
        (word.confidence or 0.0) >= CLEAR
        and high <= ROW_HEIGHT * max(inked_height(word.box, ink), x_height)
        and abs(box.y + box.height / 2 - word.box.y - word.box.height / 2) < 0.5 * box.height
        and max(box.x - word.box.x - word.box.width, word.box.x - box.x - box.width) < REACH * high
        for word in words
        if word.box is not None and word.box != box and len(word.text) > 1
    )


def is_edge_of_sheet(text: str, box: Box, shape: tuple[int, ...]) -> bool:
    """Whether a bar or a dash was read into the edge of the sheet or of the desk."""
    across, down = box.x + box.width / 2, box.y + box.height / 2
    near = min(across / shape[1], 1 - across / shape[1], down / shape[0], 1 - down / shape[0])
    return near < EDGE_SHARE and not any(map(str.isalnum, text))


def _is_mark(stats: NDArray[np.int32], x_height: float) -> NDArray[np.bool_]:
    """Components that are neither specks nor rules nor bullets nor punched holes."""
    width, height, area = (stats[:, i] for i in (2, 3, 4))
    speck = (height < 0.45 * x_height) & (width < 0.45 * x_height)
    dash = (height < 0.3 * x_height) & (width < 3 * x_height)
    rule = np.minimum(width, height) < THICKEST_RULE * x_height
    rule &= np.maximum(width, height) > 8 * x_height
    solid = area > 0.7 * width * height
    bullet = solid & (np.maximum(height, width) < 0.9 * x_height)
    hole = solid & (np.minimum(height, width) > 1.3 * x_height) & (width < 1.5 * height)
    hole &= height < 1.5 * width
    return ~(speck | dash | rule | bullet | hole)


def _group(
    marks: NDArray[np.int32], shape: tuple[int, ...], x_height: float
) -> list[NDArray[np.int32]]:
    """Marks that stand as near to each other as letters and words do."""
    reduce = max(x_height / 4, 1.0)
    canvas = np.zeros((int(shape[0] / reduce) + 2, int(shape[1] / reduce) + 2), np.uint8)
    cells = (marks[:, :4] / reduce).astype(int)
    for x, y, width, height in cells:
        canvas[y : y + height + 1, x : x + width + 1] = 1
    joined = cv2.dilate(canvas, np.ones((3, 9), np.uint8))
    count, labels = cv2.connectedComponents(joined)
    owner = labels[cells[:, 1], cells[:, 0]]
    return [marks[owner == i] for i in range(1, count)]


def _with_rows(group: NDArray[np.int32], x_height: float) -> list[NDArray[np.int32]]:
    """The group, and before it the rows of letters that a stamp or a signature reaches into."""
    if _height(group) <= READABLE_HEIGHT * x_height:
        return [group]
    width, height = group[:, 2], group[:, 3]
    letters = (height >= LEAST_LETTER * x_height) & (height <= HIGHEST_WORD * x_height)
    letters &= width <= WIDEST_RUN * x_height
    rows: list[list[int]] = []
    for place in np.flatnonzero(letters)[np.argsort(group[letters, 0], kind="stable")]:
        home = next((row for row in rows if _continues(group, row, int(place), x_height)), None)
        if home is None:
            rows.append([int(place)])
        else:
            home.append(int(place))
    drawn = (height > HIGHEST_WORD * x_height).any()
    least = ROW_LETTERS if drawn else FEWEST_LETTERS
    return [*(group[row] for row in rows if _letters(width[row], x_height) >= least), group]


def _letters(widths: NDArray[np.int32], x_height: float) -> int:
    """How many letters strokes so wide may be: out of focus, they run together."""
    return int(np.maximum(np.rint(widths / (WIDE_LETTER * x_height)), 1).sum())


def _continues(group: NDArray[np.int32], row: Sequence[int], place: int, x_height: float) -> bool:
    """Whether a letter stands on the height of the others, not far from the last of them."""
    middles = group[:, 1] + group[:, 3] / 2
    gap = group[place, 0] - group[row[-1], 0] - group[row[-1], 2]
    off = abs(middles[place] - float(np.median(middles[list(row)])))
    return bool(gap <= WIDEST_LETTER * x_height and off <= LEAST_LETTER * x_height)


def _height(group: NDArray[np.int32]) -> int:
    return int((group[:, 1] + group[:, 3]).max() - group[:, 1].min())


def _region(group: NDArray[np.int32], x_height: float) -> Region | None:
    if not len(group) or is_code(group, x_height):
        return None
    x, y = int(group[:, 0].min()), int(group[:, 1].min())
    right, bottom = int((group[:, 0] + group[:, 2]).max()), int((group[:, 1] + group[:, 3]).max())
    box = Box(x, y, right - x, bottom - y)
    thin, high, inked = HAIRLINE
    straight = box.width < thin * x_height and box.height > high * x_height
    if straight and group[:, 3].sum() > inked * box.height:
        return None
    letters = (group[:, 3] > 0.6 * x_height) & (group[:, 2] < 4 * x_height)
    readable = bool(letters.any()) and box.height <= READABLE_HEIGHT * x_height
    high, wide = LARGEST_LETTER
    drawn = bool(((group[:, 3] > high * x_height) & (group[:, 2] > wide * x_height)).any())
    return Region(box, readable, int(group[:, 2].max()), drawn)


def nearest_word(box: Box, words: Sequence[Word]) -> int | None:
    """The place in `words` of the nearest one in the same row, None when there is none."""
    beside = [
        (gap_between(box, word.box), place)
        for place, word in enumerate(words)
        if word.box is not None
        and min(box.y + box.height, word.box.y + word.box.height) - max(box.y, word.box.y)
        > 0.3 * min(box.height, word.box.height)
    ]
    return min(beside)[1] if beside else None


def gap_between(a: Box, b: Box | None) -> float:
    """Pixels of paper between two boxes of one row, 0 when they overlap."""
    return float("inf") if b is None else max(a.x - b.x - b.width, b.x - a.x - a.width, 0)
