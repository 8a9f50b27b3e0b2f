"""How much of a small screen each part beside the page may take, and where the words stand."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.review.crop_view import ROW, USUAL_ROWS, CropView
from desktop.review.fields import BETWEEN, Fields
from desktop.review.line_list import LineList
from ordonnancier.review.place import Heading, Part

FIELDS, LINES = 9, 3
"""Fields and lines of the table that are to be in sight with the enlarged words."""

LARGE = 300
"""Pixels beside the fields from which on there is room for these lines."""


class PanelRoom:
    """Shares the height of a panel among its table, the enlarged words and its fields.

    Where hardly a field is in sight beside the words, these stand next to the fields they are
    compared with: below the heading, or above the posology, the longest of a line. By the height
    and the field in hand alone: nothing that a field says moves them.
    """

    def __init__(
        self, column: QVBoxLayout, fields: Fields, table: LineList, crop: CropView
    ) -> None:
        self._column, self._fields, self._table, self._crop = column, fields, table, crop
        self._is_low = self._is_above = False
        self._stood = False, False

    def share(self, height: int) -> None:
        """Leave room in a height, in pixels, for the fields of a line and some of the table."""
        room = height - FIELDS * self._fields.rows[Part.DRUG].edit.sizeHint().height()
        self._table.leave_room(LINES if room > LARGE else 1)
        self._crop.leave_room(room - self._table.minimumSizeHint().height())
        self._is_low = room < USUAL_ROWS * ROW
        self._stand()

    def follow(self, part: Heading | Part) -> None:
        """Another field is in hand."""
        self._is_above = isinstance(part, Heading) and part is not Heading.REST
        self._stand()

    def _stand(self) -> None:
        column, grid, crop = self._column, self._fields.line, self._crop
        is_between = self._is_low and not self._is_above
        if (is_between, self._is_low) == self._stood:
            return
        self._stood = is_between, self._is_low
        for layout in (column, grid):
            layout.removeWidget(crop)
        if is_between:
            grid.addWidget(crop, BETWEEN, 0, 1, -1)
        else:
            behind = column.indexOf(self._table if self._is_low else grid)
            column.insertWidget(behind, crop)
