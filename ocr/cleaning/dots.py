"""Leaders, bullets and arrows: marks that are no letters, taken off before the page is read.

Tesseract reads leaders (`Doliprane ........ 1 cp`) as `….…`, often with the digit beside them, and
bullets as `+` or `e`. They are told by their shape and put back as what they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.arrows import find_arrows
from ocr.cleaning.ink import Ink
from prescription.record import Box

LARGEST_DOT = 0.45
"""In x-heights, as all that follows."""
DOT_PITCH = 1.6
FEWEST_DOTS = 4
UNEVEN = 0.3
"""Share of the pitch by which the gaps of a leader may differ."""
SMALLEST_BULLET, LARGEST_BULLET = 0.35, 1.05
SMALLEST_LISTED, FEWEST_LISTED = 0.25, 3
"""Of a list of so many at one edge: dust does not stand so, and a photograph eats small discs."""
LOWEST_DISC = 5
"""Pixels, under which discs and dashes look alike."""
HIGHEST_WRITING = 4.0
"""The shadow at a sheet's edge and rules are higher."""
SOLID = 0.7
"""Share of its box that a disc fills (π/4), less what a scanner eats."""
SQUARE = 0.93
ROUND, OBLONG, SAME_EDGE = 0.2, 0.35, 0.4
"""Of a bullet's height, and of its longer side where another one stands at the same edge, within
so many x-heights: few pixels make a disc higher than wide."""
BULLET_GAP = (0.25, 3.5)
"""From a bullet to the word behind it."""
EVEN, EVEN_LISTED = 0.25, 0.45
"""Share of its darkness by which a bullet may pale inside; one of a list, by a camera's blur."""
ARROW = "→"
MOST_BULLETS = 60
"""More of them, or of arrows, are the grain of a desk."""
ABOVE = 0.15
"""Of the first letter's height: the middle of a bullet stands lower than its top, of dust any."""
STEM = 0.6
"""The stem of an i begins so near below its dot."""
FREE = 8.0
"""Nothing is written so far before a bullet: a blurred `m` among words is none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at `box` of the picture: `....`, a bullet or an arrow."""

    text: str
    box: Box


def take_marks(ink: Ink, x_height: float) -> tuple[Ink, tuple[Mark, ...]]:
    """The ink of a level page without leaders, bullets and arrows, wiped where it is, and these.

    `x_height` is that of its print in pixels, 0 where there is none.
    """
    if not x_height:
        return ink, ()
    stats = ink.stats
    groups = [(_leader(stats, run), run) for run in _leaders(stats, x_height)]
    bullets = _bullets(ink, x_height)
    if len(bullets) <= MOST_BULLETS:
        groups += [(_bullet(stats[i]), [i]) for i in bullets]
    arrows = find_arrows(ink, x_height)
    if len(arrows) <= MOST_BULLETS:
        groups += [(Mark(ARROW, Box(*map(int, stats[i][:4]))), [i]) for i in arrows]
    grey, labels = ink.grey, ink.labels
    for mark, parts in groups:
        x, y, width, height = mark.box
        grey[max(y - 1, 0) : y + height + 1, max(x - 1, 0) : x + width + 1] = 255
        labels[y : y + height, x : x + width] = 0
        stats[parts] = 0
    return ink, tuple(mark for mark, _ in groups)


