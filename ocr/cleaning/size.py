"""The size of the print on a page, and the page made no larger than its print needs.

Tesseract's network sees a line 36 pixels high, accents and descenders included. More pixels tell
it nothing, and everything that looks at pixels takes longer for them.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import (
    Grey,
    divide_background,
    has_two_levels,
    letter_heights,
    measure_paper,
    quieten,
    soften,
    spread,
)
from ocr.cleaning.faint import Gain, deepen, measure_faintness
from ocr.cleaning.grain import printed_x_height
from ocr.cleaning.ink import Ink, find_ink
from ocr.threads import shared_out

BEST_X_HEIGHT = 18.0
"""Pixels of small letters that the network sees as they are."""
SMALL_X_HEIGHT, LARGE_X_HEIGHT = 15.5, 21.5
"""Between them a page is left as it is."""
MAX_PIXELS = 40_000_000
WORTH = 0.95
"""Pages are not made smaller for less."""
LOOK_SIDE = 2400
"""Longest side, in pixels, at which the print of a larger page is measured."""
SMALLER_PRINT, BESIDE_LARGE, LARGE = 0.45, 0.22, 28.0
"""The smallest print is not below this share of the usual height, or the second where that is so
many pixels of a look: no print of a prescription is, but titles and script are."""
SMALLER_ON_FAX = 0.65
"""On a page of two levels letters fall apart, and their pieces are no smaller print."""
SPECK = 7
"""Pixels: what is lower is grain, dots and accents."""
SHARE_OF_PRINT = 0.3
"""The smallest print has at least this share of the letters of the most frequent height."""


@dataclass(frozen=True, slots=True)
class PrintSize:
    """Heights of small letters in pixels, 0 where there is no print.

    `usual` counts large letters for more; `smallest` is that of the smallest print there is much
    of.
    """

    usual: float
    smallest: float

    def scaled(self, scale: float) -> "PrintSize":
        """The heights on a picture `scale` times as large."""
        return PrintSize(scale * self.usual, scale * self.smallest)


@dataclass(frozen=True, slots=True)
class Look:
    """A page made even and small enough to be measured fast; it is `ratio` times as large.

    `paper` is that of `measure_paper`, None where the page has two levels; `gain` that of
    `measure_faintness`.
    """

    even: Grey
    ratio: float
    paper: Grey | None
    gain: Gain | None = None


def look_at(grey: Grey) -> Look:
    """A look at the page, light and shadow and all."""
    ratio = min(LOOK_SIDE / max(grey.shape), 1.0)
    small = grey
    if ratio < 1:
        small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_LINEAR).astype(
            np.uint8
        )
    if has_two_levels(grey):
        return Look(small, ratio, None)
    paper = measure_paper(grey)
    even = divide_background(small, paper)
    gain = measure_faintness(even)
    return Look(even if gain is None else deepen(even, gain), ratio, paper, gain)


def measure_print(even: Grey) -> PrintSize:
    """The size of the print on an even page."""
    ink = find_ink(even)
    usual = printed_x_height(ink)
    share = SMALLER_PRINT if usual < LARGE else BESIDE_LARGE
    if has_two_levels(even):
        share = max(share, SMALLER_ON_FAX)
    return PrintSize(usual, smallest_x_height(ink, usual, share))


def smallest_x_height(ink: Ink, usual: float, share: float) -> float:
    """Height of small letters of the smallest print there is much of; 0 without print.

    The usual height may be that of capitals, of a title, or of script that runs together: print
    below its `share` there is none.
    """
    heights = letter_heights(ink.stats, ink.grey.shape)
    least = max(round(share * usual), min(SPECK, round(usual)))
    counts = spread(np.bincount(heights, minlength=202).astype(float))
    if not usual or not counts[least:].max():
        return usual
    much = counts[least:] >= SHARE_OF_PRINT * counts[least:].max()
    height = least + int(np.flatnonzero(much)[0])
    while counts[height + 1] > counts[height]:
        height += 1
    while height > least and counts[height - 1] > counts[height]:
        height -= 1
    return float(height)


def choose_scale(size: PrintSize, shape: tuple[int, ...]) -> float:
    """The factor that brings small letters to a readable height; 1 when they are fine."""
    small = size.smallest
    if small == 0 or SMALL_X_HEIGHT <= small <= LARGE_X_HEIGHT:
        return 1.0
    wanted = min(max(BEST_X_HEIGHT / small, 0.25), 4.0)
    return float(min(wanted, np.sqrt(MAX_PIXELS / (shape[0] * shape[1]))))


def even_and_reduce(
    grey: Grey, size: PrintSize, look: Look
) -> tuple[Grey, PrintSize, NDArray[np.float64]]:
    """The page even, made smaller where its print is large; its size then, and the way back."""
    scale = choose_scale(size, grey.shape)
    grey = soften(grey) if look.paper is None else grey
    back = np.eye(3)
    if scale < WORTH:
        height, width = grey.shape
        wanted = (max(round(width * scale), 1), max(round(height * scale), 1))
        with shared_out():
            grey = cv2.resize(grey, wanted, interpolation=cv2.INTER_AREA).astype(np.uint8)
        size = size.scaled(scale)
        back = np.diag([width / wanted[0], height / wanted[1], 1.0])
    if look.paper is None:
        return grey, size, back
    even = divide_background(grey, look.paper)
    even = even if look.gain is None else deepen(even, look.gain)
    return quieten(even, look.paper), size, back
