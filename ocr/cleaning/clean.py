"""Small steps that make a page easier to read, each a pure function of a picture.

`even_page` measures first and takes only the steps that the measurements ask for. What harms was
left out: thresholds, contrast stretching and local equalisation make noisy pages unreadable.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.components import find_components

Grey = NDArray[np.uint8]
"""Pixels (height, width), 0 black to 255 white."""

NOISY = 6.0
"""Grey levels of standard deviation above which a 3 × 3 median pays."""
MEDIAN_X_HEIGHT = 9.0
"""Smaller letters lose their strokes to a median."""
BLURRED = 0.16
GRAINY = 3.0
"""Grey levels of noise on a blurred page that, sharpened, would hide its letters."""
_GRAIN, _GRAIN_IN_SHADOW = 0.7, 1.2
"""Pixels: the grain of a camera is finer than any stroke that is out of focus."""
_LIT, _DARK = 0.75, 0.5
"""Of the brightest paper: below the one shadow begins, below the other it is deep."""
_NEARLY_PAPER = 210
_HIGHEST_BAND, _BAND, _NO_STROKE = 61, 0.6, (7, 9)
"""In pixels of the reduced page: a dark band is lower, and more than the strokes of letters; its
darkness beside the paper around."""
TWO_LEVELS = 0.97
"""Share of ink that is black, not grey, above which a page is a fax or a copy of 1 bit."""
_NEARLY_BLACK, _NEARLY_WHITE = 24, 232
_EDGE = 0.04
FAX_BLUR = 0.9
"""Pixels: joins strokes that a fax broke and rounds its steps."""


def even_page(grey: Grey) -> Grey:
    """The page with white paper everywhere, less noise and sharper where it needs it."""
    return soften(grey) if has_two_levels(grey) else even_grey(grey)


def soften(grey: Grey) -> Grey:
    """A page of two levels with its steps rounded."""
    return cv2.GaussianBlur(grey, (0, 0), FAX_BLUR).astype(np.uint8)


def thicken(grey: Grey) -> Grey:
    """The page with its strokes a pixel thicker: what a fax wore away holds together again."""
    return cv2.erode(grey, np.ones((2, 2), np.uint8)).astype(np.uint8)


def even_grey(grey: Grey) -> Grey:
    """A page of more than two levels with white paper, less noise and sharper as it needs."""
    paper = measure_paper(grey)
    return quieten(divide_background(grey, paper), paper)


def quieten(grey: Grey, paper: Grey) -> Grey:
    """A page of white paper with less noise, and sharper, as it needs.

    `paper` is what `measure_paper` gave for it before, at whatever size.
    """
    noise = measure_noise(grey)
    if noise > NOISY and measure_x_height(grey) > MEDIAN_X_HEIGHT:
        return cv2.medianBlur(grey, 3).astype(np.uint8)
    if measure_blur(grey) <= BLURRED:
        return grey
    grey = soften_grain(grey, paper, noise)
    sharp = sharpen(grey, measure_x_height(grey))
    return whiten(sharp) if noise > GRAINY else sharp


def soften_grain(grey: Grey, paper: Grey, noise: float) -> Grey:
    """Less grain, before it would be sharpened with the letters; in shadow there is more of it.

    `noise` is that of the even page `grey`, `paper` what `measure_paper` gave for it.
    """
    fine = cv2.GaussianBlur(grey, (0, 0), _GRAIN).astype(np.uint8)
    if noise <= GRAINY:
        return fine
    coarse = cv2.GaussianBlur(grey, (0, 0), _GRAIN_IN_SHADOW).astype(np.float32)
    lit = paper.astype(np.float32) / max(float(np.percentile(paper, 95)), 1.0)
    share = np.clip((_LIT - lit) / (_LIT - _DARK), 0.0, 1.0)
    share = cv2.resize(share, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    mixed = fine + share * (coarse - fine)
    return np.asarray(mixed, np.uint8)


def whiten(grey: Grey) -> Grey:
    """Paper without the grain that is left: what is nearly white becomes white."""
    table = np.minimum(np.arange(256) * (255.0 / _NEARLY_PAPER), 255.0).astype(np.uint8)
    return cv2.LUT(grey, table).astype(np.uint8)


def has_two_levels(grey: Grey) -> bool:
    """Whether the page is black or white and nothing between."""
    dark = grey[::3, ::3]
    dark = dark[dark < _NEARLY_WHITE]
    return dark.size > 0 and float((dark < _NEARLY_BLACK).mean()) > TWO_LEVELS


def to_grey(page: NDArray[np.uint8]) -> Grey:
    """Luminance: blue and red ink both stay dark."""
    return cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.uint8)


def divide_background(grey: Grey, paper: Grey | None = None) -> Grey:
    """Paper becomes white everywhere: each pixel divided by the paper around it.

    `paper` is what `measure_paper` gives for the page, at whatever size.
    """
    height, width = grey.shape
    paper = measure_paper(grey) if paper is None else paper
    around = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, np.maximum(around, 1), scale=255).astype(np.uint8)


def measure_paper(grey: Grey) -> Grey:
    """The paper's brightness: a closing (letters vanish) and a blur of a reduced picture."""
    height, width = grey.shape
    reduce = max(1, round(max(height, width) / 800))
    size = (max(1, width // reduce), max(1, height // reduce))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (25, 25))
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel).astype(np.uint8, copy=False)
    paper = _without_bands(closed, small)
    half = (max(1, size[0] // 2), max(1, size[1] // 2))
    paper = cv2.resize(paper, half, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    # Median filters wider than five pixels are slow.
    return cv2.medianBlur(cv2.medianBlur(paper, 5), 5).astype(np.uint8)


def _without_bands(paper: Grey, small: Grey) -> Grey:
    """The paper where a dark band was taken for it: the letters on the band would become white.

    The desk is higher, or reaches the top or the foot, and a shadow that is wider than high is
    wider than a band is high. A band may reach the sides, or run into the desk beside the sheet.
    """
    patch = np.ones(_NO_STROKE, np.uint8)
    if int(cv2.dilate(small, patch).min()) >= _BAND * 255:
        return paper
    beside = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_HIGHEST_BAND,) * 2, np.uint8))
    shaded = (small < _BAND * beside).astype(np.uint8)
    dark = cv2.morphologyEx(shaded, cv2.MORPH_OPEN, patch)
    dark = dark - cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_HIGHEST_BAND, 1), np.uint8))
    if not dark.any():
        return paper
    dark = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, _HIGHEST_BAND), np.uint8))
    labels, stats = find_components(dark.astype(np.uint8, copy=False))
    _, y, width, height, _ = stats.T
    bands = (y > 0) & (y + height < dark.shape[0]) & (width >= 2 * height)
    bands[0] = False
    reach = np.ones((_HIGHEST_BAND // 2,) * 2, np.uint8)
    return np.where(cv2.dilate(bands[labels].astype(np.uint8), reach) > 0, beside, paper).astype(
        np.uint8
    )


def measure_x_height(grey: Grey) -> float:
    """Height in pixels of most small letters; 0 when nothing looks like print."""
    _, stats = find_components(ink_mask(grey))
    return x_height_of(stats, grey.shape)


def x_height_of(stats: NDArray[np.int32], shape: tuple[int, ...]) -> float:
    """The same, from rows of (x, y, width, height, area) of ink; the first row is the paper."""
    heights = letter_heights(stats, shape)
    if len(heights) < 3:
        return 0.0
    counts = np.bincount(heights, weights=heights.astype(float), minlength=202)
    return float(np.argmax(spread(counts.astype(np.float64))))


def letter_heights(stats: NDArray[np.int32], shape: tuple[int, ...]) -> NDArray[np.int32]:
    """Heights of the components that may be letters; arguments as of `x_height_of`.

    Near its edges a photograph may show the desk, whose grain is no print.
    """
    left, top, width, height, area = (stats[1:, i] for i in range(5))
    letter = (left > _EDGE * shape[1]) & (left + width < (1 - _EDGE) * shape[1])
    letter &= (top > _EDGE * shape[0]) & (top + height < (1 - _EDGE) * shape[0])
    letter &= (height >= 4) & (height <= 200) & (width <= 3 * height) & (height <= 6 * width)
    letter &= area > 0.12 * width * height
    heights: NDArray[np.int32] = height[letter]
    return heights


def spread(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts of neighbouring heights together: print is not of one height to the pixel."""
    return np.convolve(counts, [0.5, 1, 1, 1, 0.5], mode="same")


def ink_mask(grey: Grey) -> Grey:
    """255 where there is ink, for measuring; `grey` is already even."""
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    _, mask = cv2.threshold(grey, min(level, 215), 255, cv2.THRESH_BINARY_INV)
    return mask.astype(np.uint8, copy=False)


def measure_noise(grey: Grey) -> float:
    """Standard deviation of the noise in grey levels (Immerkær 1996), on paper without ink."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    step = max(1, grey.shape[0] // 750)
    rows = grey[: grey.shape[0] // step * step]
    bands = rows.reshape(step, -1, grey.shape[1])[step // 2] if step > 1 else rows
    response = np.abs(cv2.filter2D(bands, cv2.CV_16S, kernel))[1:-1, 1:-1]
    darkest = cv2.erode(bands, np.ones((5, 5), np.uint8))[1:-1, 1:-1]
    paper = cv2.threshold(darkest, 128, 255, cv2.THRESH_BINARY)[1].astype(np.uint8)
    if cv2.countNonZero(paper) < 1000:
        return 0.0
    return cv2.mean(response, paper)[0] * float(np.sqrt(np.pi / 2)) / 6


def measure_blur(grey: Grey) -> float:
    """How slowly ink turns to paper: the inverse of the steepest edges, about 0.1 when sharp."""
    small = np.ascontiguousarray(grey[:: 1 + grey.shape[0] // 1000])
    edge = np.abs(cv2.Sobel(small, cv2.CV_16S, 1, 0, ksize=3, borderType=cv2.BORDER_REPLICATE))
    strong = edge[edge > 48] / 4
    if strong.size < 200:
        return 0.0
    contrast = 255.0 - float(np.percentile(small[ink_mask(small) > 0], 20))
    return float(0.1 * contrast / max(np.percentile(strong, 95), 1.0))


def sharpen(grey: Grey, x_height: float) -> Grey:
    """Unsharp masking with a radius that follows the letters."""
    radius = max(1.0, x_height / 10)
    soft = cv2.GaussianBlur(grey, (0, 0), radius)
    return cv2.addWeighted(grey, 2.2, soft, -1.2, 0).astype(np.uint8)
