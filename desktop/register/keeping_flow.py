"""What keeps the register: its ordonnancier on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.background import Background
from desktop.desk import Desk
from prescription.language import say
from storage.settings import Pharmacy


class KeepingFlow(QObject):
    """Asks where to, and does it on the storage lane; `said` carries what came of it."""

    said = Signal(str)

    def __init__(self, desk: Desk, storage: Background, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._storage = storage
        self._window = window

    def print_ordonnancier(self) -> None:
        """Write the ordonnancier to a PDF that is asked for."""
        self._storage.run(self._desk.pharmacy, self._print_for, self.said.emit)

    def _print_for(self, keeper: Pharmacy | None) -> None:
        if keeper is None:
            self.said.emit(
                say(
                    fr="Donnez d'abord le nom de la pharmacie : menu Registre, « Pharmacie… ».",
                    en='Give the pharmacy\'s name first: Register menu, "Pharmacy…".',
                )
            )
            return
        path = self._ask_path(
            say(fr="Imprimer l'ordonnancier", en="Print the ordonnancier"), "ordonnancier.pdf"
        )
        if path:
            self._run(
                lambda: self._desk.print_ordonnancier(path),
                lambda done: say(
                    fr="{} ligne(s) sur {} page(s), en clair : gardez ce fichier en lieu sûr.",
                    en="{} line(s) on {} page(s), in clear: keep this file in a safe place.",
                ).format(done.lines, done.pages),
            )

    def _ask_path(self, title: str, name: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._window, title, name, "PDF (*.pdf)")
        return Path(path) if path else None

    def _run(self, work: Callable[[], Any], told: Callable[[Any], str]) -> None:
        self.said.emit(say(fr="En cours…", en="Under way…"))
        self._storage.run(work, lambda done: self.said.emit(told(done)), self.said.emit)
