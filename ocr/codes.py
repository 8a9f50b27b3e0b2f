"""Barcodes of a page, by ZXing: Code 128, QR and Data Matrix.

The whole page is searched first. Places that look like a code and gave none are then cut out,
turned level and read again at other sizes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from ocr.cleaning.clean import Grey, ink_mask
from ocr.page import Code
from prescription.record import Box

LONGEST_SIDE = 2400
"""Larger pictures are searched at this size, about 200 dpi of A4; crops are cut from the whole."""
SHORT_SIDE = 1600
"""Smaller pictures are searched at twice their size."""
SEARCH_SIDE = 1400
"""Size at which places that look like a code are sought: 120 dpi of A4."""
ONE_WAY = 0.75
"""Share of the edges' strength that runs one way in a linear code; in text it is under 0.6."""
STRIPED = 0.6
"""Mean square of the edges in a linear code, even a blurred one; about 6 in a sharp one."""
CELL = 4
"""Side of the squares of pixels over which edges are summed."""
LONGEST_BARS, LONGEST_CELLS = 12.0, 4.0
"""A code is at most so many times as long as high: lines of text and edges of sheets are more."""
WIDEST = 0.5
"""And at most this share of the page."""
MOST_PLACES = 12
FEWEST_CHANGES = 12
"""From dark to light and back across a linear code, even a blurred one: 29 and more in sharp ones.
A rule or an edge of the sheet has a few, and most places that only look like a code are such."""
LEAST_SWING = 20.0
"""Between the lightest and the darkest stripe, of 255."""
SHORTEST = 4
"""Code 128 symbols with fewer characters are stripes taken for one."""
SCALES = (1.0, 2.0, 0.5, 3.0)
MOST_CROP_PIXELS = 4_000_000

_KINDS = {
    zxingcpp.BarcodeFormat.Code128: "Code 128",
    zxingcpp.BarcodeFormat.QRCode: "QR",
    zxingcpp.BarcodeFormat.DataMatrix: "Data Matrix",
}
Corners = NDArray[np.float32]
"""Four points (4, 2) in pixels of the page."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An oblong of the page that looks like a code: stripes side by side, or cells."""

    corners: Corners
    is_striped: bool


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code with its corners on the page: its box alone is larger on a page that is not level."""

    code: Code
    corners: Corners

    def covers(self, box: Box) -> bool:
        """Whether the middle of `box` lies on the symbol."""
        middle = (box.x + box.width / 2, box.y + box.height / 2)
        return cv2.pointPolygonTest(self.corners, middle, measureDist=False) >= 0


def find_codes(grey: Grey) -> tuple[FoundCode, ...]:
    """Every code read on the page (height, width), top to bottom; boxes in its pixels."""
    height, width = grey.shape
    longest = max(height, width)
    scale = 2.0 if longest < SHORT_SIDE else min(1.0, LONGEST_SIDE / longest)
    whole = _resized(grey, scale)
    found = list(_read(whole, np.diag([1 / scale, 1 / scale, 1.0])))
    for place in _places(whole, scale):
        if not any(code.covers(_surround(place.corners)) for code in found):
            found += _read_place(grey, place)
    distinct = {(f.code.kind, f.code.text, _cell(f)): f for f in found}
    return tuple(sorted(distinct.values(), key=lambda f: (f.code.box.y, f.code.box.x)))


def _read(grey: Grey, to_page: NDArray[np.float64]) -> Iterator[FoundCode]:
    formats = zxingcpp.BarcodeFormats(list(_KINDS))
    whole = np.ascontiguousarray(grey)
    for symbol in zxingcpp.read_barcodes(whole, formats=formats, try_invert=False):
        kind = _KINDS.get(symbol.format)
        text = _content(symbol)
        if kind is None or (kind == "Code 128" and len(text) < SHORTEST):
            continue
        at = symbol.position
        points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        corners = np.array([[[p.x, p.y] for p in points]], np.float64)
        placed = cv2.perspectiveTransform(corners, to_page)[0].astype(np.float32)
        yield FoundCode(Code(kind, text, _surround(placed)), placed)


def _content(symbol: Any) -> str:
    """The symbol's text; bytes that are none, in hexadecimal."""
    text = str(symbol.text)
    if symbol.content_type == zxingcpp.ContentType.Binary:
        return bytes(symbol.bytes).hex()
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()


