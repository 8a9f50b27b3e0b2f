"""A date typed as one writes it; the arrows up and down change it by a day."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ordonnancier.review.typed_date import read_date
from prescription.language import Fault, say

_BY = {Qt.Key.Key_Up: timedelta(days=1), Qt.Key.Key_Down: timedelta(days=-1)}


class DateField(QLineEdit):
    """Takes `29/11/26`, `29/11/2026`, `29112026`, and writes it out when it is left."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(
            say(
                fr="Flèches haut et bas : un jour de plus, de moins.",
                en="Arrows up and down: a day more, a day less.",
            )
        )
        self._show(day)

    @property
    def day(self) -> date:
        """What stands there. Raises Fault where that is no date."""
        return read_date(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        by = _BY.get(Qt.Key(event.key())) if not event.modifiers() else None
        try:
            changed = self.day + by if by else None
        except (Fault, OverflowError):
            changed = None
        if changed is not None:
            self._show(changed)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        try:
            self._show(self.day)
        except Fault:
            # Told when the rest is agreed to; what was typed stays to be mended.
            return

    def _show(self, day: date) -> None:
        self.setText(f"{day:%d/%m/%Y}")
