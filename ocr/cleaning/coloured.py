"""Stamps and signatures in coloured ink over black print: taken off, so that the print is read.

Blue ink darkens blue light least. Where a coloured stroke crosses black letters, the lightest of
the three colours shows the letters and hardly the stroke. Only strokes that touch black print are
taken off: what a doctor wrote beside it in blue stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey, measure_paper
from ocr.cleaning.components import find_components
from ocr.cleaning.picture import Picture
from ocr.level import cut_box
from prescription.record import Box

APART, SATURATED = 30, 0.2
"""Of coloured ink: levels (0 to 255, white paper) between its lightest and its darkest colour, and
their share of the lightest one."""
PALEST, BLACKEST, DARKER = 0.9, 0.5, 0.6
"""Of the paper: coloured ink is darker than the first, black print darker than the second, and than
the third of the coloured ink."""
OF_COLOUR = 0.75
"""Of the ink in rows, that on a page which is printed or written in colour itself."""
CROSSED, LEAST = 0.02, 0.1
"""Of the square of a row's height: so many black pixels beside coloured ones are a crossing; so
much is coloured at least."""
AROUND, TOGETHER = 4.0, 0.9
"""In heights of a row: how far beyond the words is looked; what stands nearer to each other is one
stamp, or one signature."""
HIGHER, WIDER, SIGNED = 2.2, 4.0, 0.8
"""In heights of a row: what is higher or wider is no letter; the share of the black ink crossed
over which it is a signature. Its stamp is read no better without its own words."""
BESIDE = 5
"""Pixels around coloured ink where black counts as touched."""
FRINGE = 7
"""Pixels around coloured ink that its blur reaches."""
MOST = 0.5
"""Of the print: what is coloured over more of it is the desk or the paper."""
REDUCED, SPARSE = 2, 4
"""Of so many pixels in a row one is looked at; of these, for the colour of the paper."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """The page without the coloured strokes that cross black print, and the boxes of these."""

    grey: Grey
    places: tuple[Box, ...]


def uncover(picture: Picture, grey: Grey, words: Sequence[Box]) -> Uncovered | None:
    """The page (height, width, 3) without coloured strokes over its print; None if it has none.

    `grey` is the page in grey, `words` the boxes of what was read on it.
    """
    if not words:
        return None
    height = float(np.median([box.height for box in words]))
    left, top, right, foot = _around(words, round(AROUND * height))
    part = picture[top:foot, left:right]
    small = part[::REDUCED, ::REDUCED]
    white = _white(small[::SPARSE, ::SPARSE])
    found = _coloured(small, white)
    if np.count_nonzero(found) * REDUCED**2 < LEAST * height**2:
        return None
    lined = _in_rows(found.shape, [b._replace(x=b.x - left, y=b.y - top) for b in words])
    inked = _lightest(small, white) < BLACKEST * 255
    if np.count_nonzero(found & lined) > OF_COLOUR * np.count_nonzero((found | inked) & lined):
        return None
    lifted, paper, places = grey, grey, list[Box]()
    for corner, own in _strokes(found, lined, TOGETHER * height / REDUCED):
        x, y = left + REDUCED * corner[0], top + REDUCED * corner[1]
        high, wide = (REDUCED * side for side in own.shape)
        box = cut_box(Box(x, y, wide, high), grey.shape[1], grey.shape[0])
        here, whole = _with_room(own, box, round(HIGHER * height), grey.shape)
        bare = _without_ink(picture[here], whole > 0, white, height)
        if bare is None:
            continue
        if not places:
            size = grey.shape[1], grey.shape[0]
            paper = cv2.resize(measure_paper(grey), size, interpolation=cv2.INTER_LINEAR).astype(
                np.uint8
            )
            lifted = grey.copy()
        lifted[here] = np.maximum(lifted[here], np.rint(bare * paper[here])).astype(np.uint8)
        places.append(box)
    return Uncovered(lifted, tuple(places)) if places else None


def _around(words: Sequence[Box], reach: int) -> tuple[int, int, int, int]:
    """The edges of all words and `reach` pixels more: left, top, right, foot."""
    left, top = (max(min(box[i] for box in words) - reach, 0) for i in (0, 1))
    right = max(box.x + box.width for box in words) + reach
    return left, top, right, max(box.y + box.height for box in words) + reach


def _in_rows(shape: tuple[int, ...], words: Sequence[Box]) -> NDArray[np.bool_]:
    """Where words stand on the reduced picture."""
    lined = np.zeros(shape, bool)
    for word in words:
        x, y, wide, high = (side // REDUCED for side in word)
        lined[y : y + high + 1, x : x + wide] = True
    return lined


def _strokes(
    found: NDArray[np.bool_], lined: NDArray[np.bool_], apart: float
) -> Iterator[tuple[tuple[int, int], Grey]]:
    """The left and top edge of each stamp or signature that lies over rows, and where it is."""
    reach = max(round(apart), 1)
    joined = cv2.dilate(found.astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for label in range(1, len(stats)):
        x, y, wide, high = (int(value) for value in stats[label, :4])
        own = labels[y : y + high, x : x + wide] == label
        if wide * high < MOST * found.size and (own & lined[y : y + high, x : x + wide]).any():
            yield (x, y), own.astype(np.uint8)


def _without_ink(
    part: Picture, own: NDArray[np.bool_], white: NDArray[np.float32], height: float
) -> NDArray[np.float64] | None:
    """How light a part is without its coloured ink, 0 to 1 (paper); 0 where it stays as it is.

    None where the ink crosses no print.
    """
    coloured = _coloured(part, white) & own
    lightest = _lightest(part, white)
    near = cv2.dilate(coloured.astype(np.uint8), np.ones((BESIDE, BESIDE), np.uint8)) > 0
    if not coloured.any():
        return None
    ink = float(np.percentile(lightest[coloured], 40))
    black = (lightest < min(BLACKEST * 255, DARKER * ink)) & ~coloured
    if np.count_nonzero(near & black) < CROSSED * height**2:
        return None
    if _is_signature(black, near, height):
        return None
    reach = cv2.dilate(coloured.astype(np.uint8), np.ones((FRINGE, FRINGE), np.uint8)) > 0
    light: NDArray[np.float64] = np.where(reach, np.minimum(lightest / max(ink, 1.0), 1.0), 0.0)
    return light


def _with_room(
    own: Grey, box: Box, room: int, shape: tuple[int, ...]
) -> tuple[tuple[slice, slice], Grey]:
    """Where `box` is with so much around it, and `own`, which is that box reduced, there."""
    whole = cv2.resize(own, (box.width, box.height), interpolation=cv2.INTER_NEAREST)
    ends = box.x + box.width, box.y + box.height
    above, before = min(box.y, room), min(box.x, room)
    below, behind = min(shape[0] - ends[1], room), min(shape[1] - ends[0], room)
    here = np.s_[box.y - above : ends[1] + below, box.x - before : ends[0] + behind]
    wider = cv2.copyMakeBorder(whole, above, below, before, behind, cv2.BORDER_CONSTANT, value=0)
    return here, wider.astype(np.uint8, copy=False)


def _is_signature(black: NDArray[np.bool_], near: NDArray[np.bool_], height: float) -> bool:
    """Whether hardly any of the black ink that is touched is letters."""
    labels, stats = find_components(black.astype(np.uint8))
    touched = np.unique(labels[near & black])
    _, _, wide, high, area = stats[touched].T
    large = (high > HIGHER * height) | (wide > WIDER * height)
    return float(area[large].sum()) > SIGNED * float(area.sum())


def _white(part: Picture) -> NDArray[np.float32]:
    """The colour of the paper: that of the lighter half of the pixels."""
    light = part.max(axis=2)
    paper = part[light >= np.percentile(light, 50)]
    white: NDArray[np.float32] = np.maximum(np.median(paper, axis=0), 1).astype(np.float32)
    return white


def _lightest(part: Picture, white: NDArray[np.float32]) -> Grey:
    """Of each pixel the lightest colour, 255 where it is as light as the paper."""
    lightest: Grey = np.maximum.reduce(_scaled(part, white))
    return lightest


def _coloured(part: Picture, white: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where there is ink whose colours differ."""
    scaled = _scaled(part, white)
    lightest, darkest = np.maximum.reduce(scaled), np.minimum.reduce(scaled)
    apart = lightest - darkest
    coloured: NDArray[np.bool_] = (
        (apart >= APART) & (apart >= SATURATED * lightest) & (darkest < PALEST * 255)
    )
    return coloured


def _scaled(part: Picture, white: NDArray[np.float32]) -> list[Grey]:
    """Red, green and blue without their noise, 255 where they are as light as on paper."""
    smooth = (cv2.blur(np.ascontiguousarray(part[:, :, i]), (3, 3)) for i in range(3))
    return [
        cv2.convertScaleAbs(channel, alpha=255.0 / float(white[i])).astype(np.uint8)
        for i, channel in enumerate(smooth)
    ]
