"""The medications as rows, of which one is in hand."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop.review.medication_table import MedicationTable
from desktop.wording import MARK, POSOLOGY, STRENGTH, SUPPLY, TO_CHECK
from prescription.language import say

ROOMY, NARROW = 150, 75
"""Characters from which on reasons stand in the table too, and below which only drug and posology
do."""
MARKED = 28
"""Pixels of the mark."""


class LineList(QTableView):
    """Shows a table of medications; Tab leaves it, the arrows choose a row."""

    def __init__(self, lines: MedicationTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(lines)
        self.setWordWrap(True)
        self.setAccessibleName(say(fr="Médicaments lus", en="Medications read"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(MARKED)
        header.setSectionResizeMode(MARK, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(MARK, MARKED)
        for column in (POSOLOGY, TO_CHECK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for told in (lines.modelReset, lines.dataChanged, lines.rowsInserted, lines.rowsRemoved):
            told.connect(self._choose_columns)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three rows: it takes what room the fields leave, and asks for no more."""
        return QSize(400, 5 * self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._choose_columns()
        # The fields below take and leave room: the line in hand stays in sight.
        self.scrollTo(self.currentIndex())

    def _choose_columns(self) -> None:
        """The posology is never squeezed: what stands below in the fields makes room for it."""
        lines, wide = self.model(), self.viewport().width() / self.fontMetrics().averageCharWidth()
        cells = (lines.index(row, TO_CHECK) for row in range(lines.rowCount()))
        doubts = any(lines.data(cell) for cell in cells)
        self.setColumnHidden(TO_CHECK, not doubts or wide < ROOMY)
        for column in (STRENGTH, SUPPLY):
            self.setColumnHidden(column, wide < NARROW)
