"""A sentence that tells what was done, with a button that undoes it: no question before."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.look.labels import notice_label, tell
from prescription.language import say


class UndoBar(QWidget):
    """Takes no room while it has nothing to tell; `asked` tells that it is to be undone."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = notice_label()
        self._undo = QPushButton(say(fr="Annuler (Ctrl+Z)", en="Undo (Ctrl+Z)"))
        self._undo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._undo.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._told, 1)
        row.addWidget(self._undo)
        self.hide()

    @property
    def told(self) -> str:
        """The sentence in sight, empty when there is none."""
        return "" if self.isHidden() else self._told.text()

    def tell(self, sentence: str) -> None:
        """Tell what was done; an empty sentence tells nothing any more."""
        tell(self._told, sentence)
        self.setVisible(bool(sentence))
