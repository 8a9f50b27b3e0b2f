"""The pages of a foreign file as pictures, for showing."""

from ocr.isolation import receive_pictures
from ocr.limits import MAX_BYTES, Picture

__all__ = ["MAX_BYTES", "MAX_SHOWN_PIXELS", "Picture", "load_pages"]

MAX_SHOWN_PIXELS = 300_000_000
"""Of all pages together: they are held in memory at once."""


def load_pages(untrusted_data: bytes) -> tuple[Picture, ...]:
    """Every page, (height, width, 3) RGB. Raises Fault when the file cannot be read.

    The file is decoded in a process of its own. A PDF is rendered at 300 dpi; a photograph is
    turned as its EXIF says.
    """
    return tuple(receive_pictures(untrusted_data, MAX_SHOWN_PIXELS))
