"""Faint pages: weak toner and old thermal paper leave all of a page's print pale.

What looks at pixels after this step takes letters for ink and grain for paper by grey levels: pale
letters fell into pieces there, which were wiped as specks, and whose height passed for that of
small print. So print is made as dark as on other pages, each part of the page by its own measure,
for print fades unevenly. Pages whose print is dark are left as they are.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey, measure_noise

CELL = 15
"""Pixels of a look at a page (`size.LOOK_SIDE`) in which a stroke of any letter lies."""
SEEN = 16
"""Grey levels below white from which a cell holds ink; the grain of paper is less."""
FAINT, DARK = 130.0, 170.0
"""Grey levels below white: print is faint below the one, and is made as dark as the other."""
FEWEST_CELLS = 60
"""With ink: fewer are no print to judge a page by."""
PART, FEWEST_IN_PART = 12, 6
"""Cells along a side of a part of the page; with ink in them, for a measure of its own."""
MOST_GRAIN, SOFT = 4.0, 0.8
"""Grey levels that grain may reach with contrast; more is softened first, by so many pixels."""
MOST_BESIDE = 2.0
"""How many times as much a part is darkened at most as the page: what is paler yet is no print."""

Gain = NDArray[np.float32]


def measure_faintness(even: Grey) -> Gain | None:
    """By how much the contrast of each part of a faint page must grow, reduced; None where its
    print is dark.

    `even` has white paper and at most `size.LOOK_SIDE` pixels a side.
    """
    middle = slice(CELL // 2, None, CELL)
    darkest = 255 - cv2.erode(even, np.ones((CELL, CELL), np.uint8))[middle, middle]
    inked = darkest[darkest >= SEEN]
    if inked.size < FEWEST_CELLS:
        return None
    level, _ = cv2.threshold(inked.reshape(1, -1).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    usual = float(np.median(inked[inked >= level]))
    if usual >= FAINT:
        return None
    return _smooth(_by_part(darkest.astype(np.float32), usual))


def deepen(even: Grey, gain: Gain) -> Grey:
    """The even page with the contrast of its print grown by `gain`, whatever its size."""
    height, width = even.shape
    if measure_noise(even) * float(gain.mean()) > MOST_GRAIN:
        even = cv2.GaussianBlur(even, (0, 0), SOFT).astype(np.uint8)
    times = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)
    return (255 - cv2.multiply(255 - even, times, dtype=cv2.CV_8U)).astype(np.uint8)


def _by_part(darkest: NDArray[np.float32], usual: float) -> Gain:
    """The gain of each part of the page; that of the page where a part holds little ink."""
    high, wide = (-(-side // PART) for side in darkest.shape)
    gain = np.full((high, wide), DARK / usual, np.float32)
    for row in range(high):
        for column in range(wide):
            part = darkest[row * PART : (row + 1) * PART, column * PART : (column + 1) * PART]
            inked = part[part >= max(SEEN, usual / (2 * MOST_BESIDE))]
            if inked.size >= FEWEST_IN_PART:
                own = float(np.percentile(inked, 75))
                gain[row, column] = np.clip(DARK / own, 1.0, MOST_BESIDE * DARK / usual)
    return gain


def _smooth(gain: Gain) -> Gain:
    padded = cv2.copyMakeBorder(gain, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    return cv2.blur(cv2.medianBlur(padded, 3), (3, 3))[1:-1, 1:-1].astype(np.float32)
