"""Signs that Tesseract's models cannot write (½ ¼ ¾ µ × ≥ ≤ ²), found by their shape.

The letters of a line are ink components; every run of neighbours narrow enough to be one sign is
drawn into a small frame fixed to the line's baseline and height, and a small network tells which
sign it is, if any. The weights come from `ocr.signs.training`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.certainty.strip import Strip
from ocr.page import UNREAD_SIGN
from prescription.record import Box
from prescription.resources import RESOURCES

SIGNS = ("½", "¼", "¾", "µ", "×", "≥", "≤", "²", UNREAD_SIGN)
"""The classes; the last stands for every other fraction."""
FRAME_HEIGHT, FRAME_WIDTH = 32, 40
SURE_SIGN = 0.8
DOUBTED_SIGN = 0.3
"""Between the two, a sign is told as another reading of what stands there."""
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
_CLOSE = 0.35  # heights of paper between ² and what it squares
_TOUCHING, _SMALL = 0.25, 0.85  # heights of paper between letters, and of a small letter
_ABOVE, _BELOW = 0.2, 0.35  # paper above the capitals and below the baseline, in heights
_WIDEST, _NARROWEST = 1.75, 0.2  # of one sign, in heights


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign on a strip, its box in the strip's pixels; `confidence` 0 to 1 that it is `text`."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring components that may be one sign.

    `gap` is the paper before them in pixels, `rise` how high what stands before them is.
    """

    box: Box
    gap: int
    rise: int
    frame: NDArray[np.float32]


def find_signs(
    strips: Sequence[Strip], plain: Sequence[Sequence[Box]]
) -> tuple[tuple[Sign, ...], ...]:
    """For each strip the signs on it, left to right.

    `plain` are for each strip the words on the page's picture that surely hold no sign. A sign
    that two strips show belongs to the first.
    """
    windows: list[Window] = []
    owners: list[int] = []
    for number, (strip, words) in enumerate(zip(strips, plain, strict=True)):
        found = list(cut_windows(strip, words))
        windows.extend(found)
        owners.extend([number] * len(found))
    signs: list[list[Sign]] = [[] for _ in strips]
    if not windows:
        return tuple(() for _ in strips)
    chances = classify(np.stack([w.frame for w in windows]))[:, 1:]
    best = chances.max(axis=1)
    owner = np.array(owners)
    taken: list[tuple[int, Box]] = []
    for index in np.argsort(-best, kind="stable"):
        strip = strips[owners[index]]
        if best[index] < DOUBTED_SIGN:
            break
        place = (owners[index], strip.on_picture(windows[index].box))
        if any(_overlaps(place, other) for other in taken):
            continue
        kind = int(chances[index].argmax())
        alike = np.flatnonzero((chances[:, kind] > 0.5) & (owner == owner[index]))
        whole = _widest(windows, [int(i) for i in alike], windows[index])
        sign = _sign(SIGNS[kind], whole, strip, float(best[index]))
        if sign.confidence > 0:
            taken.append((owners[index], strip.on_picture(whole.box)))
            signs[owners[index]].append(sign)
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


def _sign(text: str, window: Window, strip: Strip, confidence: float) -> Sign:
    """The sign, not sure when it stands higher or lower than it does in any font."""
    top = (strip.baseline - window.box.y) / strip.capitals
    bottom = (strip.baseline - window.box.y - window.box.height) / strip.capitals
    lowest, highest, least_top = _PLACES.get(text, _PLACES[UNREAD_SIGN])
    touched = window.gap < _TOUCHING * strip.capitals
    if text in "µ×" and touched and window.rise < _SMALL * strip.capitals:
        # A small letter touches it: it is the end of a word, such as `mg,` or `max`.
        confidence = 0.0
    alone = text == "²" and window.gap > _CLOSE * strip.capitals
    if alone or not (lowest < bottom < highest and top > least_top):
        confidence = min(confidence, DOUBTED_SIGN)
    return Sign(text, window.box, confidence)


def cut_windows(strip: Strip, plain: Sequence[Box] = ()) -> Iterator[Window]:
    """Every run of neighbouring components of a strip that may be one sign.

    None with its middle in one of `plain`, places on the page's picture.
    """
    stats = strip.ink.stats
    parts = np.flatnonzero((stats[:, 2] * stats[:, 3] >= 4) & (np.arange(len(stats)) > 0))
    parts = parts[np.argsort(stats[parts, 0], kind="stable")]
    edges = stats[parts]
    small = _shrink(strip)
    for first in range(len(parts)):
        left, right = int(edges[first, 0]), 0
        before = edges[:first, 0] + edges[:first, 2]
        gap = left - int(before.max()) if first else 10 * strip.capitals
        rise = strip.baseline - int(edges[before.argmax(), 1]) if first else 0
        for last in range(first, min(first + MOST_PARTS, len(parts))):
            right = max(right, int(edges[last, 0] + edges[last, 2]))
            if right - left > _WIDEST * strip.capitals:
                break
            if _within(strip.left + (left + right) / 2, plain):
                continue
            if right - left >= _NARROWEST * strip.capitals:
                yield small.window(parts[first : last + 1], edges[first : last + 1], (gap, rise))


@dataclass(frozen=True, slots=True)
class _Small:
    """A strip's band shrunk to the frame's height, with the labels of its ink."""

    dark: NDArray[np.float32]
    labels: NDArray[np.int32]
    scale: float

    def window(
        self, parts: NDArray[np.int64], rows: NDArray[np.int32], before: tuple[int, int]
    ) -> Window:
        """The frame of these components alone, in the middle."""
        left, top = int(rows[:, 0].min()), int(rows[:, 1].min())
        right = int((rows[:, 0] + rows[:, 2]).max())
        bottom = int((rows[:, 1] + rows[:, 3]).max())
        start = max(round(left * self.scale) - 1, 0)
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
        return Window(Box(left, top, right - left, bottom - top), *before, frame)


def _shrink(strip: Strip) -> _Small:
    top = max(strip.baseline - round((1 + _ABOVE) * strip.capitals), 0)
    bottom = strip.baseline + round(_BELOW * strip.capitals)
    scale = FRAME_HEIGHT / (bottom - top)
    size = (max(round(strip.ink.grey.shape[1] * scale), 1), FRAME_HEIGHT)
    dark = cv2.resize(255 - strip.ink.grey[top:bottom], size, interpolation=cv2.INTER_AREA)
    labels = cv2.resize(strip.ink.labels[top:bottom], size, interpolation=cv2.INTER_NEAREST)
    return _Small(dark.astype(np.float32), labels.astype(np.int32), scale)


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


def _within(column: float, words: Sequence[Box]) -> bool:
    return any(word.x < column < word.x + word.width for word in words)


def _overlaps(one: tuple[int, Box], other: tuple[int, Box]) -> bool:
    """Whether both take the same ink; on one line, the bar of a ≤ and its angle do."""
    (line, a), (other_line, b) = one, other
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    same_line = line == other_line or down > 0.2 * min(a.height, b.height)
    return across > 0.2 * min(a.width, b.width) and same_line
