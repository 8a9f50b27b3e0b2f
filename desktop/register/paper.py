"""A printer of the system, asked for in its dialog, and pages put on it without a file between."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.look.finished import delete_once_finished
from desktop.register.sheets import sheet_pictures
from prescription.language import Fault

PAPER_DPI = 300
_PDF = b"%PDF"


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
    delete_once_finished(dialog)
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
    _spare(printer.outputFileName())
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


def _spare(name: str) -> None:
    """Raise Fault for a file that is no PDF: Qt empties whatever was chosen, a register too."""
    path = Path(name)
    if not name or not path.is_file():
        return
    with path.open("rb") as file:
        begins = file.read(len(_PDF))
    if begins not in (b"", _PDF):
        raise Fault(
            fr=f"{path.name} n'est pas un PDF : il n'est pas remplacé. Donnez un autre nom.",
            en=f"{path.name} is no PDF: it is not replaced. Give another name.",
        )


def _refused() -> Fault:
    return Fault(
        fr="L'imprimante n'a pas pris la page : vérifiez qu'elle est allumée, puis recommencez.",
        en="The printer did not take the page: see that it is switched on, then try again.",
    )
