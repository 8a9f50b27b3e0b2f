"""The door of the register: a passphrase opens it, or makes it the first time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.entry.door_room import door_column
from desktop.entry.new_passphrase import go_to, name_missing, new_passphrase_wrong
from desktop.look.labels import notice_label
from desktop.look.preferences import choose_tongue, chosen_tongue
from prescription.language import say
from storage.passphrase import passphrase_strength


class UnlockPage(QWidget):
    """Asks for the passphrase; the first time also for a name, and for the passphrase twice.

    `opened` carries the passphrase, `created` the passphrase and the user's name;
    `recover_asked` that the passphrase is lost, `restore_asked` that a backup is needed;
    `spoken` tells that another language was chosen.
    """

    opened = Signal(str)
    created = Signal(str, str)
    recover_asked = Signal()
    restore_asked = Signal()
    spoken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = False
        self._told = self._barred = ""
        self._build()

    def ask(self, *, new: bool, sentence: str = "") -> None:
        """Ask again, with nothing of the last time left; `sentence` says what happened."""
        self._new, self._barred = new, ""
        self._let_type(True)
        for edit in (self._passphrase, self._again):
            edit.clear()
        self._strength.hide()
        for widget in (self._name, self._again):
            self._form.setRowVisible(widget, new)
        self._hint.setText(self._first_time())
        self._hint.setVisible(new)
        self._button.setText(
            say(fr="&Créer le registre", en="C&reate the register")
            if new
            else say(fr="&Ouvrir", en="&Open")
        )
        self.say(sentence)
        self.wait(False)
        self._lost.setVisible(not new)
        self.take_focus()

    def take_focus(self) -> None:
        """Begin with the first field."""
        (self._name if self._new else self._passphrase).setFocus()

    @property
    def sentence(self) -> str:
        """The sentence below the fields."""
        return self._message.text()

    def say(self, sentence: str) -> None:
        """Show a sentence below the fields."""
        self._told = sentence
        self._show()

    def add(self, sentence: str) -> None:
        """Show a sentence behind those that are in sight."""
        if sentence not in self._told:
            self.say(f"{self._told} {sentence}".strip())

    def bar(self, sentence: str) -> None:
        """Take no passphrase for the reason told; an empty one lets type again."""
        if sentence == self._barred:
            return
        self._barred = sentence
        # What was told when it locked stays; not that of a passphrase which found it barred.
        self._told = self._told.replace(sentence, "").strip()
        self._let_type(not sentence)
        self._show()
        # Else on the button of the language, which the first space of a passphrase would press.
        (self if sentence else self._passphrase).setFocus()

    def wait(self, waiting: bool) -> None:
        """Take nothing while the key is worked out."""
        self._button.setEnabled(not waiting)
        if waiting:
            self.say(say(fr="Un instant…", en="One moment…"))

    def _show(self) -> None:
        barred = self._barred and self._barred + say(
            fr=" Fermez ou verrouillez l'autre fenêtre : celle-ci pourra alors l'ouvrir.",
            en=" Close or lock the other window: this one can open it then.",
        )
        sentence = f"{self._told} {barred}".strip()
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def _build(self) -> None:
        self._hint = QLabel(wordWrap=True)
        self._name = QLineEdit()
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._again = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._form = QFormLayout()
        self._form.addRow(say(fr="Votre &nom :", en="Your &name:"), self._name)
        self._form.addRow(say(fr="Ph&rase de passe :", en="Pa&ssphrase:"), self._passphrase)
        self._form.addRow(say(fr="Encore &une fois :", en="Onc&e again:"), self._again)
        self._strength = QLabel(wordWrap=True)
        self._passphrase.textChanged.connect(self._weigh)
        self._message = notice_label()
        self._button = QPushButton()
        self._button.setDefault(True)
        self._button.clicked.connect(self._submit)
        for edit in (self._name, self._passphrase, self._again):
            edit.returnPressed.connect(self._submit)
        column = door_column(self, "Ordonnancier")
        column.addWidget(self._hint)
        column.addLayout(self._form)
        column.addWidget(self._strength)
        column.addWidget(self._message)
        column.addWidget(self._button)
        column.addLayout(self._build_other_ways())

    def _build_other_ways(self) -> QHBoxLayout:
        self._lost = QPushButton(
            say(fr="Phrase de passe per&due…", en="Passphrase &lost…"), flat=True
        )
        self._lost.clicked.connect(self.recover_asked)
        self._restore = QPushButton(
            say(fr="Re&staurer une sauvegarde…", en="Res&tore a backup…"), flat=True
        )
        self._restore.clicked.connect(self.restore_asked)
        other = QPushButton(say(fr="&English", en="Fr&ançais"), flat=True)
        other.clicked.connect(self._change_tongue)
        row = QHBoxLayout()
        row.addWidget(self._lost)
        row.addWidget(self._restore)
        row.addStretch(1)
        row.addWidget(other)
        return row

    def _let_type(self, lets: bool) -> None:
        for widget in (
            *(self._name, self._passphrase, self._again, self._button),
            *(self._lost, self._restore),
        ):
            widget.setEnabled(lets)

    def _weigh(self, passphrase: str) -> None:
        """Say how hard a new passphrase is to guess."""
        shown = self._new and bool(passphrase)
        self._strength.setVisible(shown)
        if shown:
            strength = passphrase_strength(passphrase, (self._name.text(),))
            self._strength.setText(say(fr="Solidité : {}", en="Strength: {}").format(strength))

    def _submit(self) -> None:
        missing = self._missing()
        if missing:
            sentence, edit = missing
            self.say(sentence)
            # Else a passphrase typed next would land in the name, in clear.
            go_to(edit)
            return
        passphrase, name = self._passphrase.text(), self._name.text().strip()
        self.wait(True)
        if self._new:
            self.created.emit(passphrase, name)
        else:
            self.opened.emit(passphrase)

    def _change_tongue(self) -> None:
        choose_tongue("en" if chosen_tongue() == "fr" else "fr")
        self.spoken.emit()

    def _missing(self) -> tuple[str, QLineEdit] | None:
        """What is not as it must be, and the field it belongs in."""
        passphrase = self._passphrase.text()
        if self._new and not self._name.text().strip():
            return name_missing(), self._name
        if not passphrase:
            sentence = say(
                fr="Donnez la phrase de passe du registre.", en="Give the register's passphrase."
            )
            return sentence, self._passphrase
        return new_passphrase_wrong(self._passphrase, self._again) if self._new else None

    def _first_time(self) -> str:
        return say(
            fr=(
                "Premier démarrage : choisissez la phrase de passe qui chiffrera le "
                "registre. Notez‑la en lieu sûr : sans elle ni la "
                "fiche de secours, personne ne pourra le rouvrir."
            ),
            en=(
                "First start: choose the passphrase that will encrypt the register. Write it "
                "down in a safe place: without it or the recovery sheet, nobody can "
                "open it again."
            ),
        )
