"""Dialogs that stand beside the window, taken down when they are done with."""

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QDialog

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
