"""From files to drafts: everything enters the encrypted queue at once and is read in its turn."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from desktop.actions import Actions
from desktop.background import Background
from desktop.capture.refusals import Refused, no_pages_inside, told_refused
from desktop.desk import Desk
from ocr.files.load import MAX_BYTES
from ordonnancier.files import SUFFIXES, fault_of, read_bytes, shown_name
from ordonnancier.reader import Reader
from ordonnancier.sample import sample_name
from prescription.language import Fault
from prescription.record import Document
from prescription.resources import RESOURCES
from storage.keyring import Role

SAMPLE = RESOURCES / "sample" / "ordonnance.png"
_Listed = tuple[list[Path], list[Refused]]
"""Files to take in, and what was refused so far."""
Progress = Callable[[int, int], None]
"""Told how many pages are done, of how many."""

LATER = 30_000
"""Milliseconds until reading is tried again that could not be kept."""


class CaptureFlow(QObject):
    """Reads what waits, one file after the other, while the register is open.

    `changed` tells that the queue is another one, `refused` why a file was not taken in,
    `progressed` which file is being read and how many of its pages are done, `held_up` which could
    not be kept once it was read, and why: it is read again later.
    """

    changed = Signal()
    refused = Signal(str)
    progressed = Signal(int, int, int)
    held_up = Signal(int, str)

    def __init__(self, desk: Desk, storage: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._storage = storage
        self._lane, self._folders = Background(self), Background(self)
        self._reader = Reader()
        self._round: object | None = None
        self._busy = False
        self._held = False
        self._holding: QAction | None = None
        # What was listed of folders when the register had locked: it waits until it opens.
        self._listed: list[_Listed] = []
        self._later = QTimer(self, interval=LATER, singleShot=True)
        self._later.timeout.connect(self._look)

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of reading do their work."""
        self._holding = actions["hold"]
        actions.on("hold", self.hold)
        actions.on("cancel-reading", self.cancel)

    def start(self) -> None:
        """The register is open: take in and read what waits."""
        self._round = object()
        self._busy = False
        while self._listed:
            self._take_listed(self._listed.pop(0))
        self._look()

    def pause(self) -> None:
        """The register closes: what is being read is read again next time."""
        self._round = None
        # Whoever opens next did not ask to wait.
        self._hold(False)
        self._later.stop()
        self._reader.cancel()

    def take_in_last(self) -> bool:
        """The window closes: take in what is still being listed; False where files are left."""
        self._folders.finish()
        return not self._listed

    def stop(self) -> None:
        """End the reading that is under way, and forget it."""
        self.pause()
        for lane in (self._lane, self._folders):
            lane.stop()

    @property
    def may_take_in(self) -> bool:
        """Whether the role of the user lets pages in."""
        return not self._desk.refusal(Role.CAPTURER)

    def hold(self) -> None:
        """Begin no further file, or go on when that was asked before."""
        self._hold(not self._held)
        self.changed.emit()
        self._look()

    def _hold(self, held: bool) -> None:
        self._held = held
        if self._holding is not None:
            self._holding.setChecked(held)

    def cancel(self) -> None:
        """End the reading under way; its file stays in the queue and says so."""
        self._reader.cancel()

    def renew_reader(self) -> None:
        """Read with what is known of drugs now; a file under way is begun again."""
        if self._busy and self._round is not None:
            self._round = object()
            self._busy = False
        self._reader.cancel()
        self._look()

    def retry(self, number: int) -> None:
        """Read a file again that could not be read."""
        self._storage.run(
            lambda: self._desk.retry(number), lambda _: self.look_again(), self.refused.emit
        )

    def take_in(self, paths: Iterable[Path]) -> None:
        """Put files, and the pages of folders, into the queue."""
        given = tuple(paths)
        if any(path.is_dir() for path in given):
            # Of sixty thousand files, or over a network: the window would stand still.
            self._folders.run(lambda: _list(given), self._take_listed, self.refused.emit)
        else:
            self._take_listed((list(given), []))

    def _take_listed(self, listed: _Listed) -> None:
        if self._round is None:
            self._listed.append(listed)
            return
        given, refused = listed
        for file in given:
            self._storage.run(
                partial(_take_in, self._desk, file),
                lambda _: self.look_again(),
                partial(_note, refused, shown_name(file)),
            )
        # Together, after the last: each would take the place of the one before.
        if given:
            self._storage.run(
                lambda: None, lambda _: self._tell_refused(refused), self.refused.emit
            )
        else:
            self._tell_refused(refused)

    def take_in_scan(self, name: str, data: bytes, refused: Callable[[str], None]) -> None:
        """Put a page of a scanner into the queue: each is another sheet, however alike."""
        self._storage.run(
            lambda: self._desk.take_in(name, data), lambda _: self.look_again(), refused
        )

    def take_in_picture(self, name: str, data: bytes) -> None:
        """Put a picture that is no file (pasted, the sample) into the queue."""
        self._storage.run(
            lambda: self._desk.take_in_once(name, data),
            lambda _: self.look_again(),
            lambda sentence: self._tell_refused([(name, sentence)]),
        )

    def take_in_sample(self) -> None:
        """Put the made-up prescription into the queue, called what it is."""
        self.take_in_picture(sample_name(), SAMPLE.read_bytes())

    def look_again(self) -> None:
        """The queue is another one: tell it, and read what is new."""
        self.changed.emit()
        self._look()

    def _tell_refused(self, refused: Sequence[Refused]) -> None:
        if refused:
            self.refused.emit(told_refused(refused))

    def _look(self) -> None:
        if self._round is not None and not self._busy and not self._held:
            self._busy = True
            here = self._round
            self._storage.run(
                self._desk.unread,
                lambda found: self._read(here, found),
                lambda sentence: self._give_up(here, sentence),
                matters=False,
            )

    def _give_up(self, here: object, sentence: str) -> None:
        if here is self._round:
            self._busy = False
            self.refused.emit(sentence)
            # The disk may be less full by then; what this user may not do stays so.
            if self.may_take_in:
                self._later.start()

    def _miss(self, here: object, number: int, sentence: str) -> None:
        """What came of a file could not be kept: look whether it still waits."""

        def seen(found: tuple[int, str, bytes] | None) -> None:
            if found is not None and found[0] == number:
                self.held_up.emit(number, sentence)
                self._give_up(here, sentence)
            else:
                self._go_on(here)

        if here is self._round:
            self._storage.run(self._desk.unread, seen, lambda told: self._give_up(here, told))

    def _read(self, here: object, found: tuple[int, str, bytes] | None) -> None:
        if here is not self._round:
            return
        if found is None:
            self._busy = False
            return
        number, name, data = found
        self.progressed.emit(number, 0, 0)
        tell = partial(self.progressed.emit, number)
        self._lane.run(
            lambda: _read(self._reader, data, name, tell),
            lambda read: self._put(here, number, read),
            lambda sentence: self._fail(here, number, Fault(fr=sentence, en=sentence)),
        )

    def _put(self, here: object, number: int, read: Document | Fault) -> None:
        if isinstance(read, Fault):
            self._fail(here, number, read)
        elif here is self._round:
            self._storage.run(
                lambda: self._desk.put_read(number, read),
                lambda _: self._go_on(here),
                lambda sentence: self._miss(here, number, sentence),
                # It is read again next time.
                matters=False,
            )

    def _fail(self, here: object, number: int, fault: Fault) -> None:
        if here is self._round:
            self._storage.run(
                lambda: self._desk.put_failed(number, fault),
                lambda _: self._go_on(here),
                lambda sentence: self._miss(here, number, sentence),
                # It is read again next time.
                matters=False,
            )

    def _go_on(self, here: object) -> None:
        if here is self._round:
            self._busy = False
            self.look_again()


