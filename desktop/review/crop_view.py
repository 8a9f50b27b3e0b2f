"""The words of the field in hand, enlarged: what a tired eye compares with the field below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.review.crop_rows import DIGIT, Rows, lay_out
from desktop.review.field_words import Spot
from desktop.review.page_picture import PagePicture
from prescription.language import say
from prescription.record import PageWord

ROW = 68
"""Pixels of a row with its gap. How many there are depends on the window alone, never on what is
shown: fields stay where the eye left them."""
MOST_ROWS = 3
GAP = 4


class CropView(QWidget):
    """Shows the place of the page around a box, its lines broken where they are too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(fr="Extrait agrandi de la page", en="Enlarged part of the page"))
        self._picture: PagePicture | None = None
        self._spot = Spot()
        self._words: Sequence[PageWord] = ()
        self._height = MOST_ROWS * ROW + GAP

    def leave_room(self, height: int) -> None:
        """Take as many rows as fit into a height, in pixels: one at least."""
        wanted = min(max(height // ROW, 1), MOST_ROWS) * ROW + GAP
        if wanted != self._height:
            self._height = wanted
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(400, self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, self._height)

    def show_spot(
        self, picture: PagePicture | None, spot: Spot, words: Sequence[PageWord] = ()
    ) -> None:
        """Show the place of a page where a field stands; `words` are those of the whole file."""
        self._picture, self._spot, self._words = picture, spot, words
        self.update()

    @property
    def rows(self) -> Rows | None:
        """What is shown."""
        if self._picture is None or not self._spot.boxes:
            return None
        room, dense = self.width() - 2 * GAP, self.devicePixelRatioF()
        rows = lay_out(self._words, self._spot, room)
        if dense > 1 and _height(rows) > self.height():
            # Rather all of it, digits being as many points of the screen high as without scaling.
            rows = lay_out(self._words, self._spot, room, DIGIT / dense)
        return rows

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        rows = self.rows
        if rows is None or self._picture is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = float(GAP)
        for box in rows.boxes:
            height = box.height * rows.times
            if top + height > self.height() + 1 and top > GAP:
                self._draw_more(painter)
                return
            place = QRectF(GAP, top, box.width * rows.times, height)
            painter.drawImage(place, self._picture.whole, QRectF(*box))
            painter.setPen(QPen(QColor("#c2410c"), 1, Qt.PenStyle.SolidLine))
            painter.drawRect(place)
            top += height + GAP

    def _draw_more(self, painter: QPainter) -> None:
        """There is more than fits: the frame on the page shows all of it."""
        corner = self.rect().adjusted(0, 0, -GAP, -2)
        painter.setPen(QColor("#c2410c"))
        painter.drawText(corner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, "▼ …")


def _height(rows: Rows) -> float:
    return sum(box.height * rows.times + GAP for box in rows.boxes) + GAP
