"""Pages of a PDF as pictures, by PDFium."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import sqrt
from typing import Any

import pypdfium2

from ocr.cleaning.picture import Picture
from ocr.files.limits import MAX_PAGES, check_size, damaged, too_many_pages
from prescription.language import Fault

PDF_DPI = 300
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
    """The page at 300 dpi with its annotations and filled-in fields, on white. Raises Fault."""
    width, height = page.get_size()
    scale = min(PDF_DPI / 72, sqrt(PDF_PIXELS / max(width * height, 1)))
    check_size(int(width * scale), int(height * scale))
    with _faults():
        bitmap = page.render(scale=scale, rev_byteorder=True)
        picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
    return picture


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
