"""From a foreign file to pages of words."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ocr.clean import even_page, to_grey
from ocr.layout import arrange
from ocr.load import Picture, decode_pages
from ocr.orient import read_upright
from ocr.page import Line, Page, Word
from ocr.reread import reread
from ocr.straighten import Straight
from ocr.tesseract import OutOfTimeError
from prescription.record import Box, Review, ReviewReason

Progress = Callable[[int, int], None]
"""Called after each page with how many pages are done and how many there are (0: unknown)."""

PAGE_SECONDS = 90.0


def read_pages(untrusted_data: bytes, *, progress: Progress | None = None) -> tuple[Page, ...]:
    """Every page of the file as words with boxes in pixels of the page as given.

    Raises Fault when the file or Tesseract cannot be used. A page that Tesseract does not finish
    stays in the result with an `unread-region` review.
    """
    pages: list[Page] = []
    for number, picture in enumerate(_decode(untrusted_data), start=1):
        pages.append(read_page(picture, number))
        if progress is not None:
            progress(number, 0)
    return tuple(pages)


def _decode(untrusted_data: bytes) -> Iterator[Picture]:
    return decode_pages(untrusted_data)


def read_page(picture: Picture, number: int = 1) -> Page:
    """One page (height, width, 3) RGB."""
    height, width = picture.shape[:2]
    try:
        straight, tokens = read_upright(even_page(to_grey(picture)), PAGE_SECONDS)
    except OutOfTimeError:
        whole = Box(0, 0, width, height)
        unread = Review("page", ReviewReason.UNREAD_REGION, box=whole, page=number)
        return Page(number, (), width, height, (unread,))
    words = [Word(t.text, t.box, t.confidence) for t in tokens]
    lines = reread(arrange(words), straight.grey)
    lines = tuple(_onto_page(line, straight, width, height) for line in lines)
    return Page(number, lines, width, height)


def _onto_page(line: Line, straight: Straight, width: int, height: int) -> Line:
    words = tuple(
        replace(word, box=straight.box_on_page(word.box, width, height))
        for word in line.words
        if word.box is not None
    )
    return replace(line, words=words)
