"""Glare: where a flash, or a lamp, shines back from the paper, its letters are nearly white.

Light that falls on a page makes paper and ink brighter together. What shines back is added to both:
the paper can be no brighter than white, so ink comes nearer to it, down to a few grey levels that
the eye still reads, or none. Such a spot is bright and smooth, darker paper lies all around it, and
its letters are pale. The lit half of a page is bright too, its letters as dark as elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey
from ocr.cleaning.components import find_components
from prescription.record import Box

LOOK_SIDE = 900
"""Pixels of the longer side of the reduced page that spots are sought in, as all lengths below."""
LETTERS = 25
"""No letter is as large: a closing of this size leaves the paper."""
WHITE, ABOVE = 250, 4
"""Grey level of paper that can hardly be brighter; how much brighter than most of the page."""
BRIGHT, MUCH_ABOVE = (225, 235, 243), 8
"""Grey levels of paper that is not white, and how much brighter than most of the page that is."""
NOTHING = 248
"""Grey level of paper from which ink may be as white."""
LEAST_DEPTH, LEAST_AREA = 6.0, 200
"""How far from the edge of a spot its middle is, and its area: what is less hides no word."""
NEAR, FAR = 31, 51
"""From half of the one to half of the other a ring lies around a spot."""
DARKER, MUCH_DARKER = 3, 9
AROUND = 0.75, 0.9
"""Grey levels by which paper around is darker, and over which share of the ring it is at least,
where it is much darker and where it is not."""
DARK, PALE, GRAIN, SEEN = 0.6, 0.5, 0.25, 4
"""Of the contrast of most ink: what is dark, at most pale, may be grain of the paper around a spot;
grey levels from which ink is seen where there is no grain."""
MOST_DARK, DEEP = (0.012, 0.003), 0.5
"""Share of the inner half of a spot that is dark ink at most: as with `AROUND`."""
LEAST_PALE, MOST_PALE, MOST_GRAIN = 0.01, 0.3, 2
"""Share of a spot that is pale ink at least, where paper around is nearly white itself, and at
most; grey levels of grain in it: the grain of a desk is more."""
EDGE, SHARP, SQUARE = (5, 11), 0.85, 0.87
"""As `NEAR` and `FAR`, right beside a spot; over which share of the step to the paper around it
ends there, and of its rectangle, upright or leaning, it fills: a white field of a form does both.
"""
MOST_SHARE = 0.2
"""Of the page: a larger spot is lit paper."""
REACH = 41
"""Around a spot its light fades over half of this."""
ROWS_AROUND = 3
"""Above, below and beside a place, where rows may be as pale."""
MOST_GAIN = 24.0
GRAIN_SIDE = 31
"""In a square of that side letters are less than half of all."""
LEAST_LETTER = 5
"""Pixels of a letter; what is smaller and stands alone is grain."""
STROKES, BLANK = 7, (9, 7)
"""Widths in which some stroke of a letter lies; in which, across and down, some letter does."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Glare:
    """The paper of a page, reduced `reduced` times, and where so much light shone back from it that
    nothing is seen."""

    paper: Grey
    blank: Mask
    reduced: int


@dataclass(frozen=True, slots=True)
class _Look:
    """The reduced page: its paper, how much darker than it each pixel is, that of most ink."""

    paper: Grey
    ink: Grey
    usual: float


def lift_glare(grey: Grey) -> tuple[Grey, Glare]:
    """The page with the letters of its glare as dark as others; itself where there is no glare."""
    reduced = max(1, round(max(grey.shape) / LOOK_SIDE))
    small = reduce_whole(grey, reduced)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((LETTERS, LETTERS), np.uint8))
    paper = cv2.medianBlur(closed, 5).astype(np.uint8)
    found = Glare(paper, np.zeros(paper.shape, bool), reduced)
    levels = list(_levels(paper))
    if not levels:
        return grey, found
    ink = cv2.subtract(paper, small).astype(np.uint8)
    look = _Look(paper, ink, _usual_ink(ink))
    spots = np.zeros(paper.shape, np.uint8)
    for spot, place in (spot for level in levels for spot in _spots(look, level)):
        spots[place] |= spot
    if not spots.any() or not look.usual:
        return grey, found
    seen = _seen(ink, spots)
    near = cv2.dilate(ink, np.ones(BLANK[::-1], np.uint8))
    # Where there is grain, light is not all that is seen.
    blank = (spots > 0) & (paper >= NOTHING) & (near < seen.min())
    return _darkened(grey, reduced, look, spots, seen), replace(found, blank=blank)


