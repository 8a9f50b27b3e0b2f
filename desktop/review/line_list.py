"""The medications as rows, of which one is in hand."""

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.review.medication_table import Index, MedicationTable
from desktop.wording import MARK, POSOLOGY, STRENGTH, SUPPLY, TO_CHECK, ZONE
from prescription.language import say

ROOMY, NARROW = 150, 75
"""Characters from which on reasons stand in the table too, and below which only drug and posology
do."""
MARKED = 28
"""Pixels of the mark at least."""


class LineList(QTableView):
    """Shows a table of medications; Tab leaves it, the arrows choose a row.

    Where not all of them fit, the line in hand stands there in full and each other one on a single
    row, which ends in dots where there is more; its tooltip and its turn show it.
    """

    def __init__(self, lines: MedicationTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._least = 1
        self._is_compact = False
        self._full: list[int] = []
        self.setItemDelegate(_Cells(self))
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
        # Columns find their width one after the other: they are measured once they all have.
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(self._measure)
        header.sectionResized.connect(lambda *_: self._resized.start())
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)

    def leave_room(self, rows: int) -> None:
        """Keep so many rows in sight; more where the fields leave room for them."""
        self._least = rows
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the rows that are to be in sight, the title of the columns included.

        By what they take in full: a height that followed the rows would make them change again.
        """
        heights = sorted(self._full)
        inside = sum(heights[-self._least :]) + self.horizontalHeader().height()
        return QSize(100, inside + 2 * self.frameWidth())

    def is_on_one_row(self, row: int) -> bool:
        """Whether a line stands there on a single row, not all of it in sight perhaps."""
        return self._is_compact and row != self.currentIndex().row()

    def currentChanged(self, current: Index, before: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, before)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        """Ask how high each line is in full: what stands there, or the columns, changed."""
        self._resized.stop()
        self._full = [self.sizeHintForRow(row) for row in range(self.model().rowCount())]
        self._settle()

    def _settle(self) -> None:
        """Give each row its height: all in full where they fit, else the line in hand alone."""
        self._is_compact = sum(self._full) > self.viewport().height()
        # A mark is a single row of text.
        mark = self.sizeHintForIndex(self.model().index(0, MARK)).height()
        one = mark + self.showGrid()
        for row, height in enumerate(self._full):
            self.setRowHeight(row, min(height, one) if self.is_on_one_row(row) else height)
        self.updateGeometry()
        self.viewport().update()
        # The line in hand stays in sight.
        self.scrollTo(self.currentIndex())

    @property
    def _marked(self) -> int:
        return max(MARKED, self.fontMetrics().horizontalAdvance("✓✓") + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(MARK, self._marked)
        # The fields below take and leave room.
        self._choose_columns()

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
        self._measure()


class _Cells(QStyledItemDelegate):
    """Draws a line that stands on a single row as one row of text, with dots where it is cut."""

    def __init__(self, table: LineList) -> None:
        super().__init__(table)
        self._table, self._is_drawing = table, False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._is_drawing = self._table.is_on_one_row(index.row())
        super().paint(painter, option, index)
        self._is_drawing = False

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Asked for sizes too: those are of what stands there in full."""
        super().initStyleOption(option, index)
        if self._is_drawing:
            option.text = option.text.replace("\u2028", " · ")
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText
