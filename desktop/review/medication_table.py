"""The medications under review as a table: one row a line, with the mark of how it stands."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from desktop.look.marks import Mark, mark_of
from desktop.wording import COLUMNS, MARK, column_title, describe_row
from ordonnancier.review.place import Part, Place
from ordonnancier.review.sheet import Sheet, State

Index = QModelIndex | QPersistentModelIndex
_ORDER = (State.MISSING, State.TO_CHECK, State.SURE, State.CONFIRMED)
"""The state of a line is the first of these that one of its fields is in."""


class MedicationTable(QAbstractTableModel):
    """Rows are the sheet's medications, as they would be recorded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._rows: list[tuple[str, ...]] = []
        self._states: list[State] = []

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Replace what the table shows; rows that stay keep the selection."""
        before, count = len(self._rows), len(sheet.current.medications) if sheet else 0
        rows = [_row(sheet, number) for number in range(count)] if sheet else []
        states = [line_state(sheet, number) for number in range(count)] if sheet else []
        if len(rows) != before:
            self.beginResetModel()
            self._sheet, self._rows, self._states = sheet, rows, states
            self.endResetModel()
            return
        self._sheet, self._rows, self._states = sheet, rows, states
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(before - 1, len(COLUMNS) - 1))

    def state(self, row: int) -> State:
        """How the line in `row` stands."""
        return self._states[row]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return section + 1 if orientation == Qt.Orientation.Vertical else column_title(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.column() == MARK:
            return _shown(mark_of(self._states[index.row()]), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and self._sheet:
            return self._sheet.current.medications[index.row()].text
        return None


def _shown(mark: Mark, role: int) -> Any:
    """A mark brings its own ink, so that a dark theme stays readable."""
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return mark.shape
        case Qt.ItemDataRole.BackgroundRole:
            return QBrush(QColor(mark.colour))
        case Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(mark.ink))
        case Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
            return mark.name
    return None


def line_state(sheet: Sheet, number: int) -> State:
    """How a line stands: as the worst of its fields; confirmed when a human saw them all."""
    states = {sheet.state(Place(part, number)) for part in Part}
    return next(state for state in _ORDER if state in states)


def _row(sheet: Sheet, number: int) -> tuple[str, ...]:
    doubtful = (Place(part, number) for part in Part)
    left = (r for p in doubtful if sheet.state(p) is State.TO_CHECK for r in sheet.told(p))
    return describe_row(sheet.current.medications[number], left)
