"""A key hit twice, or a double click, where one press was meant."""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


class Haste:
    """Remembers when something came; within a double click's time a press was not meant for it."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def note(self) -> None:
        """It has just come in sight."""
        self._since.start()

    @property
    def is_on(self) -> bool:
        """Whether a press now belongs to what was in sight before."""
        timer = self._since
        return timer.isValid() and not timer.hasExpired(QApplication.doubleClickInterval())
