"""The one owner of threads: work goes out, results come back on the window's thread."""

import logging
import sys
import traceback
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from prescription.language import Fault, say

log = logging.getLogger(__name__)

SWITCH = 0.001
"""Seconds until a lane lets the window's thread go on: Python's usual five, each time the window
comes back from Qt, add up to what the eye notices."""


@dataclass(eq=False)
class _Work:
    """What is to be done, and what to do with its result or with the sentence of its failure."""

    work: Callable[[], Any]
    succeeded: Callable[[Any], None]
    failed: Callable[[str], None]
    # The language spoken belongs to the thread that asks: the one that works is to speak it.
    context: Context = field(default_factory=copy_context)
    answer: Callable[[], None] = lambda: None
    """What the window's thread is to call once it is done."""
    matters: bool = True
    has_failed: bool = False

    def do(self) -> None:
        """Do it, and keep what came of it in `answer`."""
        self.answer = self.context.run(self._answer)

    def _answer(self) -> Callable[[], None]:
        try:
            return partial(self.succeeded, self.work())
        except Fault as fault:
            self.has_failed = self.matters
            return partial(self.failed, str(fault))
        except Exception as error:
            self.has_failed = self.matters
            # A bug of ours: its type is enough to report it, its text could name a patient.
            at = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(at.filename).name}:{at.lineno}"
            log.error("background work failed: %s in %s", type(error).__name__, place)
            kind = type(error).__name__
            told = say(
                fr=f"Erreur interne ({kind}). Rien n'a été enregistré.",
                en=f"Internal error ({kind}). Nothing was recorded.",
            )
            return partial(self.failed, told)


class Background(QObject):
    """Runs one piece of work at a time, in the order given.

    `succeeded` and `failed` are called on the window's thread, `failed` with a sentence to show.
    """

    busy_changed = Signal(bool)
    _done = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        # One thread for good: the register's connection belongs to it.
        self._pool.setExpiryTimeout(-1)
        # The lane is told numbers: whatever it held last of a dialog would be taken down there.
        self._waiting: dict[int, _Work] = {}
        self._numbers = count()
        # Bound to self, so that Qt delivers on the window's thread.
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        succeeded: Callable[[Any], None],
        failed: Callable[[str], None],
        *,
        matters: bool = True,
    ) -> None:
        """Start `work` when what was asked before it is done.

        It does not matter, when the window closes, where nothing is lost if it fails: what only
        looks.
        """
        number = next(self._numbers)
        self._waiting[number] = _Work(work, succeeded, failed, matters=matters)
        if len(self._waiting) == 1:
            self.busy_changed.emit(True)
        # As a function: a QRunnable that Python made is never let go of, nor what it holds.
        self._pool.start(partial(self._do, number))

    def ends_well(self) -> bool:
        """Do what was asked to the end; whether nothing that matters failed and is untold yet."""
        self._wait()
        return not any(work.has_failed for work in self._waiting.values())

    def finish(self) -> None:
        """Do what was asked to the end, and answer it now: no loop runs any more that would."""
        self._wait()
        for number in tuple(self._waiting):
            self._finish(number)

    def stop(self) -> None:
        """Do what was asked to the end; forget every answer."""
        self._pool.waitForDone()
        self._waiting.clear()

    def _wait(self) -> None:
        # Qt's own waiting would end the thread, to which the register's connection belongs.
        done = Event()
        self._pool.start(done.set)
        done.wait()

    def _do(self, number: int) -> None:
        self._waiting[number].do()
        self._done.emit(number)

    def _finish(self, number: int) -> None:
        done = self._waiting.pop(number, None)
        if done is None:
            return
        done.answer()
        if not self._waiting:
            self.busy_changed.emit(False)
