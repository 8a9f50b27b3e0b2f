"""Photographs of a page: its outline is found and made a rectangle.

A quadrilateral counts only when the picture is darker just outside each of its sides, as a desk
beside paper is: a printed frame on a scan is not.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey
from ocr.cleaning.glare import reduce_whole
from ocr.cleaning.straighten import Matrix
from ocr.threads import shared_out

Corners = NDArray[np.float32]
"""Top left, top right, bottom right, bottom left as (x, y) rows."""

Side = tuple[float, float, float, float]
"""A line through two points: x, y, x, y."""

WORKING_SIDE = 1000
"""Pixels of the longer side of the reduced picture that outlines are looked for in."""
LEAST_SHARE, MOST_SHARE = 0.2, 0.985
"""Of the photograph that a page covers; with more, the outline is the picture's own."""
LEAST_STEP = 10
"""Grey levels by which the desk is darker than the paper."""
LEAST_SUPPORT = 0.65
"""Share of each side along which that must hold."""
STROKE_DEPTH = 0.2
STROKE_STEP = 20
"""Ink is darker than the paper around it by this share and by these grey levels."""
MOST_PRINT_OUTSIDE = 0.03
"""Share of all strokes that may lie outside the page."""
GRAIN = 3.0
"""Times as many strokes as a desk's grain shows elsewhere: print on one side of an outline."""
ROUGHER, LEAST_ROUGH = 3.0, 0.2
"""Times as rough as the page, and grey levels: ground that is no paper."""
MARGIN, WITHIN = 0.02, -0.01
"""Of the page's sides, kept around it; and cut off where what lies around disturbs."""
MOST_AREAS = 8
MOST_SIDES = 7
_BESIDE = 11  # pixels of the reduced picture that paper and desk are compared at
_BORDER = 6  # pixels of the reduced picture
_FAR = 20  # times as far from the middle as the corners: beyond the picture
_SPOT = 41  # pixels of the reduced picture: more than two rows of print
_ZONE = 0.01  # share of the picture: what lies beside the page is looked at from this size


