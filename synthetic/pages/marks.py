"""What hands add to a page: signatures, stamps."""

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

from synthetic.pages.sheet import HEADER, Colour, Ink, Sheet

BLUE_INK: Colour = (28, 42, 120)
BLACK_INK: Colour = (25, 25, 30)


def sign(
    sheet: Sheet, random: Random, box: tuple[float, float, float, float], colour: Colour
) -> None:
    """A signature inside `box` (left, top, width, height in millimetres): loops and a flourish."""
    left, top, wide, high = box
    scale = 3
    size = (sheet.px(wide) * scale, sheet.px(high) * scale)
    picture = Image.new("RGBA", size, (*colour, 0))
    pen = ImageDraw.Draw(picture)
    letters = random.randint(4, 9)
    points: list[tuple[float, float]] = []
    for letter in range(letters):
        tall = random.uniform(0.55, 0.95) if letter == 0 else random.uniform(0.12, 0.5)
        lean = random.uniform(0.2, 0.7)
        start = letter / letters
        for step in range(24):
            turn = 2 * pi * step / 24
            x = start + (step / 24) / letters + 0.3 / letters * sin(turn) + 0.1 * lean * cos(turn)
            points.append((x * 0.85 + 0.06, 0.62 - tall * 0.5 * (1 - cos(turn)) / 1.1))
    flourish, back = random.uniform(0.05, 0.2), random.uniform(0.75, 0.9)
    points += [
        (0.95 - t / 30 * back, 0.7 + flourish * sin(t / 30 * pi) + 0.06 * t / 30) for t in range(31)
    ]
    path = [(x * size[0], y * size[1]) for x, y in points]
    pen.line(path, fill=(*colour, 255), width=max(2, sheet.px(0.45) * scale), joint="curve")
    small = picture.resize((size[0] // scale, size[1] // scale), Image.Resampling.LANCZOS)
    sheet.paste(small, left, top)


def stamp(
    sheet: Sheet,
    x: float,
    y: float,
    lines: tuple[str, ...],
    ink: Ink,
) -> tuple[float, float]:
    """A prescriber's stamp, its words printed inside a thin frame; returns its width and height.

    The words belong to the page's header: they are as readable as any others.
    """
    pitch = ink.size * 0.46
    wide = max(sheet.measure(text, ink) for text in lines) + 6
    high = pitch * len(lines) + 4
    sheet.frame((x, y, wide, high), 0.4, ink.colour)
    for place, text in enumerate(lines):
        sheet.write(x + wide / 2, y + 4.2 + pitch * place, text, ink, HEADER, align="centre")
    return wide, high
