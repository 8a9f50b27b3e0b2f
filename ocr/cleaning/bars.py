"""Barcodes taken off the page: Tesseract takes them, and the print beside them, for a picture."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.ink import Ink
from prescription.record import Box

LEAST_HEIGHT = 0.012
"""Of the page's height: bars are higher than letters."""
LEAST_TURNS = 30
"""From bar to gap and back; a code of nine digits has more than eighty."""
LEAST_ALIKE = 0.9
"""Share of columns that are the same at the head and at the foot of the bars."""


def wipe_bars(ink: Ink) -> Ink:
    """The ink of a level page without its barcodes; itself when there are none."""
    found = find_bars(ink)
    if not found:
        return ink
    grey, labels, stats = ink.grey.copy(), ink.labels.copy(), ink.stats.copy()
    for x, y, width, height in found:
        grey[y : y + height, x : x + width] = 255
        inside = labels[y : y + height, x : x + width]
        stats[np.setdiff1d(inside, 0)] = 0
        labels[y : y + height, x : x + width] = 0
    return Ink(grey, labels, stats)


def find_bars(ink: Ink) -> list[Box]:
    """Where upright bars stand close together, many and all of one height."""
    mask = (ink.labels > 0).astype(np.uint8)
    least = max(round(LEAST_HEIGHT * mask.shape[0]), 8)
    tall = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((least, 1), np.uint8))
    if not tall.any():
        return []
    joined = cv2.dilate(tall, np.ones((1, least), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [Box(*(int(v) for v in row[:4])) for row in stats[1:] if row[2] > 2 * least]
    return [box for box in boxes if _is_code(mask, box)]


def _is_code(mask: NDArray[np.uint8], box: Box) -> bool:
    part = mask[box.y : box.y + box.height, box.x : box.x + box.width]
    quarter = max(box.height // 4, 1)
    head = part[quarter : 2 * quarter].mean(axis=0) > 0.5
    foot = part[2 * quarter : 3 * quarter].mean(axis=0) > 0.5
    turns = int((head[1:] != head[:-1]).sum())
    return turns >= LEAST_TURNS and float((head == foot).mean()) > LEAST_ALIKE
