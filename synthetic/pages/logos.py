"""Simple made-up logos: a cross, a heart line, circles, a leaf."""

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

from synthetic.pages.sheet import Colour, Sheet

_SCALE = 3


def draw_logo(
    sheet: Sheet, x: float, y: float, side: float, colour: Colour, random: Random
) -> None:
    """One of the logos in a square of `side` millimetres at (x, y)."""
    pixels = sheet.px(side) * _SCALE
    picture = Image.new("RGBA", (pixels, pixels), (*colour, 0))
    pen = ImageDraw.Draw(picture)
    ink = (*colour, 255)
    soft = (*(round(c + (255 - c) * 0.55) for c in colour), 255)
    random.choice((_cross, _pulse, _circles, _leaf))(pen, pixels, ink, soft)
    small = picture.resize((pixels // _SCALE, pixels // _SCALE), Image.Resampling.LANCZOS)
    sheet.paste(small, x, y)


_Ink = tuple[int, ...]


def _cross(pen: ImageDraw.ImageDraw, side: int, ink: _Ink, soft: _Ink) -> None:
    third = side / 3
    pen.rounded_rectangle((third, side * 0.06, third * 2, side * 0.94), side * 0.06, fill=ink)
    pen.rounded_rectangle((side * 0.06, third, side * 0.94, third * 2), side * 0.06, fill=ink)
    pen.ellipse((third * 1.2, third * 1.2, third * 1.8, third * 1.8), fill=soft)


def _pulse(pen: ImageDraw.ImageDraw, side: int, ink: _Ink, soft: _Ink) -> None:
    pen.ellipse(
        (side * 0.04, side * 0.04, side * 0.96, side * 0.96), outline=soft, width=side // 16
    )
    shape = ((0.1, 0.5), (0.35, 0.5), (0.43, 0.22), (0.53, 0.78), (0.62, 0.5), (0.9, 0.5))
    pen.line([(x * side, y * side) for x, y in shape], fill=ink, width=side // 14, joint="curve")


def _circles(pen: ImageDraw.ImageDraw, side: int, ink: _Ink, soft: _Ink) -> None:
    for turn, fill in ((0, ink), (1, soft), (2, ink)):
        angle = 2 * pi * turn / 3 - pi / 2
        x, y = side * (0.5 + 0.22 * cos(angle)), side * (0.5 + 0.22 * sin(angle))
        radius = side * 0.24
        pen.ellipse(
            (x - radius, y - radius, x + radius, y + radius), outline=fill, width=side // 14
        )


def _leaf(pen: ImageDraw.ImageDraw, side: int, ink: _Ink, soft: _Ink) -> None:
    points = []
    for step in range(41):
        t = step / 40
        points.append((side * (0.15 + 0.7 * t), side * (0.85 - 0.7 * t - 0.28 * sin(pi * t))))
    points += [
        (side * (0.15 + 0.7 * t / 40), side * (0.85 - 0.7 * t / 40 + 0.28 * sin(pi * t / 40)))
        for t in range(40, -1, -1)
    ]
    pen.polygon(points, fill=soft)
    pen.line([(side * 0.1, side * 0.9), (side * 0.8, side * 0.2)], fill=ink, width=side // 20)
