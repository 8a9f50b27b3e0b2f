"""The pages around checking and the work behind them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.actions import Actions
from desktop.background import Background
from desktop.desk import Desk
from desktop.office.backups import back_up, backup_state, rehearse
from desktop.office.backups_page import BackupsPage
from desktop.office.help_page import HelpPage
from desktop.office.offline_page import OfflinePage
from desktop.office.settings_page import SettingsPage
from desktop.office.statistics_page import StatisticsPage
from desktop.office.users_box import role_name
from prescription.language import counted_en, counted_fr, say
from storage.keyring import Role
from storage.register import Register
from storage.settings import Pharmacy, backup_folder, name_pharmacy, pharmacy
from storage.statistics import read_statistics
from storage.users import give_access, list_users, remove_user
from storage.verify import Report


class Office(QObject):
    """Adds its pages to the tabs and answers them while the register is open.

    `said` carries a sentence, `dressed` tells that colours or letters are other ones, `shut` that
    the register could not be opened again.
    """

    said = Signal(str)
    dressed = Signal()
    shut = Signal()

    def __init__(self, desk: Desk, storage: Background, tabs: QTabWidget, actions: Actions) -> None:
        super().__init__(tabs)
        self._desk = desk
        self._storage = storage
        self._tabs = tabs
        self._is_open = False
        self.statistics, self.backups, self.offline = StatisticsPage(), BackupsPage(), OfflinePage()
        self.settings, self.help = SettingsPage(actions), HelpPage(actions)
        for page, title in self._titles():
            # One ground for all pages: the tabs' own is another one in dark colours.
            page.setAutoFillBackground(True)
            tabs.addTab(page, title)
        self._connect(actions)

    def start(self) -> None:
        """The register is open."""
        self._is_open = True
        self._show_kept()
        self._turn()

    def pause(self) -> None:
        """The register closes: nothing of it stays."""
        self._is_open = False
        for page in (self.statistics, self.backups, self.settings):
            page.wipe()

    def _titles(self) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self.statistics, say(fr="Statistiques", en="Statistics")),
            (self.backups, say(fr="Sauvegardes", en="Backups")),
            (self.offline, say(fr="Hors ligne", en="Offline")),
            (self.settings, say(fr="Réglages", en="Settings")),
            (self.help, say(fr="Aide", en="Help")),
        )

    def _connect(self, actions: Actions) -> None:
        self._tabs.currentChanged.connect(lambda _: self._turn())
        self.backups.asked.connect(self._back_up)
        self.backups.rehearsed.connect(self._rehearse)
        self.settings.pharmacy_named.connect(self._name)
        self.settings.passphrase.given.connect(self._change_passphrase)
        self.settings.users.given.connect(self._give_access)
        self.settings.users.removed.connect(self._remove_access)
        self.settings.keys_changed.connect(self.help.renew)
        self.settings.dressed.connect(self.dressed)
        actions.on("statistics", lambda: self.show_page(self.statistics))
        actions.on("backups", lambda: self.show_page(self.backups))
        actions.on("back-up", self.back_up)
        actions.on("offline", lambda: self.show_page(self.offline))
        actions.on("settings", lambda: self.show_page(self.settings))
        actions.on("name-pharmacy", self.name_pharmacy)
        actions.on("users", self._reach_users)
        actions.on("help", lambda: self.show_page(self.help))

    def show_page(self, page: QWidget) -> None:
        """Turn to one of its pages."""
        self._tabs.setCurrentWidget(page)
        if page is self.help:
            self.help.focus_text()

    def back_up(self) -> None:
        """Turn to the backups and make one."""
        self.show_page(self.backups)
        # After the page knows its folder.
        self._ask(lambda: None, lambda _: self.backups.back_up())

    def name_pharmacy(self) -> None:
        """Turn to where the pharmacy is named."""
        self.show_page(self.settings)
        self.settings.focus_pharmacy()

    def _turn(self) -> None:
        """Fetch what the page in sight shows."""
        page = self._tabs.currentWidget()
        if page is self.statistics:
            today = datetime.now().astimezone().date()
            self._ask(
                lambda: self._desk.use(lambda r: read_statistics(r, today)),
                self.statistics.show_statistics,
            )
        elif page is self.backups:
            self._ask(lambda: self._desk.use(backup_state), self.backups.show_state)
        elif page is self.settings:
            # The first steps may have named the pharmacy.
            self._show_kept()

    def _show_kept(self) -> None:
        """Show in the settings what the register keeps: its pharmacy and its users."""
        self._ask(lambda: self._desk.use(pharmacy), self.settings.show_pharmacy)
        self._show_users()

    def _show_users(self) -> None:
        self._ask(
            lambda: (self._desk.use(list_users), self._desk.user),
            lambda found: self.settings.users.show_users(*found),
        )

    def _reach_users(self) -> None:
        self.show_page(self.settings)
        # After the page knows who may do what.
        self._ask(lambda: None, lambda _: self.settings.users.focus_users())

    def _ask(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        if self._is_open:
            self._storage.run(
                work, lambda found: show(found) if self._is_open else None, self.said.emit
            )

    def _back_up(self, folder: Path) -> None:
        self.backups.say(say(fr="Sauvegarde en cours…", en="Backing up…"))
        self._storage.run(
            lambda: self._desk.use(lambda r: (back_up(r, folder), backup_folder(r))),
            lambda done: self._tell_backed_up(folder, *done),
            self.backups.say,
        )

    def _tell_backed_up(self, folder: Path, copy: Path, later: Path | None) -> None:
        told = say(
            fr=f"Sauvegarde faite et relue : {copy.name}.",
            en=f"Backup made and read again: {copy.name}.",
        )
        self.backups.say(told + _later(folder, later))
        self.said.emit(told)
        self._turn()

    def _rehearse(self, copy: Path, passphrase: str) -> None:
        self.backups.say(say(fr="Restauration à part en cours…", en="Restoring apart…"))
        self._storage.run(
            lambda: rehearse(copy, passphrase), self._tell_rehearsed, self.backups.say
        )

    def _tell_rehearsed(self, report: Report) -> None:
        count, lines = report.prescriptions, report.dispensings
        told = say(
            fr="La copie s'ouvre et tient. Relu : "
            f"{counted_fr(count, 'ordonnance(s)')} et {counted_fr(lines, 'ligne(s)')} "
            "d'ordonnancier.",
            en="The copy opens and holds. Read again: "
            f"{counted_en(count, 'prescription(s)')} and {counted_en(lines, 'line(s)')} of the "
            "ordonnancier.",
        )
        self.backups.say(told)
        self.said.emit(told)

    def _name(self, keeper: Pharmacy) -> None:
        self._storage.run(
            lambda: self._desk.use(lambda register: name_pharmacy(register, keeper)),
            lambda _: self.settings.say(
                say(
                    fr="Ce nom et cette adresse seront sur chaque page imprimée.",
                    en="This name and address will stand on every printed page.",
                )
            ),
            self.settings.say,
        )

    def _give_access(self, name: str, role: Role, passphrase: str) -> None:
        self._change_users(
            lambda register: give_access(register, name, role, passphrase),
            lambda was_known: _given(name, role, was_known),
        )

    def _remove_access(self, name: str) -> None:
        self._change_users(
            lambda register: remove_user(register, name),
            lambda _: say(fr=f"{name} n'ouvre plus le registre.", en=f"{name} no longer opens it."),
        )

    def _change_users(
        self, change: Callable[[Register], Any], sentence: Callable[[Any], str]
    ) -> None:
        def tell(done: Any) -> None:
            if self._is_open:
                self.settings.users.tell_done(sentence(done))
                self._show_users()

        self._storage.run(
            lambda: self._desk.use(change),
            tell,
            lambda why: self.settings.users.say(why) if self._is_open else None,
        )

    def _change_passphrase(self, present: str, new: str, afresh: bool) -> None:
        self._storage.run(
            lambda: self._desk.change_passphrase(present, new, afresh=afresh),
            lambda gone: self._tell_changed(_changed(gone, afresh)),
            self._tell_unchanged,
        )

    def _tell_changed(self, sentence: str) -> None:
        if self._is_open:
            self.settings.passphrase.tell_changed(sentence)
            # Also where a passphrase refused before is still told.
            self.said.emit(sentence)
            # Encrypting everything again took the others' passphrases.
            self._show_users()

    def _tell_unchanged(self, sentence: str) -> None:
        if self._is_open:
            self.settings.passphrase.say(sentence)
            self.said.emit(sentence)
        if self._is_open and self._desk.is_shut:
            self.shut.emit()


def _given(name: str, role: Role, was_known: bool) -> str:
    """What somebody may do from now on."""
    may = role_name(role)
    if was_known:
        return say(
            fr=f"{name} a maintenant le rôle {may} et cette phrase de passe.",
            en=f"{name} now has the role {may} and this passphrase.",
        )
    return say(
        fr=f"{name} peut maintenant ouvrir le registre ({may}).",
        en=f"{name} can open the register now ({may}).",
    )


def _later(folder: Path, later: Path | None) -> str:
    """Where the backups of each closing go: only what is kept is promised."""
    if later is None:
        return say(
            fr=" Les suivantes ne se feront pas seules : il faut le rôle administration pour "
            "choisir leur dossier.",
            en=" The next ones will not be made by themselves: it takes the role administrator to "
            "choose their folder.",
        )
    if later != folder.absolute():
        return say(
            fr=f" À chaque fermeture, les suivantes se feront toujours dans {later}.",
            en=f" At each closing, the next ones will still be made in {later}.",
        )
    return say(
        fr=" Les suivantes se feront dans ce dossier à chaque fermeture.",
        en=" The next ones will be made in this folder at each closing.",
    )


def _changed(gone: Sequence[str], afresh: bool) -> str:
    """That the passphrase is another one, and what is to be done now."""
    told = say(
        fr="Phrase de passe changée. Les sauvegardes déjà faites gardent l'ancienne.",
        en="The passphrase is changed. Backups made before keep the old one.",
    )
    if afresh:
        told += say(
            fr=" Tout est chiffré à nouveau : imprimez la nouvelle fiche de secours, l'ancienne "
            "n'ouvre plus rien ici, et sauvegardez.",
            en=" Everything is encrypted again: print the new recovery sheet, the old one opens "
            "nothing here any more, and back up.",
        )
    if gone:
        told += say(fr=" À ajouter de nouveau : {}.", en=" To be added again: {}.").format(
            ", ".join(gone)
        )
    return told
