"""While the door is shut: whether another window has the register, told before any passphrase."""

from PySide6.QtCore import QObject, QTimer

from desktop.background import Background
from desktop.desk import Desk
from desktop.entry.unlock_page import UnlockPage

EVERY = 1000
"""Milliseconds between two looks."""


class DoorWatch(QObject):
    """Bars the door as long as another window has the register."""

    def __init__(self, desk: Desk, storage: Background, door: UnlockPage) -> None:
        super().__init__(door)
        self._desk = desk
        self._storage = storage
        self._door = door
        self._looks = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        # As soon as the door is in sight.
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Look once; a look that is still waiting for its turn is enough."""
        if not self._looks and self._door.isVisible():
            self._looks = True
            self._storage.run(self._desk.taken, self._tell, self._tell, matters=False)

    def _tell(self, sentence: str) -> None:
        self._looks = False
        if self._door.isVisible():
            self._door.bar(sentence)
