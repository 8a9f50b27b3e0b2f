"""Curled paper: lines of print that bend are made level.

Letters are chained into lines, the lines' slopes are fitted by a smooth field over the page, and
each column is moved up or down by what the slopes add up to from the page's middle.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey
from ocr.level import Bend, drop_of
from ocr.threads import shared_out

FEWEST_SLOPES = 6
FEWEST_FOR_CURVES = 16
LEAST_SLOPE = 0.015
"""Slopes within this of each other, over the whole page, need no unbending."""
STEEPEST = 0.3
_CHAIN = 7  # letters of a stretch of line whose slope counts


def measure_bend(stats: NDArray[np.int32], shape: tuple[int, ...]) -> Bend | None:
    """The bend of a page's lines, None when they are straight and parallel.

    `stats` are (x, y, width, height, area) rows of ink components.
    """
    found = _slopes(_letters(stats))
    if len(found) < FEWEST_SLOPES:
        return None
    x, y, slope, weight = found.T
    middle = shape[1] / 2
    u = x - middle
    terms = [np.ones_like(u), u, y, u**2, u * y, y**2]
    terms = terms[: 6 if len(found) >= FEWEST_FOR_CURVES else 3]
    scale = np.array([np.abs(term).max() + 1e-9 for term in terms])
    matrix = np.stack(terms, axis=1) / scale
    good = np.ones(len(slope), bool)
    fitted = np.zeros(len(terms))
    for _ in range(4):
        w = np.sqrt(weight[good])
        fitted = np.linalg.lstsq(matrix[good] * w[:, None], slope[good] * w, rcond=None)[0]
        off = np.abs(matrix @ fitted - slope)
        good = off <= max(3 * float(np.median(off[good])), 0.004)
    field = matrix @ fitted
    noise = float(np.median(np.abs(field - slope)[good]))
    worth = np.ptp(field[good]) > max(LEAST_SLOPE, 5 * noise)
    if not worth or np.abs(field).max() > STEEPEST or good.mean() < 0.5:
        return None
    values = [*(fitted / scale), 0.0, 0.0, 0.0][:6]
    c0, c1, c2, c3, c4, c5 = (float(value) for value in values)
    return (middle, c0, c1, c2, c3, c4, c5)


def unbend(grey: Grey, bend: Bend) -> Grey:
    """The picture with its lines level; its size stays."""
    height, width = grey.shape
    step = 8
    # The drop is smooth: it is reckoned in the middle of squares, where `resize` has its samples.
    middles = (np.arange(0, side, step) + (step - 1) / 2 for side in (width, height))
    x, y = np.meshgrid(*middles)
    drop = drop_of(bend, x, y).astype(np.float32)
    size = (drop.shape[1] * step, drop.shape[0] * step)
    rows = cv2.resize(drop, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    rows = rows + np.arange(height, dtype=np.float32)[:, None]
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
    with shared_out():
        level = cv2.remap(
            grey, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
        )
    return level.astype(np.uint8)


def _letters(stats: NDArray[np.int32]) -> NDArray[np.float64]:
    """Components of the size of most letters, by their left edge."""
    usual = stats[(stats[:, 3] >= 6) & (stats[:, 2] < 4 * stats[:, 3]) & (stats[:, 3] < 150)]
    if not len(usual):
        return usual.astype(float)
    high = float(np.median(usual[:, 3]))
    letters = usual[(usual[:, 3] > 0.55 * high) & (usual[:, 3] < 2.4 * high)]
    return letters[np.argsort(letters[:, 0], kind="stable")].astype(float)


def _slopes(letters: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of (x, y, slope, weight) of straight stretches of print."""
    found: list[tuple[float, float, float, float]] = []
    for chain in _chains(letters):
        for start in range(0, max(len(chain) - _CHAIN // 2, 1), 2 * _CHAIN):
            stretch = letters[chain[start : start + 2 * _CHAIN]]
            if len(stretch) >= _CHAIN:
                slope = _slope(stretch)
                if slope is not None:
                    found.append(slope)
    return np.array(found).reshape(-1, 4)


def _chains(letters: NDArray[np.float64]) -> list[list[int]]:
    """Letters one after the other on a line, each with the next to its right.

    They are looked for in the bands of rows that a letter stands in: a page has many.
    """
    high = 2 * max(float(np.median(letters[:, 3])), 1.0) if len(letters) else 1.0
    places = [(x, y, x + width, y + height) for x, y, width, height, _ in letters.tolist()]
    bands: dict[int, list[int]] = {}
    for i, (_, top, _, foot) in enumerate(places):
        for band in range(int(top // high), int(foot // high) + 1):
            bands.setdefault(band, []).append(i)
    after: dict[int, int] = {}
    followed: set[int] = set()
    for i, (_, top, _, foot) in enumerate(places):
        rows = range(int(top // high), int(foot // high) + 1)
        near = (_next(places, i, bands[band], followed) for band in rows)
        found = [j for j in near if j is not None]
        if found:
            after[i] = min(found)
            followed.add(after[i])
    chains: list[list[int]] = []
    for first in range(len(places)):
        if first not in followed:
            chain = [first]
            while chain[-1] in after:
                chain.append(after[chain[-1]])
            chains.append(chain)
    return chains


def _next(
    places: Sequence[tuple[float, float, float, float]],
    i: int,
    band: Sequence[int],
    followed: Collection[int],
) -> int | None:
    """The first letter of a band, which are by their left edge, that goes on after letter `i`."""
    left, top, right, foot = places[i]
    height = foot - top
    least, reach = left + 0.3 * (right - left), right + 1.3 * height
    for j in band[bisect_right(band, i) :]:
        x, y, _, end = places[j]
        if x >= reach:
            return None
        shared = min(foot, end) - max(top, y)
        if x > least and shared > 0.5 * min(height, end - y) and j not in followed:
            return j
    return None


def _slope(stretch: NDArray[np.float64]) -> tuple[float, float, float, float] | None:
    """Of the line that most letters of the stretch stand on."""
    x = stretch[:, 0] + stretch[:, 2] / 2
    foot = stretch[:, 1] + stretch[:, 3]
    high = float(np.median(stretch[:, 3]))
    if np.ptp(x) < 4 * high:
        return None
    standing = _on_one_line(x, foot, high)
    if standing.sum() < 5:
        return None
    slope = start = 0.0
    for _ in range(2):
        slope, start = _fit(x[standing], foot[standing])
        standing = np.abs(foot - start - slope * x) < 0.15 * high
        if standing.sum() < 5:
            return None
    return float(x.mean()), float(foot.mean()), slope, float(np.ptp(x))


def _fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """The slope of the line through points by least squares, and where it begins."""
    middle, height = float(x.mean()), float(y.mean())
    away = x - middle
    slope = float(away @ (y - height)) / float(away @ away)
    return slope, height - slope * middle


def _on_one_line(
    x: NDArray[np.float64], foot: NDArray[np.float64], high: float
) -> NDArray[np.bool_]:
    """Which letters stand on the line, through two of them, that most letters stand on.

    A fit of all letters would lean towards a few that hang below the line: `cpr per os`.
    """
    first, second = np.triu_indices(len(x), 1)
    far = np.abs(x[second] - x[first]) > 2 * high
    first, second = first[far], second[far]
    slopes = (foot[second] - foot[first]) / (x[second] - x[first])
    off = np.abs(foot - foot[first][:, None] - slopes[:, None] * (x - x[first][:, None]))
    near = (off < 0.15 * high) & (np.abs(slopes) <= STEEPEST)[:, None]
    counts = near.sum(axis=1) - (np.where(near, off, 0.0).sum(axis=1) / (high * len(x)))
    return np.asarray(near[int(counts.argmax())] if len(counts) else np.zeros(len(x)), bool)
