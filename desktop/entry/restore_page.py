"""The day a backup is needed: a copy takes the register's place."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.entry.door_room import door_column
from desktop.look.file_dialogs import Place, ask_file
from desktop.look.labels import muted_label, notice_label, tell
from prescription.language import say
from storage.backup import SUFFIX


class RestorePage(QWidget):
    """`given` carries a copy and its passphrase; `left` asks for the door."""

    given = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy: Path | None = None
        self._chosen = QLabel(wordWrap=True)
        self._choose = QPushButton(say(fr="&Choisir la copie…", en="Ch&oose the copy…"))
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._said = notice_label()
        self._go = QPushButton(say(fr="&Restaurer", en="&Restore"))
        self._build()

    def ask(self) -> None:
        """Ask, with nothing of the last time left."""
        self._copy = None
        self._chosen.clear()
        self._passphrase.clear()
        self.say("")
        self._choose.setFocus()

    def take(self, copy: Path) -> None:
        """Show which copy was chosen."""
        self._copy = copy
        self._chosen.setText(str(copy))
        self.say("")
        self._passphrase.setFocus()

    def say(self, sentence: str) -> None:
        """Show a sentence below the fields, and let press."""
        tell(self._said, sentence)
        for widget in (self._go, self._choose):
            widget.setEnabled(True)

    def _build(self) -> None:
        column = door_column(self, say(fr="Restaurer une sauvegarde", en="Restore a backup"))
        column.addWidget(
            muted_label(
                say(
                    fr="La copie est relue entrée par entrée, puis prend la place du registre. "
                    "Celui qui est là n'est pas effacé : il reste à côté, sous un autre nom.",
                    en="The copy is read entry by entry, then takes the register's place. The one "
                    "that is there is not deleted: it stays beside it, under another name.",
                )
            )
        )
        form = QFormLayout()
        form.addRow(self._choose)
        form.addRow(say(fr="Copie :", en="Copy:"), self._chosen)
        form.addRow(say(fr="Sa phra&se de passe :", en="Its pa&ssphrase:"), self._passphrase)
        column.addLayout(form)
        column.addWidget(self._said)
        back = QPushButton(say(fr="Re&tour", en="&Back"))
        back.clicked.connect(self.left)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self._go, 1)
        row.addWidget(back)
        column.addLayout(row)
        self._choose.clicked.connect(self._ask_copy)
        self._go.clicked.connect(self._submit)
        self._passphrase.returnPressed.connect(self._submit)

    def _ask_copy(self) -> None:
        title = say(fr="Copie du registre", en="Copy of the register")
        path = ask_file(self, Place.BACKUPS, title, f"*{SUFFIX}")
        if path is not None:
            self.take(path)

    def _submit(self) -> None:
        if self._copy is None:
            self.say(say(fr="Choisissez d'abord la copie.", en="Choose the copy first."))
        elif not self._passphrase.text():
            self.say(
                say(fr="Donnez la phrase de passe de la copie.", en="Give the copy's passphrase.")
            )
            self._passphrase.setFocus()
        else:
            self.say(say(fr="La copie est relue, un instant…", en="Reading the copy, one moment…"))
            for widget in (self._go, self._choose):
                widget.setEnabled(False)
            self.given.emit(self._copy, self._passphrase.text())
