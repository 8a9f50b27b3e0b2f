"""From a foreign file to pages of words."""

from ocr.files.isolation import Progress, receive_pages
from ocr.page import Page

__all__ = ["Progress", "read_pages"]


def read_pages(untrusted_data: bytes, *, progress: Progress | None = None) -> tuple[Page, ...]:
    """Every page of the file as words with boxes in pixels of the page as given.

    The file is decoded and read in a process of its own. Raises Fault when the file or Tesseract
    cannot be used. A page that Tesseract does not finish stays in the result with an
    `unread-region` review. `progress` is called with the pages done and the pages there are.
    """
    return tuple(receive_pages(untrusted_data, progress))
