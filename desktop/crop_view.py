"""The words of the field in hand, enlarged: what a tired eye compares with the field below."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.page_picture import PagePicture
from prescription.language import say
from prescription.record import Box

HEIGHT = 96
"""Pixels of the window."""
LETTER = 44
"""Pixels a line of print is high at least."""
LARGEST = 4.0
"""Times a page is enlarged at most."""


class CropView(QWidget):
    """Shows the place of the page around a box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(fr="Extrait agrandi de la page", en="Enlarged part of the page"))
        self._picture: PagePicture | None = None
        self._box: Box | None = None
        self._line = 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, HEIGHT)

    def show_box(self, picture: PagePicture | None, box: Box | None, line: int) -> None:
        """Show the place around `box` of a page.

        `line` is the height of a line of print in pixels of the page.
        """
        self._picture = picture
        self._box, self._line = box, line
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if self._picture is None or self._box is None:
            return
        times = min(max(LETTER / max(self._line, 8), 0.5), LARGEST)
        # A field of several lines shrinks until they all stand in sight.
        times = min(times, (HEIGHT - 8) / max(self._box.height, 1)) if self._tall else times
        width, height = self.width() / times, self.height() / times
        middle = self._box.y + self._box.height / 2
        left = self._box.x - 12 / times
        if self._box.width > width:
            times = max(self.width() / (self._box.width + 24), times / 2)
            width, height = self.width() / times, self.height() / times
        place = QRectF(left, middle - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._picture.whole, place)
        pen = QPen(QColor("#c2410c"), 2, Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        frame = QRectF(*self._box).translated(-place.topLeft())
        painter.drawRect(
            QRectF(
                frame.x() * times - 3,
                frame.y() * times - 3,
                frame.width() * times + 6,
                frame.height() * times + 6,
            )
        )

    @property
    def _tall(self) -> bool:
        return self._box is not None and self._box.height > 1.6 * max(self._line, 1)
