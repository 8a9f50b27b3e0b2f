"""Another passphrase, asked for with the present one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.entry.new_passphrase import go_to, new_passphrase_wrong
from desktop.look.labels import muted_label, notice_label, tell
from prescription.language import say
from storage.passphrase import passphrase_strength


class PassphraseBox(QGroupBox):
    """`given` carries the present passphrase, the new one, and whether to encrypt all again."""

    given = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say(fr="Phrase de passe", en="Passphrase"), parent)
        self._present, self._new, self._again = (
            QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _ in range(3)
        )
        self._afresh = QCheckBox(
            say(
                fr="&Quelqu'un d'autre l'a vue : tout chiffrer à nouveau",
                en="Somebody else saw it: encrypt e&verything again",
            )
        )
        self._go = QPushButton(say(fr="Changer la phrase &de passe", en="Change &the passphrase"))
        self._strength, self._said = QLabel(wordWrap=True), notice_label()
        self._strength.hide()
        self._build()

    def say(self, sentence: str) -> None:
        """Show how it went."""
        self._go.setEnabled(True)
        tell(self._said, sentence)

    def tell_changed(self, sentence: str) -> None:
        """Tell that it was changed, with nothing of either passphrase left."""
        self.wipe()
        self.say(sentence)

    def wipe(self) -> None:
        """Forget what was typed."""
        for edit in (self._present, self._new, self._again):
            edit.clear()
        self._afresh.setChecked(False)
        self._go.setEnabled(True)
        tell(self._said, "")

    def _build(self) -> None:
        form = QFormLayout(self)
        form.addRow(say(fr="A&ctuelle :", en="P&resent one:"), self._present)
        form.addRow(say(fr="Nouvelle ph&rase :", en="Ne&w one:"), self._new)
        form.addRow(say(fr="Encore une fo&is :", en="&Once again:"), self._again)
        form.addRow(self._strength)
        form.addRow(self._afresh)
        form.addRow(self._go)
        form.addRow(self._said)
        hint = say(
            fr="Les sauvegardes déjà faites gardent l'ancienne phrase de passe. Tout chiffrer à "
            "nouveau demande une nouvelle fiche de secours, et d'ajouter de nouveau les autres "
            "utilisateurs.",
            en="Backups made before keep the old passphrase. Encrypting everything again asks for "
            "a new recovery sheet, and for the other users to be added again.",
        )
        form.addRow(muted_label(hint))
        self._new.textChanged.connect(self._weigh)
        self._go.clicked.connect(self._submit)
        for edit in (self._present, self._new, self._again):
            edit.returnPressed.connect(self._submit)

    def _weigh(self, passphrase: str) -> None:
        strength = passphrase_strength(passphrase) if passphrase else ""
        told = say(fr="Solidité : {}", en="Strength: {}").format(strength)
        tell(self._strength, told if passphrase else "")

    def _submit(self) -> None:
        if not self._go.isEnabled():
            return
        wrong = self._wrong()
        if wrong:
            sentence, edit = wrong
            self.say(sentence)
            go_to(edit)
            return
        self.say(say(fr="Un instant…", en="One moment…"))
        self._go.setEnabled(False)
        self.given.emit(self._present.text(), self._new.text(), self._afresh.isChecked())

    def _wrong(self) -> tuple[str, QLineEdit] | None:
        """What is not as it must be, and the field it belongs in."""
        if not self._present.text():
            sentence = say(
                fr="Donnez d'abord la phrase de passe actuelle.",
                en="First give the present passphrase.",
            )
            return sentence, self._present
        return new_passphrase_wrong(self._new, self._again)
