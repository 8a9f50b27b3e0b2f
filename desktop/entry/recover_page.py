"""The way in when the passphrase is lost: the code on the recovery sheet, and a new passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.entry.code_edit import CodeEdit
from desktop.entry.door_room import door_column
from desktop.entry.new_passphrase import go_to, name_missing, new_passphrase_wrong
from desktop.look.labels import muted_label, notice_label, tell
from prescription.language import say
from storage.passphrase import passphrase_strength
from storage.unlock import CODE_LENGTH, count_code


class RecoverPage(QWidget):
    """`given` carries the code, the new passphrase and whose it is; `left` asks for the door."""

    given = Signal(str, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._name = CodeEdit(), QLineEdit()
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._again = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._counted, self._strength = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._said = notice_label()
        self._go = QPushButton(say(fr="&Ouvrir le registre", en="&Open the register"))
        self._build()

    def ask(self) -> None:
        """Ask, with nothing of the last time left."""
        self._code.clear()
        for edit in (self._name, self._passphrase, self._again):
            edit.clear()
        self.say("")
        self._code.setFocus()

    def say(self, sentence: str) -> None:
        """Show a sentence below the fields, and let type."""
        tell(self._said, sentence)
        self._go.setEnabled(True)

    def _build(self) -> None:
        column = door_column(self, say(fr="Fiche de secours", en="Recovery sheet"))
        column.addWidget(
            muted_label(
                say(
                    fr="La phrase de passe est perdue : recopiez le code de la fiche rangée sous "
                    "clé, puis choisissez une nouvelle phrase de passe. Le registre reste tel "
                    "quel.",
                    en="The passphrase is lost: copy the code from the sheet that was locked away, "
                    "then choose a new passphrase. The register stays as it is.",
                )
            )
        )
        form = QFormLayout()
        caption = QLabel(say(fr="&Code de la fiche :", en="Co&de on the sheet:"))
        caption.setBuddy(self._code)
        # On a row of its own: the code takes all the width there is.
        for widget in (caption, self._code, self._counted):
            form.addRow(widget)
        form.addRow(say(fr="Votre &nom :", en="Your &name:"), self._name)
        form.addRow(say(fr="Nouvelle phra&se de passe :", en="New pa&ssphrase:"), self._passphrase)
        form.addRow(say(fr="Encore &une fois :", en="Onc&e again:"), self._again)
        column.addLayout(form)
        column.addWidget(self._strength)
        column.addWidget(self._said)
        back = QPushButton(say(fr="Re&tour", en="&Back"))
        back.clicked.connect(self.left)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self._go, 1)
        row.addWidget(back)
        column.addLayout(row)
        self._go.setDefault(True)
        self._go.clicked.connect(self._submit)
        self._code.entered.connect(self._submit)
        for edit in (self._name, self._passphrase, self._again):
            edit.returnPressed.connect(self._submit)
        self._code.textChanged.connect(lambda: self._count(self._code.code))
        self._passphrase.textChanged.connect(self._weigh)

    def _count(self, code: str) -> None:
        count = count_code(code)
        told = say(fr=f"{count} caractères sur {CODE_LENGTH}", en=f"{count} of {CODE_LENGTH}")
        self._counted.setText(told if code else "")

    def _weigh(self, passphrase: str) -> None:
        strength = passphrase_strength(passphrase, (self._name.text(),)) if passphrase else ""
        told = say(fr="Solidité : {}", en="Strength: {}").format(strength)
        self._strength.setText(told if passphrase else "")

    def _submit(self) -> None:
        missing = self._missing()
        if missing:
            sentence, edit = missing
            self.say(sentence)
            go_to(edit)
            return
        self.say(say(fr="Un instant…", en="One moment…"))
        self._go.setEnabled(False)
        self.given.emit(self._code.code, self._passphrase.text(), self._name.text().strip())

    def _missing(self) -> tuple[str, QLineEdit | CodeEdit] | None:
        """What is not as it must be, and the field it belongs in."""
        if count_code(self._code.code) != CODE_LENGTH:
            sentence = say(
                fr=f"Le code de la fiche a {CODE_LENGTH} lettres et chiffres.",
                en=f"The code on the sheet has {CODE_LENGTH} letters and digits.",
            )
            return sentence, self._code
        if not self._name.text().strip():
            return name_missing(), self._name
        return new_passphrase_wrong(self._passphrase, self._again)
