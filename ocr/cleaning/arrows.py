"""Arrows to the right (`Smecta 3 g → 1 sachet`), which Tesseract reads as dashes, `+` or `>`.

Told by the shape alone: a level shaft, and at its right end a head as high above as below it that
narrows to a point. A dash has no head, `>` no shaft, and a letter that a dash touches is round.
"""

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink

LOWEST, HIGHEST = 0.28, 1.6
"""In x-heights, as what follows."""
SHORTEST, LONGEST = 0.9, 4.5
LONGER = 1.2
"""Times as long as high, at least."""
_MOST_FILLED = 0.6
_SHAFT, _THIN = 0.4, 0.45
"""So much of its length is shaft at least; a shaft is so thin, in heights of the head."""
_OFF = 0.15
"""In heights of the head: how far the shaft may be from its middle."""
_BACK = 0.15
"""Of the length: the head begins so suddenly."""
_BEYOND = 0.2
"""Of the length: behind its stem a `+` has an arm of more."""
_HALFWAY, _POINT = 0.8, 0.6
"""In heights of the head: how high it is at most halfway to its point, and there."""


def find_arrows(ink: Ink, x_height: float) -> list[int]:
    """The components that are arrows to the right; `x_height` is that of the print."""
    width, height, area = (ink.stats[:, i] for i in (2, 3, 4))
    likely = (height >= max(LOWEST * x_height, 5)) & (height <= HIGHEST * x_height)
    likely &= (width >= SHORTEST * x_height) & (width <= LONGEST * x_height)
    likely &= (width >= LONGER * height) & (area < _MOST_FILLED * width * height)
    likely[0] = False
    return [int(i) for i in np.flatnonzero(likely) if _is_arrow(ink, int(i))]


def _is_arrow(ink: Ink, label: int) -> bool:
    x, y, width, height, _ = (int(v) for v in ink.stats[label])
    own = ink.labels[y : y + height, x : x + width] == label
    if not own.any(axis=0).all():
        return False
    top, foot = own.argmax(axis=0), height - own[::-1].argmax(axis=0)
    spans, middles = foot - top, (top + foot) / 2
    shaft = max(round(_SHAFT * width), 1)
    thick = float(np.median(spans[:shaft]))
    level = bool(np.ptp(middles[:shaft]) <= max(_OFF * height, 1.5))
    thin = thick <= _THIN * height and spans[:shaft].max() <= max(1.5 * thick, thick + 2)
    centred = abs(float(np.median(middles[:shaft])) - height / 2) <= max(_OFF * height, 1.0)
    return level and bool(thin) and centred and _narrows(spans, middles, thick)


def _narrows(spans: NDArray[np.int64], middles: NDArray[np.float64], thick: float) -> bool:
    """Whether a head begins suddenly behind the shaft and narrows to a point on its height."""
    width, height = len(spans), int(spans.max())
    head = int(spans.argmax())
    before = head - round(thick + _BACK * width)
    if before < 0 or spans[before] > max(1.5 * thick, thick + 2):
        return False
    rest = spans[head:]
    beyond = int((rest <= max(1.3 * thick, thick + 1)).sum())
    if len(rest) < 3 or beyond > _BEYOND * width:
        return False
    tip = rest[-max(len(rest) // 5, 1) :]
    on_height = abs(float(middles[-1] - np.median(middles[: head // 2 + 1]))) <= 2 * _OFF * height
    halfway = rest[len(rest) // 2 : len(rest) // 2 + 2].mean() <= _HALFWAY * height
    return bool(on_height and halfway and tip.mean() <= _POINT * height)
