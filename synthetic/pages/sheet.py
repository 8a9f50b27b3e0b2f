"""A sheet of paper to draw on, which remembers every word it prints and where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from prescription.record import Box
from synthetic.pages.barcode import encode_code128, encode_qr
from synthetic.pages.fonts import Family, Font

A4 = (210.0, 297.0)
MM_PER_INCH = 25.4
POINTS_PER_INCH = 72

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)


class Part(NamedTuple):
    """What printed text belongs to: `number` counts the medications or other items from 0."""

    kind: Literal["header", "medication", "other", "mark"]
    number: int = 0


HEADER = Part("header")
MARK = Part("mark")


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word as printed: its ink's box in pixels, the printed line it stands in, its part.

    `label` is the BIO class of the token (DRUG, DOSE …), empty outside every class.
    """

    text: str
    box: Box
    line: int
    part: Part
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ink:
    """How words are set: family, size in points, weight, colour."""

    family: Family
    size: float
    bold: bool = False
    italic: bool = False
    colour: Colour = BLACK

    def larger(self, points: float) -> "Ink":
        """The same at `points` more."""
        return replace(self, size=self.size + points)

    def strong(self) -> "Ink":
        """The same in bold."""
        return replace(self, bold=True)


class Sheet:
    """One page, white unless `paper` says otherwise; every length is in millimetres."""

    def __init__(self, dpi: int, size: tuple[float, float] = A4, paper: Colour = (255, 255, 255)):
        self.dpi = dpi
        self.width, self.height = size
        self.image = Image.new("RGB", (self.px(size[0]), self.px(size[1])), paper)
        self.pen = ImageDraw.Draw(self.image)
        self.words: list[PrintedWord] = []
        self._lines = 0

    def px(self, millimetres: float) -> int:
        """That many millimetres in whole pixels."""
        return round(millimetres * self.dpi / MM_PER_INCH)

    def mm(self, pixels: float) -> float:
        """That many pixels in millimetres."""
        return pixels * MM_PER_INCH / self.dpi

    def font(self, ink: Ink) -> Font:
        """The face and pixel size of `ink` on this sheet."""
        family = ink.family
        file = family.bold if ink.bold else family.italic if ink.italic else family.regular
        return Font(file, max(1, round(ink.size * self.dpi / POINTS_PER_INCH)))

    def measure(self, text: str, ink: Ink) -> float:
        """The width of `text` in millimetres."""
        font = self.font(ink)
        space = font.face().getlength(" ")
        widths = [font.for_text(w).face().getlength(w) for w in text.split(" ")]
        return self.mm(sum(widths) + space * (len(widths) - 1))

    def new_line(self) -> int:
        """The number of a new printed line."""
        self._lines += 1
        return self._lines

    def write(
        self,
        x: float,
        y: float,
        text: str,
        ink: Ink,
        part: Part = HEADER,
        *,
        align: Literal["left", "right", "centre"] = "left",
        labels: Iterable[str] = (),
        line: int | None = None,
    ) -> float:
        """Print one line with its baseline at `y`; returns the x where it ends.

        `labels` gives the BIO class of each word; words of one `line` number are one printed line.
        """
        if align != "left":
            x -= self.measure(text, ink) / (1 if align == "right" else 2)
        font = self.font(ink)
        number = self.new_line() if line is None else line
        space = font.face().getlength(" ")
        pen_x, baseline = x * self.dpi / MM_PER_INCH, self.px(y)
        names = list(labels)
        for place, word in enumerate(text.split()):
            face = font.for_text(word).face()
            left = round(pen_x)
            self.pen.text((left, baseline), word, font=face, fill=ink.colour, anchor="ls")
            x0, y0, x1, y1 = (round(v) for v in face.getbbox(word, anchor="ls"))
            box = Box(left + x0, baseline + y0, max(1, x1 - x0), max(1, y1 - y0))
            label = names[place] if names else ""
            self.words.append(PrintedWord(word, box, number, part, label))
            pen_x += face.getlength(word) + space
        return self.mm(pen_x - space)

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float = 0.25,
        colour: Colour = BLACK,
    ) -> None:
        """A straight line; `width` in millimetres."""
        points = [(self.px(x), self.px(y)) for x, y in (start, end)]
        self.pen.line(points, fill=colour, width=max(1, self.px(width)))

    def frame(
        self,
        box: tuple[float, float, float, float],
        width: float = 0.25,
        colour: Colour = BLACK,
        fill: Colour | None = None,
    ) -> None:
        """A rectangle given as left, top, width, height."""
        left, top, wide, high = box
        corners = (self.px(left), self.px(top), self.px(left + wide), self.px(top + high))
        self.pen.rectangle(corners, outline=colour, fill=fill, width=max(1, self.px(width)))

    def code128(self, x: float, y: float, text: str, height: float = 8.0) -> float:
        """A Code 128 symbol with its left top corner at (x, y); returns its width."""
        module = max(1, self.px(0.25))
        left = self.px(x)
        top, bottom = self.px(y), self.px(y + height)
        for place, width in enumerate(encode_code128(text)):
            if place % 2 == 0:
                right = left + width * module - 1
                self.pen.rectangle((left, top, right, bottom), fill=BLACK)
            left += width * module
        return self.mm(left) - x

    def qr(self, x: float, y: float, text: str, side: float = 18.0) -> None:
        """A QR symbol about `side` millimetres wide with its left top corner at (x, y)."""
        symbol = Image.fromarray(encode_qr(text))
        scale = max(1, self.px(side) // symbol.width)
        large = symbol.resize((symbol.width * scale, symbol.height * scale), Image.Resampling.BOX)
        self.image.paste(large.convert("RGB"), (self.px(x), self.px(y)))

    def paste(self, picture: Image.Image, x: float, y: float) -> None:
        """Lay an RGBA picture over the sheet with its left top corner at (x, y)."""
        self.image.paste(picture, (self.px(x), self.px(y)), picture)

    def pixels(self) -> NDArray[np.uint8]:
        """The page as (height, width, 3) RGB."""
        return np.asarray(self.image)
