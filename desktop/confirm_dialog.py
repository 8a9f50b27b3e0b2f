"""Who confirms what was read, and the passphrase of the register."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

SHORTEST_PASSPHRASE = 12
"""Characters: below, a stolen file can be guessed."""


class ConfirmDialog(QDialog):
    """Asks for a name, and for the passphrase where the register is not open yet.

    `fault` is the sentence to show when an earlier try failed.
    """

    def __init__(
        self, *, new: bool, opened: bool, fault: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Enregistrer dans le registre"))
        self.setMinimumWidth(520)
        self._new = new
        self._settings = QSettings()
        self._name = QLineEdit(str(self._settings.value("name", "")))
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._again = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._message = QLabel(fault, wordWrap=True)
        self._build(opened)

    @property
    def confirmed_by(self) -> str:
        """The name of the person who looked at the page and confirms what was read."""
        return self._name.text().strip()

    @property
    def passphrase(self) -> str:
        """What was typed; empty when the register is open already."""
        return self._passphrase.text()

    @property
    def message(self) -> str:
        """The sentence in sight."""
        return self._message.text()

    def accept(self) -> None:
        sentence = self._missing()
        self._message.setText(sentence)
        if not sentence:
            self._settings.setValue("name", self.confirmed_by)
            super().accept()

    def _build(self, opened: bool) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Vérifiée par :"), self._name)
        self._name.setPlaceholderText(self.tr("votre nom"))
        if not opened:
            form.addRow(self.tr("Phrase de passe du registre :"), self._passphrase)
        if self._new:
            form.addRow(self.tr("Encore une fois :"), self._again)
            if not self._message.text():
                self._message.setText(
                    self.tr(
                        "Premier enregistrement : choisissez la phrase de passe qui chiffrera le "
                        "registre. Notez-la en lieu sûr : sans elle, personne ne pourra le rouvrir."
                    )
                )
        self._opened = opened
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Enregistrer"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Annuler"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._message)
        column.addWidget(buttons)
        (self._passphrase if self._name.text() else self._name).setFocus()

    def _missing(self) -> str:
        if not self.confirmed_by:
            return self.tr("Indiquez votre nom : le registre garde qui a vérifié.")
        if not self._opened and not self.passphrase:
            return self.tr("Donnez la phrase de passe du registre.")
        if self._new and len(self.passphrase) < SHORTEST_PASSPHRASE:
            return self.tr("La phrase de passe doit compter au moins {} caractères.").format(
                SHORTEST_PASSPHRASE
            )
        if self._new and self.passphrase != self._again.text():
            return self.tr("Les deux saisies diffèrent.")
        return ""
