"""The pages of a foreign file as pictures, for showing."""

import json
from collections.abc import Iterator

import numpy as np

from ocr.cleaning.picture import Picture
from ocr.files.frames import PICTURE
from ocr.files.isolation import answers
from ocr.files.limits import MAX_BYTES
from prescription.language import Fault

__all__ = ["MAX_BYTES", "MAX_SHOWN_PIXELS", "Picture", "load_pages"]

MAX_SHOWN_PIXELS = 300_000_000
"""Of all pages together: they are held in memory at once."""


def load_pages(untrusted_data: bytes) -> tuple[Picture, ...]:
    """Every page, (height, width, 3) RGB. Raises Fault when the file cannot be read.

    The file is decoded in a process of its own. A PDF is rendered at 300 dpi; a photograph is
    turned as its EXIF says.
    """
    return tuple(_receive_pictures(untrusted_data))


def _receive_pictures(untrusted_data: bytes) -> Iterator[Picture]:
    pixels = 0
    with answers("show", untrusted_data) as frames:
        for kind, body in frames:
            if kind != PICTURE:
                continue
            height, width, _ = (int(side) for side in json.loads(body))
            pixels += height * width
            if pixels > MAX_SHOWN_PIXELS:
                raise Fault(
                    fr="Ce fichier a trop de pages pour être affiché d'un coup : divisez-le.",
                    en="This file has too many pages to be shown at once: split it.",
                )
            _, raw = next(frames)
            yield np.frombuffer(raw, np.uint8).reshape(height, width, 3)
