"""Pages on small screens and with large letters: what does not fit is folded, or scrolls."""

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

_DEEPEST = 20
"""Resizings within each other, after which the size is left as it is."""
TITLE_BAR = 40
"""Pixels the system's title bar may take, unknown before a window is shown."""


class SteadyArea(QScrollArea):
    """Scrolls what does not fit; as wide inside without the bar as with it.

    What folds by the width it has would otherwise fold, need no bar, unfold, need one, without end.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self._depth = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(_QuietBar())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidget(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt resizes what is inside again whenever it was resized: not until the stack is full."""
        if event.type() == QEvent.Type.Resize and self._depth >= _DEEPEST:
            return False
        self._depth += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._depth -= 1


class _QuietBar(QScrollBar):
    """Shows nothing where there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def scrolling_column(page: QWidget) -> QVBoxLayout:
    """A column that fills `page`, and scrolls rather than make the window outgrow the screen."""
    inside = QWidget()
    outside = QVBoxLayout(page)
    outside.setContentsMargins(0, 0, 0, 0)
    outside.addWidget(SteadyArea(inside))
    return QVBoxLayout(inside)


def scroll_to(widget: QWidget) -> None:
    """Bring a widget into sight that lies in a column that scrolls."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget)


def fit_to_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window the size wanted, or that of its screen where it is smaller, title included."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width()), min(height, room.height() - TITLE_BAR))


def stand(window: QWidget, width: int, height: int, kept: QByteArray) -> None:
    """Let a window stand as it was kept; of the size wanted when it is new; always in sight."""
    window.resize(width, height)
    window.restoreGeometry(kept)
    if window.isMaximized() or window.isFullScreen():
        return
    stood = window.size()
    fit_to_screen(window, stood.width(), stood.height())
    if window.size() != stood:
        window.move(window.screen().availableGeometry().topLeft())


class Folding(QWidget):
    """Widgets side by side where there is room for them, one below the other where there is not.

    One whose policy is `Maximum` takes no more room than it needs; the others share what is left
    by the stretch of theirs. `folded` tells whether they now stand one below the other.
    """

    folded = Signal(bool)

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._widgets = widgets
        for widget in widgets:
            if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Maximum:
                self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
            else:
                self._row.addWidget(widget, widget.sizePolicy().horizontalStretch() or 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        side_by_side = sum(widget.minimumSizeHint().width() for widget in self._widgets)
        gaps = self._row.spacing() * (len(self._widgets) - 1)
        fits = side_by_side + gaps <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction is not self._row.direction():
            self._row.setDirection(direction)
            self.updateGeometry()
            self.folded.emit(not fits)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the widest alone: the others go below it."""
        wide = max(widget.minimumSizeHint().width() for widget in self._widgets)
        return QSize(wide, super().minimumSizeHint().height())
