"""The words of the field in hand, enlarged: what a tired eye compares with the field below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.review.crop_rows import BESIDE, DIGIT, GAP, Rows, lay_out
from desktop.review.field_words import Spot, inside
from desktop.review.page_picture import PagePicture
from prescription.language import say
from prescription.record import PageWord

ROW = 76
"""Pixels of a row with its gap: digits, the accents above and the tails below."""
USUAL_ROWS, MOST_ROWS = 2, 4
"""Rows there are where the window has room, and those that long words may take from the table."""
FRAME = QColor("#c2410c")


class CropView(QWidget):
    """Shows the place of the page around a box, its lines broken where they are too long.

    It is as high as most words need, so that what stands above it seldom moves; longer ones take
    more. What stands below it stays where the eye left it: the table above gives way.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(fr="Extrait agrandi de la page", en="Enlarged part of the page"))
        self._pictures: Sequence[PagePicture] = ()
        self.spot = Spot()
        self._words: Sequence[PageWord] = ()
        self._least = self._most = USUAL_ROWS * ROW + GAP

    def leave_room(self, height: int) -> None:
        """Take as many rows as fit into a height, in pixels: one at least, two for long words."""
        fitting = max(height // ROW, 1)
        self._least = min(fitting, USUAL_ROWS) * ROW + GAP
        # Where there is hardly room, everything scrolls: better so than words left out.
        self._most = min(max(fitting, USUAL_ROWS), MOST_ROWS) * ROW + 3 * GAP
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        rows = self.rows
        wanted = round(rows.height) if rows is not None else 0
        return QSize(400, min(max(wanted, self._least), self._most))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self.resized.emit()

    @property
    def pictures(self) -> Sequence[PagePicture]:
        """The pages it shows places of."""
        return self._pictures

    @property
    def words(self) -> Sequence[PageWord]:
        """The words of the whole file."""
        return self._words

    def show_pages(self, pictures: Sequence[PagePicture], words: Sequence[PageWord]) -> None:
        """Take other pages in hand; `words` are those of the whole file."""
        self._pictures, self._words = pictures, words
        self.show_spot(Spot())

    def show_spot(self, spot: Spot) -> None:
        """Show the place of a page where a field stands."""
        self.spot = spot
        self.updateGeometry()
        self.update()

    @property
    def shown(self) -> Sequence[PageWord]:
        """The words that are enlarged."""
        own = (word for word in self._words if word.page == self.spot.page + 1)
        return [word for word in own if inside(word, self.spot.boxes)]

    @property
    def rows(self) -> Rows | None:
        """What is shown."""
        if self._picture is None or not self.spot.boxes:
            return None
        room, dense = self.width() - 2 * GAP, self.devicePixelRatioF()
        rows = lay_out(self._words, self.spot, room)
        if dense > 1 and rows.height > self._most:
            # Rather all of it, digits being as many points of the screen high as without scaling.
            rows = lay_out(self._words, self.spot, room, DIGIT / dense)
        return rows

    @property
    def _picture(self) -> PagePicture | None:
        page = self.spot.page
        return self._pictures[page] if page < len(self._pictures) else None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        rows = self.rows
        if rows is None or self._picture is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(FRAME, 1, Qt.PenStyle.SolidLine))
        top = float(GAP)
        for row in rows.rows:
            if top + rows.row_height(row) > self.height() + 1 and top > GAP:
                self._draw_more(painter)
                return
            left = float(GAP)
            for box in row:
                place = QRectF(left, top, box.width * rows.times, box.height * rows.times)
                painter.drawImage(place, self._picture.whole, QRectF(*box))
                painter.drawRect(place)
                left = place.right() + BESIDE
            top += rows.row_height(row) + GAP

    def _draw_more(self, painter: QPainter) -> None:
        """There is more than fits: the frame on the page shows all of it."""
        corner = self.rect().adjusted(0, 0, -GAP, -2)
        painter.drawText(corner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, "▼ …")
