"""The recorded prescriptions as rows: each on one line, nothing wider than it is worth."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.look.preferences import keep_state, kept_state
from prescription.language import say
from storage.search import Hit

STATE = "register-widths"
SHARE = 0.25
"""Of the width that names of patients and prescribers take each at most: the rest is the drugs'."""
_NAMES = range(2, 4)


class EntryList(QTableWidget):
    """Shows what was found; what does not fit ends in dots and is told by its tooltip.

    `chosen` carries the number of the entry that was taken in hand.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        titles = _titles()
        super().__init__(0, len(titles), parent)
        self._hits: Sequence[Hit] = ()
        self.setHorizontalHeaderLabels(list(titles))
        self.setAccessibleName(say(fr="Ordonnances enregistrées", en="Recorded prescriptions"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        header = self._header = _Header(self)
        self.setHorizontalHeader(header)
        header.setHighlightSections(False)
        header.setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
        self._are_chosen = header.restoreState(kept_state(STATE))
        self._fits = False
        header.sectionResized.connect(self._keep)
        self.currentCellChanged.connect(self._choose)

    @property
    def number(self) -> int | None:
        """The number of the entry in hand."""
        row = self.currentRow()
        return self._hits[row].number if 0 <= row < len(self._hits) else None

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found; the entry in hand stays so, if it is there."""
        current = self.number
        self._hits = hits
        # Rows are other entries now: what was chosen is found again by its number.
        self.blockSignals(True)
        self.setRowCount(len(hits))
        self.setCurrentCell(-1, -1)
        for row, hit in enumerate(hits):
            for column, text in enumerate(_cells(hit)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.setItem(row, column, cell)
            if hit.number == current:
                self.selectRow(row)
        self.blockSignals(False)
        # Once for all cells: after each of them the window would be away too long.
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each column what it needs, unless the user chose widths."""
        if self._are_chosen:
            return
        self._fits = True
        wanted = [
            max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            for column in range(self.columnCount() - 1)
        ]
        # Numbers and dates whole, in large letters too: half a date is another one.
        width = self.viewport().width()
        room = int((1 - SHARE) * width) - sum(wanted[: _NAMES.start])
        most = max(0, min(int(SHARE * width), room // len(_NAMES)))
        # Each alone: all at once, the last one would outgrow the list instead of filling it.
        for column, needed in enumerate(wanted):
            self.setColumnWidth(column, min(needed, most) if column in _NAMES else needed)
        self._fits = False

    def _keep(self, column: int, *_: int) -> None:
        """The user drew a column wider or narrower; letters of another size do so too."""
        if self._header.is_drawn and not self._fits and column < self.columnCount() - 1:
            self._are_chosen = True
            keep_state(STATE, self.horizontalHeader().saveState())

    def _choose(self, row: int, *_: int) -> None:
        if 0 <= row < len(self._hits):
            self.chosen.emit(self._hits[row].number)


class _Header(QHeaderView):
    """Knows whether a column is drawn wider by the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.is_drawn = False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.is_drawn = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        self.is_drawn = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        # On an edge it fits the column; the release follows.
        self.is_drawn = True
        super().mouseDoubleClickEvent(event)


def _titles() -> tuple[str, ...]:
    return (
        say(fr="N°", en="No."),
        say(fr="Date", en="Date"),
        say(fr="Patient", en="Patient"),
        say(fr="Prescripteur", en="Prescriber"),
        say(fr="Médicaments", en="Drugs"),
    )


def _cells(hit: Hit) -> tuple[str, ...]:
    replaced = hit.corrected_by
    number = f"{hit.number} → {replaced}" if replaced else str(hit.number)
    date = f"{hit.authored_on:%d/%m/%Y}" if hit.authored_on else ""
    return (number, date, hit.patient or "", hit.prescriber or "", hit.drugs)
