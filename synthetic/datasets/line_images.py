"""Pictures of single printed lines with their text, for training OCR (Tesseract's naming)."""

from collections.abc import Iterator, Sequence
from math import atan2, cos, sin

import cv2
import numpy as np

from synthetic.damage.picture import Picture, Pixels, Points
from synthetic.pages.sheet import PrintedWord

_PADDING = 6
_LEFT, _RIGHT = 7, 3


def cut_lines(words: Sequence[PrintedWord], picture: Picture) -> Iterator[tuple[str, Pixels]]:
    """The text and the levelled grey picture of each printed line of a page, marks left out."""
    lines: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        if word.part.kind != "mark":
            lines.setdefault(word.line, []).append(place)
    grey = picture.pixels
    if grey.ndim == 3:
        grey = np.asarray(cv2.cvtColor(grey, cv2.COLOR_RGB2GRAY), np.uint8)
    for places in lines.values():
        text = " ".join(words[place].text for place in places)
        yield text, _level(grey, picture.outlines[places])


def _level(grey: Pixels, outlines: Points) -> Pixels:
    """The stretch of the page under the outlines, turned so that the words run to the right."""
    start, end = outlines[0, _LEFT], outlines[-1, _RIGHT]
    angle = atan2(float(end[1] - start[1]), float(end[0] - start[0]))
    turn = np.array(((cos(angle), sin(angle)), (-sin(angle), cos(angle))), np.float64)
    level = outlines.reshape(-1, 2).astype(np.float64) @ turn.T
    low, high = level.min(axis=0) - _PADDING, level.max(axis=0) + _PADDING
    size = (max(1, round(high[0] - low[0])), max(1, round(high[1] - low[1])))
    move = np.concatenate((turn, -low[:, None]), axis=1)
    cut = cv2.warpAffine(grey, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)
