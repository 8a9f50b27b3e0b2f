"""How the pages before the register look: one narrow column below the program's name."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.look.room import scrolling_column

NARROWEST, WIDEST = 480, 560
LETTERS = 80
"""Average letters that a row of the column has room for, however large they are."""


class _Inside(QWidget):
    """As wide as its letters ask; its head twice as large as they are."""

    def __init__(self, head: QLabel) -> None:
        super().__init__()
        self._head = head
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        self._head.setFont(font)
        wide = self.fontMetrics().averageCharWidth() * LETTERS
        self.setMaximumWidth(max(WIDEST, wide))


def door_column(page: QWidget, title: str) -> QVBoxLayout:
    """The column of a page, its title on top."""
    head = QLabel(title, wordWrap=True)
    inside = _Inside(head)
    column = QVBoxLayout(inside)
    column.addWidget(head)
    outside = scrolling_column(page)
    outside.addWidget(inside, alignment=Qt.AlignmentFlag.AlignCenter)
    inside.setMinimumWidth(NARROWEST)
    return column
