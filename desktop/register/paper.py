"""A printer of the system, asked for in its dialog, and pages put on it without a file between."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.register.sheets import sheet_pictures
from prescription.language import Fault

PAPER_DPI = 300


def choose_printer(
    parent: QWidget,
    title: str,
    chosen: Callable[[QPrinter], None],
    *,
    name: str,
    landscape: bool = False,
) -> None:
    """Ask which printer; `chosen` is called with it, or never.

    `name` is what a printer that writes files calls the file, and what others call the work.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if landscape:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)
    printer.setDocName(name.removesuffix(".pdf"))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    _name_file(dialog, name)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(lambda _: dialog.deleteLater())
    QDialog.open(dialog)


def _name_file(dialog: QPrintDialog, name: str) -> None:
    """Qt proposes a folder alone for the file that a printer may write."""
    edit = dialog.findChild(QLineEdit, "filename")
    if isinstance(edit, QLineEdit) and Path(edit.text()).is_dir():
        edit.setText(str(Path(edit.text()) / name))


def print_pdf(printer: QPrinter, pdf: bytes) -> None:
    """Put each page of our PDF on paper, as large as the paper; for a thread. Raises Fault."""
    _paint(printer, sheet_pictures(pdf, PAPER_DPI))


def _paint(printer: QPrinter, sheets: Iterable[QImage]) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused()
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    for number, sheet in enumerate(sheets):
        if number and not printer.newPage():
            painter.end()
            raise _refused()
        painter.drawImage(paper, sheet)
    if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
        raise _refused()


def _refused() -> Fault:
    return Fault(
        fr="L'imprimante n'a pas pris la page : vérifiez qu'elle est allumée, puis recommencez.",
        en="The printer did not take the page: see that it is switched on, then try again.",
    )
