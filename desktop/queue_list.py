"""What waits: files to read, drafts to check."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.desk import Kind, Waiting


class QueueList(QListWidget):
    """One row for each thing that waits; Enter or a click on a draft opens it.

    `chosen` carries the id of a draft.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("File d'attente"))
        self.setUniformItemSizes(True)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_queue(self, waiting: Sequence[Waiting], current: int | None) -> None:
        """Show what waits; `current` is the id of the draft under review."""
        self.clear()
        for row in waiting:
            item = QListWidgetItem(self._words(row))
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setToolTip(row.fault or row.name)
            self.addItem(item)
            if row.kind is Kind.DRAFT and row.id == current:
                self.setCurrentItem(item)

    @property
    def selected(self) -> Waiting | None:
        """The row in hand."""
        item = self.currentItem()
        row: Waiting | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return row

    def _choose(self, item: QListWidgetItem) -> None:
        row: Waiting = item.data(Qt.ItemDataRole.UserRole)
        if row.kind is Kind.DRAFT:
            self.chosen.emit(row.id)

    def _words(self, row: Waiting) -> str:
        if row.kind is Kind.DRAFT:
            who = row.patient or row.name
            return f"{'?' if row.left else '✓'}  {who}"
        if row.fault:
            return f"!  {row.name} : {row.fault}"
        return "…  " + self.tr("{} : lecture en cours ou à venir").format(row.name)
