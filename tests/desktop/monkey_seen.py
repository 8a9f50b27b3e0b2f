"""What came of the monkey's game."""

import gc
import logging
import os
import statistics
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ctypes import CDLL
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from desktop.main_window import MainWindow


@dataclass
class Seen:
    """What came of it: faults as sentences, the event loop's longest absence.

    `memory` is what a locked window holds, in KiB; `places` counts the deeds by the page or dialog
    in sight.
    """

    deeds: int = 0
    places: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    longest: float = 0.0
    longest_cpu: float = 0.0
    memory: list[int] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Growth of memory from the first third to the last, warm-up (a fifth) left out."""
        kept = self.memory[len(self.memory) // 5 :]
        third = max(1, len(kept) // 3)
        if not kept:
            return 0.0
        return statistics.median(kept[-third:]) / statistics.median(kept[:third]) - 1

    @property
    def so_far(self) -> str:
        """A line while the game goes on."""
        where = ", ".join(f"{count} {place}" for place, count in self.places.most_common(4))
        said = f"{self.deeds} deeds, {len(self.faults)} faults, {self.memory[-1]} KiB"
        return f"{said} ({where})"

    def __str__(self) -> str:
        return (
            f"{self.deeds} deeds, {len(self.faults)} faults; the window answered after "
            f"{self.longest:.2f} s at most ({self.longest_cpu:.2f} s of its own CPU); memory "
            f"{self.growth:+.1%} (KiB each minute: {self.memory}); deeds by place: "
            f"{dict(self.places.most_common())}"
        )


@contextmanager
def listening(note: Callable[[str], None]) -> Iterator[None]:
    """Tell `note` of everything that went wrong: exceptions, Qt's messages, work in the lanes."""

    def note_exception(
        kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        places = [
            f"{Path(at.filename).name}:{at.lineno}" for at in traceback.extract_tb(where)[-4:]
        ]
        note(f"{kind.__name__}: {error} ({' > '.join(places)})")

    hook, sys.excepthook = sys.excepthook, note_exception
    handler = qInstallMessageHandler(lambda _kind, _where, text: note(text or ""))
    lanes, failures = logging.getLogger("desktop"), _Failures(note)
    lanes.addHandler(failures)
    try:
        yield
    finally:
        lanes.removeHandler(failures)
        qInstallMessageHandler(handler)
        sys.excepthook = hook


class _Failures(logging.Handler):
    """What the window calls an internal error."""

    def __init__(self, note: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._note = note

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        self._note(record.getMessage())


def place_in_sight(window: MainWindow, top: QWidget) -> str:
    """The page of the window, or the dialog or list on top of it."""
    pages = (window.door, window.door_flow.recover, window.door_flow.restore)
    page = next((one for one in pages if one.isVisible()), window.tabs.currentWidget())
    return type(page if top is window else top).__name__


def memory_kib() -> int:
    """Memory in use by this process, in KiB, without what the C library keeps for later."""
    gc.collect()
    with suppress(OSError, AttributeError):
        CDLL("libc.so.6").malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
