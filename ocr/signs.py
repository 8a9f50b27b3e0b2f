"""Signs that Tesseract's models cannot write (½ ¼ ¾ µ × ≥ ≤ ²), found by their shape.

The letters of a line are ink components; every run of neighbours narrow enough to be one sign is
drawn into a small frame fixed to the line's baseline and height, and a small network tells which
sign it is, if any. The weights come from `ocr.sign_training`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.ink import Ink
from ocr.page import UNREAD_SIGN
from prescription.record import Box
from prescription.resources import RESOURCES

SIGNS = ("½", "¼", "¾", "µ", "×", "≥", "≤", "²", UNREAD_SIGN)
"""The classes; the last stands for every other fraction."""
FRAME_HEIGHT, FRAME_WIDTH = 32, 40
SURE_SIGN = 0.8
DOUBTED_SIGN = 0.3
"""Between the two, a sign is told as another reading of what stands there."""
REACH = 1.5
"""How many line heights beyond the words of a line its signs are looked for."""
MOST_PARTS = 5
"""Ink components that one sign may have fallen into."""

# Where a sign's foot stands above the baseline (least, most) and where its top (least), in heights.
_PLACES = {
    "µ": (-0.6, -0.06, 0.5),
    "×": (-0.15, 0.5, 0.3),
    "≥": (-0.25, 0.4, 0.4),
    "≤": (-0.25, 0.4, 0.4),
    "²": (0.2, 0.9, 0.7),
    UNREAD_SIGN: (-0.25, 0.25, 0.75),  # and every fraction
}
_ABOVE, _BELOW = 0.2, 0.35  # paper above the capitals and below the baseline, in heights
_WIDEST, _NARROWEST = 1.75, 0.2  # of one sign, in heights


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign on the picture; `confidence` 0 to 1 that it is `text`.

    `baseline` is the row its line stands on, `capitals` the height of the line's capitals.
    """

    text: str
    box: Box
    confidence: float
    baseline: int
    capitals: int


