"""The medications as rows, of which one is in hand."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop.review.medication_table import MedicationTable
from desktop.wording import MARK, POSOLOGY, TO_CHECK
from prescription.language import say


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
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(MARK, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(MARK, 28)
        for column in (POSOLOGY, TO_CHECK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for told in (lines.modelReset, lines.dataChanged, lines.rowsInserted, lines.rowsRemoved):
            told.connect(self._show_doubts)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three rows: it takes what room the fields leave, and asks for no more."""
        return QSize(400, 5 * self.fontMetrics().height())

    def _show_doubts(self) -> None:
        """With nothing to check, the posology takes the room of the reasons."""
        lines = self.model()
        cells = (lines.index(row, TO_CHECK) for row in range(lines.rowCount()))
        self.setColumnHidden(TO_CHECK, not any(lines.data(cell) for cell in cells))
