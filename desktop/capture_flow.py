"""From files to drafts: everything enters the encrypted queue at once and is read in its turn."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.desk import Desk
from ocr.files.load import MAX_BYTES
from ordonnancier.capture import capture_bytes
from ordonnancier.files import SUFFIXES, read_bytes, shown_name
from prescription.record import Document


class CaptureFlow(QObject):
    """Reads what waits, one file after the other, while the register is open.

    `changed` tells that the queue is another one, `refused` why a file was not taken in.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, storage: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._storage = storage
        self._reading = Background(self)
        self._round: object | None = None
        self._busy = False

    def start(self) -> None:
        """The register is open: read what waits."""
        self._round = object()
        self._look()

    def pause(self) -> None:
        """The register closes: what is being read is read again next time."""
        self._round = None
        self._busy = False

    def stop(self) -> None:
        """Wait for the reading that is under way, and forget it."""
        self.pause()
        self._reading.stop()

    def take_in(self, paths: Iterable[Path]) -> None:
        """Put files, and the pages of folders, into the queue."""
        for path in paths:
            for file in _files(path):
                take = partial(_take_in, self._desk, file)
                self._storage.run(
                    take, lambda _: self._taken(), partial(self._refuse, shown_name(file))
                )

    def take_in_bytes(self, name: str, data: bytes) -> None:
        """Put a page that is no file (pasted, scanned) into the queue."""
        self._storage.run(
            lambda: self._desk.take_in(name, data), lambda _: self._taken(), self.refused.emit
        )

    def _refuse(self, name: str, sentence: str) -> None:
        self.refused.emit(f"{name} : {sentence}")

    def _taken(self) -> None:
        self.changed.emit()
        self._look()

    def _look(self) -> None:
        if self._round is not None and not self._busy:
            self._busy = True
            here = self._round
            self._storage.run(
                self._desk.unread, lambda found: self._read(here, found), self._give_up
            )

    def _give_up(self, sentence: str) -> None:
        self._busy = False
        self.refused.emit(sentence)

    def _read(self, here: object, found: tuple[int, str, bytes] | None) -> None:
        if here is not self._round:
            return
        if found is None:
            self._busy = False
            return
        number, name, data = found
        self._reading.run(
            lambda: capture_bytes(data, name),
            lambda document: self._put(here, number, document),
            lambda sentence: self._fail(here, number, sentence),
        )

    def _put(self, here: object, number: int, document: Document) -> None:
        if not document.prescriptions:
            self._fail(here, number, self.tr("Aucune ordonnance n'a été lue sur cette page."))
        elif here is self._round:
            self._storage.run(
                lambda: self._desk.put_read(number, document),
                lambda _: self._go_on(here),
                self._give_up,
            )

    def _fail(self, here: object, number: int, sentence: str) -> None:
        if here is self._round:
            self._storage.run(
                lambda: self._desk.put_failed(number, sentence),
                lambda _: self._go_on(here),
                self._give_up,
            )

    def _go_on(self, here: object) -> None:
        if here is self._round:
            self._busy = False
            self.changed.emit()
            self._look()


def _take_in(desk: Desk, file: Path) -> None:
    desk.take_in(shown_name(file), read_bytes(file, at_most=MAX_BYTES))


def _files(path: Path) -> list[Path]:
    """The file itself, or the pages that lie in a folder."""
    if not path.is_dir():
        return [path]
    inside = sorted(path.iterdir())
    return [file for file in inside if file.suffix.lower() in SUFFIXES and file.is_file()]
