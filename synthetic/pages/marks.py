"""What hands add to a page: signatures, stamps."""

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

from synthetic.pages.sheet import HEADER, Colour, Ink, Sheet

_SCALE = 3
BLUE_INK: Colour = (28, 42, 120)
BLACK_INK: Colour = (25, 25, 30)


def sign(
    sheet: Sheet, random: Random, box: tuple[float, float, float, float], colour: Colour
) -> None:
    """A signature inside `box` (left, top, width, height in millimetres): loops and a flourish."""
    left, top, wide, high = box
    thick = max(1, round(sheet.px(1) * random.uniform(0.25, 0.6)))
    sheet.paste(draw_strokes((sheet.px(wide), sheet.px(high)), random, colour, thick), left, top)


def draw_strokes(size: tuple[int, int], random: Random, colour: Colour, thick: int) -> Image.Image:
    """A signature as an RGBA picture of `size` pixels, its strokes `thick` pixels wide."""
    large = (size[0] * _SCALE, size[1] * _SCALE)
    picture = Image.new("RGBA", large, (*colour, 0))
    pen = ImageDraw.Draw(picture)
    for stroke in _strokes(random):
        path = [(x * large[0], y * large[1]) for x, y in stroke]
        pen.line(path, fill=(*colour, 255), width=thick * _SCALE, joint="curve")
    return picture.resize(size, Image.Resampling.LANCZOS)


Stroke = list[tuple[float, float]]


def _strokes(random: Random) -> list[Stroke]:
    """A written name or a quick flourish, in a unit square."""
    strokes = [_name(random)] if random.random() < 0.6 else [_tangle(random)]
    if random.random() < 0.7:
        bend, back = random.uniform(-0.1, 0.2), random.uniform(0.6, 0.9)
        start = random.uniform(0.85, 0.97)
        steps = [t / 30 for t in range(31)]
        strokes.append([(start - t * back, 0.72 + bend * sin(t * pi) + 0.06 * t) for t in steps])
    return strokes


def _name(random: Random) -> Stroke:
    letters = random.randint(4, 9)
    points: Stroke = []
    for letter in range(letters):
        tall = random.uniform(0.55, 0.95) if letter == 0 else random.uniform(0.12, 0.5)
        lean = random.uniform(0.2, 0.7)
        start = letter / letters
        for step in range(24):
            turn = 2 * pi * step / 24
            x = start + (step / 24) / letters + 0.3 / letters * sin(turn) + 0.1 * lean * cos(turn)
            points.append((x * 0.85 + 0.06, 0.62 - tall * 0.5 * (1 - cos(turn)) / 1.1))
    return points


def _tangle(random: Random) -> Stroke:
    """Lissajous-like loops that drift to the right."""
    a, b = random.uniform(2, 4.5), random.uniform(3, 7)
    phase, drift = random.uniform(0, pi), random.uniform(0.15, 0.4)
    points: Stroke = []
    for step in range(140):
        t = step / 139
        x = 0.28 + drift * t + 0.24 * cos(a * pi * t + phase) * (1 - 0.4 * t)
        y = 0.5 + 0.36 * sin(b * pi * t) * (1 - 0.5 * t)
        points.append((min(max(x, 0.02), 0.98), min(max(y, 0.03), 0.97)))
    return points


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
