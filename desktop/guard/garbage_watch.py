"""Python's cyclic garbage is collected on the window's thread alone.

Python collects on whichever thread happens to ask for memory. A widget or a timer in that garbage
would be taken down on the thread of a lane, and the program with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between two looks."""


class GarbageWatch(QObject):
    """Looks as often as Python would, generation by generation, from its making until `stop`."""

    _watching = 0
    """Windows: another language opens the next before the last is closed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        GarbageWatch._watching += 1
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def keep_what_is_loaded(self) -> None:
        """What is loaded by now stays as long as the program: no look goes through it again."""
        gc.freeze()

    def stop(self) -> None:
        """Leave it to Python again, after the last window: there is no other thread any more."""
        if self._timer.isActive():
            self._timer.stop()
            GarbageWatch._watching -= 1
            if not GarbageWatch._watching:
                gc.enable()

    def _look(self) -> None:
        full = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if full:
            gc.collect(full[-1])
