"""Backups: how things stand, one click, and a rehearsal of the day one is needed."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from desktop.look.file_dialogs import Place, ask_file, ask_folder
from desktop.look.labels import muted_label, notice_label, tell
from desktop.look.room import scrolling_column
from desktop.office.backups import BackupState
from prescription.language import say
from storage.backup import SUFFIX, Backup


class BackupsPage(QWidget):
    """`asked` carries the folder to back up into, `rehearsed` a copy and a passphrase."""

    asked = Signal(object)
    rehearsed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._copies: tuple[Backup, ...] = ()
        self._state = QLabel(wordWrap=True)
        self._said = notice_label()
        self._list = QListWidget()
        self._list.setAccessibleName(say(fr="Copies", en="Copies"))
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._passphrase.returnPressed.connect(self._rehearse)
        self._build()

    def show_state(self, state: BackupState) -> None:
        """Show how things stand."""
        self._folder, self._copies = state.folder, state.copies
        self._state.setText("\n".join((_last(state), _where(state))))
        self._list.clear()
        for copy in state.copies:
            self._list.addItem(_described(copy))
        self._list.setCurrentRow(0)

    @property
    def told(self) -> str:
        """What came of it, as it stands."""
        return self._said.text()

    def say(self, sentence: str) -> None:
        """Show what came of it."""
        tell(self._said, sentence)

    def back_up(self) -> None:
        """Back up into the folder of the last time; ask for one the first time."""
        if self._folder is not None and self._folder.is_dir():
            self.asked.emit(self._folder)
        else:
            self._ask_folder()

    def wipe(self) -> None:
        """Show nothing."""
        self._folder, self._copies = None, ()
        self._state.clear()
        self._list.clear()
        self._passphrase.clear()
        self.say("")

    def _build(self) -> None:
        now = QPushButton(say(fr="&Sauvegarder maintenant", en="&Back up now"))
        now.clicked.connect(self.back_up)
        other = QPushButton(say(fr="Dans &un autre dossier…", en="Into &another folder…"))
        other.clicked.connect(self._ask_folder)
        row = QHBoxLayout()
        row.addWidget(now)
        row.addWidget(other)
        row.addStretch(1)
        column = scrolling_column(self)
        column.addWidget(self._said)
        column.addWidget(self._state)
        column.addLayout(row)
        column.addWidget(self._list, 1)
        column.addWidget(self._build_rehearsal())

    def _build_rehearsal(self) -> QGroupBox:
        box = QGroupBox(say(fr="Répéter une restauration", en="Rehearse a restore"))
        form = QFormLayout(box)
        hint = say(
            fr="La copie choisie est restaurée à part, relue entrée par entrée, puis effacée. Le "
            "registre ouvert n'est pas touché.",
            en="The chosen copy is restored apart, read entry by entry, then removed. The open "
            "register is not touched.",
        )
        form.addRow(muted_label(hint))
        form.addRow(say(fr="P&hrase de passe :", en="Pa&ssphrase:"), self._passphrase)
        go = QPushButton(say(fr="&Répéter", en="&Rehearse"))
        go.clicked.connect(self._rehearse)
        other = QPushButton(say(fr="Une copie d'ai&lleurs…", en="A copy from e&lsewhere…"))
        other.clicked.connect(self._ask_copy)
        row = QHBoxLayout()
        row.addWidget(go)
        row.addWidget(other)
        row.addStretch(1)
        form.addRow(row)
        return box

    def _ask_folder(self) -> None:
        title = say(
            fr="Où sauvegarder le registre ? (clé USB, disque partagé)",
            en="Where to back up the register? (USB stick, shared disk)",
        )
        folder = ask_folder(self, Place.BACKUPS, title)
        if folder is not None:
            self.asked.emit(folder)

    def _ask_copy(self) -> None:
        title = say(fr="Copie du registre", en="Copy of the register")
        path = ask_file(self, Place.BACKUPS, title, f"*{SUFFIX}")
        if path is not None:
            self._send(path)

    def _rehearse(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._copies):
            self._send(self._copies[row].path)
        else:
            self.say(say(fr="Il n'y a pas encore de copie ici.", en="There is no copy here yet."))

    def _send(self, copy: Path) -> None:
        passphrase = self._passphrase.text()
        if not passphrase:
            self.say(
                say(fr="Donnez la phrase de passe de la copie.", en="Give the copy's passphrase.")
            )
            self._passphrase.setFocus()
            return
        self._passphrase.clear()
        self.rehearsed.emit(copy, passphrase)


def _described(copy: Backup) -> str:
    at = f"{copy.at.astimezone():%d/%m/%Y %H:%M:%S}"
    how = (
        say(fr="automatique", en="automatic")
        if copy.automatic
        else say(fr="à la demande", en="asked for")
    )
    return f"{at}   {how}   {copy.path.name}"


def _last(state: BackupState) -> str:
    if state.last is None:
        return say(
            fr="Ce registre n'a jamais été sauvegardé.", en="This register was never backed up."
        )
    at = f"{state.last.astimezone():%d/%m/%Y %H:%M}"
    return say(fr=f"Dernière sauvegarde : {at}.", en=f"Last backup: {at}.")


def _where(state: BackupState) -> str:
    if state.folder is None and not state.may_choose:
        return say(
            fr="Aucun dossier n'est choisi : quand une personne du rôle administration sauvegarde, "
            "elle le choisit, et les copies suivantes s'y font seules, à chaque fermeture.",
            en="No folder is chosen: when a person of the role administrator backs up, they choose "
            "it, and the next copies are made there by themselves, at each closing.",
        )
    if state.folder is None:
        return say(
            fr="Aucun dossier n'est choisi : la première sauvegarde le demande, les suivantes s'y "
            "font seules, à chaque fermeture.",
            en="No folder is chosen: the first backup asks for it, the next ones are made there by "
            "themselves, at each closing.",
        )
    told = say(fr=f"Dossier : {state.folder}", en=f"Folder: {state.folder}")
    if state.folder_missing:
        told += say(fr=" (absent en ce moment)", en=" (not there now)")
    return told
