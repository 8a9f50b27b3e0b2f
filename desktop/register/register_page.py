"""The register: what was recorded, found as one types, shown beside its page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import Actions
from desktop.look.keeping import keep_splitter
from desktop.look.room import scrolling_column
from desktop.register.entry_list import EntryList
from desktop.register.register_desk import Found
from desktop.register.register_filters import RegisterFilters
from desktop.review.page_pane import PagePane
from desktop.review.page_picture import PagePicture
from desktop.wording import describe_entry, describe_history
from prescription.language import say
from storage.entries import Entry
from storage.ordonnancier import OrdonnancierEntry
from storage.search import PAGE, Hit, Query

PAUSE = 150
"""Milliseconds after the last key before a search starts."""


class RegisterPage(QWidget):
    """Search line, list of entries, the entry in hand with its page.

    `asked` carries what is looked for and the entry before which to go on (0: the newest);
    `twice_asked` what is looked for among what looks captured twice; `chosen` the number of an
    entry; `export_asked` what the entries wanted match; `dispense_asked` the entry whose listed
    drugs were handed over; `correct_asked` the entry that a new one is to replace; `line_asked` the
    entry of which a line of the ordonnancier is wrong, with the lines that stand. `wanted`
    tells that this page is to be shown, `said` carries a sentence.
    """

    asked = Signal(object, int)
    twice_asked = Signal(object)
    chosen = Signal(int)
    export_asked = Signal(object)
    dispense_asked = Signal(object)
    correct_asked = Signal(object)
    line_asked = Signal(object, object)
    wanted = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._entry: Entry | None = None
        self._entered: Sequence[OrdonnancierEntry] = ()
        self._is_newest = False
        self._own_pages: Sequence[int] = ()
        self._to_list = False
        self._build()

    @property
    def query(self) -> Query:
        """What is looked for."""
        return self._filters.query(self._search.text())

    @property
    def count(self) -> int:
        """How many entries are listed."""
        return len(self._hits)

    @property
    def shows_page(self) -> bool:
        """Whether the page of an entry is in sight."""
        return self._page.view.shows_page

    @property
    def _has_in_hand(self) -> bool:
        """Whether the entry that the list marks is the one that is shown."""
        return self._entry is not None and self._entry.number == self._table.number

    def select(self, row: int) -> None:
        """Take an entry of the list in hand."""
        self._table.selectRow(row)

    def refresh(self) -> None:
        """Look again from the newest entry on."""
        if self._filters.twice:
            self.twice_asked.emit(self.query)
        else:
            self.asked.emit(self.query, 0)

    def show_hits(self, hits: Sequence[Hit], *, more: bool) -> None:
        """Show what was found; `more` adds it to what is shown."""
        self._hits = [*self._hits, *hits] if more else list(hits)
        self._table.show_hits(self._hits)
        if not more:
            # Another page than the first is that of a look before this one.
            self._page.turn_to_first()
        found = self._table.currentRow() < 0 and not more and self.query != Query()
        self._more.setVisible(len(hits) == PAGE)
        self._none.setVisible(not self._hits)
        if found and self._hits:
            self.select(0)
        if self._table.number is None:
            self._clear_entry()
        if self._to_list:
            self._go_to_list()

    def show_entry(self, found: Found) -> None:
        """Show the entry in hand with all that belongs to it; its page comes later."""
        if found.entry.number != self._table.number:
            # It was asked for before the list changed.
            return
        self._entry, self._own_pages = found.entry, found.pages
        replaced = {line.corrects for line in found.dispensed}
        self._entered = [line for line in found.dispensed if line.number not in replaced]
        self._is_newest = not found.versions or found.versions[-1].number == found.entry.number
        self._offer()
        told = (describe_entry(found.entry, found.dispensed), describe_history(found))
        self._detail.setPlainText("\n\n".join(filter(None, told)))
        self._page.show_pages((), ())

    def show_pages(self, number: int, pictures: Sequence[PagePicture]) -> None:
        """Show the pages of the files of entry `number`, if it is still in hand."""
        if self._entry is not None and self._entry.number == number:
            self._page.show_pages(pictures, (), self._own_pages)

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of the register do their work, on what is in sight."""
        self._page.connect_actions(actions)
        actions.on("export", lambda: self.export_asked.emit(self.query))
        actions.on("correct", lambda: self._do_with_entry(self._correct))
        actions.on("correct-line", self._correct_line)
        actions.on("dispense", lambda: self._do_with_entry(self._dispense))

    def _offer(self) -> None:
        """Let only the entry that the list marks and the page shows be acted on."""
        self._dispense.setEnabled(self._has_in_hand)
        self._correct.setEnabled(self._has_in_hand and self._is_newest)

    def _clear_entry(self) -> None:
        self._entry, self._entered = None, ()
        self._detail.clear()
        self._page.show_pages((), ())
        self._offer()

    def _do_with_entry(self, button: QPushButton) -> None:
        """Do what a button does, for the entry in sight; else ask for one."""
        if self.isVisible() and button.isEnabled():
            button.click()
            return
        self.wanted.emit()
        self.said.emit(
            say(
                fr="Choisissez d'abord dans la liste une ordonnance qui n'est pas remplacée.",
                en="First choose in the list a prescription that is not replaced.",
            )
        )

    def _correct_line(self) -> None:
        """Ask for another line of the ordonnancier, where the entry in sight has one."""
        if self._has_in_hand and self._entered:
            self.line_asked.emit(self._entry, self._entered)
            return
        self.wanted.emit()
        self.said.emit(
            say(
                fr="Choisissez d'abord dans la liste une ordonnance inscrite à l'ordonnancier.",
                en="First choose in the list a prescription entered in the ordonnancier.",
            )
        )

    def wipe(self) -> None:
        """Forget everything that is shown."""
        self._search.clear()
        self._filters.clear()
        self._pause.stop()
        self.show_hits((), more=False)

    def focus_search(self) -> None:
        """Put the cursor in the search line."""
        self._search.setFocus()
        self._search.selectAll()

    def _build(self) -> None:
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.setPlaceholderText(
            say(
                fr="Chercher : patient, médicament, prescripteur, mot de l'ordonnance",
                en="Search: patient, drug, prescriber, word of the prescription",
            )
        )
        self._search.setAccessibleName(
            say(fr="Chercher dans le registre", en="Search the register")
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._search.textChanged.connect(self._look_soon)
        self._search.returnPressed.connect(self._go_to_list)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._go_to_list)
        self._filters = RegisterFilters()
        self._filters.changed.connect(self._pause.start)
        self._table = EntryList()
        self._table.chosen.connect(self._offer)
        self._table.chosen.connect(self.chosen)
        self._none = QLabel(say(fr="Rien n'a été trouvé.", en="Nothing was found."))
        self._more = QPushButton(say(fr="Sui&te", en="&More"))
        self._more.clicked.connect(lambda: self.asked.emit(self.query, self._hits[-1].number))
        export = QPushButton(say(fr="E&xporter…", en="E&xport…"))
        export.clicked.connect(lambda: self.export_asked.emit(self.query))
        self._dispense = QPushButton(
            say(fr="&Inscrire à l'ordonnancier…", en="&Enter in the ordonnancier…")
        )
        self._dispense.clicked.connect(lambda: self.dispense_asked.emit(self._entry))
        self._correct = QPushButton(say(fr="Co&rriger…", en="C&orrect…"))
        self._correct.clicked.connect(lambda: self.correct_asked.emit(self._entry))
        self._detail = QTextBrowser()
        self._detail.setAccessibleName(say(fr="Ordonnance", en="Prescription"))
        self._page = PagePane(cleans=False)
        foot = QHBoxLayout()
        foot.addWidget(self._none)
        foot.addWidget(self._more)
        foot.addStretch(1)
        foot.addWidget(self._correct)
        foot.addWidget(self._dispense)
        foot.addWidget(export)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 3)
        column.addWidget(self._detail, 2)
        column.addLayout(foot)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self._page)
        splitter.setSizes([820, 460])
        keep_splitter(splitter, "register-page")
        whole = scrolling_column(self)
        whole.addWidget(self._search)
        whole.addWidget(self._filters)
        whole.addWidget(splitter, 1)
        self.show_hits((), more=False)

    def _look_soon(self) -> None:
        self._to_list = False
        self._pause.start()

    def _go_to_list(self) -> None:
        """Put the cursor in the list, once it shows what was typed; stay where nothing is found."""
        self._to_list = self._pause.isActive()
        if self._to_list:
            self._pause.stop()
            self.refresh()
        elif self._hits:
            self._table.setFocus()
            self.select(max(self._table.currentRow(), 0))
