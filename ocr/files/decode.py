"""Bounded decoding: a foreign file becomes its pages, or one clear sentence.

The decoders of images and of PDF are loaded for such a file alone: each costs a start-up.
"""

from collections.abc import Iterator

from ocr.cleaning.picture import Picture
from ocr.files.limits import check_bytes


def is_pdf(untrusted_data: bytes) -> bool:
    """Whether the file begins as a PDF does, a few bytes of other programs before it allowed."""
    return b"%PDF-" in untrusted_data[:1024]


def count_pages(untrusted_data: bytes) -> int:
    """How many pages the file says it has. Raises Fault."""
    check_bytes(untrusted_data)
    if is_pdf(untrusted_data):
        from ocr.files.pdf import count_sheets

        return count_sheets(untrusted_data)
    from ocr.files.images import count_frames

    return count_frames(untrusted_data)


def decode_pages(untrusted_data: bytes) -> Iterator[Picture]:
    """The pages one by one, so that only one is in memory. Raises Fault.

    A PDF is rendered at 300 dpi; a photograph is turned as its EXIF says.
    """
    check_bytes(untrusted_data)
    if is_pdf(untrusted_data):
        from ocr.files.pdf import open_sheets, render

        yield from map(render, open_sheets(untrusted_data))
    else:
        from ocr.files.images import decode_frames

        yield from decode_frames(untrusted_data)