@dataclass(frozen=True, slots=True)
class Band:
    """A line's place: its baseline, which may slope, and the height of its capitals in pixels."""

    start: float
    slope: float
    height: float

    def baseline(self, x: float) -> float:
        """The row that letters stand on at column `x`."""
        return self.start + self.slope * x


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring components that may be one sign."""

    box: Box
    frame: NDArray[np.float32]
    band: Band


def find_signs(
    ink: Ink, boxes: Sequence[Box], plain: Sequence[Sequence[Box]]
) -> tuple[tuple[Sign, ...], ...]:
    """For each box of words in a row, the signs among them and beside them, left to right.

    `plain` are for each box the words in it that surely hold no sign. A sign between two boxes
    belongs to the nearer one.
    """
    windows: list[Window] = []
    owners: list[int] = []
    for number, box in enumerate(boxes):
        reach = round(REACH * box.height)
        wide = Box(box.x - reach, box.y, box.width + 2 * reach, box.height)
        found = [w for w in cut_windows(ink, wide) if not _within(w.box, plain[number])]
        windows.extend(found)
        owners.extend([number] * len(found))
    signs: list[list[Sign]] = [[] for _ in boxes]
    if not windows:
        return tuple(() for _ in boxes)
    chances = classify(np.stack([w.frame for w in windows]))[:, 1:]
    best = chances.max(axis=1)
    owner = np.array(owners)
    taken: list[Box] = []
    # The surest first; of equally sure ones the nearest to its box.
    away = np.array([_distance(w.box, boxes[o]) for w, o in zip(windows, owners, strict=True)])
    for index in np.lexsort((away, -np.round(best, 4))):
        if best[index] < DOUBTED_SIGN:
            break
        if any(_overlaps(windows[index].box, other) for other in taken):
            continue
        kind = int(chances[index].argmax())
        alike = np.flatnonzero((chances[:, kind] > 0.5) & (owner == owner[index]))
        whole = _widest(windows, [int(i) for i in alike], windows[index])
        taken.append(whole.box)
        signs[owners[index]].append(_sign(SIGNS[kind], whole, float(best[index])))
    return tuple(tuple(sorted(found, key=lambda s: s.box.x)) for found in signs)


def _widest(windows: Sequence[Window], alike: Sequence[int], chosen: Window) -> Window:
    """Of the windows read alike around `chosen` the widest: the foot of a 4 belongs to its ¾."""
    x, _, width, _ = chosen.box
    around = [
        windows[i]
        for i in alike
        if windows[i].box.x <= x and windows[i].box.x + windows[i].box.width >= x + width
    ]
    return max([chosen, *around], key=lambda window: window.box.width)


def _sign(text: str, window: Window, confidence: float) -> Sign:
    """The sign, not sure when it stands higher or lower than it does in any font."""
    band, box = window.band, window.box
    baseline = band.baseline(box.x + box.width / 2)
    top = (baseline - box.y) / band.height
    bottom = (baseline - box.y - box.height) / band.height
    lowest, highest, least_top = _PLACES.get(text, _PLACES[UNREAD_SIGN])
    if not (lowest < bottom < highest and top > least_top):
        confidence = min(confidence, DOUBTED_SIGN)
    return Sign(text, box, confidence, round(baseline), round(band.height))


def cut_windows(ink: Ink, box: Box) -> Iterator[Window]:
    """Every run of neighbouring components of the line at `box` that may be one sign."""
    parts = _parts(ink, box)
    if len(parts) < 2:
        return
    band = measure_band(ink.stats[parts], box)
    if band is None:
        return
    strip = _strip(ink, box, band)
    edges = ink.stats[parts]
    for first in range(len(parts)):
        left, right = int(edges[first, 0]), 0
        for last in range(first, min(first + MOST_PARTS, len(parts))):
            right = max(right, int(edges[last, 0] + edges[last, 2]))
            if right - left > _WIDEST * band.height:
                break
            if right - left >= _NARROWEST * band.height:
                yield strip.window(parts[first : last + 1], edges[first : last + 1])


def _parts(ink: Ink, box: Box) -> NDArray[np.int64]:
    """The components whose middle lies in the line's band, left to right."""
    x, y, width, height = (ink.stats[1:, i] for i in range(4))
    middle_x, middle_y = x + width / 2, y + height / 2
    slack = 0.15 * box.height
    inside = (middle_y > box.y - slack) & (middle_y < box.y + box.height + slack)
    inside &= (middle_x > box.x) & (middle_x < box.x + box.width)
    inside &= (height <= 1.5 * box.height) & (width <= 6 * box.height) & (width * height >= 4)
    parts = np.flatnonzero(inside) + 1
    return parts[np.argsort(ink.stats[parts, 0], kind="stable")]


def measure_band(stats: NDArray[np.int32], box: Box) -> Band | None:
    """Baseline: the line on which most components end; height: of what rises above it.

    Components that hang below or float above are left out in three rounds of least squares.
    """
    tall = stats[stats[:, 3] >= 0.3 * box.height]
    if len(tall) < 2:
        return None
    middles, bottoms = tall[:, 0] + tall[:, 2] / 2, (tall[:, 1] + tall[:, 3]).astype(float)
    slope, start = 0.0, float(np.median(bottoms))
    standing = np.abs(bottoms - start) < 0.35 * box.height
    for _ in range(3):
        if standing.sum() < 4:
            break
        slope, start = (float(v) for v in np.polyfit(middles[standing], bottoms[standing], 1))
        standing = np.abs(bottoms - start - slope * middles) < 0.12 * box.height
    rises = (start + slope * middles - tall[:, 1])[standing]
    if not len(rises):
        return None
    height = float(np.percentile(rises, 85))
    return Band(start, slope, height) if height >= 6 else None


@dataclass(frozen=True, slots=True)
class _Strip:
    """A line's band shrunk to the frame's height, with the labels of its ink."""

    dark: NDArray[np.float32]
    labels: NDArray[np.int32]
    left: int
    scale: float
    band: Band

    def window(self, parts: NDArray[np.int64], rows: NDArray[np.int32]) -> Window:
        """The frame of these components alone, in the middle."""
        left, top = int(rows[:, 0].min()), int(rows[:, 1].min())
        right = int((rows[:, 0] + rows[:, 2]).max())
        bottom = int((rows[:, 1] + rows[:, 3]).max())
        start = max(round((left - self.left) * self.scale) - 1, 0)
        width = min(round((right - left) * self.scale) + 2, FRAME_WIDTH)
        dark = self.dark[:, start : start + width]
        labels = self.labels[:, start : start + width]
        mine = labels == 0
        for part in parts:
            mine |= labels == part
        own = np.where(mine, dark, 0)
        frame = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.float32)
        inset = (FRAME_WIDTH - own.shape[1]) // 2
        frame[:, inset : inset + own.shape[1]] = own / max(float(own.max(initial=0)), 1.0)
        return Window(Box(left, top, right - left, bottom - top), frame, self.band)


def _strip(ink: Ink, box: Box, band: Band) -> _Strip:
    """The band made level: a shear at full size, then shrunk."""
    x0, x1 = max(box.x - 4, 0), min(box.x + box.width + 4, ink.grey.shape[1])
    top = band.baseline(x0) - (1 + _ABOVE) * band.height
    high = max(round((1 + _ABOVE + _BELOW) * band.height), 1)
    drop = band.slope * (x1 - x0)
    y0 = max(int(top + min(drop, 0)), 0)
    y1 = min(int(top + max(drop, 0)) + high + 2, ink.grey.shape[0])
    shear = np.array([[1.0, 0.0, 0.0], [band.slope, 1.0, top - y0]])
    size = (x1 - x0, high)
    grey = cv2.warpAffine(
        ink.grey[y0:y1, x0:x1],
        shear,
        size,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderValue=255,
    )
    labels = cv2.warpAffine(
        ink.labels[y0:y1, x0:x1].astype(np.float32),
        shear,
        size,
        flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
    )
    scale = FRAME_HEIGHT / high
    size = (max(round((x1 - x0) * scale), 1), FRAME_HEIGHT)
    return _Strip(
        cv2.resize(255 - grey, size, interpolation=cv2.INTER_AREA).astype(np.float32),
        cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST).astype(np.int32),
        x0,
        scale,
        band,
    )


def classify(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each frame the probability of no sign, then of each of SIGNS."""
    return softmax(forward(_weights(), frames)[-1])


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores of each row as probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return chances


def forward(
    weights: dict[str, NDArray[np.float32]], frames: NDArray[np.float32]
) -> tuple[NDArray[np.float32], ...]:
    """The values of each layer for `frames`: patches, features, pooled, hidden, scores.

    Strided 5 × 5 features, their largest of 2 × 2, one hidden layer, one score for each class.
    """
    views = np.lib.stride_tricks.sliding_window_view(frames, (5, 5), axis=(1, 2))[:, ::2, ::2]
    patches = np.ascontiguousarray(views).reshape(*views.shape[:3], 25)
    features = np.maximum(patches @ weights["w0"] + weights["b0"], 0)
    count, high, wide, kinds = features.shape
    pooled = features.reshape(count, high // 2, 2, wide // 2, 2, kinds).max(axis=(2, 4))
    hidden = np.maximum(pooled.reshape(count, -1) @ weights["w1"] + weights["b1"], 0)
    return patches, features, pooled, hidden, hidden @ weights["w2"] + weights["b2"]


@cache
def _weights() -> dict[str, NDArray[np.float32]]:
    data = (RESOURCES / "glyphs" / "signs.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _within(box: Box, words: Sequence[Box]) -> bool:
    middle = box.x + box.width / 2
    return any(word.x < middle < word.x + word.width for word in words)


def _distance(a: Box, b: Box) -> int:
    across = max(a.x - b.x - b.width, b.x - a.x - a.width, 0)
    return across + max(a.y - b.y - b.height, b.y - a.y - a.height, 0)


def _overlaps(a: Box, b: Box) -> bool:
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return across > 0.2 * min(a.width, b.width) and down > 0.2 * min(a.height, b.height)
