"""Printed rules taken off the page: Tesseract reads them as `|`, `l` or `1` beside the words."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, find_components

LONG, SHORT = 6.0, 2.5
"""In x-heights: no stroke of a letter is so long; a rule that meets a long one may be shorter."""
MOST_WIDTH = 0.5
"""In x-heights."""
STRUCK = 0.08
"""A rule with ink above and below it over this share of its length strikes words out: it stays."""
_REACH = 4  # pixels across a rule in which what crosses it goes on

Mask = NDArray[np.uint8]


def wipe_rules(ink: Ink, x_height: float) -> Ink:
    """The ink of a level page without its rules and frames; itself when there are none.

    What a rule crosses stays, and so does a rule that strikes words out. `x_height` is that of the
    page's print in pixels, 0 where there is none.
    """
    large = ink.stats[:, 2:4].max(axis=1) > LONG * x_height
    large[0] = False
    if not x_height or not large.any():
        return ink
    grey, labels, rows = ink.grey.copy(), ink.labels.copy(), [ink.stats.copy()]
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
    across, down = _runs(own, long, thick), _turned(_runs(_turned(own), long, thick))
    if not (across.any() or down.any()):
        return across
    if across.any():
        down |= _meeting(_turned(_runs(_turned(own), short, thick)), across, thick)
    if down.any():
        across |= _meeting(_runs(own, short, thick), down, thick)
    rest = own & (1 - _grown(across | down))
    across = _without_struck(across, rest)
    down = _turned(_without_struck(_turned(down), _turned(rest)))
    across |= _prolonged(rest, across, short, thick)
    down |= _turned(_prolonged(_turned(rest), _turned(down), short, thick))
    crossed = _crossed(rest, across) | _turned(_crossed(_turned(rest), _turned(down)))
    return _grown(across | down) & own & (1 - crossed)


def _turned(mask: Mask) -> Mask:
    return cv2.transpose(mask).astype(np.uint8, copy=False)


def _runs(mask: Mask, length: int, thick: int) -> Mask:
    """Runs of at least `length` pixels that are lower than `thick` and as good as level."""
    steps = np.ones((max(thick // 3, 3), 1), np.uint8)
    runs = _opened(cv2.dilate(mask, steps).astype(np.uint8), (1, length)) & mask
    return runs & (1 - _opened(runs, (thick, 1)))


def _opened(mask: Mask, kernel: tuple[int, int]) -> Mask:
    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(kernel, np.uint8)).astype(np.uint8)


def _grown(mask: Mask) -> Mask:
    """One pixel wider all around."""
    return cv2.dilate(mask, np.ones((3, 3), np.uint8)).astype(np.uint8)


def _meeting(runs: Mask, others: Mask, thick: int) -> Mask:
    """Those of the runs that touch one of the others."""
    labels, stats = find_components(runs)
    near = cv2.dilate(others, np.ones((thick, thick), np.uint8)).astype(np.uint8) & runs
    meets = np.zeros(len(stats), bool)
    meets[labels.ravel()[np.flatnonzero(near)]] = True
    return _chosen(runs, labels, meets)


def _chosen(mask: Mask, labels: NDArray[np.int32], kept: NDArray[np.bool_]) -> Mask:
    """Those components of a mask that are kept; most of a page is paper, which is not looked at."""
    chosen = np.zeros(mask.shape, np.uint8)
    inked = np.flatnonzero(mask)
    chosen.ravel()[inked] = kept[labels.ravel()[inked]]
    return chosen


def _prolonged(rest: Mask, rules: Mask, short: int, thick: int) -> Mask:
    """What goes on with a rule in its own direction: the steps of one that is not quite level."""
    band = cv2.dilate(rules, np.ones((thick, 2 * short), np.uint8)).astype(np.uint8)
    labels, stats = find_components(rest)
    within = labels.ravel()[np.flatnonzero(band & rest)]
    inside = np.bincount(within, minlength=len(stats)) == stats[:, 4]
    inside &= (stats[:, 3] < thick) & (stats[:, 2] >= stats[:, 3])
    return _chosen(rest, labels, inside)


def _without_struck(rules: Mask, rest: Mask) -> Mask:
    """The rules less those with letters above and below."""
    labels, stats = find_components(rules)
    kept = np.ones(len(stats), bool)
    for label in range(1, len(stats)):
        x, y, width, height, _ = (int(v) for v in stats[label])
        above = rest[max(y - _REACH, 0) : y, x : x + width].any(axis=0)
        below = rest[y + height : y + height + _REACH, x : x + width].any(axis=0)
        kept[label] = float((above & below).mean()) <= STRUCK
    return _chosen(rules, labels, kept)


def _crossed(rest: Mask, rules: Mask) -> Mask:
    """1 where ink goes on above and below a rule."""
    reach = np.ones((2 * _REACH + 1, 1), np.uint8)
    above = cv2.dilate(rest, reach, anchor=(0, 2 * _REACH)).astype(np.uint8)
    below = cv2.dilate(rest, reach, anchor=(0, 0)).astype(np.uint8)
    return above & below & _grown(rules)
