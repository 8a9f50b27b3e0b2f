"""Random keys and clicks on the real window with a real register: `make monkey MINUTES=60`.

Seeded; the register is made in a folder of its own and removed. Dialogs that choose files answer
with a file of that folder or with nothing, so that no random key can write anywhere else.
"""

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QGraphicsView, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.main_window import MainWindow
from tests.desktop.driving import PASSPHRASE
from tests.desktop.monkey_files import FileAnswers
from tests.desktop.monkey_seen import Seen, listening, memory_kib, place_in_sight

STEP = 25
"""Milliseconds between two of its deeds."""
FROZEN = 60
"""Seconds without an answer after which it tells where the window hangs, and ends."""
FULL = 8
"""Files in the queue from which on it opens no more."""
UNLOCKING = 0.6
"""How often it knows the passphrase: most of its deeds are to be done behind the door."""
SHUT = 300
"""Tries after which a door that does not open is a fault."""
SETTLING = 1500
"""Milliseconds in which the lanes end what they were at when the window was locked."""
HELD = 200
"""Dialogs and lists that Python remembers: forgetting one, it would take those within for gone."""
TEXTS = ("1cp x3/j 7j", "Doliprane", "kardegic 75", "12/03/2026", "é", "9", " ", "qsp 3 mois")
KEYS = (
    *(Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space),
    *(Qt.Key.Key_F8, Qt.Key.Key_F1, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_Backspace),
)
HARMLESS = ("does not support", "propagateSizeHints", "not accepted by receiving widget")
"""What Qt tells without a screen, and of clicks on what takes none: no fault of the window."""
NEVER = {"quit", "scan", "choose-scanner"}
FEEDING = {"open-pages", "open-folder", "open-sample", "paste"}


class Monkey:
    """Does something random to `window` again and again, also within dialogs that wait."""

    def __init__(self, window: MainWindow, seed: int, folder: Path) -> None:
        self.seen = Seen()
        self._window = window
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self.files = FileAnswers(self._random, folder, lambda: self._is_full)
        self._held: deque[QWidget] = deque([window], maxlen=HELD)
        self._goes_on = True
        self._tries = 0
        self._until: Callable[[], bool] = lambda: False
        self._last = (time.monotonic(), time.thread_time())
        self._deeds: tuple[tuple[Callable[[], None], int], ...] = (
            (self._press, 40),
            (self._write, 15),
            (self._click, 30),
            (self._trigger, 12),
            (self._drag, 4),
            (self._resize, 1),
        )

    def play(self, until: Callable[[], bool]) -> Seen:
        """Go on until `until`; what was seen."""
        with listening(self._note):
            self._last = (time.monotonic(), time.thread_time())
            self._until = until
            QTimer.singleShot(STEP, self._step)
            while self._goes_on:
                QTest.qWait(50)
            QTest.qWait(2 * STEP)
            faulthandler.cancel_dump_traceback_later()
        return self.seen

    def _note(self, what: str) -> None:
        if not any(known in what for known in HARMLESS):
            if not any(fault.endswith(what) for fault in self.seen.faults):
                print(f"deed {self.seen.deeds}: {what}", flush=True)  # noqa: T201
            self.seen.faults.append(f"deed {self.seen.deeds}: {what}")

    @property
    def _is_full(self) -> bool:
        return self._window.review.queue.count() >= FULL

    def _step(self) -> None:
        now, cpu = time.monotonic(), time.thread_time()
        self.seen.longest = max(self.seen.longest, now - self._last[0] - STEP / 1000)
        self.seen.longest_cpu = max(self.seen.longest_cpu, cpu - self._last[1])
        if self._until():
            self._end()
            return
        # Armed first: a dialog opened by this deed waits in a loop of its own.
        QTimer.singleShot(STEP, self._step)
        self._last = (time.monotonic(), time.thread_time())
        faulthandler.dump_traceback_later(FROZEN, exit=True)
        self.seen.deeds += 1
        # A window that was left has nothing more to show: also its menu is to leave it be.
        self._window.actions_by_id["quit"].setEnabled(False)
        if not self._window.isVisible():
            self._note("the window was left")
            self._goes_on = False
            return
        self.seen.places[place_in_sight(self._window, self._top)] += 1
        self._tries *= not self._window.tabs.isVisible()
        if self._window.door.isVisible() and self._random.random() < UNLOCKING:
            self._unlock()
            return
        if isinstance(chooser := self._top, QFileDialog):
            # The printer's own: it can rename and delete, also what belongs to an open register.
            chooser.reject()
            return
        flow = self._window.door_flow
        lost = any(page.isVisible() for page in (flow.recover, flow.restore))
        if lost and self._random.random() < 0.05:
            flow.show()  # it knows no code and has no copy
            return
        deeds, weights = zip(*self._deeds, strict=True)
        self._random.choices(deeds, weights)[0]()

    def _end(self) -> None:
        """Close what is open within what is open, then the game is over."""
        opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if opened is None:
            self._goes_on = False
            return
        opened.close()
        QTimer.singleShot(STEP, self._end)

    @property
    def _top(self) -> QWidget:
        # Held: when Python lets go of what Qt made, it takes the widgets within for gone.
        opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        # A popup made where another one had stood is known to Python by the dead one's name.
        top = opened if opened is not None and isValid(opened) else self._window
        self._held.append(top)
        return top

    @property
    def _target(self) -> QWidget:
        top = self._top
        focused = top.focusWidget()
        return focused if focused is not None and isValid(focused) else top

    def _unlock(self) -> None:
        edits = [edit for edit in self._window.door.findChildren(QLineEdit) if edit.isVisible()]
        self._tries += 1
        if self._tries == SHUT:
            self._note(f"the door stays shut: {self._window.door.sentence}")
        if len(edits) == 1 and edits[0].isEnabled():
            edits[0].setText(PASSPHRASE)
            QTest.keyClick(edits[0], Qt.Key.Key_Return)

    def _press(self) -> None:
        with_keys = (Qt.KeyboardModifier.NoModifier,) * 6 + (
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.ControlModifier,
        )
        QTest.keyClick(self._target, self._random.choice(KEYS), self._random.choice(with_keys))

    def _write(self) -> None:
        text = self._random.choice(TEXTS)
        if text.isascii():
            QTest.keyClicks(self._target, text)
        elif isinstance(target := self._target, QLineEdit):
            target.insert(text)

    def _click(self) -> None:
        top = self._top
        alive = filter(isValid, top.findChildren(QWidget))
        seen = [w for w in alive if w.isVisible() and w.isEnabled()]
        target = self._random.choice(seen or [top])
        where = self._somewhere(target)
        twice = self._random.random() < 0.1
        kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)[: 1 + twice]
        for kind in kinds:
            for one in (kind, QEvent.Type.MouseButtonRelease):
                # QTest would hit on what the click before took down.
                if isValid(target) and target.isVisible():
                    left = Qt.MouseButton.LeftButton
                    held = left if one is kind else Qt.MouseButton.NoButton
                    there, none = target.mapToGlobal(where), Qt.KeyboardModifier.NoModifier
                    event = QMouseEvent(one, QPointF(where), QPointF(there), left, held, none)
                    QApplication.sendEvent(target, event)

    def _somewhere(self, target: QWidget) -> QPoint:
        return QPoint(
            self._random.randrange(max(1, target.width())),
            self._random.randrange(max(1, target.height())),
        )

    def _trigger(self) -> None:
        actions = [
            a for a in self._window.findChildren(QAction) if a.objectName() and a.isEnabled()
        ]
        barred = NEVER | FEEDING if self._is_full else NEVER
        chosen = self._random.choice(actions)
        often = chosen.objectName() not in FEEDING | {"lock"} or self._random.random() < 0.2
        if chosen.objectName() not in barred and often and self._top is self._window:
            chosen.trigger()

    def _drag(self) -> None:
        alive = filter(isValid, self._top.findChildren(QGraphicsView))
        views = [v for v in alive if v.isVisible()]
        if views:
            view = self._random.choice(views).viewport()
            QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=self._somewhere(view))
            QTest.mouseMove(view, self._somewhere(view))
            QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=self._somewhere(view))

    def _resize(self) -> None:
        self._window.resize(self._random.randrange(900, 1921), self._random.randrange(600, 1081))


