"""A list one chooses from, which a page scrolled under the pointer does not change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class Choice(QComboBox):
    """Leaves the mouse wheel to the page until it is opened, even just after something was chosen.

    Qt's own would take the keyboard and change under whoever scrolls past: a role, the list of a
    drug.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()
