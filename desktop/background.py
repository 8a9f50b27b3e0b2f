"""The one owner of threads: work goes out, results come back on the window's thread."""

import logging
import sys
import traceback
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from prescription.language import Fault, say

log = logging.getLogger(__name__)

SWITCH = 0.001
"""Seconds until a lane lets the window's thread go on: Python's usual five, each time the window
comes back from Qt, add up to what the eye notices."""


class _Signals(QObject):
    succeeded = Signal(object)
    failed = Signal(str)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.work = work
        # The language spoken belongs to the thread that asks: the one that works is to speak it.
        self.context = copy_context()
        self.signals = _Signals()

    @Slot()
    def run(self) -> None:
        self.context.run(self._run)

    def _run(self) -> None:
        try:
            result = self.work()
        except Fault as fault:
            self.signals.failed.emit(str(fault))
        except Exception as error:
            # A bug of ours: its type is enough to report it, its text could name a patient.
            at = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(at.filename).name}:{at.lineno}"
            log.error("background work failed: %s in %s", type(error).__name__, place)
            kind = type(error).__name__
            self.signals.failed.emit(
                say(
                    fr=f"Erreur interne ({kind}). Rien n'a été enregistré.",
                    en=f"Internal error ({kind}). Nothing was recorded.",
                )
            )
        else:
            self.signals.succeeded.emit(result)


class Background(QObject):
    """Runs one piece of work at a time, in the order given.

    `succeeded` and `failed` are called on the window's thread, `failed` with a sentence to show.
    """

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        # One thread for good: the register's connection belongs to it.
        self._pool.setExpiryTimeout(-1)
        self._waiting: list[_Work] = []

    def run(
        self,
        work: Callable[[], Any],
        succeeded: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        """Start `work` when what was asked before it is done."""
        task = _Work(work)
        task.setAutoDelete(False)
        # Kept until its answer arrived: Python would free the signals under Qt's feet.
        self._waiting.append(task)
        # Bound to self, so that Qt delivers on the window's thread.
        task.signals.succeeded.connect(lambda result: self._finish(task, succeeded, result))
        task.signals.failed.connect(lambda sentence: self._finish(task, failed, sentence))
        if len(self._waiting) == 1:
            self.busy_changed.emit(True)
        self._pool.start(task)

    def stop(self) -> None:
        """Do what was asked to the end; forget every answer."""
        self._pool.waitForDone()
        self._waiting.clear()

    def _finish(self, task: _Work, answer: Callable[[Any], None], value: Any) -> None:
        if task not in self._waiting:
            return
        self._waiting.remove(task)
        answer(value)
        if not self._waiting:
            self.busy_changed.emit(False)
