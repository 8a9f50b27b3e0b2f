"""Trains the sign reader of `ocr.signs.shapes` on lines drawn in free fonts.

    python -m ocr.signs.training FOLDER_OF_FONTS... --out resources/glyphs/signs.npz

Lines with and without signs are drawn, worn as scanners, faxes and telephones wear them, cut by
the very code that cuts pages, and a small network learns which windows hold which sign. The
families of `resources/glyphs/measured.csv` are left out: reading is measured in them.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.certainty.strip import cut_strip
from ocr.cleaning.ink import find_ink
from ocr.signs.learning import train
from ocr.signs.shapes import FRAME_HEIGHT, FRAME_WIDTH, SIGNS, cut_windows, forward, softmax
from prescription.record import Box
from prescription.resources import RESOURCES

OTHER_FRACTIONS = "⅓⅔⅛⅜⅝⅞⅕"
ALSO = {"⩾": "≥", "⩽": "≤"}
"""Other shapes of the same sign."""
_KEPT_PLAIN_WINDOWS = 0.08
_SURELY_PLAIN = 0.9
_MOST_FACES = 4
"""Of one family, whose signs look alike."""
_EMPTY = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.uint8)
_NUMBERS = ("1", "2", "3", "4", "5", "6", "8", "10", "12", "75", "500")
_PHRASES = (
    "{s} comprimé matin et soir",
    "1 {s} comprimé par jour",
    "2{s} cp le soir",
    "{n} {s} cuillère à café",
    "Prendre {s} à 1 cp {s} fois",
    "{n} mg : {s} cp au coucher",
    "LEVOTHYROX {n} {s}g le matin",
    "{n} {s} {n} par jour",
    "TA {s} {n} mmHg",
    "si poids {s} {n} kg",
    "{n} {s}g/h, {n}{s}g",
    "{n} mg/m{s} tous les 21 jours",
    "{s}{n} fois, {n}{s}",
)
_PLAIN = (
    "1/2 cp matin, 1/4 le soir, 3/4 midi",
    "le {n}/{n}/20{n} à {n}h{n}",
    "{n} %, {n}% ; n° {n}, 1er, 2e",
    "DOLIPRANE {n},{n} mg x{n}/j pdt {n}j",
    "VITAMINE YZ WAX KALETRA AVLOCARDYL",
    "ug pg mcg {n}u {n}p {n} yg puis upu",
    "> {n} < {n} = {n} ± {n} + {n} x {n} * 2",
    "« appliquer » (la) [nuit] {n}-{n}-{n}",
    "Zyma {n}/{n} Xx Vv %% && 12 14 34 1 2 4",
    "comprimé, gélule, sachet, unidose, bouffées",
    "{n}{n} {n} {n}{n} {n} {n}{n}{n}",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, learn, write the weights; prints what the held-out lines gave."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", nargs="+", type=Path, help="font files or folders of them")
    parser.add_argument("--out", type=Path, default=Path("resources/glyphs/signs.npz"))
    parser.add_argument("--lines", type=int, default=60, help="lines drawn for each font")
    parser.add_argument("--rounds", type=int, default=18, help="passes over all windows")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance = np.random.default_rng(options.seed)
    fonts = list_fonts(options.fonts, chance)
    frames, classes = draw_examples(fonts, options.lines, chance)
    weights = train(frames, classes, chance, options.rounds // 3)
    # The windows that this first network takes for signs teach the second one.
    hard, kinds = draw_examples(fonts, options.lines // 2, chance, weights)
    sys.stdout.write(f"{np.bincount(classes)} and {np.bincount(kinds)} windows of each class\n")
    sys.stdout.flush()
    frames, classes = np.concatenate((frames, hard)), np.concatenate((classes, kinds))
    weights = train(frames, classes, chance, options.rounds)
    options.out.parent.mkdir(exist_ok=True)
    with options.out.open("wb") as file:
        save(weights, file)
    sys.stdout.write(f"{len(frames)} windows, {options.out.stat().st_size} bytes\n")
    return 0


def save(weights: dict[str, NDArray[np.float32]], file: BinaryIO) -> None:
    """Write the weights with 16 bits each; float32 would read no better."""
    halves: Any = {name: values.astype(np.float16) for name, values in weights.items()}
    np.savez_compressed(file, **halves)


def list_fonts(places: Sequence[Path], chance: Generator) -> list[Path]:
    """Text fonts below `places` that have ½: of each family a few faces, of those measured none."""
    found = [p for place in places for p in (place.rglob("*.?tf") if place.is_dir() else [place])]
    measured = measured_families()
    faces: dict[str, list[Path]] = {}
    for file in sorted(found):
        try:
            font = ImageFont.truetype(file, 30)
        except OSError:  # a font of pixels, in other sizes
            continue
        family = str(font.getname()[0])
        left_out = any(f"{family} ".startswith(f"{name} ") for name in measured)
        if not left_out and all(has_glyph(font, sign) for sign in "½µaé"):
            faces.setdefault(family, []).append(file)
    return [
        file
        for files in faces.values()
        for file in sorted(chance.permutation(np.array(files))[:_MOST_FACES])
    ]


def measured_families() -> list[str]:
    """The names with which families begin that reading is measured in."""
    rows = (RESOURCES / "glyphs" / "measured.csv").read_text("utf-8").splitlines()
    return [row.split(";")[0] for row in rows if row[:1] != "#"][1:]


class Face:
    """A font file and which of the signs it has."""

    def __init__(self, file: Path) -> None:
        self.file = file
        font = ImageFont.truetype(file, 30)
        self.signs = [s for s in SIGNS[:-1] if has_glyph(font, s)]
        self.signs += [s for s in ALSO if has_glyph(font, s)]
        self.others = [s for s in OTHER_FRACTIONS if has_glyph(font, s)]


def has_glyph(font: ImageFont.FreeTypeFont, sign: str) -> bool:
    """Whether the font draws `sign` and not its box for missing signs."""
    return bytes(font.getmask(sign)) not in (b"", bytes(font.getmask("\uffff")))


def draw_examples(
    fonts: Sequence[Path],
    lines: int,
    chance: Generator,
    weights: dict[str, NDArray[np.float32]] | None = None,
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Frames (count, FRAME_HEIGHT, FRAME_WIDTH) and the class of each: 0 for no sign.

    Of the many windows without a sign a share is kept; with `weights`, those they are unsure of.
    """
    frames: list[NDArray[np.uint8]] = []
    classes: list[int] = []
    for file in fonts:
        face = Face(file)
        for _ in range(lines):
            drawn = list(draw_line(face, chance))
            plain = np.stack([frame for frame, kind in drawn if not kind] or [_EMPTY])
            if weights is None:
                kept = chance.random(len(plain)) < _KEPT_PLAIN_WINDOWS
            else:
                chances = softmax(forward(weights, plain.astype(np.float32) / np.float32(255))[-1])
                kept = chances[:, 0] < _SURELY_PLAIN
            signs = [(frame, kind) for frame, kind in drawn if kind]
            frames += [*plain[kept], *(frame for frame, _ in signs)]
            classes += [0] * int(kept.sum()) + [kind for _, kind in signs]
    return np.stack(frames), np.array(classes)


def draw_line(face: Face, chance: Generator) -> Iterator[tuple[NDArray[np.uint8], int]]:
    """The windows of one worn line with the class of each; half-covered signs are left out."""
    font = ImageFont.truetype(face.file, int(chance.integers(26, 84)))
    words, signs = compose(face, chance)
    grey, places = squeeze(*draw(words, signs, font), float(chance.uniform(0.8, 1.2)))
    worn, scale = wear(grey, chance)
    places = [(sign, scale_box(box, scale)) for sign, box in places]
    height, width = worn.shape
    pad = round(0.35 * font.size * scale)
    strip = cut_strip(find_ink(worn), [Box(pad, pad, width - 2 * pad, height - 2 * pad)])
    for window in cut_windows(strip):
        kind = label(strip.on_picture(window.box), places)
        if kind is not None:
            yield np.rint(window.frame * 255).astype(np.uint8), kind


def compose(face: Face, chance: Generator) -> tuple[str, list[str]]:
    """A line, each sign in it written as U+FFFC, and the signs in order."""
    signs: list[str] = []
    text = ""
    for _ in range(int(chance.integers(1, 4))):
        phrase = str(chance.choice(_PHRASES if chance.random() < 0.7 else _PLAIN))
        while "{n}" in phrase:
            phrase = phrase.replace("{n}", str(chance.choice(_NUMBERS)), 1)
        while "{s}" in phrase:
            sign = str(
                chance.choice(face.others if face.others and chance.random() < 0.1 else face.signs)
            )
            phrase = phrase.replace("{s}", "\ufffc", 1)
            signs.append(sign)
        text += phrase + "  "
    return text.strip(), signs


