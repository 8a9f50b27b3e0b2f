"""A plot of bars with the same figures as a table beside it, for eyes and for screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.look.themes import worn_theme
from prescription.language import say


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: what it counts, how much, how that is written; `more` in the table alone."""

    label: str
    value: float
    told: str
    more: str = ""


class Bars(QWidget):
    """Bars side by side, the highest as high as the room allows, or lying when they have names."""

    def __init__(self, lying: bool, highest: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lying = lying
        self._highest = highest
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these."""
        self._bars = bars
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, 160)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        theme = worn_theme()
        painter.fillRect(self.rect(), QColor(theme.base))
        highest = self._highest or max((bar.value for bar in self._bars), default=0) or 1
        for number, bar in enumerate(self._bars):
            if self._lying:
                self._draw_lying(painter, number, bar, bar.value / highest)
            else:
                self._draw_standing(painter, number, bar, bar.value / highest)

    def _draw_standing(self, painter: QPainter, number: int, bar: Bar, share: float) -> None:
        theme, letters = worn_theme(), self.fontMetrics()
        step = self.width() / len(self._bars)
        room = self.height() - 2 * letters.height() - 4
        box = QRectF(
            number * step + 1, letters.height() + room * (1 - share), step - 2, room * share
        )
        painter.fillRect(box, QColor(theme.chosen))
        painter.setPen(QColor(theme.text))
        wide = letters.horizontalAdvance(bar.label) + 6
        every = max(1, round(wide / step + 0.5))
        # The newest has its date; one cut at the edge would be another date.
        left = box.right() - wide
        if (len(self._bars) - 1 - number) % every == 0 and left + 6 >= 0:
            foot = QRectF(left, self.height() - letters.height(), wide, letters.height())
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, bar.label)
        if bar.value and letters.horizontalAdvance(bar.told) <= step:
            head = QRectF(box.x() - 1, box.y() - letters.height(), step, letters.height())
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, bar.told)

    def _draw_lying(self, painter: QPainter, number: int, bar: Bar, share: float) -> None:
        theme, letters = worn_theme(), self.fontMetrics()
        step = min(self.height() / len(self._bars), letters.height() * 1.8)
        box = QRectF(0, number * step + 1, self.width() * share, step - 2)
        painter.fillRect(box, QColor(theme.chosen))
        painter.setPen(QColor(theme.chosen_ink if share > 0.6 else theme.text))
        start = 6 if share > 0.6 else box.width() + 6
        words = QRectF(start, box.y(), self.width() - start, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, _told(bar))


def _told(bar: Bar) -> str:
    return say(fr=f"{bar.label} : {bar.told}", en=f"{bar.label}: {bar.told}")


class Plot(QGroupBox):
    """A title, bars, and their figures as a table."""

    def __init__(
        self,
        title: str,
        columns: tuple[str, str],
        *,
        lying: bool = False,
        highest: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._lying = lying
        self._dressed = QTimer(self, singleShot=True, interval=0)
        self._dressed.timeout.connect(self._fit)
        self._bars = Bars(lying, highest)
        self._bars.setAccessibleName(title)
        self._table = QTableWidget(0, 2)
        self._table.setHorizontalHeaderLabels(list(columns))
        self._table.setAccessibleName(title)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        row = QHBoxLayout(self)
        row.addWidget(self._bars, 3)
        row.addWidget(self._table, 2)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these figures in both."""
        self._bars.show_bars(bars)
        self._bars.setAccessibleDescription("; ".join(f"{bar.label} {bar.told}" for bar in bars))
        self._table.setRowCount(len(bars))
        # The newest first: it is what one looks for.
        for row, bar in enumerate(bars if self._lying else bars[::-1]):
            self._table.setItem(row, 0, QTableWidgetItem(bar.label))
            number = QTableWidgetItem(" ".join(filter(None, (bar.told, bar.more))))
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._table.setItem(row, 1, number)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            # Once the table and its titles have other letters too.
            self._dressed.start()

    def _fit(self) -> None:
        """Dates and figures whole: where there is no room beside the bars, plots are folded."""
        header = self._table.horizontalHeader()
        wide = sum(
            max(header.sectionSizeHint(column), self._table.sizeHintForColumn(column))
            for column in range(2)
        )
        scroll = self._table.verticalScrollBar().sizeHint().width()
        self._table.setMinimumWidth(wide + scroll + 2 * self._table.frameWidth())
        self._bars.setMinimumWidth(wide)
