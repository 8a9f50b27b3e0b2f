"""What a camera adds: uneven light, shadows, blur, a table under the page."""

from math import cos, degrees, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from synthetic.damage.picture import Picture, Pixels

Gain = NDArray[np.float32]
_COARSE = 24


def light(picture: Picture, depth: float) -> None:
    """Light that falls off across the picture by `depth` (0 to 1), from a drawn direction."""
    rows, columns = _coarse(picture)
    angle = picture.chance.uniform(0, 6.283)
    ys, xs = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    slope = (xs * cos(angle) + ys * sin(angle)) / 1.42
    gain = 1 - depth * (0.5 + 0.5 * slope)
    if picture.happens(0.5):
        gain *= 1 - 0.5 * depth * (xs**2 + ys**2) / 2
    _apply(picture, gain.astype(np.float32))
    picture.parameters["light_falloff"] = round(depth, 3)
    picture.parameters["light_degrees"] = round(degrees(angle), 1)


def cast_shadow(picture: Picture, depth: float, softness: float) -> None:
    """A straight-edged shadow over part of the picture; `softness` in pixels."""
    rows, columns = _coarse(picture)
    a, b = picture.chance.uniform(0.2, 0.8), picture.chance.uniform(0.2, 0.8)
    mask = np.zeros((rows * 4, columns * 4), np.float32)
    high, wide = mask.shape
    if picture.happens(0.5):
        edge = np.array(((0, 0), (wide * a, 0), (wide * b, high), (0, high)), np.int32)
    else:
        edge = np.array(((0, high), (0, high * a), (wide, high * b), (wide, high)), np.int32)
    cv2.fillPoly(mask, [edge], 1.0)
    blur = max(0.6, softness * wide / picture.width)
    soft = cv2.GaussianBlur(mask, (0, 0), blur)
    _apply(picture, (1 - depth * soft).astype(np.float32))
    picture.parameters["shadow_depth"] = round(depth, 3)
    picture.parameters["shadow_softness"] = round(softness, 1)


def defocus(picture: Picture, deviation: float) -> None:
    """Gaussian blur of that deviation in pixels."""
    if deviation > 0.15:
        picture.pixels = _pixels(cv2.GaussianBlur(picture.pixels, (0, 0), deviation))
    picture.parameters["blur_pixels"] = round(deviation, 3)


def shake(picture: Picture, length: float) -> None:
    """Motion blur along a drawn direction, `length` in pixels."""
    size = max(3, int(length) | 1)
    kernel = np.zeros((size, size), np.float32)
    turn = picture.chance.uniform(0, 180)
    middle = size // 2
    dx, dy = cos(radians(turn)) * length / 2, sin(radians(turn)) * length / 2
    ends = [(round(middle - dx), round(middle - dy)), (round(middle + dx), round(middle + dy))]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1)
    picture.pixels = _pixels(cv2.filter2D(picture.pixels, -1, kernel / kernel.sum()))
    picture.parameters["motion_pixels"] = round(length, 2)
    picture.parameters["motion_degrees"] = round(turn, 1)


def make_table(picture: Picture, size: tuple[int, int]) -> Pixels:
    """A made-up table top of `size` (width, height): wood, plastic, cloth."""
    width, height = size
    kind = picture.chance.choice(("wood", "plain", "cloth", "dark"))
    tone = {
        "wood": (150, 112, 78),
        "plain": (186, 182, 172),
        "cloth": (96, 108, 128),
        "dark": (52, 48, 46),
    }[kind]
    small = (max(8, width // 8), max(8, height // 8))
    grain = picture.noise.standard_normal((small[1], small[0]), dtype=np.float32)
    if kind == "cloth":
        grain[::2] *= 0.3
        rough: object = grain * 11
    elif kind == "wood":
        rough = cv2.GaussianBlur(grain, (0, 0), 14, sigmaY=0.9) * 44
    else:
        rough = cv2.GaussianBlur(grain, (0, 0), 6) * 33
    texture = np.asarray(rough, np.float32)[..., None] + np.array(tone, np.float32)
    small_scene = np.clip(texture, 0, 255).astype(np.uint8)
    scene = _pixels(cv2.resize(small_scene, size, interpolation=cv2.INTER_LINEAR))
    picture.parameters["table"] = kind
    return scene


def add_objects(picture: Picture, scene: Pixels, count: int) -> None:
    """Things that lie about on the table: another sheet, a pen, a cup's ring."""
    height, width = scene.shape[:2]
    names = []
    for _ in range(count):
        name = picture.chance.choice(("sheet", "pen", "ring"))
        x, y = picture.chance.randrange(width), picture.chance.randrange(height)
        if name == "sheet":
            angle = picture.chance.uniform(0, 90)
            box = cv2.boxPoints(((x, y), (width * 0.5, height * 0.4), angle))
            cv2.fillPoly(scene, [box.astype(np.int32)], (232, 230, 224))
        elif name == "pen":
            angle = picture.chance.uniform(0, 180)
            box = cv2.boxPoints(((x, y), (width * 0.4, width * 0.018), angle))
            colour = picture.chance.choice(((20, 40, 120), (20, 20, 20), (150, 20, 30)))
            cv2.fillPoly(scene, [box.astype(np.int32)], colour)
        else:
            cv2.circle(scene, (x, y), width // 12, (88, 60, 40), max(2, width // 160))
        names.append(name)
    picture.parameters["objects"] = names


def _coarse(picture: Picture) -> tuple[int, int]:
    return max(8, picture.height // _COARSE), max(8, picture.width // _COARSE)


def _apply(picture: Picture, gain: Gain) -> None:
    """Multiply by a gain of 0 to 1, in steps of 1/255: the noise that follows hides them."""
    size = (picture.width, picture.height)
    steps = np.clip(gain * 255, 0, 255).astype(np.uint8)
    fine = cv2.resize(steps, size, interpolation=cv2.INTER_LINEAR)
    if picture.pixels.ndim == 3:
        fine = cv2.merge((fine, fine, fine))
    picture.pixels = _pixels(cv2.multiply(picture.pixels, fine, scale=1 / 255))


def _pixels(array: object) -> Pixels:
    return np.ascontiguousarray(array, dtype=np.uint8)
