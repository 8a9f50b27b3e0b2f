"""A page as a picture, with the places of its words, on its way through damage."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from prescription.record import Box
from synthetic.pages.sheet import PrintedWord, Sheet

Pixels = NDArray[np.uint8]
Points = NDArray[np.float32]

Parameters = dict[str, Any]
"""What was done, by name: numbers, words, lists of numbers: written into the truth as it is."""


@dataclass(slots=True)
class Picture:
    """Pixels (height, width) grey or (height, width, 3) RGB, and the words' outlines.

    `outlines` holds for each word the four corners of its box and the middles of its edges, in
    pixels, as (words, 8, 2). `chance` draws strengths, `noise` seeds pixel noise.
    """

    pixels: Pixels
    outlines: Points
    dpi: float
    chance: Random
    noise: np.random.Generator
    parameters: Parameters = field(default_factory=dict)

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[1])

    def px(self, millimetres: float) -> int:
        """That many millimetres of the paper in whole pixels, at least one."""
        return max(1, round(millimetres * self.dpi / 25.4))

    def draw(self, name: str, low: float, high: float, digits: int = 3) -> float:
        """A strength between `low` and `high`, noted under `name`."""
        value = round(self.chance.uniform(low, high), digits)
        self.parameters[name] = value
        return value

    def happens(self, probability: float) -> bool:
        """Whether something of that probability happens."""
        return self.chance.random() < probability

    def boxes(self) -> list[Box]:
        """Each word's smallest upright box, kept inside the picture."""
        if not len(self.outlines):
            return []
        low = np.floor(self.outlines.min(axis=1)).astype(int)
        high = np.ceil(self.outlines.max(axis=1)).astype(int)
        found = []
        for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist(), strict=True):
            left, top = min(max(x0, 0), self.width - 1), min(max(y0, 0), self.height - 1)
            right, bottom = min(max(x1, left + 1), self.width), min(max(y1, top + 1), self.height)
            found.append(Box(left, top, right - left, bottom - top))
        return found


def take_picture(sheet: Sheet, chance: Random) -> Picture:
    """The undamaged page."""
    outlines = outline_words(sheet.words)
    seed = chance.getrandbits(63)
    return Picture(sheet.pixels().copy(), outlines, sheet.dpi, chance, np.random.default_rng(seed))


def outline_words(words: list[PrintedWord]) -> Points:
    """Corners and edge middles of the words' boxes, clockwise from the top left."""
    rows = []
    for word in words:
        x, y, wide, high = word.box
        mx, my, right, bottom = x + wide / 2, y + high / 2, x + wide, y + high
        above = ((x, y), (mx, y), (right, y), (right, my))
        below = ((right, bottom), (mx, bottom), (x, bottom), (x, my))
        rows.append((*above, *below))
    return np.array(rows, dtype=np.float32).reshape(-1, 8, 2)


def to_grey(picture: Picture) -> None:
    """Give up colour."""
    if picture.pixels.ndim == 3:
        picture.pixels = np.asarray(cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
