"""How long nobody touched the application, by wall clock: a computer's sleep counts."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LIMIT = 240.0
"""Seconds."""
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits `idle` when no key was pressed and no mouse moved for `limit` seconds."""

    idle = Signal()

    def __init__(self, parent: QObject, limit: float = LIMIT) -> None:
        super().__init__(parent)
        self.limit = limit
        self._touched = _now()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = _now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _INPUT:
            self._look()
            self.touch()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        # Waking from sleep must lock before the first key is taken. A wall clock that was put back
        # tells nothing of the time in between, so it locks too.
        wall, steady = (now - then for now, then in zip(_now(), self._touched, strict=True))
        passed = max(abs(wall), steady)
        if passed > self.limit:
            self.touch()
            self.idle.emit()


def _now() -> tuple[float, float]:
    """Seconds by the wall clock and by one that nobody can set."""
    return time.time(), time.monotonic()
