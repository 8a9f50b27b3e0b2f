"""Who opens the register: an administrator adds, changes and removes the others."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.entry.new_passphrase import go_to, new_passphrase_wrong
from desktop.look.choice import Choice
from desktop.look.labels import muted_label, notice_label, tell
from desktop.look.room import scroll_to
from desktop.office.row_table import RowTable
from prescription.language import say
from storage.keyring import Role
from storage.passphrase import passphrase_strength
from storage.roles import say_role
from storage.users import User, is_one_person

_ROWS = 4
"""Users in sight at once; more are scrolled to."""


class UsersBox(QGroupBox):
    """`given` carries a name, a role and a passphrase; `removed` a name."""

    given = Signal(str, object, str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say(fr="Utilisateurs", en="Users"), parent)
        self._users: Sequence[User] = ()
        self._own = ""
        self._waits = False
        titles = (say(fr="Nom", en="Name"), say(fr="Rôle", en="Role"))
        self._table = RowTable(titles, say(fr="Qui ouvre le registre", en="Who opens it"), _ROWS)
        self._change = QWidget()
        self._name = QLineEdit()
        self._role = Choice()
        for role in Role:
            self._role.addItem(_role_words(role), role.value)
        # As wide as the page, not as the longest of its sentences.
        self._role.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._first, self._again = (QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _ in "12")
        self._go, self._remove = QPushButton(), QPushButton(say(fr="Retirer", en="Remove"))
        self._strength, self._said = QLabel(wordWrap=True), notice_label()
        self._strength.hide()
        self._hint = muted_label("")
        self._build()
        self.wipe()

    def show_users(self, users: Sequence[User], own: str) -> None:
        """Show who opens the register; `own` is who does now. What is being typed stays."""
        self.setEnabled(True)
        self._users, self._own = users, own
        self._table.show_rows([(user.name, role_name(user.role)) for user in users])
        may = any(user == User(own, Role.ADMINISTRATOR) for user in users)
        self._change.setVisible(may)
        self._hint.setText(_administrator_hint() if may else _other_hint())
        self._tell_what_it_does()

    def tell_done(self, sentence: str) -> None:
        """Tell that somebody was added, changed or removed; nothing typed is left."""
        self._forget()
        if self._is_in_hand:
            self._name.setFocus()
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Show how it went, in sight where the form is in hand."""
        self._waits = False
        self._tell_what_it_does()
        tell(self._said, sentence)
        if sentence and self._is_in_hand:
            # What has just been shown has no place before it is laid out.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            scroll_to(self._said)

    def wipe(self) -> None:
        """The register is closed: its users and what was typed are nobody's business."""
        self._users, self._own = (), ""
        self._table.show_rows(())
        self._change.hide()
        self._forget()
        self.say("")
        self.setEnabled(False)

    def focus_users(self) -> None:
        """Put the cursor where a new user is named, or on the list for who may not."""
        here = self._table if self._change.isHidden() else self._name
        here.setFocus()
        for widget in (self, here):
            scroll_to(widget)

    def _build(self) -> None:
        form = QFormLayout(self._change)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(say(fr="Son no&m :", en="Na&me:"), self._name)
        form.addRow(say(fr="Son rôle :", en="Role:"), self._role)
        form.addRow(say(fr="Sa phrase de passe :", en="Their passphrase:"), self._first)
        form.addRow(say(fr="Encore une fois :", en="Once again:"), self._again)
        form.addRow(self._strength)
        buttons = QHBoxLayout()
        for button in (self._go, self._remove):
            buttons.addWidget(button)
        form.addRow(buttons)
        column = QVBoxLayout(self)
        for widget in (self._table, self._change, self._said, self._hint):
            column.addWidget(widget)
        self._table.currentCellChanged.connect(lambda *_: self._take_up())
        self._name.textChanged.connect(lambda _: self._name_another())
        self._first.textChanged.connect(self._weigh)
        self._go.clicked.connect(self._submit)
        self._remove.clicked.connect(self._give_up)
        for edit in (self._name, self._first, self._again):
            edit.returnPressed.connect(self._submit)

    @property
    def _named(self) -> User | None:
        """The user whose name is typed, be it without its capitals or accents."""
        typed = self._name.text().strip()
        alike = [user for user in self._users if is_one_person(user.name, typed)]
        exact = [user for user in alike if user.name == typed]
        return next(iter(exact + alike), None)

    @property
    def _is_in_hand(self) -> bool:
        """Whether the keyboard is here, not where somebody went meanwhile."""
        inside = self.window().focusWidget()
        return inside is not None and self.isAncestorOf(inside)

    def _take_up(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._users):
            user = self._users[row]
            self._name.setText(user.name)
            self._role.setCurrentIndex(self._role.findData(user.role.value))

    def _name_another(self) -> None:
        self._tell_what_it_does()
        known = self._named
        if known is not None and known.name == self._own and not self._change.isHidden():
            # Why nothing can be pressed.
            tell(self._said, _own_words())
        elif self._said.text() == _own_words():
            tell(self._said, "")

    def _tell_what_it_does(self) -> None:
        known = self._named
        is_own = known is not None and known.name == self._own
        self._go.setText(
            say(fr="Donner ce rôle et cette phrase", en="Give this role an&d passphrase")
            if known
            else say(fr="A&jouter", en="A&dd")
        )
        self._go.setEnabled(not is_own and not self._waits)
        self._remove.setEnabled(known is not None and not is_own and not self._waits)

    def _weigh(self, passphrase: str) -> None:
        strength = passphrase_strength(passphrase, [self._name.text()]) if passphrase else ""
        told = say(fr="Solidité : {}", en="Strength: {}").format(strength)
        tell(self._strength, told if passphrase else "")

    def _submit(self) -> None:
        known = self._named
        name = known.name if known else self._name.text().strip()
        if self._waits:
            return
        if name == self._own:
            self.say(_own_words())
            return
        missing = say(fr="Donnez son nom.", en="Give their name."), self._name
        wrong = new_passphrase_wrong(self._first, self._again) if name else missing
        if wrong:
            sentence, edit = wrong
            self.say(sentence)
            go_to(edit)
            return
        self._wait()
        self.given.emit(name, Role(self._role.currentData()), self._first.text())

    def _give_up(self) -> None:
        known = self._named
        if known is not None:
            self._wait()
            self.removed.emit(known.name)

    def _wait(self) -> None:
        tell(self._said, say(fr="Un instant…", en="One moment…"))
        self._waits = True
        if self._go.hasFocus() or self._remove.hasFocus():
            # A button that can no longer be pressed would hand the keyboard on, out of the form.
            self._name.setFocus()
        self._tell_what_it_does()

    def _forget(self) -> None:
        for edit in (self._name, self._first, self._again):
            # `clear` could be undone.
            edit.setText("")
        self._role.setCurrentIndex(self._role.findData(Role.CAPTURER.value))
        self._table.setCurrentCell(-1, -1)


