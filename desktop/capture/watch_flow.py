"""The watched folder: what is put there enters the queue by itself."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import Actions
from desktop.background import Background
from desktop.capture.capture_flow import CaptureFlow
from desktop.desk import Desk
from desktop.look.file_dialogs import Place, ask_folder
from ocr.files.load import MAX_BYTES
from ordonnancier.files import shown_name
from ordonnancier.watch import Arrived, Watch
from prescription.language import say
from storage.keyring import Role

PERIOD = 2000
"""Milliseconds between two looks: a file is taken when it did not change in between."""
_FOLDER, _MOVES, _TAKEN = "watch/folder", "watch/moves", "watch/taken"


class WatchFlow(QObject):
    """Looks at the folder while the register is open; `said` carries a sentence."""

    said = Signal(str)

    def __init__(
        self, desk: Desk, capture: CaptureFlow, storage: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._capture = capture
        self._storage = storage
        self._window = window
        self._lane = Background(self)
        self._watch: Watch | None = None
        self._busy = False
        self._timer = QTimer(self, interval=PERIOD)
        self._timer.timeout.connect(self.look)
        self._actions: Actions | None = None

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of the folder do their work."""
        self._actions = actions
        self._show_chosen()
        actions.on("watch-folder", self._choose)
        actions.on("watch-moves", self._choose_moving)

    def start(self) -> None:
        """The register is open: watch the folder that was chosen, for whoever may take pages in."""
        folder = str(QSettings().value(_FOLDER, ""))
        if folder and not self._desk.refusal(Role.CAPTURER):
            self.watch(Path(folder))

    def pause(self) -> None:
        """The register closes: what arrives waits in its folder."""
        self._timer.stop()
        self._watch = None

    def stop(self) -> None:
        """Let the look under way end."""
        self._lane.stop()

    def watch(self, folder: Path) -> None:
        """Watch a folder from now on."""
        self._watch = Watch(folder, _taken_before(), MAX_BYTES)
        self._busy = False
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look once."""
        watch = self._watch
        if watch is not None and not self._busy:
            self._busy = True
            self._lane.run(
                lambda: list(watch.look()),
                lambda found: self._take(watch, found),
                lambda sentence: self._fail(watch, sentence),
            )

    def _take(self, watch: Watch, found: Sequence[Arrived]) -> None:
        # A watch that was given up says nothing of what the one after it is at.
        if watch is not self._watch:
            return
        self._busy = False
        if not found:
            return
        first, *others = found
        self._busy = True
        self._storage.run(
            lambda: _take_in(self._desk, first),
            lambda _: self._taken(watch, first, others),
            lambda sentence: self._fail(watch, sentence),
        )

    def _taken(self, watch: Watch, arrived: Arrived, others: Sequence[Arrived]) -> None:
        self._capture.look_again()
        moves = str(QSettings().value(_MOVES, "no")) == "yes"
        self._lane.run(
            lambda: watch.take(arrived, move=moves),
            lambda _: self._keep(watch, others),
            lambda sentence: self._fail(watch, sentence),
        )

    def _keep(self, watch: Watch, others: Sequence[Arrived]) -> None:
        QSettings().setValue(_TAKEN, sorted(_taken_before() | watch.taken))
        self._take(watch, others)

    def _fail(self, watch: Watch, sentence: str) -> None:
        if watch is self._watch:
            self._busy = False
            self.said.emit(sentence)

    def _choose(self) -> None:
        refusal = self._desk.refusal(Role.CAPTURER)
        if refusal:
            self._show_chosen()
            self.said.emit(refusal)
            return
        folder = None
        if self._actions is not None and self._actions["watch-folder"].isChecked():
            title = say(fr="Dossier à surveiller", en="Folder to watch")
            folder = ask_folder(self._window, Place.WATCHED, title)
            self._actions["watch-folder"].setChecked(folder is not None)
        QSettings().setValue(_FOLDER, str(folder or ""))
        self.pause()
        if folder is not None:
            self.watch(folder)
            self.said.emit(say(fr="{} est surveillé.", en="{} is watched.").format(folder.name))
        else:
            self.said.emit(say(fr="Aucun dossier n'est surveillé.", en="No folder is watched."))

    def _show_chosen(self) -> None:
        """Tick in the menu what the settings hold."""
        if self._actions is not None:
            moves = str(QSettings().value(_MOVES, "no")) == "yes"
            self._actions["watch-moves"].setChecked(moves)
            self._actions["watch-folder"].setChecked(bool(QSettings().value(_FOLDER, "")))

    def _choose_moving(self) -> None:
        if self._actions is not None:
            moves = self._actions["watch-moves"].isChecked()
            QSettings().setValue(_MOVES, "yes" if moves else "no")


def _taken_before() -> frozenset[str]:
    kept = QSettings().value(_TAKEN, [])
    taken = [kept] if isinstance(kept, str) else list(kept or [])  # type: ignore[call-overload]
    return frozenset(map(str, taken))


def _take_in(desk: Desk, arrived: Arrived) -> None:
    # It waits already where the register closed before it was noted as taken.
    if not desk.use(lambda register: register.captures.holds(arrived.data)):
        desk.take_in(shown_name(arrived.path), arrived.data)
