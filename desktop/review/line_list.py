"""The medications as rows, of which one is in hand."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop.review.medication_table import MedicationTable
from desktop.wording import MARK, POSOLOGY, STRENGTH, SUPPLY, TO_CHECK, ZONE
from prescription.language import say

ROOMY, NARROW = 150, 75
"""Characters from which on reasons stand in the table too, and below which only drug and posology
do."""
MARKED = 28
"""Pixels of the mark at least."""


class LineList(QTableView):
    """Shows a table of medications; Tab leaves it, the arrows choose a row."""

    def __init__(self, lines: MedicationTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._least = 1
        self.setModel(lines)
        self.setWordWrap(True)
        self.setAccessibleName(say(fr="Médicaments lus", en="Medications read"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        # Bold titles are wider: columns would move with the cursor.
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(MARKED)
        header.setSectionResizeMode(MARK, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(MARK, self._marked)
        for column in (POSOLOGY, TO_CHECK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for told in (lines.modelReset, lines.dataChanged, lines.rowsInserted, lines.rowsRemoved):
            told.connect(self._choose_columns)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().sectionResized.connect(lambda *_: self.updateGeometry())

    def leave_room(self, rows: int) -> None:
        """Keep so many rows in sight; more where the fields leave room for them."""
        self._least = rows
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the rows that are to be in sight, the title of the columns included."""
        heights = sorted(self.rowHeight(row) for row in range(self.model().rowCount()))
        inside = sum(heights[-self._least :]) + self.horizontalHeader().height()
        return QSize(100, inside + 2 * self.frameWidth())

    @property
    def _marked(self) -> int:
        return max(MARKED, self.fontMetrics().horizontalAdvance("✓✓") + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(MARK, self._marked)
        self._choose_columns()
        # The fields below take and leave room: the line in hand stays in sight.
        self.scrollTo(self.currentIndex())

    def _is_told(self, column: int) -> bool:
        """Whether something stands in a column."""
        lines = self.model()
        return any(lines.data(lines.index(row, column)) for row in range(lines.rowCount()))

    def _choose_columns(self) -> None:
        """The posology is never squeezed: what stands below in the fields makes room for it."""
        bar = self.verticalScrollBar()
        # The same with and without the bar, which comes and goes with the columns.
        room = self.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())
        wide = room / self.fontMetrics().averageCharWidth()
        self.setColumnHidden(TO_CHECK, not self._is_told(TO_CHECK) or wide < ROOMY)
        self.setColumnHidden(ZONE, not self._is_told(ZONE))
        for column in (STRENGTH, SUPPLY):
            self.setColumnHidden(column, wide < NARROW)
