"""A process that reads files for a window, so that the window's own never waits for it."""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock
from typing import TYPE_CHECKING

from prescription.language import Fault, chosen_language, speak
from prescription.record import Document

if TYPE_CHECKING:
    from ordonnancier.capture import Progress

CANCELLED = Fault(
    fr="La lecture a été interrompue : Ctrl+R la recommence.",
    en="Reading was interrupted: Ctrl+R starts it again.",
)
_LOST = Fault(
    fr="La lecture s'est arrêtée d'elle-même : Ctrl+R la recommence.",
    en="Reading ended by itself: Ctrl+R starts it again.",
)

MODESTY = 10
"""How much nicer than the window the process is (`nice`): somebody waits for the window alone."""


@dataclass(slots=True)
class _Running:
    process: SpawnProcess
    connection: Connection
    cancelled: bool = False


class Reader:
    """Reads one file after the other; the process starts with the first and loads names once.

    `read` waits, so it is called on a thread; `cancel` ends it from any other.
    """

    def __init__(self) -> None:
        self._running: _Running | None = None
        self._lock = Lock()

    def read(self, data: bytes, name: str, progress: "Progress | None" = None) -> Document:
        """The record of a file's bytes. Raises Fault, CANCELLED when `cancel` ended it."""
        with self._lock:
            running = self._running = self._running or _start()
        try:
            running.connection.send((data, name, chosen_language()))
            return _answer(running.connection, progress)
        except (EOFError, OSError):
            with self._lock:
                if self._running is running:
                    self._running = None
            running.process.kill()
            running.process.join()
            running.connection.close()
            raise (CANCELLED if running.cancelled else _LOST) from None

    def cancel(self) -> None:
        """End the process, and the reading under way with it; nothing of the file stays."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running.cancelled = True
            running.process.kill()
            running.process.join()


def _answer(connection: Connection, progress: "Progress | None") -> Document:
    while True:
        kind, value = connection.recv()
        if kind == "page" and progress is not None:
            progress(*value)
        if kind == "fault":
            raise Fault(fr=value[0], en=value[1])
        if kind == "bug":
            raise ReadingDefect(value)
        if kind == "document":
            document: Document = value
            return document


class ReadingDefect(RuntimeError):
    """A defect of this program met in the process; the message is the error's type."""


def _start() -> _Running:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return _Running(process, ours)


def _work(connection: Connection) -> None:
    """Answer until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window decides
    _give_way()
    with suppress(EOFError, OSError):
        while True:
            data, name, language = connection.recv()
            speak(language)
            _read_one(connection, data, name)


def _give_way() -> None:
    """Let the window have a processor first, whenever it wants one; Tesseract inherits it."""
    if hasattr(os, "nice"):
        os.nice(MODESTY)


def _read_one(connection: Connection, data: bytes, name: str) -> None:
    # Here, in the process that reads: the window's does without all that reading takes.
    from ordonnancier.capture import capture_bytes

    def tell(done: int, total: int) -> None:
        connection.send(("page", (done, total)))

    try:
        connection.send(("document", capture_bytes(data, name, progress=tell)))
    except Fault as fault:
        connection.send(("fault", (fault.fr, fault.en)))
    except (EOFError, OSError):
        raise
    except Exception as error:
        # Its type is enough to report it; its text could quote the page.
        connection.send(("bug", type(error).__name__))
