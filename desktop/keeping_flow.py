"""What keeps the register: its ordonnancier on paper, its backups, the sheet that saves it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from desktop.background import Background
from desktop.desk import Desk
from storage.settings import Pharmacy


class KeepingFlow(QObject):
    """Asks where to, and does it on the storage lane; `said` carries what came of it."""

    said = Signal(str)

    def __init__(self, desk: Desk, storage: Background, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._storage = storage
        self._window = window

    def back_up(self) -> None:
        """Copy the register into a folder that is asked for."""
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Où sauvegarder le registre ? (clé USB, disque partagé)")
        )
        if folder:
            self._run(
                lambda: self._desk.back_up(Path(folder)),
                lambda copy: self.tr(
                    "Sauvegarde faite et relue : {}. Les suivantes se feront dans ce dossier à "
                    "chaque fermeture."
                ).format(copy.name),
            )

    def print_recovery_sheet(self) -> None:
        """Write the recovery sheet to a PDF that is asked for."""
        path = self._ask_path(self.tr("Fiche de secours"), "fiche-de-secours.pdf")
        if path:
            self._run(
                lambda: self._desk.print_recovery_sheet(path),
                lambda _: self.tr(
                    "Imprimez la fiche de secours, rangez-la sous clé, puis effacez le fichier : "
                    "elle ouvre le registre."
                ),
            )

    def print_ordonnancier(self) -> None:
        """Write the ordonnancier to a PDF that is asked for."""
        self._storage.run(self._desk.pharmacy, self._print_for, self.said.emit)

    def _print_for(self, keeper: Pharmacy | None) -> None:
        if keeper is None:
            self.said.emit(
                self.tr("Donnez d'abord le nom de la pharmacie : menu Registre, « Pharmacie… ».")
            )
            return
        path = self._ask_path(self.tr("Imprimer l'ordonnancier"), "ordonnancier.pdf")
        if path:
            self._run(
                lambda: self._desk.print_ordonnancier(path),
                lambda done: self.tr(
                    "{} ligne(s) sur {} page(s), en clair : gardez ce fichier en lieu sûr."
                ).format(done.lines, done.pages),
            )

    def name_pharmacy(self) -> None:
        """Ask for the name and address that stand on every printed page."""
        self._storage.run(self._desk.pharmacy, self._ask_pharmacy, self.said.emit)

    def _ask_pharmacy(self, known: Pharmacy | None) -> None:
        title = self.tr("Votre pharmacie")
        name, agreed = QInputDialog.getText(
            self._window, title, self.tr("Nom :"), text=known.name if known else ""
        )
        if not agreed or not name.strip():
            return
        address, agreed = QInputDialog.getText(
            self._window, title, self.tr("Adresse :"), text=known.address if known else ""
        )
        if agreed and address.strip():
            keeper = Pharmacy(name.strip(), address.strip())
            self._run(
                lambda: self._desk.name_pharmacy(keeper),
                lambda _: self.tr("Ce nom et cette adresse seront sur chaque page imprimée."),
            )

    def _ask_path(self, title: str, name: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._window, title, name, "PDF (*.pdf)")
        return Path(path) if path else None

    def _run(self, work: Callable[[], Any], told: Callable[[Any], str]) -> None:
        self.said.emit(self.tr("En cours…"))
        self._storage.run(work, lambda done: self.said.emit(told(done)), self.said.emit)
