"""The page as it was given, with a frame around the line in hand."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from prescription.record import Box

MARGIN = 8
"""Pixels of the page between the words and their frame."""
LEVELS = (1, 2, 4)
"""Copies of the page, each so many times smaller: a small picture of a large one stays readable."""


class PageView(QGraphicsView):
    """Shows one page fitted to the window; the wheel zooms, dragging pans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(self.tr("Image de l'ordonnance"))
        self._frame: QGraphicsRectItem | None = None
        self._levels: tuple[QGraphicsPixmapItem, ...] = ()
        self._fitted = True

    def show_page(self, picture: NDArray[np.uint8]) -> None:
        """Show `picture`, an (H, W, 3) RGB array, whole."""
        self.clear_page()
        pixels = np.ascontiguousarray(picture)
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self._levels = tuple(self._add_level(image, times) for times in LEVELS)
        self.setSceneRect(QRectF(0, 0, width, height))
        self._fitted = True
        self._fit()

    @property
    def shows_page(self) -> bool:
        """Whether there is a page in sight."""
        return bool(self._levels)

    def clear_page(self) -> None:
        """Show nothing."""
        self.scene().clear()
        self._frame = None
        self._levels = ()

    def frame_box(self, box: Box | None) -> None:
        """Frame `box`, in pixels of the page, and bring it into sight; None frames nothing."""
        if self._frame is not None:
            self.scene().removeItem(self._frame)
            self._frame = None
        if box is None:
            return
        around = QRectF(*box).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        pen = QPen(QColor("#c2410c"), 3)
        pen.setCosmetic(True)
        self._frame = self.scene().addRect(around, pen)
        self.ensureVisible(around)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._fitted:
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        self._fitted = False
        step = 1.2 if event.angleDelta().y() > 0 else 1 / 1.2
        self.scale(step, step)
        self._choose_level()

    def _add_level(self, image: QImage, times: int) -> QGraphicsPixmapItem:
        smaller = image.scaled(
            max(1, image.width() // times),
            max(1, image.height() // times),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        item = self.scene().addPixmap(QPixmap.fromImage(smaller))
        item.setTransform(
            QTransform.fromScale(image.width() / smaller.width(), image.height() / smaller.height())
        )
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        return item

    def _fit(self) -> None:
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self._choose_level()

    def _choose_level(self) -> None:
        shrunk = 1 / max(self.transform().m11() * self.devicePixelRatioF(), 0.01)
        chosen = max((n for n, times in enumerate(LEVELS) if times <= shrunk), default=0)
        for number, item in enumerate(self._levels):
            item.setVisible(number == chosen)


def png_of(image: QImage) -> bytes:
    """The picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
