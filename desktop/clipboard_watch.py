"""What was copied here leaves the clipboard after half a minute."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

KEPT = 30_000
"""Milliseconds."""


class ClipboardWatch(QObject):
    """Clears the clipboard when it still holds what was copied in this window."""

    def __init__(self, parent: QObject, kept: int = KEPT) -> None:
        super().__init__(parent)
        self._clipboard = QApplication.clipboard()
        self._timer = QTimer(self, singleShot=True, interval=kept)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._note)

    def clear(self) -> None:
        """Empty the clipboard unless another program filled it in the meantime."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()

    def _note(self) -> None:
        if self._clipboard.ownsClipboard() and self._clipboard.text():
            self._timer.start()
