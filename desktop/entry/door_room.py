"""How the pages before the register look: one narrow column below the program's name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.look.room import scrolling_column

NARROWEST, WIDEST = 480, 560


def door_column(page: QWidget, title: str) -> QVBoxLayout:
    """The column of a page, its title on top."""
    inside = QWidget()
    inside.setMaximumWidth(WIDEST)
    column = QVBoxLayout(inside)
    head = QLabel(title)
    font = head.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    head.setFont(font)
    head.setWordWrap(True)
    column.addWidget(head)
    outside = scrolling_column(page)
    outside.addWidget(inside, alignment=Qt.AlignmentFlag.AlignCenter)
    inside.setMinimumWidth(NARROWEST)
    return column
