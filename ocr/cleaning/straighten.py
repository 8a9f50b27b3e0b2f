"""Straight pages: skew, quarter turns and scale, in one warp whose way back is kept."""

from dataclasses import dataclass, replace
from math import atan, cos, degrees, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleaning.bands import lift_bands
from ocr.cleaning.bars import wipe_bars
from ocr.cleaning.bend import measure_bend, unbend
from ocr.cleaning.broken_rules import wipe_broken_rules
from ocr.cleaning.clean import Grey, ink_mask
from ocr.cleaning.components import find_components
from ocr.cleaning.dots import Mark, take_marks
from ocr.cleaning.ink import Ink, find_ink
from ocr.cleaning.pale_rules import wipe_pale_rules
from ocr.cleaning.rules import wipe_rules
from ocr.cleaning.size import PrintSize, choose_scale
from ocr.cleaning.specks import wipe_specks
from ocr.level import Bend
from ocr.threads import shared_out

Matrix = NDArray[np.float64]
"""3 × 3, from pixels of one picture to pixels of another."""
Places = NDArray[np.int64] | NDArray[np.float64]
"""Columns or rows of points."""

LEAST_SKEW = 0.1
MOST_SKEW, FARTHEST_SKEW = 16.0, 45.0
"""Degrees looked through first, then where no skew stands out, or the last one does: a sheet laid
on the glass anyhow."""
STANDS_OUT, FAR_RATIO = 3.0, 1.5
"""Rows at the right skew are so many times as uneven as at the middle one (six times and more;
under 2.5 where the skew lies beyond), and as at the best of the usual skews."""
EDGE = MOST_SKEW - 0.5
MOST_LEAN = 1.0
"""Degrees that a bent page may lean and still be made level by moving its columns."""
FEWEST_POINTS, MOST_POINTS = 50, 20_000


@dataclass(frozen=True, slots=True)
class Straight:
    """A picture of level lines of letters, and the way to the page as given.

    Letters of dark bands are dark on white. Barcodes and rules are wiped out; so are leaders and
    bullets, which are told apart as `marks`.
    The way from its pixels to the page's is `bend`, where the page is curled, then the matrix
    `to_page`. `two_levels` tells that the page was black or white and nothing between.
    """

    ink: Ink
    to_page: Matrix
    bend: tuple[float, ...] = ()
    marks: tuple[Mark, ...] = ()
    two_levels: bool = False

    @property
    def grey(self) -> Grey:
        """The level picture."""
        return self.ink.grey

    @property
    def way(self) -> tuple[float, ...]:
        """The way to the page as numbers (`Page.from_level`)."""
        return (*(float(value) for value in self.to_page.flat), *self.bend)

    @property
    def is_level(self) -> bool:
        """Whether the page as given is level: this picture is at most moved and scaled."""
        off = np.abs(self.to_page[[0, 1, 2, 2], [1, 0, 0, 1]])
        level = self.to_page[0, 0] > 0 and (off < (1e-6, 1e-6, 1e-9, 1e-9)).all()
        return bool(level and not self.bend)


@dataclass(frozen=True, slots=True)
class Peak:
    """The skew (degrees) at which rows of ink are most uneven; also beside the middle one."""

    skew: float
    unevenness: float
    stands_out: float


@dataclass(frozen=True, slots=True)
class Lie:
    """The skew of a page, as given and after a quarter turn anticlockwise.

    In degrees by which lines fall to the right (clockwise), between -46 and 46.

    `is_sideways` where lines of print run up and down.
    """

    skew: float
    turned_skew: float
    is_sideways: bool

    def skew_after(self, quarter_turns: int) -> float:
        """The skew of the page turned anticlockwise by quarter turns."""
        return self.turned_skew if quarter_turns % 2 else self.skew


def straighten(grey: Grey, quarter_turns: int, skew: float, size: PrintSize) -> Straight:
    """The page turned anticlockwise by quarter turns, then level and of a readable size.

    `skew` is that of the turned page; `size` that of its print.
    """
    turned = np.ascontiguousarray(np.rot90(grey, quarter_turns))
    scale = choose_scale(size, turned.shape)
    x_height = scale * size.usual
    ink, back, bend = _level(turned, skew, scale, x_height)
    lean = _lean(bend, ink.grey.shape)
    if abs(lean) > MOST_LEAN:
        ink, back, bend = _level(turned, skew + lean, scale, x_height)
    to_page = quarter_turn_back(grey.shape, quarter_turns) @ back
    if bend is not None:
        ink = find_ink(unbend(ink.grey, bend))
    # What follows is wiped where it is; the picture may be the one that was given.
    ink = replace(ink, grey=ink.grey.copy())
    ink = wipe_rules(wipe_broken_rules(wipe_bars(ink, x_height), x_height), x_height)
    ink = wipe_pale_rules(ink, x_height)
    ink, marks = take_marks(ink, x_height)
    return Straight(wipe_specks(ink, x_height), to_page, bend or (), marks)


def _level(
    turned: Grey, skew: float, scale: float, x_height: float
) -> tuple[Ink, Matrix, Bend | None]:
    """The page turned by its skew and scaled, the way back, and how its lines still bend."""
    level, back = level_picture(turned, skew, scale)
    ink = find_ink(lift_bands(level, x_height))
    return ink, back, measure_bend(ink.stats[1:], level.shape)


