"""Every action stands in a menu, with its keys."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

Entry = tuple[str, str | None, Callable[[], object]]
"""What an entry says, its keys, and what it does."""


def add_menu(window: QMainWindow, title: str, entries: Iterable[Entry]) -> list[QAction]:
    """Add a menu to the window; its actions."""
    menu = window.menuBar().addMenu(title)
    for text, keys, slot in entries:
        action = QAction(text, window)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        # The slot takes no argument; Qt would pass whether the entry is ticked.
        action.triggered.connect(lambda _=False, slot=slot: slot())
        menu.addAction(action)
    return menu.actions()
