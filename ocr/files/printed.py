"""Pages that a program printed to PDF: their own words, compared with what the page shows.

The text layer is exact where it tells what is printed. It need not: a font may be labelled with
other letters, a line drawn through a dose, a picture laid beside it that holds text of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ocr.certainty.confirm import confirm, doubt
from ocr.certainty.reread import reread
from ocr.cleaning.clean import Grey, even_page, ink_mask, to_grey
from ocr.cleaning.ink import find_ink
from ocr.cleaning.picture import Picture
from ocr.files.text_layer import TextLayer
from ocr.layout import arrange
from ocr.page import Line, Page, Word
from ocr.print_height import typical_x_height
from ocr.regions import find_leftovers, is_on_mark
from ocr.tesseract.engine import recognize
from ocr.unread import choose_to_tell
from prescription.record import Box, Review, ReviewReason

SECONDS = 60.0
STRUCK_WIDTH = 0.6
"""A stroke through the middle of this share of a word's width strikes it out."""
STROKE_CONTRAST = 50
RULE = 45
"""Pixels at 300 dpi: a straight stroke as long is a rule or a part of a frame."""


def read_printed(picture: Picture, layer: TextLayer, number: int) -> Page | None:
    """The page by its text layer, None when the picture shows another text.

    Numbers that the picture shows otherwise, and words struck out, have a confidence near 0. Text
    inside pictures of the page is read from them. Raises Fault, and OutOfTimeError.
    """
    if sum(len(w.text) for w in layer.turned) > sum(len(w.text) for w in layer.words):
        return None
    lines = confirm(arrange(layer.words), to_grey(picture), SECONDS)
    if lines is None:
        return None
    rest = to_grey(layer.rest)
    lines = tuple(
        replace(ln, words=tuple(doubt(w) if _is_struck_out(w, rest) else w for w in ln.words))
        for ln in lines
    )
    drawn, unread = _read_pictures(layer, lines)
    words = [word for line in (*lines, *drawn) for word in line.words]
    height, width = picture.shape[:2]
    arranged = arrange(words)
    return Page(
        number,
        (*arranged, *_aside(layer.turned, max((ln.block for ln in arranged), default=0) + 1)),
        width,
        height,
        tuple(Review("page", ReviewReason.UNREAD_REGION, box=b, page=number) for b in unread),
    )


def _is_struck_out(word: Word, rest: np.ndarray) -> bool:
    """Whether a stroke that is no text runs through the middle of the word."""
    assert word.box is not None  # noqa: S101 - words of a page have boxes
    x, y, width, height = word.box
    band = rest[max(y + height // 4, 0) : y + height - height // 5, max(x, 0) : x + width]
    if not band.size:
        return False
    ground = int(np.median(rest[max(y, 0) : y + height, max(x, 0) : x + width]))
    stroke = np.abs(band.astype(np.int16) - ground) > STROKE_CONTRAST
    return bool(stroke.any(axis=0).mean() > STRUCK_WIDTH)


def _read_pictures(
    layer: TextLayer, lines: Sequence[Line]
) -> tuple[tuple[Line, ...], tuple[Box, ...]]:
    """Lines read in the pictures of the page, and places there that were not read."""
    grey = even_page(to_grey(layer.rest))
    ink = find_ink(_without_rules(grey))
    x_height = typical_x_height(lines)
    marks = find_leftovers(ink, (), x_height)
    drawn: tuple[Line, ...] = ()
    if any(region.readable for region in marks):
        found = (Word(t.text, t.box, t.confidence) for t in recognize(grey, seconds=SECONDS))
        words = [w for w in found if w.box and not is_on_mark(w.box, ink, x_height)]
        drawn = reread(arrange(words), find_ink(grey))
        marks = find_leftovers(ink, [w.box for ln in drawn for w in ln.words if w.box], x_height)
    return drawn, choose_to_tell(marks, (*lines, *drawn), grey.shape, x_height)


def _without_rules(grey: Grey) -> Grey:
    """The picture without frames and tables: straight strokes longer than any letter's."""
    ink = ink_mask(grey)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, RULE), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((RULE, 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.where(rules > 0, np.uint8(255), grey)


def _aside(words: Sequence[Word], block: int) -> Iterator[Line]:
    """Words that stand at an angle, in the order of the file, as a line of their own."""
    if words:
        yield Line(tuple(replace(word, confidence=1.0) for word in words), block)
