"""Printed rules taken off the page: Tesseract reads them as `|`, `l` or `1` beside the words."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.components import find_components
from ocr.cleaning.ink import Ink
from ocr.threads import begin

LONG, SHORT = 6.0, 2.5
"""In x-heights: no stroke of a letter is so long; a rule that meets a long one may be shorter."""
MOST_WIDTH = 0.5
"""In x-heights."""
STRUCK = 0.08
"""A rule with ink above and below it over this share of its length strikes words out: it stays."""
LARGE = 200_000
"""Pixels of a frame or table that two processors share."""
_REACH = 4  # pixels across a rule in which what crosses it goes on

Mask = NDArray[np.uint8]


def wipe_rules(ink: Ink, x_height: float) -> Ink:
    """The ink of a level page without its rules and frames, wiped where it is.

    What a rule crosses stays, and so does a rule that strikes words out. `x_height` is that of the
    page's print in pixels, 0 where there is none.
    """
    large = ink.stats[:, 2:4].max(axis=1) > LONG * x_height
    large[0] = False
    if not x_height or not large.any():
        return ink
    grey, labels, rows = ink.grey, ink.labels, [ink.stats]
    for label in np.flatnonzero(large):
        x, y, width, height, _ = (int(v) for v in ink.stats[label])
        place = np.s_[y : y + height, x : x + width]
        own = (labels[place] == label).astype(np.uint8)
        wiped = _wiped(own, x_height)
        if not wiped.any():
            continue
        # The grey rim of a rule is paler than ink; other letters stay.
        rim = (_grown(wiped) > 0) & ((labels[place] == 0) | (wiped > 0))
        grey[place][rim] = 255
        rows[0][label] = 0
        rows.append(_number_again(labels[place], own & (1 - wiped), (x, y), sum(map(len, rows))))
        labels[place][wiped > 0] = 0
    return ink if len(rows) == 1 else Ink(grey, labels, np.concatenate(rows))


def _number_again(
    labels: NDArray[np.int32], left: Mask, corner: tuple[int, int], first: int
) -> NDArray[np.int32]:
    """Gives what is left of a component labels from `first` on; their rows."""
    found, stats = find_components(left)
    inside = found > 0
    labels[inside] = found[inside] + first - 1
    rows: NDArray[np.int32] = stats[1:].astype(np.int32)
    rows[:, :2] += np.array(corner, np.int32)
    return rows


def _wiped(own: Mask, x_height: float) -> Mask:
    """1 where a component is a rule."""
    long, short = round(LONG * x_height), round(SHORT * x_height)
    thick = max(round(MOST_WIDTH * x_height), 4)
    upright = begin(lambda: _turned(_runs(_turned(own), long, thick)), worth=own.size > LARGE)
    across, down = _runs(own, long, thick), upright()
    if not (across.any() or down.any()):
        return across
    if across.any():
        down |= _turned(_meeting(_runs(_turned(own), short, thick), _turned(across), thick))
    if down.any():
        across |= _meeting(_runs(own, short, thick), down, thick)
    rest = own & (1 - _grown(across | down))
    across = _without_struck(across, rest)
    down = _turned(_without_struck(_turned(down), _turned(rest)))
    across |= _prolonged(rest, across, short, thick)
    down |= _turned(_prolonged(_turned(rest), _turned(down), short, thick))
    over = begin(lambda: _turned(_crossed(_turned(rest), _turned(down))), worth=own.size > LARGE)
    crossed = _crossed(rest, across) | over()
    return _grown(across | down) & own & (1 - crossed)


def _turned(mask: Mask) -> Mask:
    return cv2.transpose(mask).astype(np.uint8, copy=False)


def _runs(mask: Mask, length: int, thick: int) -> Mask:
    """Runs of at least `length` pixels that are lower than `thick` and as good as level."""
    steps = np.ones((max(thick // 3, 3), 1), np.uint8)
    runs = _opened(cv2.dilate(mask, steps).astype(np.uint8), (1, length)) & mask
    return runs & (1 - _opened(runs, (thick, 1)))


def _opened(mask: Mask, kernel: tuple[int, int]) -> Mask:
    """The mask opened; beyond its edges is no ink: the outermost rule is as thin as others."""
    shape, edge = np.ones(kernel, np.uint8), cv2.BORDER_CONSTANT
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, shape, borderType=edge, borderValue=0)
    return opened.astype(np.uint8)


def _grown(mask: Mask) -> Mask:
    """One pixel wider all around."""
    return cv2.dilate(mask, np.ones((3, 3), np.uint8)).astype(np.uint8)


def _meeting(runs: Mask, others: Mask, thick: int) -> Mask:
    """Those of the runs that touch one of the others."""
    parts = _parts_of(runs)
    near = cv2.dilate(others, np.ones((thick, thick), np.uint8)).astype(np.uint8)
    meets = np.zeros(len(parts.stats), bool)
    meets[parts.inside(near)] = True
    return parts.chosen(meets)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of a mask, sought in those of its rows alone that hold any: `rows`.

    Rules fill few rows of a page, and a frame as large as the page is mostly paper.
    """

    mask: Mask
    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    own: NDArray[np.int32]
    stats: NDArray[np.int32]

    def inside(self, other: Mask) -> NDArray[np.int32]:
        """For each pixel that the mask shares with another one, its component."""
        return self.own[other[self.rows].ravel()[self.places] > 0]

    def chosen(self, kept: NDArray[np.bool_]) -> Mask:
        """The mask with those components that are kept."""
        part = np.zeros((len(self.rows), self.mask.shape[1]), np.uint8)
        part.ravel()[self.places] = kept[self.own]
        chosen = np.zeros(self.mask.shape, np.uint8)
        chosen[self.rows] = part
        return chosen