def level_picture(grey: Grey, skew: float, scale: float) -> tuple[Grey, Matrix]:
    """The picture turned by its skew and scaled, and the way back."""
    return warp(grey, turn_matrix(grey.shape, skew if abs(skew) >= LEAST_SKEW else 0.0, scale))


def _lean(bend: Bend | None, shape: tuple[int, ...]) -> float:
    """Degrees by which bent lines fall to the right at the middle of the page.

    Unbending moves columns up and down: what leans as a whole must be turned, or its upright
    strokes would go on leaning.
    """
    if bend is None:
        return 0.0
    _, c0, _, c2, _, _, c5 = bend
    y = shape[0] / 2
    return degrees(atan(c0 + c2 * y + c5 * y * y))


def measure_lie(grey: Grey) -> Lie:
    """How the page lies. Lines run up and down where columns of ink are more uneven than rows."""
    x, y = _text_points(grey)
    level, turned = _peak(x, y), _peak(y, -x)
    best = max(level, turned, key=lambda peak: peak.unevenness)
    if best.stands_out < STANDS_OUT or abs(best.skew) > EDGE:
        ratio = FAR_RATIO if best.stands_out < STANDS_OUT else 1.0
        level, turned = _far_peaks(_blurred(x, y), ratio) or (level, turned)
    return Lie(level.skew, turned.skew, turned.unevenness > level.unevenness)


def quarter_turn_back(shape: tuple[int, ...], quarter_turns: int) -> Matrix:
    """From a picture turned anticlockwise by quarter turns to the one of `shape` it came from."""
    height, width = shape[:2]
    back = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, -1, width], [1, 0, 0]],
        2: [[-1, 0, width], [0, -1, height]],
        3: [[0, 1, 0], [-1, 0, height]],
    }[quarter_turns % 4]
    return np.array([*back, [0, 0, 1]], np.float64)


def _text_points(grey: Grey) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns and rows of the reduced page's ink; frames, pictures and specks are left out."""
    scale = min(1.0, 1400 / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = ink_mask(small.astype(np.uint8))
    labels, stats = find_components(ink)
    limit = max(ink.shape) // 12
    text = (stats[:, 2] <= limit) & (stats[:, 3] <= limit) & (stats[:, 4] >= 3)
    places = np.flatnonzero(ink != 0)
    y, x = np.divmod(places[text[labels.ravel()[places]]], ink.shape[1])
    if len(y) > MOST_POINTS:
        chosen = np.random.default_rng(0).choice(len(y), MOST_POINTS, replace=False)
        y, x = y[chosen], x[chosen]
    return x, y


def _far_peaks(points: tuple[Places, Places], ratio: float) -> tuple[Peak, Peak] | None:
    """The skews of a page that leans farther than is usual, or None where it does not."""
    x, y = points
    usual = max(_peak(x, y).unevenness, _peak(y, -x).unevenness)
    level, turned = _peak(x, y, FARTHEST_SKEW), _peak(y, -x, FARTHEST_SKEW)
    farther = max(level.unevenness, turned.unevenness) > ratio * usual
    return (level, turned) if farther else None


def _blurred(x: Places, y: Places) -> tuple[Places, Places]:
    """The points anywhere in their pixels: on a slant, whole numbers fall into steps of their own.

    At 45° they all lie on rows √2 / 2 apart, which looks more uneven than print.
    """
    within = np.random.default_rng(0).random((2, len(x)))
    return x + within[0], y + within[1]


def _peak(x: Places, y: Places, reach: float = MOST_SKEW) -> Peak:
    """The angle of the most uneven row profile of points (Postl 1986)."""
    if len(y) < FEWEST_POINTS:
        return Peak(0.0, 0.0, STANDS_OUT)
    x, y = x.astype(np.float64), y.astype(np.float64)
    best, at_all = 0.0, np.zeros(0)
    for away, step in ((reach, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - away, best + away + step / 2, step)
        found = np.array([_unevenness(x, y, angle) for angle in angles])
        best = float(angles[found.argmax()])
        at_all = at_all if len(at_all) else found
    highest = _unevenness(x, y, best)
    return Peak(best, highest, highest / max(float(np.median(at_all)), 1.0))


def _unevenness(x: Places, y: Places, degrees: float) -> float:
    rows = y * cos(radians(degrees)) - x * sin(radians(degrees))
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    steps = profile[1:] - profile[:-1]
    return float(steps @ steps)


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


def warp(grey: Grey, matrix: Matrix) -> tuple[Grey, Matrix]:
    """The picture moved by `matrix` (turn and scale), on white, and the way back."""
    height, width = grey.shape
    if np.allclose(matrix, np.eye(3)):
        return grey, np.eye(3)
    corners = matrix @ np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1]])
    size = (round(corners[0].max()), round(corners[1].max()))
    with shared_out():
        moved = cv2.warpAffine(
            grey, matrix[:2], size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
            borderValue=255,
        )  # fmt: skip
    return moved.astype(np.uint8), np.linalg.inv(matrix).astype(np.float64)
