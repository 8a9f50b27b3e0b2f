"""The pages of a foreign file with all that reading can use: picture and text layer."""

from collections.abc import Iterator
from dataclasses import dataclass

from ocr.cleaning.picture import Picture
from ocr.files.decode import decode_pages, is_pdf
from ocr.files.limits import check_bytes
from ocr.files.text_layer import TextLayer


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its picture, (height, width, 3) RGB, and its text layer when it is a PDF's."""

    picture: Picture
    layer: TextLayer | None = None


def decode_sheets(untrusted_data: bytes) -> Iterator[Sheet]:
    """The pages as `ocr.files.decode.decode_pages` gives them, each with its text. Raises Fault."""
    check_bytes(untrusted_data)
    if not is_pdf(untrusted_data):
        yield from map(Sheet, decode_pages(untrusted_data))
        return
    from ocr.files.pdf import open_sheets, render
    from ocr.files.pdf_text import read_text_layer

    for page in open_sheets(untrusted_data):
        picture = render(page)
        yield Sheet(picture, read_text_layer(page, picture))