def darken_near(grey: Grey, glare: Glare, places: Iterable[Box]) -> Grey:
    """The page with the pale letters around some places as dark as others.

    Where paper is white everywhere nothing but its pale letters shows where there is glare.
    """
    ink = cv2.subtract(glare.paper, reduce_whole(grey, glare.reduced)).astype(np.uint8)
    spots = np.zeros(ink.shape, np.uint8)
    for box in places:
        x, y, right, foot = (
            round(edge / glare.reduced)
            for edge in (box.x, box.y, box.x + box.width, box.y + box.height)
        )
        reach = ROWS_AROUND * (foot - y)
        spots[max(y - reach, 0) : foot + reach, max(x - reach, 0) : right + reach] = 1
    if not spots.any():
        return grey
    look = _Look(glare.paper, ink, _usual_ink(ink))
    return _darkened(grey, glare.reduced, look, spots, _seen(ink, spots))


def _seen(ink: Grey, spots: Grey) -> NDArray[np.float32]:
    """Grey levels from which ink is seen in the grain of the paper, in and around some spots.

    Where all is white there is no grain; at the edge of that, where paper is nearly white, there
    is.
    """
    x, y, width, height = cv2.boundingRect(cv2.dilate(spots, np.ones((REACH, REACH), np.uint8)))
    place = slice(y, y + height), slice(x, x + width)
    grain = np.full(ink.shape, float(np.median(ink[spots > 0])), np.float32)
    near = cv2.medianBlur(np.ascontiguousarray(ink[place]), GRAIN_SIDE)
    grain[place] = np.maximum(grain[place], near)
    return np.maximum(SEEN, 3 * grain + 1)


