"""Pages drawn for these tests, in fonts that Debian installs with any desktop."""

import io
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.cleaning.clean import to_grey
from ocr.cleaning.ink import find_ink
from ocr.page import Page, Word
from ocr.signs.residues import mend
from prescription.record import Box, ReviewReason

SANS = "DejaVuSans.ttf"
SERIF = "DejaVuSerif.ttf"

LINES = (
    "DOLIPRANE 1000 mg, comprimé",
    "1 comprimé matin, midi et soir si douleur pendant 5 jours",
    "KARDEGIC 75 mg, poudre",
    "1 sachet par jour le midi, 3 mois",
    "BISOPROLOL 2,5 mg 1-0-1 AR 2 fois",
)


def draw_page(
    lines: Sequence[str] = LINES, *, font: str = SANS, size: int = 42, wide: int = 1700
) -> Image.Image:
    """A white sheet with black `lines`, `size` pixels high (42 is 10 points at 300 dpi)."""
    image = Image.new("RGB", (wide, 200 + 2 * size * len(lines)), "white")
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        place = (100, 100 + 2 * size * row)
        pen.text(place, line, font=ImageFont.truetype(font, size), fill="black")
    return image


def draw_at(
    places: Sequence[tuple[int, int, str]], *, size: tuple[int, int] = (2480, 1600), high: int = 42
) -> Image.Image:
    """A white sheet with each text at its left and top edge."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for x, y, text in places:
        pen.text((x, y), text, font=ImageFont.truetype(SANS, high), fill="black")
    return image


def file_of(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    """The bytes of `image` saved as `kind`."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def shown(
    printed: str, read: str, *others: str, font: str = SANS, size: int = 42, blur: float = 0.0
) -> Word:
    """What becomes of a word that is printed so and was read otherwise."""
    grey = to_grey(np.asarray(draw_page([printed], font=font, size=size)))
    if blur:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), blur), np.uint8)
    ink = find_ink(grey)
    rows, columns = np.nonzero(ink.labels)
    box = Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    (word,) = mend([Word(read, box, 0.05, others)], ink)
    return word


def told_rows(page: Page) -> list[str]:
    """The beginnings of the lines beside which something is told as unread."""
    unread = [r.box for r in page.review if r.reason is ReviewReason.UNREAD_REGION and r.box]
    return [
        line.words[0].text
        for line in page.lines
        if line.box is not None
        and any(
            line.box.y < box.y + box.height / 2 < line.box.y + line.box.height for box in unread
        )
    ]
