"""The page as it was given, with a frame around the line in hand."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene, QGraphicsView, QWidget

from prescription.record import Box

MARGIN = 8
"""Pixels of the page between the words and their frame."""


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
        self._fitted = True

    def show_page(self, picture: NDArray[np.uint8]) -> None:
        """Show `picture`, an (H, W, 3) RGB array, whole."""
        self.clear_page()
        pixels = np.ascontiguousarray(picture)
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self.scene().addPixmap(QPixmap.fromImage(image.copy()))
        self.setSceneRect(QRectF(0, 0, width, height))
        self._fitted = True
        self._fit()

    def clear_page(self) -> None:
        """Show nothing."""
        self.scene().clear()
        self._frame = None

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

    def _fit(self) -> None:
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