def reduce_whole(grey: Grey, times: int) -> Grey:
    """The picture so many times smaller: by a whole number of pixels it is far faster."""
    high, wide = (side // times * times for side in grey.shape)
    size = (wide // times, high // times)
    small = cv2.resize(grey[:high, :wide], size, interpolation=cv2.INTER_AREA)
    return small.astype(np.uint8, copy=False)


def _levels(paper: Grey) -> Iterator[float]:
    """How bright the paper of a spot is at least: brighter than most, and no brighter than any."""
    usual, brightest = float(np.median(paper[::4, ::4])), int(paper.max())
    for level in (max(WHITE, usual + ABOVE), *BRIGHT):
        if level <= brightest and level >= usual + (ABOVE if level >= WHITE else MUCH_ABOVE):
            yield level


def _usual_ink(ink: Grey) -> float:
    """How much darker than paper most ink is, 0 where there is none."""
    highest = ink[(ink == cv2.dilate(ink, np.ones((7, 7), np.uint8))) & (ink > 2 * SEEN)]
    if not highest.size:
        return 0.0
    level, _ = cv2.threshold(highest.reshape(1, -1), 0, 255, cv2.THRESH_OTSU)
    return float(np.median(highest[highest >= level]))


def _spots(look: _Look, white: float) -> Iterator[tuple[Grey, tuple[slice, slice]]]:
    """The spots of glare, each with the part of the page that it stands in."""
    bright = cv2.morphologyEx(
        (look.paper >= white).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)
    )
    labels, stats = find_components(bright.astype(np.uint8, copy=False))
    for label, (x, y, width, height, area) in enumerate(stats.tolist()):
        if label == 0 or not LEAST_AREA <= area <= MOST_SHARE * bright.size:
            continue
        rows, columns = (
            slice(max(start - FAR, 0), start + length + FAR)
            for start, length in ((y, height), (x, width))
        )
        place = rows, columns
        spot = (labels[place] == label).astype(np.uint8)
        if _is_glare(spot, look.paper[place], look.ink[place], look.usual):
            yield spot, place


def _is_glare(spot: Grey, paper: Grey, ink: Grey, usual: float) -> bool:
    """Whether paper is darker all around a bright spot, and its letters paler than others."""
    ring = cv2.dilate(spot, np.ones((FAR, FAR), np.uint8)) - cv2.dilate(
        spot, np.ones((NEAR, NEAR), np.uint8)
    )
    around = paper[ring > 0].astype(int)
    framed = cv2.copyMakeBorder(spot, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    depth = cv2.distanceTransform(framed, cv2.DIST_L2, 3)[1:-1, 1:-1]
    if not around.size or float(depth.max()) < LEAST_DEPTH:
        return False
    own, level = ink[spot > 0], float(np.median(paper[spot > 0]))
    dark = float((ink[depth >= DEEP * depth.max()] >= DARK * usual).mean())
    pale = float(((own >= SEEN) & (own < PALE * usual)).mean())
    if pale > MOST_PALE or float(np.median(own)) > MOST_GRAIN:
        return False
    if _is_sharp(spot, paper, around) and (pale < LEAST_PALE or _is_square(spot)):
        return False
    if float((around <= level - MUCH_DARKER).mean()) >= AROUND[0]:
        return dark <= MOST_DARK[0]
    darker = float((around <= level - DARKER).mean()) >= AROUND[1] and level >= WHITE
    return darker and dark <= MOST_DARK[1] and pale >= LEAST_PALE


def _is_sharp(spot: Grey, paper: Grey, around: NDArray[np.int_]) -> bool:
    """Whether a spot ends at once, as paper of another colour does; light falls off."""
    near = cv2.dilate(spot, np.ones((EDGE[1],) * 2, np.uint8)) - cv2.dilate(
        spot, np.ones((EDGE[0],) * 2, np.uint8)
    )
    level, beside = float(np.median(paper[spot > 0])), paper[near > 0]
    step = level - float(np.median(around))
    return bool(beside.size and level - float(np.median(beside)) >= SHARP * step)


def _is_square(spot: Grey) -> bool:
    outlines, _ = cv2.findContours(spot, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea)
    width, height = cv2.minAreaRect(outline)[1]
    return bool(cv2.contourArea(outline) >= SQUARE * width * height)


def _without_specks(ink: Mask, around: NDArray[Any]) -> Mask:
    """Ink that is more than a speck of the grain, in some part of the page."""
    x, y, width, height = cv2.boundingRect(around)
    place = slice(y, y + height), slice(x, x + width)
    part = np.ascontiguousarray(ink[place]).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(part)
    large = stats[:, 4] >= LEAST_LETTER
    large[0] = False
    whole = np.zeros(ink.shape, bool)
    whole[place] = large[labels]
    return whole


def _darkened(
    grey: Grey, reduced: int, look: _Look, spots: Grey, seen: NDArray[np.float32]
) -> Grey:
    """The page with the pale letters in and around its spots as dark as others."""
    around = cv2.dilate(spots, np.ones((REACH, REACH), np.uint8))
    letters = np.where(_without_specks(look.ink >= seen, around), look.ink, 0).astype(np.uint8)
    highest = cv2.dilate(letters, np.ones((STROKES, STROKES), np.uint8)).astype(np.float32)
    least = np.where(spots > 0, seen, np.maximum(GRAIN * look.usual, seen))
    pale = (around > 0) & (highest >= least)
    gain = np.where(pale, np.clip(look.usual / np.maximum(highest, 1.0), 1.0, MOST_GAIN), 1.0)
    gain = cv2.blur(gain.astype(np.float32), (3, 3))
    x, y, width, height = cv2.boundingRect(around)
    top, left, bottom, right = (reduced * edge for edge in (y, x, y + height, x + width))
    part = grey[top:bottom, left:right]
    size = (part.shape[1], part.shape[0])
    paper, times = (
        cv2.resize(np.ascontiguousarray(field[y : y + height, x : x + width]), size)
        for field in (look.paper.astype(np.float32), gain)
    )
    lifted = grey.copy()
    lifted[top:bottom, left:right] = np.where(
        times > 1.0, np.clip(paper - (paper - part) * times, 0, 255), part
    ).astype(np.uint8)
    return lifted
