"""Settings: language, colours, letters, pharmacy, passphrase, users, the keys of every action."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import Actions
from desktop.look.choice import Choice
from desktop.look.labels import muted_label, notice_label, tell
from desktop.look.preferences import (
    SIZES,
    SYSTEM,
    choose_size,
    choose_theme,
    choose_tongue,
    chosen_size,
    chosen_theme,
    chosen_tongue,
)
from desktop.look.room import Folding, scrolling_column
from desktop.office.keys_table import KeysTable
from desktop.office.passphrase_box import PassphraseBox
from desktop.office.users_box import UsersBox
from prescription.language import Language, say
from storage.settings import Pharmacy


class SettingsPage(QWidget):
    """What a user may choose; every choice holds at once, without a button to agree.

    `dressed` tells that colours or letters are other ones, `spoken` that the language is,
    `pharmacy_named` the name and address for printed pages, `keys_changed` that an action has other
    keys.
    """

    dressed = Signal()
    spoken = Signal()
    pharmacy_named = Signal(object)
    keys_changed = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = _chooser((("fr", "Français"), ("en", "English")), chosen_tongue())
        self._theme = _chooser(_theme_names(), chosen_theme())
        sizes = tuple((str(size), say(fr=f"{size} %", en=f"{size}%")) for size in SIZES)
        self._size = _chooser(sizes, str(chosen_size()))
        self._name, self._address = QLineEdit(), QLineEdit()
        self._said = notice_label()
        self._keys = KeysTable(actions)
        self.passphrase, self.users = PassphraseBox(), UsersBox()
        self._build()

    def show_pharmacy(self, keeper: Pharmacy | None) -> None:
        """Show which pharmacy keeps the register; None while nobody named it.

        What is being typed stays.
        """
        self._pharmacy.setEnabled(True)
        self.passphrase.setEnabled(True)
        if not (self._name.isModified() or self._address.isModified()):
            self._name.setText(keeper.name if keeper else "")
            self._address.setText(keeper.address if keeper else "")

    def say(self, sentence: str) -> None:
        """Show a sentence beside the pharmacy; an empty one takes no room."""
        tell(self._said, sentence)

    def wipe(self) -> None:
        """The register is closed: its pharmacy and what was typed are nobody's business."""
        for edit in (self._name, self._address):
            edit.setText("")
        self.say("")
        self.passphrase.wipe()
        self.users.wipe()
        self._keys.wipe()
        for box in (self._pharmacy, self.passphrase):
            box.setEnabled(False)

    def focus_pharmacy(self) -> None:
        """Put the cursor into the pharmacy's name."""
        self._name.setFocus()

    def _build(self) -> None:
        looks = QGroupBox(say(fr="Affichage", en="Display"))
        form = QFormLayout(looks)
        form.addRow(say(fr="&Langue :", en="&Language:"), self._language)
        hint = say(
            fr="Changer de langue redemande la phrase de passe.",
            en="Another language asks for the passphrase again.",
        )
        form.addRow(muted_label(hint))
        form.addRow(say(fr="Co&uleurs :", en="Colo&urs:"), self._theme)
        form.addRow(say(fr="&Taille des lettres :", en="Letter &size:"), self._size)
        self._language.activated.connect(lambda _: self._speak())
        self._theme.activated.connect(lambda _: self._dress())
        self._size.activated.connect(lambda _: self._dress())
        self._keys.changed.connect(self.keys_changed)
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(looks)
        column.addWidget(self._build_pharmacy())
        column.addWidget(self.passphrase)
        column.addWidget(self.users)
        column.addStretch(1)
        scrolling_column(self).addWidget(Folding(choices, self._keys))

    def _build_pharmacy(self) -> QGroupBox:
        self._pharmacy = QGroupBox(say(fr="Pharmacie", en="Pharmacy"))
        form = QFormLayout(self._pharmacy)
        form.addRow(say(fr="&Nom :", en="&Name:"), self._name)
        form.addRow(say(fr="Adre&sse :", en="&Address:"), self._address)
        keep = QPushButton(say(fr="Garder ce nom et cette adress&e", en="K&eep name and address"))
        keep.clicked.connect(self._keep)
        for edit in (self._name, self._address):
            edit.returnPressed.connect(self._keep)
        form.addRow(keep)
        form.addRow(self._said)
        hint = say(
            fr="Ils sont imprimés sur chaque page de l'ordonnancier.",
            en="They are printed on every page of the ordonnancier.",
        )
        form.addRow(muted_label(hint))
        for box in (self._pharmacy, self.passphrase):
            box.setEnabled(False)
        return self._pharmacy

    def _speak(self) -> None:
        language: Language = "en" if self._language.currentData() == "en" else "fr"
        if language != chosen_tongue():
            choose_tongue(language)
            self.spoken.emit()

    def _dress(self) -> None:
        choose_theme(str(self._theme.currentData()))
        choose_size(int(self._size.currentData()))
        self.dressed.emit()

    def _keep(self) -> None:
        name, address = self._name.text().strip(), self._address.text().strip()
        if name and address:
            for edit in (self._name, self._address):
                edit.setModified(False)
            self.pharmacy_named.emit(Pharmacy(name, address))
        else:
            self.say(
                say(fr="Donnez le nom et l'adresse.", en="Give both the name and the address.")
            )


def _theme_names() -> tuple[tuple[str, str], ...]:
    return (
        (SYSTEM, say(fr="Comme le système", en="As the system")),
        ("light", say(fr="Claires", en="Light")),
        ("dark", say(fr="Sombres", en="Dark")),
        ("contrast", say(fr="Contraste élevé", en="High contrast")),
    )


def _chooser(choices: Sequence[tuple[str, str]], chosen: str) -> Choice:
    box = Choice()
    for value, name in choices:
        box.addItem(name, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
