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
_PAPER, _SPECK = -1, -2  # what is no component of a run
_AT_ONCE = 64  # frames that a processor's cache holds with their features


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
        found = cut_windows(strip, words)
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


def cut_windows(strip: Strip, plain: Sequence[Box] = ()) -> list[Window]:
    """Every run of neighbouring components of a strip that may be one sign.

    None with its middle in one of `plain`, places on the page's picture.
    """
    stats = strip.ink.stats
    parts = np.flatnonzero((stats[:, 2] * stats[:, 3] >= 4) & (np.arange(len(stats)) > 0))
    parts = parts[np.argsort(stats[parts, 0], kind="stable")]
    runs = list(_runs(strip, stats[parts].tolist(), plain))
    frames = _draw(strip, parts, [(first, last, box) for first, last, box, _, _ in runs])
    return [
        Window(box, gap, rise, frame)
        for (_, _, box, gap, rise), frame in zip(runs, frames, strict=True)
    ]


def _runs(
    strip: Strip, rows: Sequence[tuple[int, int, int, int, int]], plain: Sequence[Box]
) -> Iterator[tuple[int, int, Box, int, int]]:
    """The first and last component of each run, its box, its gap and rise as of a `Window`."""
    edges = [(x, y, x + width, y + height) for x, y, width, height, _ in rows]
    before, rise = 0, 0
    for first, (left, head, end, _) in enumerate(edges):
        gap = left - before if first else 10 * strip.capitals
        right, top, bottom = end, head, 0
        for last in range(first, min(first + MOST_PARTS, len(edges))):
            _, y, x_end, y_end = edges[last]
            right, top, bottom = max(right, x_end), min(top, y), max(bottom, y_end)
            if right - left > _WIDEST * strip.capitals:
                break
            if right - left < _NARROWEST * strip.capitals:
                continue
            if not _within(strip.left + (left + right) / 2, plain):
                yield first, last, Box(left, top, right - left, bottom - top), gap, rise
        if not first or end > before:
            before, rise = end, strip.baseline - head


def _draw(
    strip: Strip, parts: NDArray[np.int64], runs: Sequence[tuple[int, int, Box]]
) -> NDArray[np.float32]:
    """For each run the frame (32, 40) of its components alone, in the middle, 1 where darkest.

    A run is told by the places of its first and last component in `parts`, and its box.
    """
    if not runs:
        return np.zeros((0, FRAME_HEIGHT, FRAME_WIDTH), np.float32)
    dark, order, scale = _shrink(strip, parts)
    starts = np.array([max(round(box.x * scale) - 1, 0) for _, _, box in runs])
    widths = np.array([min(round(box.width * scale) + 2, FRAME_WIDTH) for _, _, box in runs])
    widths = np.minimum(widths, dark.shape[1] - starts)
    columns = np.arange(FRAME_WIDTH) - ((FRAME_WIDTH - widths) // 2)[:, None]
    shown = (columns >= 0) & (columns < widths[:, None])
    columns = np.where(shown, columns + starts[:, None], 0)
    first, last = (np.array([run[end] for run in runs], np.int16) for end in (0, 1))
    of_run = order[:, columns]
    mine = (of_run >= first[:, None]) & (of_run <= last[:, None])
    mine = (mine | (of_run == _PAPER)) & shown
    own = np.where(mine, dark[:, columns], np.float32(0))
    own /= np.maximum(own.max(axis=(0, 2)), 1.0)[:, None]
    return own.transpose(1, 0, 2)


def _shrink(
    strip: Strip, parts: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.int16], float]:
    """A strip's band shrunk to the frame's height, and by how much.

    How dark it is, and for each pixel the place of its component in `parts`.
    """
    top = max(strip.baseline - round((1 + _ABOVE) * strip.capitals), 0)
    bottom = strip.baseline + round(_BELOW * strip.capitals)
    scale = FRAME_HEIGHT / (bottom - top)
    size = (max(round(strip.ink.grey.shape[1] * scale), 1), FRAME_HEIGHT)
    dark = cv2.resize(255 - strip.ink.grey[top:bottom], size, interpolation=cv2.INTER_AREA)
    labels = cv2.resize(strip.ink.labels[top:bottom], size, interpolation=cv2.INTER_NEAREST)
    order = np.full(len(strip.ink.stats), _SPECK, np.int16)
    order[0], order[parts] = _PAPER, np.arange(len(parts))
    return dark.astype(np.float32), order[labels.astype(np.int32)], scale


def classify(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each frame the probability of no sign, then of each of SIGNS."""
    parts = (frames[first : first + _AT_ONCE] for first in range(0, len(frames), _AT_ONCE))
    return np.concatenate([softmax(forward(_weights(), part)[-1]) for part in parts])


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
    features = patches @ weights["w0"]
    features += weights["b0"]
    np.maximum(features, 0, out=features)
    wide = np.maximum(features[:, :, ::2], features[:, :, 1::2])
    pooled = np.maximum(wide[:, ::2], wide[:, 1::2])
    hidden = np.maximum(pooled.reshape(len(frames), -1) @ weights["w1"] + weights["b1"], 0)
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
