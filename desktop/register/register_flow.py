"""What the register's page asks for, fetched on the lanes."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from desktop.desk import Desk
from desktop.flow import locked_meanwhile
from desktop.register.dispense_dialog import DispenseDialog
from desktop.register.export_dialog import ExportDialog
from desktop.register.export_preview import Preview, preview
from desktop.register.line_dialog import LineDialog
from desktop.register.one_question import OneQuestion
from desktop.register.register_desk import (
    Before,
    Found,
    Lines,
    correct,
    dispense,
    fetch,
    find,
    find_twice,
    listed,
    write_export,
)
from desktop.register.register_page import RegisterPage
from desktop.review.page_picture import PagePicture, make_ready
from ocr.files.load import load_pages
from ordonnancier.dispensing import named
from prescription.language import Fault, counted_en, counted_fr, say
from storage.entries import Entry
from storage.export.formats import Exported, Format
from storage.keyring import Role
from storage.ordonnancier import OrdonnancierEntry
from storage.register import Register
from storage.search import Query


class RegisterFlow(QObject):
    """Answers the register's page while the register is open; `said` carries a sentence,
    `corrected` the draft that begins a correction.
    """

    said = Signal(str)
    corrected = Signal(int)

    def __init__(
        self, desk: Desk, page: RegisterPage, storage: Background, pictures: Background
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._storage = storage
        self._pictures = pictures
        self._is_open, self._session = False, object()
        self._export_dialog: ExportDialog | None = None
        self._question = OneQuestion(storage, self.said.emit)
        page.asked.connect(self._find)
        page.chosen.connect(self._fetch)
        page.export_asked.connect(self._export)
        page.dispense_asked.connect(self._look_up)
        page.twice_asked.connect(self._find_twice)
        page.correct_asked.connect(self._correct)
        page.line_asked.connect(self._correct_line)

    def start(self) -> None:
        """The register is open."""
        self._is_open = True

    def pause(self) -> None:
        """The register closes: show nothing of it any more."""
        self._is_open, self._session = False, object()
        self._question.forget()
        self._page.wipe()

    def _find(self, query: Query, before: int) -> None:
        self._use(
            lambda register: find(register, query, before or None),
            lambda hits: self._page.show_hits(hits, more=bool(before)),
        )

    def _find_twice(self, query: Query) -> None:
        self._use(
            lambda register: find_twice(register, query),
            lambda hits: self._page.show_hits(hits, more=False),
        )

    def _use(self, work: Callable[[Register], Any], show: Callable[[Any], None]) -> None:
        """Work on the register while it is open, and show what came of it if it still is."""
        if self._is_open:
            self._storage.run(
                lambda: self._desk.use(work),
                lambda done: show(done) if self._is_open else None,
                self.said.emit,
            )

    def _ask_once(self, work: Callable[[Register], Any], show: Callable[[Any], None]) -> None:
        """Show a dialog for what `work` finds, and no other one until it is done."""
        if self._is_open:
            self._question.ask(lambda: self._desk.use(work), show)

    def _fetch(self, number: int) -> None:
        self._use(lambda register: fetch(register, number), self._draw)

    def _draw(self, found: Found | None) -> None:
        if found is not None:
            number, files = found.entry.number, found.files
            self._page.show_entry(found)
            self._pictures.run(
                lambda: tuple(map(make_ready, chain.from_iterable(map(load_pages, files)))),
                lambda pictures: self._show_pages(number, pictures),
                lambda sentence: self._tell_no_pages(number, sentence),
            )

    def _show_pages(self, number: int, pictures: Sequence[PagePicture]) -> None:
        if self._is_open:
            self._page.show_pages(number, pictures)

    def _tell_no_pages(self, number: int, sentence: str) -> None:
        self.said.emit(
            say(fr=f"Page du n° {number} : {sentence}", en=f"Page of {number}: {sentence}")
        )

    def _correct(self, entry: Entry) -> None:
        self._use(lambda register: correct(register, entry.number), self.corrected.emit)

    def _export(self, query: Query) -> None:
        self._ask_once(lambda r: r.count(query), lambda n: self._show_export(query, n))

    def _show_export(self, query: Query, count: int) -> None:
        def ask(form: Format, pseudonymised: bool) -> None:
            self._storage.run(
                lambda: self._desk.use(lambda r: preview(r, query, form, pseudonymised)),
                self._show_preview,
                self._tell_no_preview,
            )

        here = self._session
        dialog = self._export_dialog = ExportDialog(count, ask, self._page)
        agreed = dialog.exec()
        self._export_dialog = None
        # A dialog of files that is the system's own comes back after the lock all the same.
        if agreed and dialog.path is not None and here is not self._session:
            self.said.emit(locked_meanwhile())
        elif agreed and dialog.path is not None:
            form, path, hidden = dialog.form, dialog.path, dialog.pseudonymised
            self._use(
                lambda register: write_export(register, query, form, path, hidden),
                self._tell_exported,
            )
        dialog.deleteLater()

    def _show_preview(self, shown: Preview) -> None:
        if self._export_dialog is not None:
            self._export_dialog.show_preview(shown)

    def _tell_no_preview(self, sentence: str) -> None:
        if self._export_dialog is not None:
            self._export_dialog.say(sentence)

    def _tell_exported(self, done: Exported) -> None:
        count, name = done.prescriptions, done.path.name
        self.said.emit(
            say(
                fr=f"{name} : {counted_fr(count, 'ordonnance(s)')}, en clair. Gardez ce fichier "
                "en lieu sûr.",
                en=f"{name}: {counted_en(count, 'prescription(s)')}, in clear. Keep this file in "
                "a safe place.",
            )
        )

    def _look_up(self, entry: Entry) -> None:
        def look(register: Register) -> tuple[Lines, Before]:
            # Whoever may not enter anything is told so before the form is filled in.
            _may_enter(register)
            return listed(register, entry.number)

        self._ask_once(look, lambda found: self._ask(entry, *found))

    def _ask(self, entry: Entry, lines: Lines, before: Before) -> None:
        if not lines:
            self.said.emit(
                say(
                    fr="Aucun médicament de cette ordonnance n'est d'une liste.",
                    en="No drug of this prescription is of a list.",
                )
            )
            return
        try:
            # Before anything is filled in.
            named(entry.prescription.content)
        except Fault as fault:
            self.said.emit(str(fault))
            return
        dialog = DispenseDialog(entry, lines, before, self._page)
        handover = dialog.handover if dialog.exec() else None
        dialog.deleteLater()
        if handover is not None and self._is_open:
            self._storage.run(
                lambda: self._desk.use(lambda r: dispense(r, entry.number, handover, before)),
                lambda numbers: self._show_entered(entry.number, numbers),
                self.said.emit,
            )

    def _correct_line(self, entry: Entry, lines: Sequence[OrdonnancierEntry]) -> None:
        self._ask_once(_may_enter, lambda _: self._ask_line(entry, lines))

    def _ask_line(self, entry: Entry, lines: Sequence[OrdonnancierEntry]) -> None:
        dialog = LineDialog(entry, lines, self._page)
        dialog.exec()
        line, corrected = dialog.line, dialog.corrected
        dialog.deleteLater()
        if corrected is not None:
            self._use(
                lambda register: (register.correct_dispensing(line.number, corrected),),
                lambda numbers: self._show_entered(entry.number, numbers),
            )

    def _show_entered(self, number: int, numbers: Sequence[int]) -> None:
        entered = ", ".join(map(str, numbers))
        self.said.emit(
            say(
                fr="Inscrit à l'ordonnancier : n° {}.", en="Entered in the ordonnancier: no. {}."
            ).format(entered)
        )
        self._fetch(number)


def _may_enter(register: Register) -> None:
    register.require(Role.VALIDATOR)
