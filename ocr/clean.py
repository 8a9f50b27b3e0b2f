"""Small steps that make a page easier to read, each a pure function of a picture.

`clean_page` measures first and takes only the steps that the measurements ask for. The matrix it
returns leads every pixel of the cleaned picture back to the page as given.
"""

from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from prescription.record import Box

Grey = NDArray[np.uint8]
"""Pixels (height, width), 0 black to 255 white."""
Matrix = NDArray[np.float64]
"""3 × 3, from pixels of one picture to pixels of another."""

BEST_X_HEIGHT = 22.0
"""Pixels: what 300 dpi gives for usual print; Tesseract reads it best."""
SMALL_X_HEIGHT = 15.0
LARGE_X_HEIGHT = 38.0
MAX_CLEAN_PIXELS = 40_000_000
NOISY = 6.0
"""Grey levels of standard deviation above which a 3 × 3 median pays."""
BLURRED = 0.16
LEAST_SKEW = 0.1
MOST_SKEW = 16.0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned picture, and `to_page`: from its pixels to those of the page as given."""

    grey: Grey
    to_page: Matrix

    def box_on_page(self, box: Box, width: int, height: int) -> Box:
        """`box` of the cleaned picture as the smallest upright box on the page (width, height)."""
        return move_box(box, self.to_page, width, height)


def move_box(box: Box, matrix: Matrix, width: int, height: int) -> Box:
    """The smallest upright box around `box` moved by `matrix`, cut to (width, height)."""
    left, top = box.x, box.y
    right, bottom = box.x + box.width, box.y + box.height
    corners = np.array([[left, right, right, left], [top, top, bottom, bottom], [1, 1, 1, 1]])
    x, y, w = matrix @ corners
    x, y = np.clip(x / w, 0, width), np.clip(y / w, 0, height)
    x0, y0 = int(np.floor(x.min() + 1e-6)), int(np.floor(y.min() + 1e-6))
    return Box(x0, y0, max(int(np.ceil(x.max())) - x0, 1), max(int(np.ceil(y.max())) - y0, 1))


def clean_page(page: NDArray[np.uint8]) -> Cleaned:
    """The page (height, width, 3) as an even, straight grey picture of a readable size."""
    grey = divide_background(to_grey(page))
    x_height = measure_x_height(grey)
    if x_height > 9 and measure_noise(grey) > NOISY:
        grey = cv2.medianBlur(grey, 3).astype(np.uint8)
    elif measure_blur(grey) > BLURRED:
        grey = sharpen(grey, x_height)
    skew = measure_skew(grey)
    scale = choose_scale(x_height, grey.shape)
    if abs(skew) < LEAST_SKEW:
        skew = 0.0
    return warp(grey, turn_matrix(grey.shape, skew, scale))


def to_grey(page: NDArray[np.uint8]) -> Grey:
    """Luminance: blue and red ink both stay dark."""
    return cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.uint8)


def divide_background(grey: Grey) -> Grey:
    """Paper becomes white everywhere: each pixel divided by the paper around it.

    The paper's brightness is a closing (letters vanish) and a blur of a reduced picture.
    """
    height, width = grey.shape
    reduce = max(1, round(max(height, width) / 800))
    size = (max(1, width // reduce), max(1, height // reduce))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (15, 15))
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    paper = cv2.medianBlur(paper, 15)
    paper = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 1)
    return cv2.divide(grey, paper, scale=255).astype(np.uint8)


def measure_x_height(grey: Grey) -> float:
    """Height in pixels of most small letters; 0 when nothing looks like print."""
    ink = ink_mask(grey)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height, area = (stats[1:, i] for i in (2, 3, 4))
    letter = (height >= 4) & (height <= 200) & (width <= 3 * height) & (height <= 6 * width)
    letter &= area > 0.12 * width * height
    heights = height[letter]
    if len(heights) < 3:
        return 0.0
    counts = np.bincount(heights, weights=heights.astype(float), minlength=202)
    spread = np.convolve(counts, [0.5, 1, 1, 1, 0.5], mode="same")
    return float(np.argmax(spread))


def ink_mask(grey: Grey) -> Grey:
    """255 where there is ink, for measuring; `grey` is already even."""
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    return np.where(grey <= min(level, 215), 255, 0).astype(np.uint8)


def measure_noise(grey: Grey) -> float:
    """Standard deviation of the noise in grey levels (Immerkær 1996), on paper without ink."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    step = max(1, grey.shape[0] // 1500)
    rows = grey[: grey.shape[0] // step * step]
    bands = rows.reshape(step, -1, grey.shape[1])[step // 2] if step > 1 else rows
    response = np.abs(cv2.filter2D(bands, cv2.CV_32F, kernel))[1:-1, 1:-1]
    paper = cv2.erode(bands, np.ones((5, 5), np.uint8))[1:-1, 1:-1] > 128
    if paper.sum() < 1000:
        return 0.0
    return float(response[paper].mean() * np.sqrt(np.pi / 2) / 6)


def measure_blur(grey: Grey) -> float:
    """How slowly ink turns to paper: the inverse of the steepest edges, about 0.1 when sharp."""
    small = grey[:: 1 + grey.shape[0] // 4000]
    edge = np.abs(cv2.Sobel(small, cv2.CV_32F, 1, 0, ksize=3)) / 4
    strong = edge[edge > 12]
    if strong.size < 500:
        return 0.0
    contrast = 255.0 - float(np.percentile(grey[ink_mask(grey) > 0], 20))
    return float(0.1 * contrast / max(np.percentile(strong, 95), 1.0))


def sharpen(grey: Grey, x_height: float) -> Grey:
    """Unsharp masking with a radius that follows the letters."""
    radius = max(1.0, x_height / 10)
    soft = cv2.GaussianBlur(grey, (0, 0), radius)
    return cv2.addWeighted(grey, 2.2, soft, -1.2, 0).astype(np.uint8)


def measure_skew(grey: Grey) -> float:
    """Degrees by which lines fall to the right (clockwise), between -16 and 16.

    The angle whose row profile of ink is the most uneven (Postl 1986), coarse then fine.
    """
    scale = min(1.0, 1400 / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    y, x = np.nonzero(_text_mask(small.astype(np.uint8)))
    if len(y) < 50:
        return 0.0
    if len(y) > 60_000:
        chosen = np.random.default_rng(0).choice(len(y), 60_000, replace=False)
        y, x = y[chosen], x[chosen]
    best = 0.0
    for reach, step in ((MOST_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda a: _unevenness(x, y, a)))
    return best


def _text_mask(grey: Grey) -> Grey:
    ink = ink_mask(grey)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    limit = max(grey.shape) // 12
    large = (stats[:, 2] > limit) | (stats[:, 3] > limit) | (stats[:, 4] < 3)
    large[0] = True
    return np.where(large[labels], 0, 255).astype(np.uint8)


def _unevenness(x: NDArray[np.int64], y: NDArray[np.int64], degrees: float) -> float:
    rows = y * cos(radians(degrees)) - x * sin(radians(degrees))
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())


def choose_scale(x_height: float, shape: tuple[int, ...]) -> float:
    """The factor that brings small letters to a readable height; 1 when they are fine."""
    if x_height == 0 or SMALL_X_HEIGHT <= x_height <= LARGE_X_HEIGHT:
        return 1.0
    wanted = min(max(BEST_X_HEIGHT / x_height, 0.25), 4.0)
    return float(min(wanted, np.sqrt(MAX_CLEAN_PIXELS / (shape[0] * shape[1]))))


def turn_matrix(shape: tuple[int, ...], degrees: float, scale: float) -> Matrix:
    """From a picture of `shape` to the same turned anticlockwise by `degrees` and scaled.

    The new picture, whose size `turned_size` gives, holds the whole old one.
    """
    height, width = shape[:2]
    new_width, new_height = turned_size(shape, degrees, scale)
    c, s = scale * cos(radians(degrees)), scale * sin(radians(degrees))
    turn = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
    centre = turn @ np.array([width / 2, height / 2, 0])
    turn[:2, 2] = np.array([new_width / 2, new_height / 2]) - centre[:2]
    return turn


def turned_size(shape: tuple[int, ...], degrees: float, scale: float) -> tuple[int, int]:
    """(width, height) that holds a picture of `shape` turned by `degrees` and scaled."""
    height, width = shape[:2]
    c, s = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    return round(scale * (width * c + height * s)), round(scale * (width * s + height * c))


def warp(grey: Grey, matrix: Matrix) -> Cleaned:
    """The picture moved by `matrix` (turn and scale), on white."""
    height, width = grey.shape
    if np.allclose(matrix, np.eye(3)):
        return Cleaned(grey, np.eye(3))
    corners = matrix @ np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1]])
    size = (round(corners[0].max()), round(corners[1].max()))
    moved = cv2.warpAffine(
        grey, matrix[:2], size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )  # fmt: skip
    return Cleaned(moved.astype(np.uint8), np.linalg.inv(matrix).astype(np.float64))