def _parts_of(mask: Mask) -> _Parts:
    """The components of a mask of 0 and 1."""
    used = np.asarray(mask.view(np.bool_).any(axis=1), np.bool_)
    used[0] = True
    used[1:] |= used[:-1].copy()  # a row of paper parts what it parted
    rows = np.flatnonzero(used)
    packed = mask[rows]
    labels, stats = find_components(packed)
    stats[1:, 1] = rows[stats[1:, 1]]
    places = np.flatnonzero(packed.view(np.bool_))
    return _Parts(mask, rows, places, labels.ravel()[places], stats)


def _prolonged(rest: Mask, rules: Mask, short: int, thick: int) -> Mask:
    """What goes on with a rule in its own direction: the steps of one that is not quite level."""
    band = cv2.dilate(rules, np.ones((thick, 2 * short), np.uint8)).astype(np.uint8)
    parts = _parts_of(rest)
    inside = np.bincount(parts.inside(band), minlength=len(parts.stats)) == parts.stats[:, 4]
    inside &= (parts.stats[:, 3] < thick) & (parts.stats[:, 2] >= parts.stats[:, 3])
    return parts.chosen(inside)


def _without_struck(rules: Mask, rest: Mask) -> Mask:
    """The rules less those with letters above and below."""
    parts = _parts_of(rules)
    kept = np.ones(len(parts.stats), bool)
    for label, (x, y, width, height, _) in enumerate(parts.stats[1:].tolist(), 1):
        above = rest[max(y - _REACH, 0) : y, x : x + width].any(axis=0)
        below = rest[y + height : y + height + _REACH, x : x + width].any(axis=0)
        kept[label] = float((above & below).mean()) <= STRUCK
    return parts.chosen(kept)


def _crossed(rest: Mask, rules: Mask) -> Mask:
    """1 where ink goes on above and below a rule."""
    if not (rest.any() and rules.any()):
        return np.zeros_like(rest)
    reach = np.ones((2 * _REACH + 1, 1), np.uint8)
    above = cv2.dilate(rest, reach, anchor=(0, 2 * _REACH)).astype(np.uint8)
    below = cv2.dilate(rest, reach, anchor=(0, 0)).astype(np.uint8)
    return above & below & _grown(rules)
