"""A table of which one row is chosen, beside or above what is done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget


class RowTable(QTableWidget):
    """Rows of texts, of which `rows` are in sight at once; the first column takes what is left."""

    def __init__(
        self, titles: Sequence[str], name: str, rows: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(titles), parent)
        self._rows = rows
        self.setHorizontalHeaderLabels(list(titles))
        self.setAccessibleName(name)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # Wide enough for every row, not for those in sight alone.
        head.setResizeContentsPrecision(-1)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows; the one chosen keeps its number."""
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.setItem(row, column, QTableWidgetItem(text))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its titles and the rows wanted, but what is below them stays in sight."""
        rows = self._rows * self.verticalHeader().defaultSectionSize()
        wanted = rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return QSize(
            super().sizeHint().width(), min(wanted, self.screen().availableSize().height() * 2 // 3)
        )