def draw(
    text: str, signs: Sequence[str], font: ImageFont.FreeTypeFont
) -> tuple[NDArray[np.uint8], list[tuple[str, Box]]]:
    """Black on white, and where each sign's ink stands."""
    pad = round(0.35 * font.size)
    parts = text.split("\ufffc")
    full = "".join(p + s for p, s in zip(parts, [*signs, ""], strict=True))
    ascent, descent = font.getmetrics()
    size = (round(font.getlength(full)) + 4 * pad, ascent + descent + 2 * pad)
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    pen.text((2 * pad, pad), full, font=font, fill=0)
    places: list[tuple[str, Box]] = []
    before = ""
    for part, sign in zip(parts, signs, strict=False):
        before += part
        start = 2 * pad + font.getlength(before)
        left, top, right, bottom = pen.textbbox((start, pad), sign, font=font)
        places.append(
            (sign, Box(round(left), round(top), round(right - left), round(bottom - top)))
        )
        before += sign
    return np.asarray(image), places


def squeeze(
    grey: NDArray[np.uint8], places: list[tuple[str, Box]], across: float
) -> tuple[NDArray[np.uint8], list[tuple[str, Box]]]:
    """The line narrower or wider, as other fonts are, and where its signs stand then."""
    drawn = cv2.resize(grey, None, fx=across, fy=1.0, interpolation=cv2.INTER_AREA)
    moved = [
        (sign, box._replace(x=round(box.x * across), width=max(round(box.width * across), 1)))
        for sign, box in places
    ]
    return drawn.astype(np.uint8), moved


def wear(grey: NDArray[np.uint8], chance: Generator) -> tuple[NDArray[np.uint8], float]:
    """What paper, scanner, fax or telephone does to a line, and the scale it ends with."""
    least = min(60 / grey.shape[0], 1.0)
    scale = float(chance.uniform(max(0.3, least), 1.0)) if chance.random() < 0.5 else 1.0
    page = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    spread = chance.random()
    if spread < 0.12:
        page = cv2.erode(page, np.ones((2, 2), np.uint8))
    elif spread < 0.2 and scale > 0.8:
        page = cv2.dilate(page, np.ones((2, 2), np.uint8))
    if chance.random() < 0.6:
        page = cv2.GaussianBlur(page, (0, 0), float(chance.uniform(0.4, 1.3)))
    values = 255 - (255 - page.astype(np.float32)) * chance.uniform(0.6, 1.0)
    values += chance.normal(0, chance.uniform(0, 14), values.shape)
    page = np.clip(values, 0, 255).astype(np.uint8)
    if chance.random() < 0.2:
        page = np.where(page > chance.uniform(110, 170), 255, 0).astype(np.uint8)
    elif chance.random() < 0.4:
        quality = int(chance.integers(45, 90))
        _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
        page = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    if scale < 0.75:  # cleaning brings small print back to a readable height
        page = cv2.resize(page, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_CUBIC)
    return page.astype(np.uint8), page.shape[0] / grey.shape[0]


def scale_box(box: Box, scale: float) -> Box:
    """`box` in a picture `scale` times as large."""
    return Box(*(round(value * scale) for value in box))


def label(window: Box, places: Sequence[tuple[str, Box]]) -> int | None:
    """The class of a window at this box: 0 without a sign, None with only a part of one."""
    kind: int | None = 0
    for sign, box in places:
        right, end = window.x + window.width, box.x + box.width
        slack = max(3.0, 0.12 * box.width)
        if abs(window.x - box.x) <= slack and abs(right - end) <= slack:
            sign = ALSO.get(sign, sign)
            return 1 + (SIGNS.index(sign) if sign in SIGNS else len(SIGNS) - 1)
        shared = min(right, end) - max(window.x, box.x)
        kind = None if shared > 0.5 * min(window.width, box.width) else kind
    return kind


if __name__ == "__main__":
    sys.exit(main())
