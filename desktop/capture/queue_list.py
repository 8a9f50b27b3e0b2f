"""What waits: files to read, drafts to check."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.queue_rows import Kind, Waiting
from prescription.language import say

WRAPPED = 200
"""Rows up to which each has the lines it needs: to measure every one of thousands takes long."""


class QueueList(QListWidget):
    """One row for each thing that waits; Enter or a click opens it.

    `chosen` carries the id of a draft, `failed_chosen` a file that could not be read.
    """

    chosen = Signal(int)
    failed_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(fr="File d'attente", en="Queue"))
        # Why a file was not read is read whole: no bar moves it aside, nor lies over a row.
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._held_up = (0, "")
        self._read: tuple[int, int, int] = (0, 0, 0)
        self._postponed: frozenset[int] = frozenset()
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_queue(
        self, waiting: Sequence[Waiting], current: int | None, postponed: frozenset[int]
    ) -> None:
        """Show what waits; `current` is the draft under review, `postponed` are for later."""
        selected = self.selected
        self._postponed = postponed
        self.clear()
        self.setUniformItemSizes(len(waiting) > WRAPPED)
        for row in waiting:
            item = QListWidgetItem(self._words(row))
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setToolTip(row.fault or row.name)
            self.addItem(item)
            is_in_hand = row.kind is Kind.DRAFT and row.id == current
            was_selected = selected is not None and (row.kind, row.id) == (
                selected.kind,
                selected.id,
            )
            if is_in_hand or (was_selected and current is None):
                self.setCurrentItem(item)

    def mark(self, number: int) -> None:
        """Take the row of a draft in hand, if it is there: Enter opens that one."""
        for place in range(self.count()):
            row: Waiting = self.item(place).data(Qt.ItemDataRole.UserRole)
            if row.kind is Kind.DRAFT and row.id == number:
                self.setCurrentRow(place)

    def show_progress(self, number: int, done: int, total: int) -> None:
        """Show which file is being read, and how many of its pages are done."""
        self._read, self._held_up = (number, done, total), (0, "")
        self._tell_again()

    def show_held_up(self, number: int, sentence: str) -> None:
        """Show which file could not be kept once it was read, and why."""
        self._held_up = (number, sentence)
        self._tell_again()

    def _tell_again(self) -> None:
        for place in range(self.count()):
            item = self.item(place)
            row: Waiting = item.data(Qt.ItemDataRole.UserRole)
            if row.kind is Kind.CAPTURE:
                item.setText(self._words(row))

    @property
    def selected(self) -> Waiting | None:
        """The row in hand."""
        item = self.currentItem()
        row: Waiting | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return row

    @property
    def opens_next(self) -> bool:
        """Whether a draft waits that was not left for later: it is about to open."""
        rows: list[Waiting] = [
            self.item(place).data(Qt.ItemDataRole.UserRole) for place in range(self.count())
        ]
        return any(row.kind is Kind.DRAFT and row.id not in self._postponed for row in rows)

    def _choose(self, item: QListWidgetItem) -> None:
        row: Waiting = item.data(Qt.ItemDataRole.UserRole)
        if row.kind is Kind.DRAFT:
            self.chosen.emit(row.id)
        elif row.fault:
            self.failed_chosen.emit(row)

    def _words(self, row: Waiting) -> str:
        if row.kind is Kind.DRAFT:
            named = filter(None, (row.name * row.is_sample, row.patient))
            who = " · ".join(named) or row.name
            number = row.corrects
            who += (
                say(fr=f" (corrige le n° {number})", en=f" (corrects no. {number})")
                if number
                else ""
            )
            later = say(fr=" (plus tard)", en=" (later)") if row.id in self._postponed else ""
            return f"{'✓' if row.ready else '?'}  {who}{later}"
        if row.fault:
            return "!  " + say(fr=f"{row.name} : {row.fault}", en=f"{row.name}: {row.fault}")
        held_up, why = self._held_up
        if row.id == held_up:
            return "‖  " + say(
                fr="{} : lue mais pas gardée, un nouvel essai suit bientôt. {}",
                en="{}: read but not kept, it is tried again soon. {}",
            ).format(row.name, why)
        number, done, total = self._read
        if row.id != number:
            return "…  " + say(fr="{} : à lire", en="{}: to be read").format(row.name)
        if total < 2:
            return "▶  " + say(fr="{} : lecture en cours", en="{}: being read").format(row.name)
        return "▶  " + say(fr="{} : {} pages lues sur {}", en="{}: {} pages read of {}").format(
            row.name, done, total
        )