def make_register(window: MainWindow) -> None:
    """The first start."""
    edits = window.door.findChildren(QLineEdit)
    for edit, text in zip(edits, ("Anne Martin", PASSPHRASE, PASSPHRASE), strict=False):
        edit.setText(text)
    QTest.keyClick(edits[0], Qt.Key.Key_Return)


def main() -> int:
    """Play for the minutes asked, and tell what was seen; status 1 when something was wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seed", type=int, default=20261128)
    given = asked.parse_args()
    faulthandler.enable()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    here = Path.cwd()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        # Where the printer's dialog would write a file.
        os.environ["HOME"] = folder
        os.chdir(folder)
        seen = _play(Path(folder), given.minutes * 60, given.seed)
        os.chdir(here)
    print(f"In {given.minutes:g} minutes: {seen}")  # noqa: T201
    return 1 if seen.faults or seen.growth > 0.1 else 0


def _play(folder: Path, seconds: float, seed: int) -> Seen:
    from desktop.application import keep_settings_at_home
    from prescription.language import speak

    application = QApplication(sys.argv[:1])
    application.setOrganizationName("Ordonnancier")
    application.setApplicationName("Ordonnancier")
    speak("fr")
    keep_settings_at_home()
    window = MainWindow()
    window.show()
    monkey = Monkey(window, seed, folder)
    monkey.files.answer(setattr)
    make_register(window)
    begun, looked = time.monotonic(), [time.monotonic()]

    def until() -> bool:
        now = time.monotonic()
        if now - looked[0] >= min(60, seconds / 20):
            looked[0] = now
            # Locked, it holds no page: what it has in sight would hide what it never lets go of.
            window.lock()
            QTest.qWait(SETTLING)
            monkey.seen.memory.append(memory_kib())
            print(f"{now - begun:.0f} s: {monkey.seen.so_far}", flush=True)  # noqa: T201
        return now - begun > seconds

    seen = monkey.play(until)
    window.close()
    return seen


if __name__ == "__main__":
    sys.exit(main())
