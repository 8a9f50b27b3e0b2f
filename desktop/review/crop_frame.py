"""A page that can be cropped by keyboard: a frame whose sides the arrows move."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QWidget

from desktop.review.page_tool_keys import how_to_frame
from desktop.review.page_view import PageView
from prescription.language import say
from prescription.record import Box

LEAST_SIDE = 21
"""Pixels of the page that a side of the frame keeps."""
STEPS = 100
"""Presses of an arrow along the longer side of the page; one held down goes `HELD` times as far."""
HELD = 3
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ELSEWHERE = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
"""Why the focus goes to something else of the same window."""


class CropView(PageView):
    """A page; `begin_frame` puts a frame round it that the keys make smaller.

    `framed` carries the box of the page that Enter chose; `framing` whether there is a frame.
    """

    framed = Signal(object)
    framing = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self.accessibleName()
        self._frame: Box | None = None
        self._shade: QGraphicsPathItem | None = None

    def begin_frame(self) -> None:
        """Frame the whole page, and take the keys; a frame that is there already stays."""
        if self.shows_page:
            if self._frame is None:
                self._set_frame(self._page)
                self.setAccessibleDescription(how_to_frame())
                self.framing.emit(True)
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end_frame(self) -> None:
        """Without a frame."""
        if self._frame is not None:
            self._frame = None
            self._remove_shade()
            self.setAccessibleName(self._name)
            self.setAccessibleDescription("")
            self.framing.emit(False)

    def clear_page(self) -> None:
        """Show nothing."""
        self.end_frame()
        super().clear_page()

    # -- what Qt tells it

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = held == Qt.KeyboardModifier.ShiftModifier
        if self._frame is None or not (shifted or held == Qt.KeyboardModifier.NoModifier):
            super().keyPressEvent(event)
        elif event.key() in _ARROWS:
            self._move_side(Qt.Key(event.key()), far=shifted, held_down=event.isAutoRepeat())
        elif event.key() in _ENTER:
            self._choose(self._frame)
        elif event.key() == Qt.Key.Key_Escape:
            self.end_frame()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        # Enter would mean something else now: a frame left standing would look as if it counted.
        if event.reason() in _ELSEWHERE:
            self.end_frame()

    # -- the frame

    @property
    def _page(self) -> Box:
        return Box(0, 0, int(self.sceneRect().width()), int(self.sceneRect().height()))

    def _choose(self, box: Box) -> None:
        is_less = box != self._page
        self.end_frame()
        if is_less:
            self.framed.emit(box)

    def _move_side(self, key: Qt.Key, *, far: bool, held_down: bool) -> None:
        if self._frame is None:
            return
        page, box = self._page, self._frame
        step = max(1, max(page.width, page.height) // STEPS) * (HELD if held_down else 1)
        across, down = (way * step for way in _ARROWS[key])
        left, right = _moved(box.x, box.x + box.width, across, page.width, far=far)
        top, bottom = _moved(box.y, box.y + box.height, down, page.height, far=far)
        self._set_frame(Box(left, top, right - left, bottom - top))
        self.ensureVisible(QRectF(right if far else left, bottom if far else top, 1, 1))

    def _set_frame(self, box: Box) -> None:
        self._frame = box
        self._remove_shade()
        outside = QPainterPath()
        outside.addRect(self.sceneRect())
        outside.addRect(QRectF(*box))
        no_line = QPen(Qt.PenStyle.NoPen)
        self._shade = self.scene().addPath(outside, no_line, QColor(0, 0, 0, 120))
        self._shade.setZValue(2)
        self._draw(QRectF(*box), QColor("#c2410c"), 3).setParentItem(self._shade)
        self.setAccessibleName(f"{self._name}, {self._told(box)}")

    def _remove_shade(self) -> None:
        if self._shade is not None:
            self.scene().removeItem(self._shade)
            self._shade = None

    def _told(self, box: Box) -> str:
        """Where the frame is, for who does not see it."""
        across, down = 100 / self._page.width, 100 / self._page.height
        return say(
            fr="cadre de {:.0f} à {:.0f} % de la largeur, de {:.0f} à {:.0f} % de la hauteur",
            en="frame from {:.0f} to {:.0f}% of the width, from {:.0f} to {:.0f}% of the height",
        ).format(
            box.x * across,
            (box.x + box.width) * across,
            box.y * down,
            (box.y + box.height) * down,
        )


def _moved(near: int, end: int, by: int, size: int, *, far: bool) -> tuple[int, int]:
    """The two ends of a side after one of them moved; they stay on the page, and apart."""
    if far:
        return near, min(size, max(near + LEAST_SIDE, end + by))
    return max(0, min(end - LEAST_SIDE, near + by)), end
