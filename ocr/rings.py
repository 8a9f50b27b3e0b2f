"""Rings of a pen around a number that was read as nothing: `(1) comprimé` came back as `comprimé`.

The engine takes the ring into the box of the word beside it. Whatever it encloses is told, unless
what was read there holds a number.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line
from ocr.regions import LARGEST_LETTER
from prescription.record import Box

WIDEST = 5.0
"""In x-heights: a wider stroke encloses words, or is a rule."""
HIGHEST = 4.0
"""In x-heights: what is higher reaches over several rows, as a stamp does."""
THIN = 0.5
"""Share of its rectangle that a ring's stroke fills at most."""
LEAST_DIGIT = 0.9
"""In x-heights: how high what it encloses is."""
_FRACTIONS = "½¼¾"


def find_unread_rings(lines: Sequence[Line], ink: Ink, x_height: float) -> tuple[Box, ...]:
    """Where a ring encloses ink in a word without a digit. Boxes are the picture's."""
    rings = [Box(*ring[:4]) for ring in _rings(ink.stats[1:], x_height)]
    if not rings:
        return ()
    words = [word for line in lines for word in line.words if word.box is not None]
    found: list[Box] = []
    for ring in rings:
        over = [word for word in words if _share(ring, word.box) > 0.5]
        read = "".join(word.text for word in over)
        wide = any(word.box is not None and word.box.width < 1.5 * ring.width for word in over)
        if over and not wide and not any(c.isdigit() or c in _FRACTIONS for c in read):
            found.append(ring)
    return tuple(found)


def _rings(stats: NDArray[np.int32], x_height: float) -> Iterator[list[int]]:
    """Thin strokes larger than letters that enclose something as high as a digit."""
    width, height, area = (stats[:, i] for i in (2, 3, 4))
    high, wide = LARGEST_LETTER
    large = (height > high * x_height) & (height < HIGHEST * x_height)
    large &= (width > wide * x_height) & (width < WIDEST * x_height)
    large &= area < THIN * width * height
    inner = stats[height >= LEAST_DIGIT * x_height]
    for place in np.flatnonzero(large):
        x, y, across, down, _ = stats[place].tolist()
        inside = (inner[:, 0] > x) & (inner[:, 0] + inner[:, 2] < x + across)
        inside &= (inner[:, 1] > y) & (inner[:, 1] + inner[:, 3] < y + down)
        if inside.any():
            yield stats[place].tolist()


def _share(ring: Box, word: Box | None) -> float:
    if word is None:
        return 0.0
    return float(share_inside(np.array([[*ring, 0]]), word)[0])
