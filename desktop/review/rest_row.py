"""What was not understood and what is no medication, with its own confirmation."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.review.field_words import Spot
from desktop.wording import describe_others, describe_place
from ordonnancier.review.place import Heading, Place
from ordonnancier.review.sheet import Sheet, State
from prescription.language import say
from prescription.record import Review


class SeenButton(QPushButton):
    """Pressed by Enter too, but not by one that is held down since the field before."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not event.isAutoRepeat():
            super().keyPressEvent(event)


class RestRow(QWidget):
    """Shows the rest of a sheet; `seen` tells that a human looked at it.

    Where it asks about several places, they are shown one after the other: `spot_asked` carries it.
    """

    seen = Signal()
    spot_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = QLabel(self, wordWrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._next = SeenButton(self)
        self._next.setAutoDefault(True)
        self._next.clicked.connect(self._show_next)
        self._seen = SeenButton(say(fr="V&u", en="S&een"), self)
        self._seen.setAutoDefault(True)
        self._seen.clicked.connect(self.seen)
        self._places: tuple[Spot, ...] = ()
        self._shown = -1
        self.setFocusProxy(self._seen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._next)
        row.addWidget(self._seen)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show what a sheet leaves over."""
        place = Place(Heading.REST)
        asked = sheet is not None and sheet.state(place) is State.TO_CHECK
        words = [describe_place(sheet, place), describe_others(sheet.current)] if sheet else []
        self._words.setText("\n".join(filter(None, words)))
        self._seen.setVisible(asked)
        places = _places(sheet.reviews(place)) if sheet and asked else ()
        if places != self._places:
            self._places, self._shown = places, -1
        self._next.setVisible(len(places) > 1)
        self._say_next()
        # Room for the lines above where nothing is left over.
        self.setVisible(asked or bool(self._words.text()))

    def _show_next(self) -> None:
        self._shown = (self._shown + 1) % len(self._places)
        self._say_next()
        self.spot_asked.emit(self._places[self._shown])

    def _say_next(self) -> None:
        following, count = self._shown + 2, len(self._places)
        number = following if following <= count else 1
        told = say(fr="Endroit {} sur {}", en="Place {} of {}")
        self._next.setText(told.format(number, count))
        self._next.setToolTip(say(fr="Le montrer sur la page", en="Show it on the page"))


def _places(reviews: Iterable[Review]) -> tuple[Spot, ...]:
    """Where they stand on the pages, each once."""
    found = ((review.page or 1, review.box) for review in reviews if review.box)
    each = dict.fromkeys(found)
    return tuple(Spot(page - 1, (box,), box.height) for page, box in each)
