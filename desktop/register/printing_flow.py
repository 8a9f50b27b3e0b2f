"""The ordonnancier on paper, or as a PDF: what to print is asked, shown, then printed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.background import Background
from desktop.desk import Desk
from desktop.flow import locked_meanwhile
from desktop.look.file_dialogs import Place, ask_new_file
from desktop.register.one_question import OneQuestion
from desktop.register.print_dialog import Onto, PrintDialog
from prescription.language import counted_en, counted_fr, say
from storage.edition.extent import Edition, Extent, edition_name
from storage.settings import Pharmacy, pharmacy

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Drawn = tuple[bytes, Edition]
"""An edition as a PDF, and how much it holds."""


class PrintingFlow(QObject):
    """Asks what to print, shows it and prints it; `said` carries what came of it."""

    said = Signal(str)

    def __init__(
        self, desk: Desk, storage: Background, pictures: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._storage = storage
        self._pictures = pictures
        self._window = window
        # While the register is open, what this time is told from another by.
        self._session: object | None = None
        self._question = OneQuestion(storage, self.said.emit)
        self._dialog: PrintDialog | None = None
        self._drawn: dict[Extent, Drawn] = {}

    def start(self) -> None:
        """The register is open."""
        self._session = object()

    def pause(self) -> None:
        """The register closes: no names are shown, nor a dialog that would ask for them."""
        self._session = None
        self._question.forget()

    def print_ordonnancier(self) -> None:
        """Ask for a period, a list and an order, show the sheets, then print or write them."""
        self._question.ask(lambda: self._desk.use(pharmacy), self._print_for)

    def _print_for(self, keeper: Pharmacy | None) -> None:
        if keeper is None:
            self.said.emit(
                say(
                    fr="Donnez d'abord le nom de la pharmacie : menu Registre, « Pharmacie… ».",
                    en='Give the pharmacy\'s name first: Register menu, "Pharmacy…".',
                )
            )
            return
        dialog = self._dialog = PrintDialog(self._preview, self._window)
        agreed = dialog.exec()
        # Names stand on the sheets: none is kept.
        self._dialog, self._drawn = None, {}
        onto, extent = dialog.onto, dialog.extent
        dialog.deleteLater()
        if agreed and onto is Onto.FILE:
            self._write(extent)
        elif agreed:
            self._choose_printer(extent)

    # -- the preview

    def _preview(self, extent: Extent, number: int) -> None:
        if extent in self._drawn:
            self._render(extent, number)
            return
        self._storage.run(
            lambda: _draw(self._desk, extent),
            lambda drawn: self._keep(extent, drawn, number),
            self._tell_none,
        )

    def _keep(self, extent: Extent, drawn: Drawn, number: int) -> None:
        if self._dialog is not None:
            self._drawn = {extent: drawn}
            self._render(extent, number)

    def _render(self, extent: Extent, number: int) -> None:
        from desktop.register.sheets import sheet_picture

        pdf, edition = self._drawn[extent]
        self._pictures.run(
            lambda: sheet_picture(pdf, number),
            lambda sheet: self._show(extent, number, sheet, edition),
            self._tell_none,
        )

    def _show(self, extent: Extent, number: int, sheet: QImage, edition: Edition) -> None:
        if self._dialog is not None:
            here = say(
                fr=f"Feuille {number + 1} sur {edition.pages}",
                en=f"Sheet {number + 1} of {edition.pages}",
            )
            lines = say(
                fr=counted_fr(edition.lines, "ligne(s)"), en=counted_en(edition.lines, "line(s)")
            )
            told = f"{lines} — {here}" if edition.lines else say(fr="Aucune ligne", en="No line")
            self._dialog.show_sheet(extent, number, sheet, told, edition.pages)

    def _tell_none(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.say(sentence)

    # -- paper, or a file

    def _write(self, extent: Extent) -> None:
        here = self._session
        target = ask_new_file(
            self._window, Place.EXPORTS, _title(), edition_name(extent), "PDF (*.pdf)"
        )
        if target is None or not self._is_still(here):
            return
        self._run(
            self._storage,
            lambda: _write_to(self._desk, target, extent),
            lambda done: self.said.emit(_in_clear(target.name, done.lines, done.pages)),
        )

    def _choose_printer(self, extent: Extent) -> None:
        from desktop.register.paper import choose_printer

        here = self._session

        def chosen(printer: "QPrinter") -> None:
            if self._is_still(here):
                self._print_on(printer, extent)

        choose_printer(self._window, _title(), chosen, name=edition_name(extent), landscape=True)

    def _is_still(self, here: object) -> bool:
        """Whether the register is open as it was when it was asked; else that is told."""
        if here is not self._session:
            self.said.emit(locked_meanwhile())
        return here is self._session

    def _print_on(self, printer: "QPrinter", extent: Extent) -> None:
        from desktop.register.paper import print_pdf

        def put(drawn: Drawn) -> None:
            pdf, edition = drawn
            self._run(
                self._pictures,
                lambda: print_pdf(printer, pdf),
                lambda _: self.said.emit(_printed(printer, edition)),
            )

        self._run(self._storage, lambda: _note(self._desk, extent), put)

    def _run(self, lane: Background, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.said.emit(say(fr="En cours…", en="Under way…"))
        lane.run(work, done, self.said.emit)


# What writes PDF takes long to load: it is, on the storage lane, when something is printed.


def _draw(desk: Desk, extent: Extent) -> Drawn:
    from storage.edition.book import draw_edition

    return desk.use(lambda register: draw_edition(register, extent))


def _note(desk: Desk, extent: Extent) -> Drawn:
    from storage.edition.book import print_edition

    return desk.use(lambda register: print_edition(register, extent))


def _write_to(desk: Desk, path: Path, extent: Extent) -> Edition:
    from storage.edition.book import write_edition

    # The dialog of files asked already whether to replace what is there.
    return desk.use(lambda register: write_edition(register, path, extent, overwrite=True))


def _printed(printer: "QPrinter", edition: Edition) -> str:
    lines, pages, file = edition.lines, edition.pages, Path(printer.outputFileName()).name
    if file:
        return _in_clear(file, lines, pages)
    return say(
        fr=f"Envoyées à l'imprimante {printer.printerName()} : {_on_pages_fr(lines, pages)}.",
        en=f"Sent to the printer {printer.printerName()}: {_on_pages_en(lines, pages)}.",
    )


def _in_clear(file: str, lines: int, pages: int) -> str:
    return say(
        fr=f"{file} : {_on_pages_fr(lines, pages)}, en clair : gardez ce fichier en lieu sûr.",
        en=f"{file}: {_on_pages_en(lines, pages)}, in clear: keep this file in a safe place.",
    )


def _on_pages_fr(lines: int, pages: int) -> str:
    return f"{counted_fr(lines, 'ligne(s)')} sur {counted_fr(pages, 'page(s)')}"


def _on_pages_en(lines: int, pages: int) -> str:
    return f"{counted_en(lines, 'line(s)')} on {counted_en(pages, 'page(s)')}"


def _title() -> str:
    return say(fr="Imprimer l'ordonnancier", en="Print the ordonnancier")
