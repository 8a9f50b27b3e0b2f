"""The page: a frame around the field in hand, its words within the mouse's reach."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QRubberBand,
    QWidget,
)

from desktop.review.page_picture import TIMES, PagePicture
from prescription.language import say
from prescription.record import Box, PageWord

MARGIN = 8
"""Pixels of the page between the words and their frame."""
STEP = 1.25
"""Times a page grows when it is zoomed."""
MOST, LEAST = 8.0, 0.05
_PANNING = (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)


class PageView(QGraphicsView):
    """Shows one page, fitted at first. The wheel zooms, the right or middle button pans.

    `word_clicked` carries the word under the mouse, `words_dragged` those the mouse was dragged
    over, in reading order; `area_dragged` the box of the page it was dragged over.
    """

    word_clicked = Signal(object)
    words_dragged = Signal(object)
    area_dragged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(say(fr="Image de l'ordonnance", en="Picture of the prescription"))
        # A click on a word must leave the cursor in its field; Tab leads here, the arrows pan.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setMouseTracking(True)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self._picture: PagePicture | None = None
        self._levels: list[QGraphicsPixmapItem | None] = []
        self._words: Sequence[PageWord] = ()
        self._frames: list[QGraphicsRectItem] = []
        self._hover: QGraphicsRectItem | None = None
        self._pressed: QPoint | None = None
        self._panned: QPoint | None = None
        self._fitted = True

    # -- what is shown

    @property
    def shows_page(self) -> bool:
        """Whether there is a page in sight."""
        return self._picture is not None

    def show_page(self, picture: PagePicture, words: Sequence[PageWord] = ()) -> None:
        """Show a page whole; `words` are those that stand on it."""
        self.clear_page()
        self._words = words
        self._set_picture(picture)
        self.fit()

    def exchange(self, picture: PagePicture) -> None:
        """Show another picture of the same page, at the same place."""
        for item in filter(None, self._levels):
            self.scene().removeItem(item)
        self._set_picture(picture)
        self._choose_level()

    def clear_page(self) -> None:
        """Show nothing."""
        self.scene().clear()
        self._hover = self._picture = None
        self._frames, self._levels, self._words = [], [], ()
        self._band.hide()

    def frame_boxes(self, boxes: Sequence[Box]) -> None:
        """Frame each box, in pixels of the page, and bring them into sight."""
        for frame in self._frames:
            self.scene().removeItem(frame)
        self._frames = [self._draw(around, QColor("#c2410c"), 2) for around in _rows(boxes)]
        for frame in reversed(self._frames):
            self.ensureVisible(frame.rect())

    def place_of(self, word: PageWord) -> QPoint:
        """Where the middle of a word is in the viewport."""
        return self.mapFromScene(QRectF(*word.box).center())

    # -- how near

    def fit(self) -> None:
        """Show the page whole."""
        self._fitted = True
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self._choose_level()

    def zoom(self, times: float) -> None:
        """Show the page `times` as large."""
        wanted = self.transform().m11() * times
        if self._picture is not None and LEAST < wanted < MOST:
            self._fitted = False
            self.scale(times, times)
            self._choose_level()

    # -- what Qt tells it

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        elif event.button() in _PANNING:
            self._panned = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        here = event.position().toPoint()
        if self._panned is not None:
            moved, self._panned = here - self._panned, here
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - moved.x())
            down.setValue(down.value() - moved.y())
        elif self._pressed is not None and self._dragged(here):
            self._band.setGeometry(QRect(self._pressed, here).normalized())
            self._band.show()
        elif self._pressed is None:
            self._point_at(self._word_at(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        here, self._panned = event.position().toPoint(), None
        pressed, self._pressed = self._pressed, None
        self._band.hide()
        if event.button() != Qt.MouseButton.LeftButton or pressed is None:
            self.viewport().unsetCursor()
        elif (here - pressed).manhattanLength() >= QApplication.startDragDistance():
            self._tell_dragged(QRect(pressed, here).normalized())
        elif (word := self._word_at(here)) is not None:
            self.word_clicked.emit(word)

    # -- what it is made of

    def _set_picture(self, picture: PagePicture) -> None:
        self._picture, self._levels = picture, [None] * len(TIMES)
        self.setSceneRect(QRectF(0, 0, picture.width, picture.height))

    def _dragged(self, here: QPoint) -> bool:
        start = self._pressed or here
        return (here - start).manhattanLength() >= QApplication.startDragDistance()

    def _tell_dragged(self, area: QRect) -> None:
        place = self.mapToScene(area).boundingRect().intersected(self.sceneRect())
        found = [word for word in self._words if place.contains(QRectF(*word.box).center())]
        box = Box(int(place.x()), int(place.y()), int(place.width()), int(place.height()))
        self.area_dragged.emit(box)
        if found:
            self.words_dragged.emit(found)

    def _word_at(self, here: QPoint) -> PageWord | None:
        point = QPointF(self.mapToScene(here))
        return next((w for w in self._words if QRectF(*w.box).contains(point)), None)

    def _point_at(self, word: PageWord | None) -> None:
        """Show which word a click would take."""
        if self._hover is not None:
            self.scene().removeItem(self._hover)
            self._hover = None
        if word is not None:
            self._hover = self._draw(_around(word.box, 3), QColor("#0369a1"), 2)
        self.viewport().setToolTip(word.text if word else "")

    def _draw(self, around: QRectF, colour: QColor, width: int) -> QGraphicsRectItem:
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        frame = self.scene().addRect(around, pen)
        frame.setZValue(1)
        return frame

    def _choose_level(self) -> None:
        if self._picture is None:
            return
        shrunk = 1 / max(self.transform().m11() * self.devicePixelRatioF(), 0.01)
        chosen = max((n for n, times in enumerate(TIMES) if times <= shrunk), default=0)
        if self._levels[chosen] is None:
            self._levels[chosen] = self._add_level(self._picture, chosen)
        for number, item in enumerate(self._levels):
            if item is not None:
                item.setVisible(number == chosen)

    def _add_level(self, picture: PagePicture, number: int) -> QGraphicsPixmapItem:
        image = picture.smaller[number - 1] if number else picture.whole
        item = self.scene().addPixmap(QPixmap.fromImage(image))
        item.setTransform(
            QTransform.fromScale(picture.width / image.width(), picture.height / image.height())
        )
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        return item


def _rows(boxes: Sequence[Box]) -> list[QRectF]:
    """What to frame: boxes whose frames would cross each other have one, round their words."""
    rows: list[QRectF] = []
    for box in boxes:
        around = _around(box)
        before = rows[-1] if rows else QRectF()
        beside = abs(before.center().y() - around.center().y()) < box.height / 2
        if beside and before.intersects(around):
            rows[-1] = before.united(around)
        else:
            rows.append(around)
    return rows


def _around(box: Box, margin: int = MARGIN) -> QRectF:
    return QRectF(*box).adjusted(-margin, -margin, margin, margin)