def role_name(role: Role) -> str:
    """What a role is called."""
    return say_role(role)


def _role_words(role: Role) -> str:
    may = {
        Role.READER: say(
            fr="cherche, lit, imprime et exporte", en="searches, reads, prints and exports"
        ),
        Role.CAPTURER: say(
            fr="fait aussi entrer et vérifie des pages", en="also takes pages in and checks them"
        ),
        Role.VALIDATOR: say(
            fr="enregistre aussi, et tient l'ordonnancier",
            en="also records, and keeps the ordonnancier",
        ),
        Role.ADMINISTRATOR: say(
            fr="ajoute et retire aussi les autres", en="also adds and removes the others"
        ),
    }[role]
    return role_name(role) + say(fr=" : ", en=": ") + may


def _administrator_hint() -> str:
    return say(
        fr="La personne tape elle-même sa phrase de passe : elle dit sous quel nom ce qui suit est "
        "enregistré. Qui est retiré et a pu garder une copie du registre l'ouvre encore : changez "
        "alors votre phrase de passe en chiffrant tout à nouveau.",
        en="Let them type their passphrase themselves: it tells under whose name things are "
        "recorded. Whoever is removed and may have kept a copy still opens that copy: change your "
        "passphrase then, encrypting everything again.",
    )


def _other_hint() -> str:
    return say(
        fr="Un administrateur ajoute et retire des utilisateurs.",
        en="An administrator adds and removes users.",
    )


def _own_words() -> str:
    return say(
        fr="C'est vous : votre phrase de passe se change au-dessus, votre rôle par un autre "
        "administrateur.",
        en="This is you: your passphrase is changed above, your role by another administrator.",
    )
