"""A printed line cut out and made level, however it slopes or bends, with its own ink alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import surround
from prescription.record import Box

REACH = 1.5
"""How many heights of capitals beyond its words a strip goes."""
ABOVE, BELOW = 1.5, 0.6
"""Heights of capitals that a strip shows above and below the baseline."""
_BEND_FROM = 8  # letters that a bent baseline is told from


@dataclass(frozen=True, slots=True)
class Strip:
    """A level line: `ink` holds its picture and components, letters stand on row `baseline`.

    (`left`, `top`) is the strip's corner on the page's picture; there, column x of the line lies
    `drop[x]` rows lower. `capitals` is the height of capitals in pixels.
    """

    ink: Ink
    left: int
    top: int
    drop: NDArray[np.int64]
    baseline: int
    capitals: int

    def on_picture(self, box: Box) -> Box:
        """A box of the strip on the page's picture."""
        middle = min(max(box.x + box.width // 2, 0), len(self.drop) - 1)
        return box._replace(x=box.x + self.left, y=box.y + self.top + int(self.drop[middle]))


def cut_strip(ink: Ink, words: Sequence[Box]) -> Strip:
    """The strip of the words of one line, neighbouring lines' ink wiped out."""
    box = surround(words) or Box(0, 0, 1, 1)
    curve, capitals = _measure(ink.stats[1:], words)
    reach = round(REACH * capitals)
    left = max(box.x - reach, 0)
    right = min(box.x + box.width + reach, ink.grey.shape[1])
    # Beyond the outermost words the curve is a guess: it goes on level.
    columns = np.clip(np.arange(left, right), box.x, box.x + box.width)
    line = np.rint(np.polyval(curve, columns)).astype(np.int64)
    above, below = round(ABOVE * capitals), round(BELOW * capitals)
    top = int(line.min()) - above
    drop = line - line.min()
    grey = np.full((above + below, right - left), 255, np.uint8)
    inked = np.zeros_like(grey)
    # Neighbouring columns that lie equally low are cut out together: most lines are level.
    starts = [0, *(np.flatnonzero(np.diff(drop)) + 1).tolist(), len(drop)]
    for start, end in pairwise(starts):
        row = top + int(drop[start])
        first = max(row, 0)
        last = max(min(row + above + below, ink.grey.shape[0]), first)
        here, there = np.s_[first - row : last - row, start:end], np.s_[first:last, left:right]
        grey[here] = ink.grey[there][:, start:end]
        inked[here] = ink.labels[there][:, start:end] > 0
    own = _own_ink(grey, inked, above, capitals)
    return Strip(own, left, top, drop, above, capitals)


def _measure(stats: NDArray[np.int32], words: Sequence[Box]) -> tuple[NDArray[np.float64], int]:
    """The baseline as a polynomial of the column, and the height of capitals.

    Components that hang below or float above are left out in three rounds of least squares.
    """
    high = median(word.height for word in words)
    inside = np.zeros(len(stats), bool)
    for word in words:
        inside |= share_inside(stats, word) > 0.5
    tall = stats[inside & (stats[:, 3] >= 0.35 * high) & (stats[:, 3] < 2 * high)]
    flat = np.array([float(median(word.y + word.height for word in words))])
    if len(tall) < 2:
        return flat, max(round(0.8 * high), 6)
    middles, bottoms = tall[:, 0] + tall[:, 2] / 2, (tall[:, 1] + tall[:, 3]).astype(float)
    curve = np.array([median(bottoms.tolist())])
    wide = middles.max() - middles.min() > 4 * high
    standing = np.abs(bottoms - curve[0]) < (0.35 if not wide else 1.5) * high
    for tolerance in (0.3, 0.18, 0.12):
        if standing.sum() < 4 or not wide:
            break
        bend = 2 if standing.sum() >= _BEND_FROM else 1
        curve = np.asarray(np.polyfit(middles[standing], bottoms[standing], bend), float)
        standing = np.abs(bottoms - np.polyval(curve, middles)) < tolerance * high
    rises = (np.polyval(curve, middles) - tall[:, 1])[standing]
    capitals = float(np.percentile(rises, 85)) if len(rises) else 0.8 * high
    return curve, max(round(capitals), 6)


def _own_ink(
    grey: NDArray[np.uint8], inked: NDArray[np.uint8], baseline: int, capitals: int
) -> Ink:
    """The strip without what reaches in from the lines above and below."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(inked, connectivity=8)
    top, bottom = stats[:, 1], stats[:, 1] + stats[:, 3]
    middle = centres[:, 1]
    foreign = (middle < baseline - 1.4 * capitals) | (middle > baseline + 0.5 * capitals)
    foreign |= (top == 0) & (bottom < baseline - 0.8 * capitals)
    foreign |= (bottom == len(grey)) & (top > baseline + 0.1 * capitals)
    foreign[0] = False
    if foreign.any():
        wiped = cv2.dilate(foreign[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        grey = np.where(wiped & ((labels == 0) | foreign[labels]), 255, grey).astype(np.uint8)
        labels = np.where(foreign[labels], 0, labels)
        stats = np.where(foreign[:, None], 0, stats)
    return Ink(grey, labels.astype(np.int32), stats.astype(np.int32))
