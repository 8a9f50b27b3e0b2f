"""What was copied here leaves the clipboard after half a minute."""

from hashlib import sha256

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

KEPT = 30_000
"""Milliseconds."""


class ClipboardWatch(QObject):
    """Clears the clipboard when it still holds what was copied in this window."""

    def __init__(self, parent: QObject, kept: int = KEPT) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours: bytes | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(kept)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._note)

    def clear(self) -> None:
        """Empty the clipboard unless something else was copied in the meantime."""
        self._timer.stop()
        if self._ours is not None and self._digest() == self._ours:
            self._clipboard.clear()
        self._ours = None

    def _note(self) -> None:
        # Some platforms do not tell who filled it: then it was the program in front.
        active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if self._clipboard.text() and (self._clipboard.ownsClipboard() or active):
            self._ours = self._digest()
            self._timer.start()

    def _digest(self) -> bytes:
        return sha256(self._clipboard.text().encode()).digest()
