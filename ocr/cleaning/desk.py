"""The desk around a photographed page, which the margin of the page made flat still shows."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

DARK = 0.8
"""Of the brightness of paper: what is darker in the margin is no paper."""
_COARSE = 4  # times smaller: the desk is looked for so


def cover_desk(flat: NDArray[Any], margin: int) -> None:
    """Make the desk in the margin above a page as bright as the paper below it, in place.

    Letters would be read of its grain. What bulges beyond the outline is bright and stays.
    """
    quarter = margin // _COARSE
    if not quarter:
        return
    size = (flat.shape[1] // _COARSE, 4 * quarter)
    strip = cv2.resize(np.ascontiguousarray(flat[: 4 * margin]), size, interpolation=cv2.INTER_AREA)
    # Print is closed over, the desk is not.
    kernel = np.ones((max(quarter // 2, 1), 4 * quarter), np.uint8)
    closed = cv2.morphologyEx(strip, cv2.MORPH_CLOSE, kernel)
    paper = np.median(closed[2 * quarter :], axis=0)
    reach = quarter + max(quarter // 4, 1)  # an outline is not exact
    desk = (closed[:reach] < DARK * paper).astype(np.uint8)
    whole = (flat.shape[1], reach * margin // quarter)
    covered = cv2.resize(desk, whole, interpolation=cv2.INTER_NEAREST) > 0
    level = cv2.resize(paper[None].astype(np.float32), whole, interpolation=cv2.INTER_LINEAR)
    top = flat[: whole[1]]
    top[...] = np.where(covered, level.astype(np.uint8), top)
