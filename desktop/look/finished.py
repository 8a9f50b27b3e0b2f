"""Dialogs above the window, taken down when they are done with or the register locks."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QDialog, QWidget

AGAIN = 20
"""Milliseconds until it is looked again whether a dialog's own questions are answered."""


def delete_once_finished(dialog: QDialog) -> None:
    """Delete a dialog that is about to be opened as soon as it is finished and asks nothing more.

    A question of its own (whether to replace a file) waits in a loop within the dialog: deleted
    under it, as when the register locks meanwhile, the question would come back to nothing.
    """
    loops = QThread.currentThread().loopLevel()

    def delete() -> None:
        if QThread.currentThread().loopLevel() > loops:
            QTimer.singleShot(AGAIN, dialog, delete)
        else:
            dialog.deleteLater()

    # Not at once: what told of the end may be on its way back through the dialog.
    dialog.finished.connect(lambda _: QTimer.singleShot(0, dialog, delete))


@runtime_checkable
class Unfinished(Protocol):
    """A dialog with which something goes that somebody had begun."""

    @property
    def left_undone(self) -> str:
        """What is told of that, without a name of a patient; empty where nothing was begun."""


def undone_in(window: QWidget) -> tuple[str, ...]:
    """What is told of the dialogs in sight above a window before they are given up."""
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    told = (one.left_undone for one in dialogs if isinstance(one, Unfinished))
    return tuple(sentence for sentence in told if sentence)


def give_up_dialogs(window: QWidget) -> None:
    """Close the dialogs above a window: they show names, and could ask for what is closed."""
    for dialog in window.findChildren(QDialog):
        dialog.reject()
