"""Bounded decoding: a foreign file becomes its pages, or one clear sentence."""

from collections.abc import Iterator

from ocr.images import count_frames, decode_frames
from ocr.limits import Picture, check_bytes
from ocr.pdf import count_sheets, is_pdf, open_sheets, render


def count_pages(untrusted_data: bytes) -> int:
    """How many pages the file says it has. Raises Fault."""
    check_bytes(untrusted_data)
    return count_sheets(untrusted_data) if is_pdf(untrusted_data) else count_frames(untrusted_data)


def decode_pages(untrusted_data: bytes) -> Iterator[Picture]:
    """The pages one by one, so that only one is in memory. Raises Fault.

    A PDF is rendered at 300 dpi; a photograph is turned as its EXIF says.
    """
    check_bytes(untrusted_data)
    if is_pdf(untrusted_data):
        yield from map(render, open_sheets(untrusted_data))
    else:
        yield from decode_frames(untrusted_data)