def _places(whole: Grey, scale: float) -> Iterator[_Place]:
    """Oblongs of dense stripes or cells, the largest first; `whole` is the page times `scale`."""
    reduce = min(1.0, SEARCH_SIDE / max(whole.shape))
    small = _resized(whole, reduce)
    scale *= reduce
    ink = (ink_mask(small) > 0).astype(np.uint8)
    cells = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    cells = cv2.morphologyEx(cells, cv2.MORPH_OPEN, np.ones((27, 27), np.uint8))
    found: list[tuple[float, _Place]] = []
    for mask, longest, striped in (
        (_striped(small), LONGEST_BARS, True),
        (cells, LONGEST_CELLS, False),
    ):
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            oblong = cv2.minAreaRect(outline)
            long_side, short_side = max(oblong[1]), min(oblong[1])
            filled = cv2.contourArea(outline) > 0.5 * long_side * short_side
            slender = long_side > longest * short_side or long_side > WIDEST * max(small.shape)
            if filled and long_side > 32 and short_side > 8 and not slender:
                corners = (cv2.boxPoints(oblong) / scale).astype(np.float32)
                found.append((long_side * short_side, _Place(corners, striped)))
    found.sort(key=lambda place: -place[0])
    yield from (place for _, place in found[:MOST_PLACES])


def _striped(grey: Grey) -> NDArray[np.uint8]:
    """1 where strong edges all run the same way, whichever way that is (structure tensor)."""
    across = cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=1 / 255)
    down = cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=1 / 255)
    height, width = grey.shape
    cells = (max(width // CELL, 1), max(height // CELL, 1))
    xx, yy, xy = (
        cv2.blur(cv2.resize(cv2.multiply(a, b), cells, interpolation=cv2.INTER_AREA), (5, 5))
        for a, b in ((across, across), (down, down), (across, down))
    )
    strength = xx + yy
    one_way = np.hypot(xx - yy, 2 * xy) > ONE_WAY * strength
    striped = (one_way & (strength > STRIPED)).astype(np.uint8)
    striped = cv2.morphologyEx(striped, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return cv2.resize(striped, (width, height), interpolation=cv2.INTER_NEAREST).astype(np.uint8)


def _read_place(grey: Grey, place: _Place) -> list[FoundCode]:
    """What is read at a place cut out, level, with white around it."""
    oblong = cv2.minAreaRect(place.corners)
    if place.is_striped and _changes(_cut_out(grey, oblong, 0.0, 1.0)[0]) < FEWEST_CHANGES:
        return []
    quiet = 0.15 * max(oblong[1]) + 8
    pixels = (oblong[1][0] + 2 * quiet) * (oblong[1][1] + 2 * quiet)
    for scale in SCALES:
        if pixels * scale * scale > MOST_CROP_PIXELS:
            continue
        crop, matrix = _cut_out(grey, oblong, quiet, scale)
        read = list(_read(crop, np.linalg.inv(matrix).astype(np.float64)))
        if read:
            return read
    return []


def _cut_out(
    grey: Grey, oblong: cv2.typing.RotatedRect, quiet: float, scale: float
) -> tuple[Grey, NDArray[np.float64]]:
    """An oblong of the page, level, with so much around it, scaled; and the way there."""
    (middle_x, middle_y), (width, height), angle = oblong
    wide, high = width + 2 * quiet, height + 2 * quiet
    turn = cv2.getRotationMatrix2D((middle_x, middle_y), angle, 1.0)
    turn[0, 2] += wide / 2 - middle_x
    turn[1, 2] += high / 2 - middle_y
    matrix = np.diag([scale, scale, 1.0]) @ np.vstack([turn, [0.0, 0.0, 1.0]])
    size = (max(round(wide * scale), 1), max(round(high * scale), 1))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    crop = cv2.warpAffine(grey, matrix[:2], size, flags=how, borderValue=255)
    return crop.astype(np.uint8), matrix


def _changes(crop: Grey) -> int:
    """How often it goes from dark to light or back across the stripes, whichever way they run."""
    return max(_changes_of(crop.mean(axis=axis)) for axis in (0, 1))


def _changes_of(profile: NDArray[np.float64]) -> int:
    swing = float(np.ptp(profile))
    if swing < LEAST_SWING:
        return 0
    around = cv2.blur(profile.reshape(1, -1), (31, 1)).ravel()
    off = (profile - around)[np.abs(profile - around) > 0.08 * swing]
    return int(np.count_nonzero(np.diff(np.sign(off))))


def _resized(grey: Grey, scale: float) -> Grey:
    if scale == 1.0:
        return grey
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR if scale >= 0.5 else cv2.INTER_AREA
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how).astype(np.uint8)


def _surround(corners: Corners) -> Box:
    x, y = np.floor(corners.min(axis=0)).astype(int)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int)
    return Box(int(x), int(y), max(int(right - x), 1), max(int(bottom - y), 1))


def _cell(found: FoundCode) -> tuple[int, int]:
    """Where on the page, roughly: the same symbol read twice is one code."""
    box = found.code.box
    return (box.x + box.width // 2) // 200, (box.y + box.height // 2) // 200
