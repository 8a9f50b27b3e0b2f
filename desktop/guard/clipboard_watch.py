"""What was copied or marked here leaves the clipboard after half a minute."""

from hashlib import sha256

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT = 30_000
"""Milliseconds."""


class ClipboardWatch(QObject):
    """Clears the clipboard when it still holds what was copied in this window.

    So it does with what was marked, where the middle button of the mouse pastes it (X11, Wayland).
    """

    def __init__(self, parent: QObject, kept: int = KEPT) -> None:
        super().__init__(parent)
        clipboard = QGuiApplication.clipboard()
        copied = _Held(self, QClipboard.Mode.Clipboard, kept)
        clipboard.dataChanged.connect(copied.note)
        self._all = [copied]
        if clipboard.supportsSelection():
            marked = _Held(self, QClipboard.Mode.Selection, kept)
            clipboard.selectionChanged.connect(marked.note)
            self._all.append(marked)

    def clear(self) -> None:
        """Empty the clipboard unless something else was copied in the meantime."""
        for held in self._all:
            held.clear()


class _Held(QObject):
    """One of the clipboards, and the digest of what of ours is in it."""

    def __init__(self, parent: QObject, mode: QClipboard.Mode, kept: int) -> None:
        super().__init__(parent)
        self._clipboard, self._mode = QGuiApplication.clipboard(), mode
        self._ours: bytes | None = None
        self._timer = QTimer(self, singleShot=True, interval=kept)
        self._timer.timeout.connect(self.clear)

    def clear(self) -> None:
        """Empty it if it still holds what is ours."""
        self._timer.stop()
        if self._ours is not None and self._digest() == self._ours:
            self._clipboard.clear(self._mode)
        self._ours = None

    def note(self) -> None:
        """It holds something else than before."""
        marked = self._mode is QClipboard.Mode.Selection
        owned = self._clipboard.ownsSelection() if marked else self._clipboard.ownsClipboard()
        # Some platforms do not tell who filled it: then it was the program in front.
        active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if (owned or active) and self._clipboard.text(self._mode):
            self._ours = self._digest()
            self._timer.start()

    def _digest(self) -> bytes:
        return sha256(self._clipboard.text(self._mode).encode()).digest()
