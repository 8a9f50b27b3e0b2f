"""Sheets that this program drew, as pictures: for the screen and for the printer.

They are our own PDFs: PDFium may read them here. Foreign files are decoded in another process.
"""

from collections.abc import Iterator
from contextlib import closing

import pypdfium2
from PySide6.QtGui import QImage

SCREEN_DPI = 130


def sheet_picture(pdf: bytes, number: int, dpi: int = SCREEN_DPI) -> QImage:
    """One sheet, counted from 0; for one thread at a time."""
    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[number]) as sheet:
        bitmap = sheet.render(scale=dpi / 72, rev_byteorder=True)
        pixels = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def sheet_pictures(pdf: bytes, dpi: int) -> Iterator[QImage]:
    """Every sheet, one in memory at a time."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        count = len(document)
    for number in range(count):
        yield sheet_picture(pdf, number, dpi)
