"""What happens to ink and paper: fading, copies, streaks, see-through, folds, holes, overprint."""

from math import pi

import cv2
import numpy as np
from PIL import Image

from synthetic.damage.picture import Picture, Pixels
from synthetic.pages.marks import draw_strokes

_TILE = 700


def set_tones(picture: Picture, black: float, white: float, gamma: float = 1.0) -> None:
    """Spread the tones between `black` and `white` (0 to 255), bent by `gamma`."""
    ramp = np.linspace(0, 1, 256) ** gamma
    table = np.clip(black + (white - black) * ramp, 0, 255).astype(np.uint8)
    picture.pixels = np.asarray(cv2.LUT(picture.pixels, table), np.uint8)
    picture.parameters["tones"] = [round(black, 1), round(white, 1), round(gamma, 3)]


def harden(picture: Picture, threshold: float, steepness: float) -> None:
    """The contrast of a photocopier: an S curve about `threshold` (0 to 1)."""
    ramp = np.linspace(0, 1, 256)
    curve = 1 / (1 + np.exp(-(ramp - threshold) * steepness))
    curve = (curve - curve[0]) / (curve[-1] - curve[0])
    table = (curve * 255).astype(np.uint8)
    picture.pixels = np.asarray(cv2.LUT(picture.pixels, table), np.uint8)


def to_two_levels(picture: Picture, threshold: float) -> None:
    """Black and white only, of a grey picture; `threshold` 0 to 255."""
    picture.pixels = np.where(picture.pixels > threshold, 255, 0).astype(np.uint8)
    picture.parameters["threshold"] = round(threshold, 1)


def add_noise(picture: Picture, deviation: float) -> None:
    """Gaussian noise, the same for every colour; one tile of grains serves the whole page."""
    grains = picture.noise.standard_normal((_TILE, _TILE), dtype=np.float32) * deviation
    tile = np.rint(grains).astype(np.int16)
    if picture.pixels.ndim == 3:
        tile = np.repeat(tile[..., None], 3, axis=2)
    for top in range(0, picture.height, _TILE):
        for left in range(0, picture.width, _TILE):
            part = picture.pixels[top : top + _TILE, left : left + _TILE]
            grain = np.ascontiguousarray(tile[: part.shape[0], : part.shape[1]])
            part[:] = cv2.add(part, grain, dtype=cv2.CV_8U)
    picture.parameters["noise_deviation"] = round(deviation, 2)


def add_specks(picture: Picture, count: int, *, light: bool = False) -> None:
    """Dust: small dark (or light) dots."""
    tone = 235 if light else 60
    for _ in range(count):
        x = int(picture.noise.integers(0, picture.width))
        y = int(picture.noise.integers(0, picture.height))
        radius = int(picture.noise.integers(0, max(2, picture.px(0.25))))
        cv2.circle(picture.pixels, (x, y), radius, (tone,) * 3, -1)
    picture.parameters["specks"] = count


def add_streaks(picture: Picture, count: int) -> None:
    """Vertical lines of a dirty scanner glass, darker or lighter than the page."""
    for _ in range(count):
        x = picture.chance.randrange(picture.width)
        wide = picture.chance.choice((1, 1, 2, 3))
        change = picture.chance.choice((-60, -35, -20, 25))
        band = picture.pixels[:, x : x + wide].astype(np.int16) + change
        picture.pixels[:, x : x + wide] = np.clip(band, 0, 255).astype(np.uint8)
    picture.parameters["streaks"] = count


def show_through(picture: Picture, strength: float) -> None:
    """The other side of the sheet, mirrored and blurred; `strength` 0 to 1."""
    back = cv2.GaussianBlur(np.ascontiguousarray(picture.pixels[:, ::-1]), (0, 0), 2.0)
    back = np.roll(back, picture.px(picture.chance.uniform(-20, 20)), axis=0)
    veil = 255 - ((255 - back).astype(np.float32) * strength).astype(np.uint8)
    picture.pixels = np.asarray(cv2.multiply(picture.pixels, veil, scale=1 / 255), np.uint8)
    picture.parameters["show_through"] = round(strength, 3)


