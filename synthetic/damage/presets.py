"""The named kinds of damage, from a clean print to a hard photograph."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from synthetic.damage import geometry, light, surface
from synthetic.damage.picture import Picture, Points, to_grey

FileKind = Literal["png", "jpg", "bilevel"]


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of damage: what it does, and how the picture is kept.

    `damage` returns the JPEG quality where the file is a JPEG.
    """

    name: str
    damage: Callable[[Picture], int]
    file: FileKind


def _clean(picture: Picture) -> int:
    del picture
    return 0


def _scan(picture: Picture) -> int:
    _paper_wear(picture)
    if picture.happens(0.75):
        to_grey(picture)
    scale = picture.chance.choice((1.0, 1.0, 1.0, 0.75, 1.25))
    if scale != 1:
        geometry.resample(picture, scale)
    picture.parameters["scan_dpi"] = round(picture.dpi)
    if picture.happens(0.3):
        surface.show_through(picture, picture.draw("show_through", 0.03, 0.1))
    geometry.skew(picture, picture.chance.gauss(0, 0.9), picture.chance.choice((255, 245, 90)))
    light.defocus(picture, picture.draw("blur_pixels", 0.2, 0.8))
    surface.set_tones(picture, picture.chance.uniform(0, 45), picture.chance.uniform(225, 255))
    if picture.happens(0.2):
        surface.add_streaks(picture, picture.chance.randint(1, 3))
    surface.add_noise(picture, picture.chance.uniform(1.5, 6))
    return _quality(picture, 35, 88)


def _fax(picture: Picture) -> int:
    to_grey(picture)
    fine = picture.happens(0.6)
    across = 204 / picture.dpi
    down = (196 if fine else 98) / picture.dpi
    geometry.resample(picture, across, down)
    light.defocus(picture, picture.draw("blur_pixels", 0.2, 0.7))
    geometry.skew(picture, picture.chance.gauss(0, 0.7))
    surface.add_noise(picture, picture.chance.uniform(6, 22))
    surface.to_two_levels(picture, picture.chance.uniform(120, 190))
    if not fine:
        geometry.resample(picture, 1.0, 2.0)
        surface.to_two_levels(picture, 127)
    surface.add_specks(picture, picture.chance.randint(0, 60))
    picture.parameters["fax_lines"] = "fine" if fine else "standard"
    return 0


def _copy(picture: Picture) -> int:
    _paper_wear(picture)
    to_grey(picture)
    generations = picture.chance.choice((2, 2, 3))
    picture.parameters["generations"] = generations
    for _ in range(generations):
        light.defocus(picture, picture.chance.uniform(0.4, 0.8))
        surface.harden(picture, picture.chance.uniform(0.5, 0.72), picture.chance.uniform(7, 11))
        surface.add_noise(picture, picture.chance.uniform(3, 9))
    surface.add_specks(picture, picture.chance.randint(40, 300))
    geometry.skew(picture, picture.chance.gauss(0, 1.2), picture.chance.choice((255, 30)))
    if picture.happens(0.5):
        surface.add_streaks(picture, picture.chance.randint(1, 4))
    surface.set_tones(picture, picture.chance.uniform(0, 30), picture.chance.uniform(235, 255))
    return _quality(picture, 45, 85)


def _faint(picture: Picture) -> int:
    thermal = picture.happens(0.4)
    surface.fade(picture, picture.chance.uniform(0.3, 0.6), picture.chance.uniform(0, 0.4))
    if thermal:
        tint = np.array((252, 247, 232), np.float32) / 255
        picture.pixels = (picture.pixels.astype(np.float32) * tint).astype(np.uint8)
    picture.parameters["thermal"] = thermal
    if picture.happens(0.5):
        to_grey(picture)
    geometry.skew(picture, picture.chance.gauss(0, 0.7))
    light.defocus(picture, picture.draw("blur_pixels", 0.3, 0.8))
    surface.add_noise(picture, picture.chance.uniform(2, 5))
    return _quality(picture, 50, 88)


def _turned(picture: Picture) -> int:
    quality = _scan(picture)
    geometry.turn_quarters(picture, picture.chance.choice((1, 2, 2, 3)))
    return quality


def _photo(picture: Picture) -> int:
    _paper_wear(picture)
    _photograph(picture, lean=0.025, degrees=2.5, curl=0.008)
    light.light(picture, picture.chance.uniform(0.08, 0.3))
    if picture.happens(0.4):
        light.cast_shadow(
            picture, picture.chance.uniform(0.1, 0.3), picture.px(picture.chance.uniform(6, 25))
        )
    light.defocus(picture, picture.draw("blur_pixels", 0.3, 1.0))
    surface.add_noise(picture, picture.chance.uniform(1.5, 5))
    return _quality(picture, 60, 92)


def _hardphoto(picture: Picture) -> int:
    _paper_wear(picture)
    _photograph(picture, lean=0.075, degrees=6, curl=0.02)
    light.light(picture, picture.chance.uniform(0.25, 0.55))
    if picture.happens(0.8):
        light.cast_shadow(
            picture, picture.chance.uniform(0.3, 0.55), picture.px(picture.chance.uniform(0.5, 6))
        )
    if picture.happens(0.5):
        light.shake(picture, picture.chance.uniform(2.0, 4.5))
    light.defocus(picture, picture.draw("blur_pixels", 0.5, 1.5))
    geometry.resample(picture, picture.draw("camera_scale", 0.62, 0.95))
    surface.add_noise(picture, picture.chance.uniform(3, 9))
    return _quality(picture, 35, 75)


def _photograph(picture: Picture, lean: float, degrees: float, curl: float) -> None:
    size = (round(picture.width * 1.12), round(picture.height * 1.12))
    scene = light.make_table(picture, size)
    light.add_objects(picture, scene, picture.chance.choice((0, 0, 1, 2)))
    leans: Points = np.array(
        [[picture.chance.uniform(-lean, lean) for _ in range(2)] for _ in range(4)], np.float32
    )
    share = picture.draw("page_share", 0.86, 0.97)
    turn = picture.chance.gauss(0, degrees / 2)
    picture.parameters["camera_degrees"] = round(turn, 2)
    corners = geometry.turned_corners(picture, size, share, turn, leans)
    bend = picture.chance.uniform(-curl, curl) * picture.height
    geometry.lay_on(picture, scene, corners, bend)


def _paper_wear(picture: Picture) -> None:
    if picture.happens(0.2):
        surface.fold(picture)
    if picture.happens(0.12):
        surface.punch_holes(picture)
    if picture.happens(0.1) and len(picture.outlines):
        word = picture.chance.choice(picture.boxes())
        line = (word.x, word.y, word.width * 4, word.height)
        surface.write_over(picture, line, picture.chance.uniform(0.6, 0.95))


def _quality(picture: Picture, low: int, high: int) -> int:
    quality = picture.chance.randint(low, high)
    picture.parameters["jpeg_quality"] = quality
    return quality


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset("clean", _clean, "png"),
        Preset("scan", _scan, "jpg"),
        Preset("fax", _fax, "bilevel"),
        Preset("photo", _photo, "jpg"),
        Preset("hardphoto", _hardphoto, "jpg"),
        Preset("faint", _faint, "jpg"),
        Preset("turned", _turned, "jpg"),
        Preset("copy", _copy, "jpg"),
    )
}


def be_single_threaded() -> None:
    """One thread for OpenCV: workers share the cores, and results stay the same."""
    cv2.setNumThreads(1)
