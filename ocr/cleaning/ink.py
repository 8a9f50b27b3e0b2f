"""The ink of a page as connected components."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey, ink_mask
from ocr.cleaning.components import find_components
from prescription.record import Box


@dataclass(frozen=True, slots=True)
class Ink:
    """The components of a picture: labels, and rows of (x, y, width, height, area); 0 is paper.

    `wiped` holds the rows of specks that stood in it.
    """

    grey: Grey
    labels: NDArray[np.int32]
    stats: NDArray[np.int32]
    wiped: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 5), np.int32))


def find_ink(grey: Grey) -> Ink:
    """The components of an even picture."""
    return Ink(grey, *find_components(ink_mask(grey)))


def share_inside(stats: NDArray[np.int32], box: Box) -> NDArray[np.float64]:
    """For each component, the share of its rectangle that lies in `box`."""
    x, y, width, height = (stats[:, i] for i in range(4))
    across = np.minimum(x + width, box.x + box.width) - np.maximum(x, box.x)
    down = np.minimum(y + height, box.y + box.height) - np.maximum(y, box.y)
    shared = np.maximum(across, 0) * np.maximum(down, 0)
    share: NDArray[np.float64] = shared / np.maximum(width * height, 1)
    return share


def frame(grey: Grey, box: Box, margin: int) -> tuple[Grey, int, int]:
    """The part at `box` with `margin` pixels around it on white, and its left and top edge."""
    top, left = max(box.y - margin, 0), max(box.x - margin, 0)
    part = grey[top : box.y + box.height + margin, left : box.x + box.width + margin]
    white = 10
    framed = cv2.copyMakeBorder(part, white, white, white, white, cv2.BORDER_CONSTANT, value=255)
    return framed.astype(np.uint8), left - white, top - white
