"""A date typed as one writes it; the arrows up and down change it by a day."""

from contextlib import suppress
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ordonnancier.review.typed_date import read_date
from prescription.language import Fault, say

_BY = {Qt.Key.Key_Up: timedelta(days=1), Qt.Key.Key_Down: timedelta(days=-1)}


class DateField(QLineEdit):
    """Takes `29/11/26`, `29/11/2026`, `29112026`, and writes it out when it is left.

    `settled` tells that something else stands there: Enter was hit, an arrow, or it was left.
    """

    settled = Signal()

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(
            say(
                fr="Flèches haut et bas : un jour de plus, de moins.",
                en="Arrows up and down: a day more, a day less.",
            )
        )
        self.show_day(day)
        self.returnPressed.connect(self._settle)

    @property
    def day(self) -> date:
        """What stands there. Raises Fault where that is no date."""
        return read_date(self.text())

    def show_day(self, day: date) -> None:
        """Let this day stand there; `settled` does not tell it."""
        self.setText(f"{day:%d/%m/%Y}")
        self._told = self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        by = _BY.get(Qt.Key(event.key())) if not event.modifiers() else None
        try:
            changed = self.day + by if by else None
        except (Fault, OverflowError):
            changed = None
        if changed is not None:
            self.setText(f"{changed:%d/%m/%Y}")
            self._settle()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._settle()

    def _settle(self) -> None:
        with suppress(Fault):
            # What is no date is told when the rest is agreed to, and stays to be mended.
            self.setText(f"{self.day:%d/%m/%Y}")
        if self.text() != self._told:
            self._told = self.text()
            self.settled.emit()
