"""From a sheet to its words, by the text it carries or by the picture."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from ocr.cleaning.clean import to_grey
from ocr.codes import FoundCode, find_codes
from ocr.files.printed import read_printed
from ocr.files.sheets import Sheet
from ocr.page import Page
from ocr.reading import read_page
from ocr.tesseract.engine import OutOfTimeError
from ocr.threads import begin
from prescription.record import Box, Review, ReviewReason

HIDDEN_TEXT = "texte invisible dans le PDF : la page a été lue d'après son image"
OTHER_TEXT = "le texte du PDF n'est pas celui de son image : la page a été lue d'après l'image"


def read_sheet(sheet: Sheet, number: int) -> Page:
    """One page; word boxes in pixels of its picture. Raises Fault when Tesseract is missing.

    The text layer of a page that a program printed is taken as it is. A page whose text is not
    seen, or is another than the picture shows, is read from the picture, and a review says so.
    """
    codes = cache(lambda: begin(lambda: find_codes(to_grey(sheet.picture))))
    return _with_codes(_read_words(sheet, number, codes), codes()())


def _read_words(sheet: Sheet, number: int, meanwhile: Callable[[], object]) -> Page:
    """The page without its codes; `meanwhile` is for `read_page`."""
    layer = sheet.layer
    if layer is None or layer.garbled:
        return read_page(sheet.picture, number, meanwhile)
    if layer.hidden:
        return _read_picture(sheet, number, HIDDEN_TEXT, meanwhile)
    meanwhile()
    try:
        page = read_printed(sheet.picture, layer, number)
    except OutOfTimeError:
        page = None
    return page or _read_picture(sheet, number, OTHER_TEXT, meanwhile)


def _read_picture(sheet: Sheet, number: int, why: str, meanwhile: Callable[[], object]) -> Page:
    page = read_page(sheet.picture, number, meanwhile)
    whole = Box(0, 0, page.width, page.height)
    review = Review("page", ReviewReason.UNREAD_TEXT, why, whole, number)
    return replace(page, review=(*page.review, review))


def _with_codes(page: Page, found: Sequence[FoundCode]) -> Page:
    """The page with its barcodes; what was read into their bars is no text."""

    def is_bars(box: Box | None) -> bool:
        return box is not None and any(code.covers(box) for code in found)

    lines = (
        replace(line, words=tuple(word for word in line.words if not is_bars(word.box)))
        for line in page.lines
    )
    return replace(
        page,
        lines=tuple(line for line in lines if line.words),
        review=tuple(
            r for r in page.review if r.reason != ReviewReason.UNREAD_REGION or not is_bars(r.box)
        ),
        codes=tuple(code.code for code in found),
    )