def flatten(grey: Grey, margin: float = MARGIN) -> tuple[Grey, Matrix]:
    """The page alone, flat, and the matrix back to `grey`; `grey` itself when there is no outline.

    `margin` is the share of its sides that is kept around it.
    Raises nothing: a scan, a screenshot or a page that fills the picture is left as it is.
    """
    corners = find_page(grey)
    if corners is None:
        return grey, np.eye(3)
    top_left, top_right, bottom_right, bottom_left = corners
    width = round((_length(top_left, top_right) + _length(bottom_left, bottom_right)) / 2)
    height = round((_length(top_left, bottom_left) + _length(top_right, bottom_right)) / 2)
    # Paper curls: a margin keeps what bulges beyond the straight outline.
    edge_x, edge_y = round(margin * width), round(margin * height)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    target += np.array([edge_x, edge_y], np.float32)
    size = (width + 2 * edge_x, height + 2 * edge_y)
    there = cv2.getPerspectiveTransform(corners, target)
    with shared_out():
        flat = cv2.warpPerspective(
            grey, there, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
    return flat.astype(np.uint8), np.linalg.inv(there).astype(np.float64)


def find_page(grey: Grey) -> Corners | None:
    """The corners of the sheet in pixels of `grey`, None when no outline is sure."""
    scale = WORKING_SIDE / max(grey.shape)
    if scale >= 1:
        return None
    # First by a whole number, which is fast, and not so far that it blurs what follows.
    times = max(int(0.5 / scale), 1)
    whole, rest = reduce_whole(grey, times), scale * times
    small = cv2.resize(whole, None, fx=rest, fy=rest, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, 3)
    # Closing takes the print away, the blur the grain.
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    bare = np.asarray(cv2.GaussianBlur(closed, (7, 7), 0), np.uint8)
    strokes = closed.astype(int) - small > np.maximum(STROKE_DEPTH * closed, STROKE_STEP)
    rough: NDArray[np.float32] | None = None
    best: tuple[int, float] = (2, 0.0)
    chosen: Corners | None = None
    for corners in _candidates(bare):
        share = float(cv2.contourArea(corners)) / bare.size
        if LEAST_SHARE <= share <= MOST_SHARE and (4, share) > best:
            # Sides within the picture say more than its own edges.
            rank = _sides_beside_desk(bare, corners), share
            if rank > best:
                rough = _roughness(small) if rough is None else rough
                if not _print_outside(strokes, rough, corners):
                    best, chosen = rank, corners
    return None if chosen is None else np.asarray(chosen / scale, np.float32)


def _candidates(bare: Grey) -> Iterator[Corners]:
    """Quadrilaterals around bright areas at several levels and around areas between edges.

    The edge of a hard shadow parts the page in two, so two areas together are tried as well.
    """
    otsu, _ = cv2.threshold(bare, 0, 255, cv2.THRESH_OTSU)
    levels = {int(otsu), *(int(v) for v in np.percentile(bare, (15, 25, 35, 45, 55)))}
    outlines = [o for level in sorted(levels) for o in _outlines(bare > level, LEAST_SHARE)]
    edges = cv2.dilate(cv2.Canny(bare, 15, 45), np.ones((3, 3), np.uint8))
    areas = _outlines(edges == 0, LEAST_SHARE / 4)[:MOST_AREAS]
    outlines += areas
    outlines += [np.concatenate(pair) for pair in combinations(areas, 2)]
    for outline in outlines:
        corners = _four_corners(outline)
        if corners is not None:
            yield corners
    yield from _crossings(edges)


def _crossings(edges: NDArray[Any]) -> Iterator[Corners]:
    """Quadrilaterals of two lines across and two lines down, the picture's edges among them."""
    height, width = edges.shape
    found = cv2.HoughLinesP(edges, 1, np.pi / 360, 80, minLineLength=height // 5, maxLineGap=25)
    lines = np.zeros((0, 4)) if found is None else np.reshape(found, (-1, 4)).astype(float)
    sides: list[Side] = [(x0, y0, x1, y1) for x0, y0, x1, y1 in lines.tolist()]
    sides.sort(key=lambda side: -np.hypot(side[2] - side[0], side[3] - side[1]))
    across = _apart([s for s in sides if abs(s[3] - s[1]) < 0.5 * abs(s[2] - s[0])])
    down = _apart([s for s in sides if abs(s[2] - s[0]) < 0.5 * abs(s[3] - s[1])])
    across += [(0, 0, width - 1, 0), (0, height - 1, width - 1, height - 1)]
    down += [(0, 0, 0, height - 1), (width - 1, 0, width - 1, height - 1)]
    for top, bottom in combinations(across, 2):
        for left, right in combinations(down, 2):
            corners = [_crossing(a, b) for a in (top, bottom) for b in (left, right)]
            if all(c is not None for c in corners):
                yield _in_order(np.array(corners, np.float32))


def _apart(sides: Sequence[Side]) -> list[Side]:
    """The longest lines, without those that lie along a longer one."""
    kept: list[Side] = []
    for side in sides:
        ends = np.array([side[:2], side[2:]])
        if len(kept) < MOST_SIDES and all(_away(ends, other) > 15 for other in kept):
            kept.append(side)
    return kept


def _away(points: NDArray[np.float64], side: Side) -> float:
    """The larger distance of two points from the line through `side`."""
    x, y = side[2] - side[0], side[3] - side[1]
    off = (points[:, 0] - side[0]) * y - (points[:, 1] - side[1]) * x
    return float(np.abs(off).max() / max(np.hypot(x, y), 1.0))


def _crossing(a: Side, b: Side) -> tuple[float, float] | None:
    """Where two lines meet, None when they are parallel."""
    ax, ay, bx, by = a[2] - a[0], a[3] - a[1], b[2] - b[0], b[3] - b[1]
    turn = ax * by - ay * bx
    if abs(turn) < 1e-6:
        return None
    share = ((b[0] - a[0]) * by - (b[1] - a[1]) * bx) / turn
    return a[0] + share * ax, a[1] + share * ay


def _outlines(mask: NDArray[np.bool_], least_share: float) -> list[NDArray[np.int32]]:
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    found, _ = cv2.findContours(opened, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    large = [np.asarray(o, np.int32) for o in found if cv2.contourArea(o) > least_share * mask.size]
    return sorted(large, key=cv2.contourArea, reverse=True)


def _four_corners(outline: NDArray[np.int32]) -> Corners | None:
    hull = cv2.convexHull(outline)
    around = cv2.arcLength(hull, closed=True)
    for slack in (0.01, 0.015, 0.02, 0.03, 0.04, 0.06):
        corners = cv2.approxPolyDP(hull, slack * around, closed=True).reshape(-1, 2)
        if len(corners) == 4:
            same = cv2.contourArea(corners) / max(cv2.contourArea(hull), 1)
            return _in_order(np.asarray(corners, np.float32)) if 0.9 < same < 1.1 else None
    return None


def _in_order(corners: Corners) -> Corners:
    sums, differences = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[order]


def _sides_beside_desk(bare: Grey, corners: Corners) -> int:
    """How many sides lie within the picture, 0 when it is not darker outside along one of them."""
    height, width = bare.shape
    centre = corners.mean(axis=0)
    within = 0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points = start + np.linspace(0.05, 0.95, 60)[:, None] * (end - start)
        out = np.array([end[1] - start[1], start[0] - end[0]]) / max(_length(start, end), 1.0)
        if np.dot(out, (start + end) / 2 - centre) < 0:
            out = -out
        x, y = points.T
        inner = (x > _BORDER) & (x < width - _BORDER) & (y > _BORDER) & (y < height - _BORDER)
        if inner.mean() < 0.3:  # the picture's edge
            continue
        step = _values(bare, points - _BESIDE * out) - _values(bare, points + _BESIDE * out)
        if (step > LEAST_STEP)[inner].mean() < LEAST_SUPPORT:
            return 0
        within += 1
    return within


def _roughness(small: NDArray[Any]) -> NDArray[np.float32]:
    """How far the pixels around each pixel differ from their neighbours, in grey levels."""
    exact = small.astype(np.float32)
    apart = np.abs(exact - cv2.GaussianBlur(exact, (0, 0), 1.2))
    return np.asarray(cv2.blur(apart, (5, 5)), np.float32)


def _smoothest(rough: NDArray[np.float32], where: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How rough the smoothest spot near each pixel is, of those `where` it is looked for.

    Between rows of print there is smooth paper; the weave of a cloth, the grain of wood is
    everywhere.
    """
    spots = np.where(where, rough, np.float32(np.inf))
    return np.asarray(cv2.erode(spots, np.ones((_SPOT, _SPOT), np.uint8)), np.float32)


def _print_outside(
    strokes: NDArray[np.bool_], rough: NDArray[np.float32], corners: Corners
) -> bool:
    """Whether print would be cut off: the outline of a lit half, or of a box on the page.

    What lies about as densely on other sides is no print: the grain of wood, the weave of a cloth.
    Neither is what lies on ground much rougher than the page: where light falls on one side of a
    desk alone, its grain is seen on that side alone.
    """
    inside = np.zeros(strokes.shape, np.uint8)
    cv2.fillConvexPoly(inside, corners.round().astype(np.int32), 1)
    # The page's own edge looks like a stroke.
    outside = cv2.dilate(inside, np.ones((21, 21), np.uint8)) == 0
    page = float(np.median(_smoothest(rough, inside > 0)[inside > 0]))
    smooth = _smoothest(rough, outside) <= max(ROUGHER * page, LEAST_ROUGH)
    strokes = strokes & (smooth | ~outside)
    most = MOST_PRINT_OUTSIDE * max(strokes.sum(), 1)
    if strokes[outside].sum() <= most:
        return False
    zones = [zone & outside for zone in _beyond_each_side(corners, strokes.shape)]
    zones = [zone for zone in zones if zone.mean() > _ZONE]
    grain = sorted(float(strokes[zone].mean()) for zone in zones)
    usual = grain[(len(zones) - 2) // 2] if len(zones) > 2 else 0.0
    print_there = (strokes[zone].sum() - GRAIN * usual * zone.sum() for zone in zones)
    return bool(sum(max(0.0, count) for count in print_there) > most)


def _beyond_each_side(corners: Corners, shape: tuple[int, ...]) -> Iterator[NDArray[np.bool_]]:
    """The picture in four parts, one beyond each side of the page, as seen from its middle."""
    middle = corners.mean(axis=0)
    far = middle + _FAR * (corners - middle)
    for start, end in zip(far, np.roll(far, -1, axis=0), strict=True):
        zone = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(zone, np.array([middle, start, end]).round().astype(np.int32), 1)
        yield zone > 0


def _values(grey: Grey, points: NDArray[np.float32]) -> NDArray[np.float64]:
    x = np.clip(points[:, 0].round().astype(int), 0, grey.shape[1] - 1)
    y = np.clip(points[:, 1].round().astype(int), 0, grey.shape[0] - 1)
    values: NDArray[np.float64] = grey[y, x].astype(np.float64)
    return values


def _length(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(np.hypot(*(a - b)))
