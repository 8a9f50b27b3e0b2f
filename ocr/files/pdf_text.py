"""The text layer of a PDF page: its words with their boxes, and whether a reader sees them.

A character counts as seen when the page looks otherwise without it. White, covered, clipped and
invisible text leaves the picture as it is, whatever way it was hidden.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ocr.cleaning.picture import Picture
from ocr.files.pdf import render
from ocr.files.text_layer import TextLayer
from ocr.page import Word, surround
from prescription.record import Box

MOST_CHARACTERS = 50_000
"""Of one page: a closely printed A4 page has 6 000."""
SEEN_CONTRAST = 32
"""Of 255: text paler than this against its ground is not seen."""
LEVEL = 0.03
"""Text that rises by less than this share of its length is level."""
WORD_GAP = 0.2
"""A gap wider than this share of the line's height parts two words."""
_HYPHEN_AT_LINE_END = "\x02"  # PDFium's sign for it
_SOFT_HYPHEN = "\xad"
_DEEPEST_FORM = 8

Affine = NDArray[np.float64]
Edges = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class _Character:
    """`box` is around its ink, `cell` around the room it takes in the line."""

    text: str
    box: Edges
    cell: Edges
    level: bool


def read_text_layer(page: Any, picture: Picture) -> TextLayer | None:
    """The text layer of PDFium's `page`, whose rendering is `picture`; None when it has none.

    The page cannot be rendered as before afterwards: its text is gone.
    """
    with closing(page.get_textpage()) as text_page:
        count = pdfium.FPDFText_CountChars(text_page.raw)
        if not 0 < count <= MOST_CHARACTERS:
            return None
        to_pixels = _to_pixels(page, picture)
        groups = list(_words(text_page.raw, count, to_pixels))
    groups = [group for group in groups if _on_page(group, picture)]
    if not groups:
        return None
    rest = _without_text(page)
    seen = _Seen(picture, rest)
    words: dict[Word, bool] = {}
    hidden = garbled = False
    for group in groups:
        shown = [c for c in group if c.text != _SOFT_HYPHEN or seen(c.box)]
        hidden = hidden or not all(seen(c.box) for c in shown)
        text = _plain_letters("".join(c.text for c in shown))
        garbled = garbled or any(map(_means_nothing, text))
        if text:
            words[Word(text, _pixel_box(shown))] = all(c.level for c in shown)
    return TextLayer(
        tuple(word for word, level in words.items() if level),
        tuple(word for word, level in words.items() if not level),
        hidden,
        garbled,
        rest,
    )


def _words(raw: Any, count: int, to_pixels: Affine) -> Iterator[list[_Character]]:
    """Characters grouped to words, in the order of the file; spaces part words, so do gaps."""
    word: list[_Character] = []
    for place in range(count):
        character = _character(raw, place, to_pixels)
        if word and (character is None or _is_apart(word[-1], character)):
            yield word
            word = []
        if character is not None:
            word.append(character)
    if word:
        yield word


def _character(raw: Any, place: int, to_pixels: Affine) -> _Character | None:
    """None for a space, and for what PDFium put in to part words."""
    text = chr(pdfium.FPDFText_GetUnicode(raw, place))
    if text.isspace() or pdfium.FPDFText_IsGenerated(raw, place) == 1:
        return None
    box, cell = _ink_of(raw, place), _cell_of(raw, place)
    if box is None or cell is None:
        return None
    if text == _HYPHEN_AT_LINE_END:
        text = "-"
    if pdfium.FPDFText_HasUnicodeMapError(raw, place) == 1:
        text = "\ufffd"
    level = _is_level(raw, place, to_pixels)
    return _Character(text, _moved(box, to_pixels), _moved(cell, to_pixels), level)


def _ink_of(raw: Any, place: int) -> Edges | None:
    left, right, bottom, top = edges = [ctypes.c_double() for _ in range(4)]
    if not pdfium.FPDFText_GetCharBox(raw, place, *map(ctypes.byref, edges)):
        return None
    return left.value, top.value, right.value, bottom.value


def _cell_of(raw: Any, place: int) -> Edges | None:
    cell = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(raw, place, ctypes.byref(cell)):
        return None
    return cell.left, cell.top, cell.right, cell.bottom


def _moved(edges: Edges, to_pixels: Affine) -> Edges:
    left, top, right, bottom = edges
    corners = to_pixels @ np.array([[left, right], [bottom, top], [1.0, 1.0]])
    (x0, x1), (y0, y1) = np.sort(corners, axis=1)
    return float(x0), float(y0), float(x1), float(y1)