def _read(reader: Reader, data: bytes, name: str, tell: Progress) -> Document | Fault:
    """What was read of a file, or why nothing was, in both languages."""
    # Reading takes long to load: the window is shown without it.
    from ordonnancier.capture import NOTHING_READ, is_blank

    try:
        document = reader.read(data, name, tell)
    except Fault as fault:
        return fault
    return NOTHING_READ if is_blank(document) else document


def _note(refused: list[Refused], name: str, sentence: str) -> None:
    refused.append((name, sentence))


def _take_in(desk: Desk, file: Path) -> None:
    desk.take_in_once(shown_name(file), read_bytes(file, at_most=MAX_BYTES))


def _list(paths: Sequence[Path]) -> _Listed:
    """The files themselves and the pages that lie in the folders; folders in which none do."""
    given: list[Path] = []
    refused: list[Refused] = []
    for path in paths:
        try:
            files = _files(path)
        except OSError as error:
            refused.append((shown_name(path), str(fault_of(error))))
            continue
        given += files
        if not files:
            refused.append((shown_name(path), no_pages_inside()))
    return given, refused


def _files(path: Path) -> list[Path]:
    """The file itself, or the pages that lie in a folder."""
    if not path.is_dir():
        return [path]
    inside = sorted(path.iterdir())
    return [file for file in inside if file.suffix.lower() in SUFFIXES and file.is_file()]
