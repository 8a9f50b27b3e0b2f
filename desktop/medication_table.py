"""The medications of a draft as a table: one row a line, a tick for what a human has looked at."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from desktop.wording import COLUMNS, describe_row
from ordonnancier.wording import review_in_words
from prescription.record import Draft, MedicationRequest

Index = QModelIndex | QPersistentModelIndex
SEEN = len(COLUMNS)
TO_CHECK = QColor("#fde68a")


class MedicationTable(QAbstractTableModel):
    """Rows are `draft.medications`; the last column is ticked once the row was looked at.

    A row whose review is empty is ticked from the start: the machine promises that it is right.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[MedicationRequest, ...] = ()
        self._seen: list[bool] = []

    def show_draft(self, draft: Draft | None) -> None:
        """Replace what the table shows."""
        self.beginResetModel()
        self._lines = draft.medications if draft else ()
        self._seen = [not line.review for line in self._lines]
        self.endResetModel()

    def line(self, row: int) -> MedicationRequest:
        """The medication shown in `row`."""
        return self._lines[row]

    @property
    def all_seen(self) -> bool:
        """Whether every row is ticked."""
        return all(self._seen)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else SEEN + 1

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return self.tr("Vu") if section == SEEN else COLUMNS[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self._lines[index.row()], index.column()
        if column == SEEN:
            if role == Qt.ItemDataRole.CheckStateRole:
                seen = self._seen[index.row()]
                return Qt.CheckState.Checked if seen else Qt.CheckState.Unchecked
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return describe_row(line)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([line.text, *map(review_in_words, line.review)])
        if not self._seen[index.row()]:
            # The colour is set with its own ink, so that a dark theme stays readable.
            if role == Qt.ItemDataRole.BackgroundRole:
                return QBrush(TO_CHECK)
            if role == Qt.ItemDataRole.ForegroundRole:
                return QBrush(QColor("black"))
        return None

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if index.column() != SEEN or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._seen[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        first, last = self.index(index.row(), 0), self.index(index.row(), SEEN)
        self.dataChanged.emit(first, last)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == SEEN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags
