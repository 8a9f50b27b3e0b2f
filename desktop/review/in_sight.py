"""The field in hand stays in sight where the fields scroll."""

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.look.room import SteadyArea
from desktop.review.review_panel import ReviewPanel

BESIDE = 60
"""Pixels kept in sight above and below the field in hand: why to look at it stands there."""
GAP = 6
"""Pixels left below the reason to look."""


class InSight(QObject):
    """Scrolls `area`, in which a panel stands, whenever something in it moved."""

    def __init__(self, page: QWidget, panel: ReviewPanel, area: SteadyArea) -> None:
        super().__init__(page)
        self._page, self._panel, self._area = page, panel, area
        # One look once all that moved has settled; a child, so that it never outlives the page.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._look)
        # The last two: a sentence at the foot or a reason below a field took room.
        bar = area.verticalScrollBar()
        for moved in (panel.place_shown, panel.crop.resized, bar.rangeChanged):
            moved.connect(self.look_once_settled)

    def look_once_settled(self) -> None:
        """Something moved."""
        # The last range of a scroll bar is told while the page around it is being taken down.
        if isValid(self) and isValid(self._settled):
            self._settled.start()

    def _look(self) -> None:
        here = self._page.focusWidget()
        if here is not None and self._panel.isAncestorOf(here):
            # With the enlarged words, where there is room for both, and with the reason after that.
            crop = self._panel.crop
            place = QRect(here.mapTo(self._panel, QPoint()), here.size())
            room = self._area.viewport().height() - place.united(crop.geometry()).height()
            self._area.ensureWidgetVisible(crop, 0, 0)
            self._area.ensureWidgetVisible(here, 0, 0)
            # Qt lets a widget be that is in sight, whatever is asked for beside it.
            edges = place.translated(self._panel.pos())
            row = self._panel.row_in_hand
            below = max(BESIDE, row.told_below + GAP if row else 0)
            for edge, wanted in ((edges.top(), BESIDE), (edges.bottom(), below)):
                self._area.ensureVisible(0, edge, 0, max(0, min(wanted, room)))
