"""What the register's page asks for, fetched on the lanes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.background import Background
from desktop.desk import Desk
from desktop.dispense_dialog import DispenseDialog
from desktop.page_picture import PagePicture, make_ready
from desktop.register_page import RegisterPage
from ocr.files.load import load_pages
from prescription.language import say
from storage.entries import Entry
from storage.ordonnancier import Listing, OrdonnancierEntry
from storage.search import Hit


class RegisterFlow(QObject):
    """Answers the register's page while the register is open; `said` carries a sentence."""

    said = Signal(str)

    def __init__(
        self, desk: Desk, page: RegisterPage, storage: Background, pictures: Background
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._storage = storage
        self._pictures = pictures
        self._is_open = False
        page.asked.connect(self._find)
        page.chosen.connect(self._fetch)
        page.export_asked.connect(self._export)
        page.dispense_asked.connect(self._look_up)

    def start(self) -> None:
        """The register is open."""
        self._is_open = True

    def pause(self) -> None:
        """The register closes: show nothing of it any more."""
        self._is_open = False
        self._page.wipe()

    def _find(self, words: str, before: int) -> None:
        if self._is_open:
            self._storage.run(
                lambda: self._desk.find(words, before or None),
                lambda hits: self._show_hits(hits, more=bool(before)),
                self.said.emit,
            )

    def _show_hits(self, hits: Sequence[Hit], *, more: bool) -> None:
        if self._is_open:
            self._page.show_hits(hits, more=more)

    def _fetch(self, number: int) -> None:
        if self._is_open:
            self._storage.run(
                lambda: self._desk.entry(number), lambda found: self._draw(*found), self.said.emit
            )

    def _draw(self, entry: Entry | None, lines: Sequence[OrdonnancierEntry], data: bytes) -> None:
        if entry is not None and self._is_open:
            self._page.show_entry(entry, lines)
            self._pictures.run(
                lambda: make_ready(load_pages(data)[0]) if data else None,
                lambda picture: self._show_page(entry.number, picture),
                self.said.emit,
            )

    def _show_page(self, number: int, picture: PagePicture | None) -> None:
        if self._is_open and picture is not None:
            self._page.show_page(number, picture)

    def _export(self, words: str) -> None:
        if not self._is_open:
            return
        path, _ = QFileDialog.getSaveFileName(
            self._page,
            say(fr="Exporter en CSV", en="Export as CSV"),
            "ordonnances.csv",
            "CSV (*.csv)",
        )
        if path:
            self._storage.run(
                lambda: self._desk.export_csv(words, Path(path)),
                lambda count: self.said.emit(
                    say(
                        fr="{} ordonnance(s) exportées en clair : gardez ce fichier en lieu sûr.",
                        en="{} prescription(s) exported in clear: keep this file in a safe place.",
                    ).format(count)
                ),
                self.said.emit,
            )

    def _look_up(self, entry: Entry) -> None:
        if self._is_open:
            self._storage.run(
                lambda: self._desk.listed(entry.number),
                lambda listed: self._ask(entry, listed),
                self.said.emit,
            )

    def _ask(self, entry: Entry, listed: dict[int, Listing]) -> None:
        if not self._is_open:
            return
        if not listed:
            self.said.emit(
                say(
                    fr="Aucun médicament d'une liste ne reste à inscrire pour cette ordonnance.",
                    en="No listed drug of this prescription is left to enter.",
                )
            )
            return
        dialog = DispenseDialog(entry.prescription.content, listed, self._page)
        if dialog.exec() and self._is_open:
            handover = dialog.handover
            self._storage.run(
                lambda: self._desk.dispense(entry.number, handover),
                lambda numbers: self._show_entered(entry.number, numbers),
                self.said.emit,
            )

    def _show_entered(self, number: int, numbers: Sequence[int]) -> None:
        entered = ", ".join(map(str, numbers))
        self.said.emit(
            say(
                fr="Inscrit à l'ordonnancier : n° {}.", en="Entered in the ordonnancier: no. {}."
            ).format(entered)
        )
        self._fetch(number)
