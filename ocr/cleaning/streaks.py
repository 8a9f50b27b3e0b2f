"""Lines that dirt on a scanner's glass draws through a page, from edge to edge: they are lifted.

No printed rule runs through both margins of the paper and always in the same columns. Where a
streak darkens, or lightens, what it covers, the letters below it come back; where it hides them,
the columns beside it are joined, and what stood there is in doubt: a 1, or a comma, may be as thin.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey
from prescription.record import Box

PARTS, ROWS_OF_PART = 8, 36
"""Along a streak, and rows of each that are looked at: all parts but one show it."""
MARGIN = 0.025
"""Of the page, at all sides: there is no print, and a streak is there too."""
WIDEST = 9
"""Pixels; wider lines are bands, folds and shadows."""
LEAST = 7
"""Grey levels by which the paper of a streak is darker or lighter."""
HIDES = 110
"""Grey levels of shade from which nothing is seen through it."""
INKED, SEEN, MOSTLY = 60, 25, 0.5
"""Grey levels by which ink on both sides of a streak is darker than paper, and by which it still is
within; the share of such rows from which it is seen through."""
REACH = 2
"""Columns beside a streak into which it blurs."""

Shades = NDArray[np.int16]
"""How much darker (above 0) or lighter columns are than those beside them."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A page without streaks; itself where there was none. `hidden` are boxes that they covered."""

    grey: Grey
    hidden: tuple[Box, ...]


def lift_streaks(grey: Grey) -> Lifted:
    """The page without streaks, up and down or across."""
    upright, columns = _lift(grey)
    turned = upright.T
    level, rows = _lift(turned)
    height, width = grey.shape
    hidden = (
        *(Box(first, 0, last - first, height) for first, last in columns),
        *(Box(0, first, width, last - first) for first, last in rows),
    )
    return Lifted(upright if level is turned else np.ascontiguousarray(level.T), hidden)


def _lift(grey: Grey) -> tuple[Grey, list[tuple[int, int]]]:
    """The page without streaks that run up and down; from where to where they hid it."""
    height, width = grey.shape
    step, end, side = (
        height // (PARTS * ROWS_OF_PART),
        round(MARGIN * height),
        round(MARGIN * width),
    )
    hidden: list[tuple[int, int]] = []
    if step < 1 or side < WIDEST:
        return grey, hidden
    ends = _shade([grey[:end], grey[-end:]], spare=0)
    found = np.flatnonzero(np.abs(ends) >= LEAST)
    found = found[(found >= side) & (found < width - side)]
    if not len(found):
        return grey, hidden
    rows = grey[step // 2 :: step]
    lifted = grey
    for group in np.split(found, np.flatnonzero(np.diff(found) > REACH) + 1):
        left, right = int(group[0]) - 2 * WIDEST, int(group[-1]) + 2 * WIDEST + 1
        shades = _shade(np.array_split(rows[:, left:right], PARTS), spare=1)
        inner = np.flatnonzero(np.abs(shades[group - left]) >= LEAST)
        if not len(inner) or len(group) > WIDEST:
            continue
        lifted = grey.copy() if lifted is grey else lifted
        streak = group[inner]
        if not _is_clear(grey, streak, shades[streak - left]):
            hidden.append((int(streak[0]) - 1, int(streak[-1]) + 2))
        _lift_one(lifted, streak, shades, left)
    return lifted, hidden


def _is_clear(grey: Grey, streak: NDArray[np.int64], own: Shades) -> bool:
    """Whether ink is seen through a streak, where it stands on both sides."""
    if np.abs(own).max() >= HIDES:
        return False
    before, behind = (
        grey[:, column].astype(np.int16)
        for column in (streak[0] - REACH - 1, streak[-1] + REACH + 1)
    )
    paper, usual = np.median(before), np.median(grey[:, streak], axis=0)
    inked = np.maximum(before, behind) <= paper - INKED
    within = (usual - grey[inked][:, streak]).min(axis=1)
    return bool(len(within)) and float((within >= SEEN).mean()) >= MOSTLY


def _shade(parts: list[Grey], spare: int) -> Shades:
    """The shade that all parts of the columns but `spare` have at least."""
    paper = np.stack([np.median(part, axis=0) for part in parts]).astype(np.uint8)
    kernel = np.ones((1, WIDEST + 2), np.uint8)
    darker = cv2.morphologyEx(paper, cv2.MORPH_CLOSE, kernel).astype(np.int16) - paper
    lighter = paper - cv2.morphologyEx(paper, cv2.MORPH_OPEN, kernel).astype(np.int16)
    dark, light = (np.sort(shade, axis=0) for shade in (darker, lighter))
    middle = len(parts) // 2
    shade: Shades = np.where(
        dark[spare] >= light[spare],
        np.where(dark[spare] >= LEAST, dark[middle], dark[spare]),
        -np.where(light[spare] >= LEAST, light[middle], light[spare]),
    ).astype(np.int16)
    return shade


def _lift_one(grey: Grey, streak: NDArray[np.int64], shades: Shades, left: int) -> None:
    """Take one streak off the page where it is; `shades` begin at the column `left`."""
    first, last = int(streak[0]) - REACH, int(streak[-1]) + REACH + 1
    own = shades[first - left : last - left]
    if np.abs(own).max() < HIDES:
        lit = grey[:, first:last].astype(np.int16) + own
        grey[:, first:last] = np.clip(lit, 0, 255)
        return
    before, behind = grey[:, first - 1 : first], grey[:, last : last + 1]
    share = np.arange(1, last - first + 1) / (last - first + 1)
    grey[:, first:last] = (1 - share) * before + share * behind
