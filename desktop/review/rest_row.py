"""What was not understood and what is no medication, with its own confirmation."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.wording import describe_others, describe_place
from ordonnancier.review.place import Heading, Place
from ordonnancier.review.sheet import Sheet, State
from prescription.language import say


class SeenButton(QPushButton):
    """Pressed by Enter too, but not by one that is held down since the field before."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not event.isAutoRepeat():
            super().keyPressEvent(event)


class RestRow(QWidget):
    """Shows the rest of a sheet; `seen` tells that a human looked at it."""

    seen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = QLabel(self, wordWrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._seen = SeenButton(say(fr="V&u", en="S&een"), self)
        self._seen.setAutoDefault(True)
        self._seen.clicked.connect(self.seen)
        self.setFocusProxy(self._seen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._seen)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show what a sheet leaves over."""
        place = Place(Heading.REST)
        asked = sheet is not None and sheet.state(place) is State.TO_CHECK
        words = [describe_place(sheet, place), describe_others(sheet.current)] if sheet else []
        self._words.setText("\n".join(filter(None, words)))
        self._seen.setVisible(asked)