def _leaders(stats: NDArray[np.int32], x_height: float) -> list[list[int]]:
    """Dots of one size side by side on one height, evenly apart, nothing among them."""
    x, y, width, height, area = (stats[:, i] for i in range(5))
    largest = max(LARGEST_DOT * x_height, 3)
    dot = (np.maximum(width, height) <= largest) & (area > 0.5 * width * height) & (height > 1)
    dot[0] = False
    places = np.flatnonzero(dot)
    places = places[np.lexsort((x[places], y[places] + height[places] // 2))]
    rows = np.split(places, np.flatnonzero(np.diff((y + height)[places]) > 2) + 1)
    found: list[list[int]] = []
    for row in rows:
        run: list[int] = []
        for place in [*row[np.argsort(x[row], kind="stable")], None]:
            if place is not None and run and _continues(stats, run, int(place), x_height):
                run.append(int(place))
                continue
            if len(run) >= FEWEST_DOTS and _is_even(stats, run):
                found.append(run)
            run = [] if place is None else [int(place)]
    return [run for run in found if _is_clear(stats, run)]


def _continues(stats: NDArray[np.int32], run: Sequence[int], place: int, x_height: float) -> bool:
    last, new = stats[run[-1]], stats[place]
    gap = new[0] - last[0]
    return bool(
        0 < gap <= DOT_PITCH * x_height
        and abs(new[1] + new[3] - last[1] - last[3]) <= 2
        and abs(new[3] - last[3]) <= 2
    )


def _is_even(stats: NDArray[np.int32], run: Sequence[int]) -> bool:
    steps = np.diff(stats[run, 0] + stats[run, 2] / 2)
    return bool(np.abs(steps - np.median(steps)).max() <= max(UNEVEN * np.median(steps), 1.5))


def _is_clear(stats: NDArray[np.int32], run: Sequence[int]) -> bool:
    """Whether no other ink stands over or among the dots: those of letters carry something."""
    box = _leader(stats, run).box
    pitch = (box.width - stats[run[0], 2]) / (len(run) - 1)
    top = box.y - pitch * 1.5
    inside = (stats[:, 0] < box.x + box.width) & (stats[:, 0] + stats[:, 2] > box.x)
    inside &= (stats[:, 1] < box.y + box.height) & (stats[:, 1] + stats[:, 3] > top)
    inside[0] = False
    return int(inside.sum()) == len(run)


def _leader(stats: NDArray[np.int32], run: Sequence[int]) -> Mark:
    own = stats[run]
    x, y = int(own[:, 0].min()), int(own[:, 1].min())
    right, foot = int((own[:, 0] + own[:, 2]).max()), int((own[:, 1] + own[:, 3]).max())
    return Mark("." * len(run), Box(x, y, right - x, foot - y))


def _bullets(ink: Ink, x_height: float) -> list[int]:
    """Solid round or square blobs that begin a row of letters.

    Small ones, which may be dust, where one stands above or below the other; the smallest and pale
    ones in a list.
    """
    stats = ink.stats
    width, height, area = (stats[:, i] for i in (2, 3, 4))
    low, high = SMALLEST_BULLET * x_height, LARGEST_BULLET * x_height
    longer, off = np.maximum(width, height), np.abs(width - height)
    blob = (longer >= max(SMALLEST_LISTED * x_height, 4)) & (height <= high)
    blob &= area > SOLID * width * height
    blob &= off <= np.maximum(OBLONG * longer, 1)
    blob[0] = False
    # What reaches in over the picture's edge is no writing, nor is what is so high.
    written = (height > 0.5 * x_height) & (height <= HIGHEST_WRITING * x_height)
    written &= stats[:, 0] > 0
    found = [
        int(i)
        for i in np.flatnonzero(blob)
        if _begins_row(stats, int(i), written, x_height)
        and not _is_over_stem(stats, int(i), x_height)
        and _is_filled(ink, int(i), EVEN_LISTED)
    ]
    clear = (height >= low) & (off <= np.maximum(ROUND * height, 1))
    disc = (height >= LOWEST_DISC) & (off <= ROUND * longer)
    beside = {i: _count_listed(stats, i, found, x_height) for i in found}
    return [
        i
        for i in found
        if (disc[i] and beside[i] >= FEWEST_LISTED)
        or (longer[i] >= low and (clear[i] or beside[i] > 1) and _is_filled(ink, i, EVEN))
    ]


def _count_listed(
    stats: NDArray[np.int32], place: int, blobs: Sequence[int], x_height: float
) -> int:
    """How many blobs begin at the edge of one, itself counted, as bullets of a list do."""
    apart = np.abs(stats[blobs, 0] - stats[place, 0]) <= SAME_EDGE * x_height
    return int(apart.sum())


def _is_over_stem(stats: NDArray[np.int32], place: int, x_height: float) -> bool:
    """Whether ink stands right below a blob: the dot of an i is no bullet."""
    x, y, width, height, _ = (int(v) for v in stats[place])
    below = (stats[:, 0] < x + width) & (stats[:, 0] + stats[:, 2] > x)
    gap = stats[:, 1] - y - height
    below &= (gap >= 0) & (gap < STEM * x_height) & (stats[:, 3] > height)
    below[0] = False
    return bool(below.any())


def _is_filled(ink: Ink, place: int, even: float) -> bool:
    """Whether a blob is evenly dark inside: between the stems of a small `m` it is paler."""
    x, y, width, height, _ = (int(v) for v in ink.stats[place])
    left, top = max(round(width / 4), 1), max(round(height / 4), 1)
    inside = ink.grey[y + top : y + height - top, x + left : x + width - left].astype(float)
    darkest = float(inside.min()) if inside.size else 255.0
    return float(inside.max(initial=0.0)) - darkest <= even * (255.0 - darkest)


def _begins_row(
    stats: NDArray[np.int32], place: int, written: NDArray[np.bool_], x_height: float
) -> bool:
    x, y, width, height, _ = (int(v) for v in stats[place])
    middle, right = y + height / 2, x + width
    beside = written & (stats[:, 1] < middle) & (stats[:, 1] + stats[:, 3] > middle)
    beside[place] = False
    before = beside & (stats[:, 0] < x) & (stats[:, 0] + stats[:, 2] > x - FREE * x_height)
    after = stats[beside & (stats[:, 0] >= right)]
    if before.any() or not len(after):
        return False
    letter = after[after[:, 0].argmin()]
    on_row = letter[1] + ABOVE * letter[3] <= middle <= letter[1] + (1 - ABOVE) * letter[3]
    gap = letter[0] - right
    return bool(on_row and BULLET_GAP[0] * x_height <= gap <= BULLET_GAP[1] * x_height)


def _bullet(row: NDArray[np.int32]) -> Mark:
    x, y, width, height, area = (int(v) for v in row)
    square = height >= 8 and area > SQUARE * width * height
    return Mark("■" if square else "•", Box(x, y, width, height))
