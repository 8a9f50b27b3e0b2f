"""The size of the print on a page whose surroundings are full of specks.

The desk around a photographed sheet, sharpened, is thousands of them: more than there are letters.
"""

import cv2
import numpy as np

from ocr.cleaning.clean import measure_x_height, x_height_of
from ocr.cleaning.ink import Ink

SUSPECT = 15.0
"""Pixels: print so small may be grain, and is measured again without it."""
MOST_LETTERS = 3000
"""Of one height: no page holds so many, a desk holds more."""
_SOFT = 1.5
_TWICE = 1.5


def printed_x_height(ink: Ink) -> float:
    """Height in pixels of most small letters, not of the grain around them; 0 without print."""
    found = x_height_of(ink.stats, ink.grey.shape)
    alike = np.abs(ink.stats[1:, 3] - found) <= 2
    if not 0 < found < SUSPECT or int(alike.sum()) <= MOST_LETTERS:
        return found
    # Softened, words of a page without grain would run together.
    soft = measure_x_height(cv2.GaussianBlur(ink.grey, (0, 0), _SOFT).astype(np.uint8))
    return soft if soft > _TWICE * found else found