def _is_level(raw: Any, place: int, to_pixels: Affine) -> bool:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(raw, place, ctypes.byref(matrix)):
        return False
    (across, _), (down, upward) = to_pixels[:, :2] @ [[matrix.a, matrix.c], [matrix.b, matrix.d]]
    return bool(across > 0 and abs(down) < LEVEL * across and upward < 0)


def _is_apart(before: _Character, after: _Character) -> bool:
    """Whether two characters stand apart; at an angle only PDFium's own spaces tell."""
    if not (before.level and after.level):
        return before.level != after.level
    height = max(before.cell[3] - before.cell[1], after.cell[3] - after.cell[1], 1.0)
    gap = after.cell[0] - before.cell[2]
    below = abs(after.cell[3] - before.cell[3])
    return below > 0.6 * height or not -2 * height < gap < WORD_GAP * height


def _to_pixels(page: Any, picture: Picture) -> Affine:
    """The 2 × 3 matrix from the page's own coordinates to pixels, turn and crop included."""
    height, width = picture.shape[:2]
    fine = 64  # PDFium answers in whole pixels
    points = []
    for x, y in ((0.0, 0.0), (100.0, 0.0), (0.0, 100.0)):
        device = (ctypes.c_int(), ctypes.c_int())
        pdfium.FPDF_PageToDevice(
            page.raw, 0, 0, width * fine, height * fine, 0, x, y, *map(ctypes.byref, device)
        )
        points.append([value.value / fine for value in device])
    origin, along_x, along_y = np.array(points)
    return np.column_stack([(along_x - origin) / 100, (along_y - origin) / 100, origin])


def _without_text(page: Any) -> Picture:
    for text in _text_objects(page.raw):
        pdfium.FPDFPageObj_SetIsActive(text, 0)
    return render(page)


def _text_objects(raw_page: Any) -> Iterator[Any]:
    for place in range(pdfium.FPDFPage_CountObjects(raw_page)):
        yield from _text_within(pdfium.FPDFPage_GetObject(raw_page, place), 0)


def _text_within(raw: Any, depth: int) -> Iterator[Any]:
    kind = pdfium.FPDFPageObj_GetType(raw)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield raw
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        for place in range(pdfium.FPDFFormObj_CountObjects(raw)):
            yield from _text_within(pdfium.FPDFFormObj_GetObject(raw, place), depth + 1)


class _Seen:
    """Tells whether the page looks otherwise with and without its text inside a box."""

    def __init__(self, picture: Picture, rest: Picture) -> None:
        red, green, blue = cv2.split(cv2.absdiff(picture, rest))
        differs = cv2.max(cv2.max(red, green), blue) > SEEN_CONTRAST
        # Sums from the top left corner: a box costs four look-ups.
        self._sums = cv2.integral(differs.astype(np.uint8))

    def __call__(self, box: Edges) -> bool:
        rows, columns = self._sums.shape
        x0, x1 = (min(max(round(v), 0), columns - 1) for v in (box[0] - 0.5, box[2] + 0.5))
        y0, y1 = (min(max(round(v), 0), rows - 1) for v in (box[1] - 0.5, box[3] + 0.5))
        sums = self._sums
        return bool(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0] > 0)


def _on_page(group: list[_Character], picture: Picture) -> bool:
    """Whether any of a word lies on the page shown: cropped text is no text of the page."""
    height, width = picture.shape[:2]
    box = _pixel_box(group)
    return box.x + box.width > 0 and box.x < width and box.y + box.height > 0 and box.y < height


def _pixel_box(group: list[_Character]) -> Box:
    boxes = []
    for character in group:
        left, top = math.floor(character.box[0]), math.floor(character.box[1])
        right, bottom = math.ceil(character.box[2]), math.ceil(character.box[3])
        boxes.append(Box(left, top, max(right - left, 1), max(bottom - top, 1)))
    whole = surround(boxes)
    assert whole is not None  # noqa: S101 - a word has characters
    return whole


def _plain_letters(text: str) -> str:
    """Ligatures as letters, a soft hyphen that is seen as a hyphen, accents joined to letters."""
    spelt = "".join(
        unicodedata.normalize("NFKC", c) if 0xFB00 <= ord(c) <= 0xFB06 else c for c in text
    )
    return unicodedata.normalize("NFC", spelt.replace(_SOFT_HYPHEN, "-"))


def _means_nothing(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs")
