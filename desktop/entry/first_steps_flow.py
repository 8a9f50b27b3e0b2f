"""What the first steps ask for, done on the lanes."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.desk import Desk
from desktop.entry.first_steps import (
    PHARMACY,
    REFERENCE,
    SAMPLE,
    SHEET,
    SHEET_FILE,
    FirstSteps,
)
from desktop.look.file_dialogs import Place, ask_folder
from desktop.register.recovery_flow import RecoveryFlow
from extraction.drugs.lexicon import load_lexicon
from ordonnancier.reference.importing import Imported, import_reference
from prescription.language import say
from storage.settings import Pharmacy, name_pharmacy, pharmacy


class FirstStepsFlow(QObject):
    """Answers the first steps.

    `sample_asked`: the sample is to be opened; `reference_changed`: drugs are looked up anew.
    """

    sample_asked = Signal()
    reference_changed = Signal()

    def __init__(
        self, desk: Desk, steps: FirstSteps, storage: Background, recovery: RecoveryFlow
    ) -> None:
        super().__init__(steps)
        self._desk = desk
        self._steps = steps
        self._storage = storage
        self._recovery = recovery
        self._lane = Background(self)
        steps.asked.connect(self._do)
        steps.pharmacy_given.connect(self._keep_pharmacy)

    def start(self) -> None:
        """The register is open: show the pharmacy it knows."""
        self._storage.run(lambda: self._desk.use(pharmacy), self._show_pharmacy, lambda _: None)

    def pause(self) -> None:
        """The register closes."""

    def stop(self) -> None:
        """Let an import come to its end."""
        self._lane.stop()

    def import_from(self, folder: Path) -> None:
        """Make the official reference from a folder or ZIP of its files."""
        self._steps.tell(
            REFERENCE,
            say(fr="Import en cours, un instant…", en="Importing, one moment…"),
            done=False,
        )
        self._lane.run(
            lambda: _import(folder),
            self._show_imported,
            lambda sentence: self._steps.tell(REFERENCE, sentence, done=False),
        )

    def _do(self, step: str) -> None:
        if step == SAMPLE:
            self.sample_asked.emit()
            self._steps.tell(SAMPLE, "", done=True)
        elif step == SHEET:
            self._recovery.print_sheet(self.tell_sheet)
        elif step == SHEET_FILE:
            self._recovery.save_sheet(self.tell_sheet)
        elif step == REFERENCE:
            title = say(fr="Dossier des fichiers officiels", en="Folder of the official files")
            folder = ask_folder(self._steps, Place.REFERENCE, title)
            if folder is not None:
                self.import_from(folder)

    def tell_sheet(self, sentence: str, done: bool) -> None:
        """Say below its step how the recovery sheet went."""
        self._steps.tell(SHEET, sentence, done=done)

    def _keep_pharmacy(self, name: str, address: str) -> None:
        keeper = Pharmacy(name, address)
        sentence = say(
            fr="Gardé : ils seront sur chaque page imprimée.",
            en="Kept: they will be on every printed page.",
        )
        self._run(
            PHARMACY,
            lambda: self._desk.use(lambda register: name_pharmacy(register, keeper)),
            sentence,
        )

    def _show_pharmacy(self, keeper: Pharmacy | None) -> None:
        if keeper is not None:
            self._steps.show_pharmacy(keeper.name, keeper.address)
            self._steps.tell(PHARMACY, "", done=True)

    def _show_imported(self, imported: Imported) -> None:
        names = imported.status.counts["names"]
        self._steps.tell(
            REFERENCE,
            say(
                fr="Importée : {} noms commercialisés, à jour au {}.",
                en="Imported: {} marketed names, as of {}.",
            ).format(names, f"{imported.status.newest:%d/%m/%Y}"),
            done=True,
        )
        load_lexicon.cache_clear()
        self.reference_changed.emit()

    def _run(self, step: str, work: Callable[[], Any], sentence: str) -> None:
        self._storage.run(
            work,
            lambda _: self._steps.tell(step, sentence, done=True),
            lambda fault: self._steps.tell(step, fault, done=False),
        )


def _import(folder: Path) -> Imported:
    # In a process of its own: ten seconds of work would make the window falter.
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(import_reference, folder).result()
