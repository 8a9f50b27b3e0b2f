"""Rows whose letters grow paler and paler to nothing: what stood beyond was washed out by glare.

On paper that is white everywhere a flash leaves no brighter spot (`ocr.cleaning.glare`), but it has
no edge either: the letters around it are dark, then grey, then hardly there. Every other row ends
with a letter as dark as the rest, and pale print begins with a letter as pale as the rest.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey
from ocr.cleaning.glare import Glare, reduce_whole
from ocr.cleaning.straighten import Straight
from ocr.level import move_point
from ocr.page import Line
from ocr.print_height import READ, typical_x_height
from ocr.washed import first_of_each
from prescription.record import Box

UNIT = 6
"""Pixels of small letters on the reduced page that rows are looked at on."""
STEPS = (0.75, 0.55, 0.35, 0.15)
"""Of the contrast of a row's letters: from dark to pale, to paler, to hardly there."""
LEAST_STEP, MOST_STEP, LEAST = 0.4, 12.0, 1.2
"""In x-heights: how wide a step is, where it is none of pale print, and all three at least."""
SPACE = 2.2
"""In x-heights: between words it is less, on a typewriter too."""
BEYOND = 6.0
"""In x-heights: how far beyond its words a row is looked at, and told."""
LEAST_INK = 25.0
"""Grey levels of contrast that a row has."""
WHITE = 243
"""Grey level of paper on which letters grew so pale by the light it shone back."""
LEAST_LETTERS = 4


def find_pale_ends(lines: Sequence[Line], glare: Glare, straight: Straight) -> tuple[Box, ...]:
    """Where rows grow pale to nothing; boxes are those of the level picture `straight`."""
    x_height = typical_x_height(lines, straight.ink)
    if not x_height or int(glare.paper.max()) < WHITE:
        return ()
    reduced = max(round(x_height / UNIT), 1)
    ink = cv2.bitwise_not(reduce_whole(straight.grey, reduced)).astype(np.uint8, copy=False)
    rows = [line.box for line in lines if _is_read(line)]
    found = (box for row in rows if row for box in _pale(row, ink, reduced, x_height))
    return first_of_each(box for box in found if _is_white(box, glare, straight.way))


def _is_read(line: Line) -> bool:
    read = (word.text for word in line.words if (word.confidence or 0.0) >= READ)
    return sum(sum(map(str.isalnum, text)) for text in read) >= LEAST_LETTERS


def _is_white(box: Box, glare: Glare, way: Sequence[float]) -> bool:
    """Whether paper is white where a row was lost: a shadow, or the desk, is dark."""
    x, y = move_point(way, box.x + box.width / 2, box.y + box.height / 2)
    high, wide = glare.paper.shape
    x, y = int(x / glare.reduced), int(y / glare.reduced)
    return 0 <= x < wide and 0 <= y < high and int(glare.paper[y, x]) >= WHITE


def _pale(row: Box, ink: Grey, reduced: int, x_height: float) -> Iterator[Box]:
    """Where a row grows pale to nothing, to the right or to the left."""
    reach = round(BEYOND * x_height / reduced)
    left, right = (round(x / reduced) for x in (row.x, row.x + row.width))
    start = max(left - reach, 0)
    band = ink[round(row.y / reduced) : round((row.y + row.height) / reduced) + 1]
    band = band[:, start : right + reach]
    if not band.size or right <= left:
        return
    darkest = band.max(axis=0)
    own = np.sort(darkest[left - start : right - start])
    highest = float(own[int(0.95 * (len(own) - 1))])
    if highest < LEAST_INK:
        return
    usual = float(np.median(darkest[darkest >= highest / 2]))
    space = np.ones((1, max(round(SPACE * x_height / reduced), 3)), np.uint8)
    share = cv2.dilate(darkest[None, :], space)[0] / usual
    for turned in (False, True):
        for first, last in _ramps(share[::-1] if turned else share, x_height / reduced):
            # What is told reaches to the next letters, or as far as the row is looked at.
            ends = (len(share) - last, len(share) - first) if turned else (first, last)
            x, beyond = (round((start + end) * reduced) for end in ends)
            yield row._replace(x=x, width=max(beyond - x, 1))


def _ramps(share: NDArray[np.float64], x_height: float) -> Iterator[tuple[int, int]]:
    """From where to where letters grow pale, and nothing is seen; columns from the left."""
    steps = np.searchsorted(-np.array(STEPS), -share, side="left")
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(steps)]
    runs = [(int(steps[a]), a, b) for a, b in pairwise(edges)]
    for place, (step, _, first) in enumerate(runs):
        if step:
            continue
        between = list(takewhile(lambda run: 0 < run[0] < len(STEPS), runs[place + 1 :]))
        behind = runs[place + 1 + len(between) :]
        if not behind or behind[0][0] != len(STEPS):
            continue
        wide = [sum(b - a for s, a, b in between if s == step) for step in (1, 2, 3)]
        clear = [width >= LEAST_STEP * x_height for width in wide]
        short = max(wide) <= MOST_STEP * x_height
        if short and clear[1] and sum(clear) > 1 and sum(wide) >= LEAST * x_height:
            last = next((a for s, a, _ in behind if s < 2), len(share))
            yield first, last
