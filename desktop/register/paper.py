"""A printer of the system, asked for in its dialog, and pages put on it without a file between."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ocr.files.load import Picture, load_pages
from prescription.language import Fault


def choose_printer(parent: QWidget, title: str, chosen: Callable[[QPrinter], None]) -> None:
    """Ask which printer; `chosen` is called with it, or never."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(lambda _: dialog.deleteLater())
    QDialog.open(dialog)


def print_pdf(printer: QPrinter, pdf: bytes) -> None:
    """Put each page of a PDF on paper, as large as the paper; for a thread. Raises Fault."""
    _paint(printer, load_pages(pdf))


def _paint(printer: QPrinter, pages: Sequence[Picture]) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused()
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    for number, pixels in enumerate(pages):
        if number and not printer.newPage():
            painter.end()
            raise _refused()
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        painter.drawImage(paper, image)
    if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
        raise _refused()


def _refused() -> Fault:
    return Fault(
        fr="L'imprimante n'a pas pris la page : vérifiez qu'elle est allumée, puis recommencez.",
        en="The printer did not take the page: see that it is switched on, then try again.",
    )
