"""What the text of a PDF page says, whichever way it was taken."""

from dataclasses import dataclass

from ocr.cleaning.picture import Picture
from ocr.page import Word


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page's text layer; boxes in pixels of the rendered page.

    `turned` are words that stand at an angle. `hidden` tells that some text is not seen on the
    page, `garbled` that some characters have no meaning. `rest` is the page without its text.
    """

    words: tuple[Word, ...]
    turned: tuple[Word, ...]
    hidden: bool
    garbled: bool
    rest: Picture
