"""Pages of a PDF as pictures, by PDFium."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ocr.cleaning.picture import Picture
from ocr.files.limits import MAX_PAGES, check_size, damaged, too_many_pages
from prescription.language import Fault

PDF_DPI = 300
FAX_DPI = 150, 310
"""Dots an inch across that a page of black and white is rendered at; finer ones make greys."""
FILLS = 0.9
"""Share of the width and height of a page that its only picture takes."""
COARSE = 1.2
"""So many times as many dots across as down: the lines between are filled in."""
_DEEPEST, _MIDDLE = 3, 127
PDF_PIXELS = 20_000_000
"""A PDF page is rendered at 300 dpi, a larger one than A3 at what gives this many pixels."""


def count_sheets(untrusted_data: bytes) -> int:
    """How many pages the PDF says it has. Raises Fault."""
    with closing(_open(untrusted_data)) as pdf:
        return len(pdf)


def open_sheets(untrusted_data: bytes) -> Iterator[Any]:
    """PDFium's pages one by one; each is closed when the next is asked for. Raises Fault."""
    with closing(_open(untrusted_data)) as pdf:
        for number in range(len(pdf)):
            with _faults(), closing(pdf[number]) as page:
                yield page


def render(page: Any) -> Picture:
    """The page at 300 dpi with its annotations and filled-in fields, on white. Raises Fault.

    A page that is a picture of black and white alone, as a fax is, comes dot for dot.
    """
    width, height = page.get_size()
    scale = min(PDF_DPI / 72, sqrt(PDF_PIXELS / max(width * height, 1)))
    fax = _fax_of(page)
    if fax is not None:
        scale = (fax.dots - 0.01) / width  # PDFium rounds up: a dot more would be twice one of them
    check_size(int(width * scale), int(height * scale))
    sharp = fax is not None and not fax.coarse
    with _faults():
        bitmap = page.render(scale=scale, rev_byteorder=True, no_smoothimage=sharp)
        picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
    if fax is not None and fax.coarse:
        return np.where(picture > _MIDDLE, 255, 0).astype(np.uint8)
    return picture


@dataclass(frozen=True, slots=True)
class _Fax:
    """The one picture of two levels that fills a page.

    `dots` are those across the page; `coarse` tells that there are fewer in a length down.
    """

    dots: int
    coarse: bool


def _fax_of(page: Any) -> _Fax | None:
    """The page as a fax, None where it is something else, or finer than it is rendered."""
    try:
        pictures = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST))
        if len(pictures) != 1 or page.get_rotation():
            return None
        (fax,) = pictures
        bounds = getattr(fax, "get_bounds", None) or fax.get_pos  # before version 5
        left, bottom, right, top = map(float, bounds())
        depth, (across, down) = fax.get_metadata().bits_per_pixel, fax.get_px_size()
    except pypdfium2.PdfiumError:
        return None
    width, height = page.get_size()
    if depth != 1 or right - left < FILLS * width or top - bottom < FILLS * height:
        return None
    dots = round(across * width / (right - left))
    coarse = down / (top - bottom) * COARSE < across / (right - left)
    return _Fax(dots, coarse) if FAX_DPI[0] <= 72 * dots / width <= FAX_DPI[1] else None


def _open(untrusted_data: bytes) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(untrusted_data)
        pages = len(pdf)
        if pdf.get_formtype() in (1, 2):  # filled forms; XFA (3) shows its fallback page
            pdf.init_forms()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Fault(
                fr="Ce PDF est protégé par un mot de passe : enregistrez-le sans protection.",
                en="This PDF is protected by a password: save it without protection.",
            ) from None
        raise damaged() from None
    if not pages:
        raise damaged()
    if pages > MAX_PAGES:
        raise too_many_pages()
    return pdf


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except pypdfium2.PdfiumError:
        raise damaged() from None
