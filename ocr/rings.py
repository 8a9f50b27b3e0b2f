"""Rings of a pen around a number that was read as nothing: `(1) comprimé` came back as `comprimé`.

The engine takes the ring into the box of the word beside it. Whatever it encloses is told, unless
what was read there holds a number. So is a number in a printed frame of its own, which the engine
takes for a picture.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink, share_inside
from ocr.page import Line
from ocr.regions import LARGEST_LETTER
from ocr.ruled import is_ruled
from prescription.record import Box

WIDEST = 5.0
"""In x-heights: a wider stroke encloses words, or is a rule."""
HIGHEST = 4.0
"""In x-heights: what is higher reaches over several rows, as a stamp does."""
THIN = 0.5
"""Share of its rectangle that a ring's stroke fills at most."""
LEAST_DIGIT = 0.9
"""In x-heights: how high what it encloses is."""
FRAME, MOST_DIGITS = (2.0, 8.0), 2
"""In x-heights, how wide and high a printed frame of a number is; the digits of the number."""
_FRACTIONS = "½¼¾"


def find_unread_rings(lines: Sequence[Line], ink: Ink, x_height: float) -> tuple[Box, ...]:
    """Where a ring encloses ink in a word without a digit. Boxes are the picture's."""
    rings = [Box(*ring[:4]) for ring in _rings(ink.stats[1:], x_height)]
    frames = [Box(*frame[:4]) for frame in _frames(ink, x_height)]
    words = [word for line in lines for word in line.words if word.box is not None]
    found = [frame for frame in frames if not any(_holds(frame, word.box) for word in words)]
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


def _frames(ink: Ink, x_height: float) -> Iterator[list[int]]:
    """Printed frames of a number, such as that of the lines of a secured prescription."""
    stats = ink.stats[1:]
    width, height = stats[:, 2], stats[:, 3]
    low, high = FRAME[0] * x_height, FRAME[1] * x_height
    framing = (np.minimum(width, height) > low) & (np.maximum(width, height) < high)
    for place in np.flatnonzero(framing):
        x, y, across, down, _ = stats[place].tolist()
        inside = (stats[:, 0] > x) & (stats[:, 0] + width < x + across)
        inside &= (stats[:, 1] > y) & (stats[:, 1] + height < y + down)
        digits = inside & (height >= LEAST_DIGIT * x_height) & ~framing
        if 0 < int(digits.sum()) <= MOST_DIGITS and is_ruled(ink, int(place) + 1, x_height):
            yield stats[place].tolist()


def _holds(frame: Box, word: Box | None) -> bool:
    """Whether the middle of a word lies in a frame."""
    if word is None:
        return False
    x, y = word.x + word.width / 2, word.y + word.height / 2
    return frame.x < x < frame.x + frame.width and frame.y < y < frame.y + frame.height


def _share(ring: Box, word: Box | None) -> float:
    if word is None:
        return 0.0
    return float(share_inside(np.array([[*ring, 0]]), word)[0])
