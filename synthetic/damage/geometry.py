"""Damage that moves the words: turns, skew, resampling, perspective, curl."""

from math import cos, pi, radians, sin

import cv2
import numpy as np

from synthetic.damage.picture import Picture, Pixels, Points

_STEP = 16


def turn_quarters(picture: Picture, quarters: int) -> None:
    """Turn counter-clockwise by that many quarter turns."""
    for _ in range(quarters % 4):
        x, y = picture.outlines[..., 0].copy(), picture.outlines[..., 1].copy()
        picture.outlines = np.stack((y, picture.width - x), axis=-1)
        picture.pixels = np.ascontiguousarray(np.rot90(picture.pixels))
    picture.parameters["quarter_turns"] = quarters % 4


def skew(picture: Picture, degrees: float, paper: int = 255) -> None:
    """Turn by a small angle about the middle; what comes in from outside is `paper` grey."""
    turn = cv2.getRotationMatrix2D((picture.width / 2, picture.height / 2), degrees, 1.0)
    border = (paper,) * 3
    size = (picture.width, picture.height)
    picture.pixels = _pixels(
        cv2.warpAffine(picture.pixels, turn, size, flags=cv2.INTER_LINEAR, borderValue=border)
    )
    if len(picture.outlines):
        picture.outlines = _points(cv2.transform(picture.outlines, turn))
    picture.parameters["skew_degrees"] = round(degrees, 3)


def resample(picture: Picture, across: float, down: float | None = None) -> None:
    """Scale the picture, as another resolution would; `down` when it differs vertically."""
    down = across if down is None else down
    size = (max(1, round(picture.width * across)), max(1, round(picture.height * down)))
    ratio = (size[0] / picture.width, size[1] / picture.height)
    smaller = across * down < 1
    method = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    picture.pixels = _pixels(cv2.resize(picture.pixels, size, interpolation=method))
    picture.outlines = picture.outlines * np.array(ratio, dtype=np.float32)
    picture.dpi *= across


def lay_on(picture: Picture, scene: Pixels, corners: Points, curl: float) -> None:
    """Lay the page on a scene: its corners go to `corners`, its middle bends by `curl` pixels.

    `corners` are four points of the scene, clockwise from the page's top left. The bend moves
    each column of the page up or down, as a sheet that does not lie flat.
    """
    page = np.array(
        ((0, 0), (picture.width, 0), (picture.width, picture.height), (0, picture.height)),
        dtype=np.float32,
    )
    forward = cv2.getPerspectiveTransform(page, corners)
    map_x, map_y = _inverse_map(
        picture, scene, np.asarray(np.linalg.inv(forward), np.float64), curl
    )
    warped = cv2.remap(
        picture.pixels, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    outline = _bend(_edge(picture), picture.width, curl)
    outline = cv2.perspectiveTransform(outline[None], forward)[0]
    mask = np.zeros(scene.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 255)
    canvas = scene.copy()
    cv2.copyTo(warped, mask, canvas)
    picture.pixels = canvas
    if len(picture.outlines):
        bent = _bend(picture.outlines.reshape(-1, 2), picture.width, curl)
        moved = cv2.perspectiveTransform(bent[None], forward)[0]
        picture.outlines = _points(moved).reshape(-1, 8, 2)
    picture.parameters["corners"] = [[round(float(v), 1) for v in p] for p in corners]
    picture.parameters["curl_pixels"] = round(curl, 2)


def turned_corners(
    picture: Picture, size: tuple[int, int], share: float, degrees: float, lean: Points
) -> Points:
    """Where the page's corners fall in a scene of `size` (width, height).

    The page fills `share` of it, is turned by `degrees`, and each corner moves by `lean`
    (four offsets as shares of the page's width and height).
    """
    scale = share * min(size[0] / picture.width, size[1] / picture.height)
    half_w, half_h = picture.width * scale / 2, picture.height * scale / 2
    flat = np.array(
        ((-half_w, -half_h), (half_w, -half_h), (half_w, half_h), (-half_w, half_h)), np.float32
    )
    flat += lean * np.array((half_w * 2, half_h * 2), np.float32)
    a = radians(degrees)
    turn = np.array(((cos(a), -sin(a)), (sin(a), cos(a))), np.float32)
    spread = flat @ turn.T
    middle = np.array(size, np.float32) / 2
    # A corner outside the scene would cut text off: then the page lies a little farther away.
    spread /= max(1.0, float(np.max(np.abs(spread) / middle)))
    return _points(spread + middle)


def _inverse_map(
    picture: Picture,
    scene: Pixels,
    inverse: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    curl: float,
) -> tuple[Points, Points]:
    """Where each pixel of the scene comes from, computed on a coarse grid and interpolated."""
    height, width = scene.shape[:2]
    rows, columns = -(-height // _STEP), -(-width // _STEP)
    ys = (np.arange(rows, dtype=np.float32) + 0.5) * (height / rows) - 0.5
    xs = (np.arange(columns, dtype=np.float32) + 0.5) * (width / columns) - 0.5
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(1, -1, 2)
    source = cv2.perspectiveTransform(grid, inverse)[0]
    source[:, 1] -= curl * np.sin(np.clip(source[:, 0] / picture.width, 0, 1) * pi)
    coarse = source.reshape(rows, columns, 2).astype(np.float32)
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return _points(fine[..., 0]), _points(fine[..., 1])


def _bend(points: Points, width: int, curl: float) -> Points:
    bent = points.copy()
    bent[:, 1] += curl * np.sin(np.clip(points[:, 0] / width, 0, 1) * pi)
    return bent


def _edge(picture: Picture) -> Points:
    """Points all around the page, close enough for a bent edge."""
    w, h = picture.width, picture.height
    across = np.linspace(0, w, 40, dtype=np.float32)
    top = np.stack((across, np.zeros(40, np.float32)), axis=-1)
    bottom = np.stack((across[::-1], np.full(40, h, np.float32)), axis=-1)
    return np.concatenate((top, bottom))


def _pixels(array: object) -> Pixels:
    return np.ascontiguousarray(array, dtype=np.uint8)


def _points(array: object) -> Points:
    return np.ascontiguousarray(array, dtype=np.float32)