def fade(picture: Picture, keep: float, bands: float) -> None:
    """Lighten the ink to `keep` (0 to 1) of its darkness, unevenly: weak in `bands` of it."""
    rows = np.linspace(0, 1, picture.height, dtype=np.float32)
    phase, waves = picture.chance.uniform(0, 2 * pi), picture.chance.uniform(1, 4)
    gain = keep * (1 - bands * (0.5 + 0.5 * np.sin(2 * pi * waves * rows + phase)))
    columns = np.linspace(-1, 1, picture.width, dtype=np.float32)
    lean = 1 - 0.25 * bands * picture.chance.choice((-1, 1)) * columns
    weight = (gain[:, None] * lean[None, :]).astype(np.float32)
    if picture.pixels.ndim == 3:
        weight = np.repeat(weight[..., None], 3, axis=2)
    ink = cv2.multiply(255 - picture.pixels, weight, dtype=cv2.CV_8U)
    picture.pixels = np.asarray(255 - ink, np.uint8)
    picture.parameters["ink_kept"] = round(keep, 3)
    picture.parameters["ink_bands"] = round(bands, 3)


def fold(picture: Picture) -> None:
    """One or two folds of the sheet: a thin light line in a soft shadow."""
    places = picture.chance.choice(((0.5,), (1 / 3, 2 / 3), (0.5, 0.25)))
    for place in places:
        y = round(picture.height * (place + picture.chance.uniform(-0.01, 0.01)))
        high = picture.px(1.5)
        shade = np.abs(np.linspace(-1, 1, 2 * high + 1)) * 14 - 14
        rows = slice(max(0, y - high), min(picture.height, y + high + 1))
        tall = rows.stop - rows.start
        part = picture.pixels[rows].astype(np.int16)
        shade = shade[:tall].reshape((-1,) + (1,) * (part.ndim - 1)).astype(np.int16)
        part = part + shade
        part[tall // 2] += 40
        picture.pixels[rows] = np.clip(part, 0, 255).astype(np.uint8)
    picture.parameters["folds"] = [round(p, 3) for p in places]


def punch_holes(picture: Picture) -> None:
    """Two or four holes of a binder at the left edge, dark as the scanner's lid shows them."""
    count = picture.chance.choice((2, 2, 4))
    tone = picture.chance.choice((25, 60, 120))
    middle = picture.height / 2
    pitch = picture.px(80)
    for place in range(count):
        y = round(middle + (place - (count - 1) / 2) * pitch)
        cv2.circle(picture.pixels, (picture.px(9), y), picture.px(2.8), (tone,) * 3, -1)
    picture.parameters["holes"] = count


def write_over(picture: Picture, line: tuple[int, int, int, int], opacity: float) -> None:
    """A signature across a printed line (left, top, width, height in pixels)."""
    x, y, wide, high = line
    size = (picture.px(picture.chance.uniform(28, 45)), picture.px(picture.chance.uniform(9, 16)))
    left = x + round((wide - size[0]) * picture.chance.random()) if wide > size[0] else x
    top = y + high // 2 - size[1] // 2
    colour = picture.chance.choice(((28, 42, 120), (25, 25, 30), (120, 30, 50)))
    stroke = draw_strokes(size, picture.chance, colour, picture.px(0.4))
    _overlay(picture, stroke, left, top, opacity)
    picture.parameters["written_over"] = [left, top, *size]


def _overlay(picture: Picture, mark: Image.Image, left: int, top: int, opacity: float) -> None:
    page: Pixels = picture.pixels
    layer = np.asarray(mark).astype(np.float32)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + mark.width, picture.width), min(top + mark.height, picture.height)
    if x1 <= x0 or y1 <= y0:
        return
    layer = layer[y0 - top : y1 - top, x0 - left : x1 - left]
    alpha = layer[..., 3:] / 255 * opacity
    colour = layer[..., :3] if page.ndim == 3 else layer[..., :3].mean(axis=2)
    alpha = alpha if page.ndim == 3 else alpha[..., 0]
    part = page[y0:y1, x0:x1].astype(np.float32)
    page[y0:y1, x0:x1] = (part * (1 - alpha) + np.minimum(part, colour) * alpha).astype(np.uint8)
