"""A page as the windows draw it, made ready on a thread so that showing it takes no time."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from ocr.cleaning.clean import even_page, to_grey

TIMES = (1, 2, 4)
"""Copies of the page, each so many times smaller: a small picture of a large one stays readable."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """`pixels`: (height, width, 3) RGB; `smaller`: its copies for `TIMES` beyond the first."""

    pixels: NDArray[np.uint8]
    smaller: tuple[QImage, ...]

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[0])

    @property
    def whole(self) -> QImage:
        """The page itself; it lives no longer than `pixels`."""
        return QImage(
            self.pixels.data, self.width, self.height, 3 * self.width, QImage.Format.Format_RGB888
        )


def make_ready(pixels: NDArray[np.uint8]) -> PagePicture:
    """The page with its smaller copies; for a thread beside the window's."""
    whole = np.ascontiguousarray(pixels)
    return PagePicture(whole, tuple(_shrink(whole, times) for times in TIMES[1:]))


def clean(page: PagePicture) -> PagePicture:
    """The page as Tesseract gets to see it: white paper, even light."""
    grey = even_page(to_grey(page.pixels))
    return make_ready(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB).astype(np.uint8))


def _shrink(pixels: NDArray[np.uint8], times: int) -> QImage:
    height, width = pixels.shape[:2]
    size = (max(1, width // times), max(1, height // times))
    small = np.ascontiguousarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    image = QImage(small.data, size[0], size[1], 3 * size[0], QImage.Format.Format_RGB888)
    # Converted here: it is the format pixmaps take over without another look.
    return image.convertToFormat(QImage.Format.Format_RGB32)


def png_of(image: QImage) -> bytes:
    """The picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
