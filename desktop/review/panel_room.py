"""How much of a small screen each part beside the page may take."""

from desktop.review.crop_view import CropView
from desktop.review.field_row import FieldRow
from desktop.review.line_list import LineList

FIELDS, LINES = 9, 3
"""Fields and lines of the table that are to be in sight with the enlarged words."""

LARGE = 300
"""Pixels beside the fields from which on there is room for these lines."""


def share_room(height: int, field: FieldRow, table: LineList, crop: CropView) -> None:
    """Leave room in a height, in pixels, for the fields of a line and some of the table."""
    room = height - FIELDS * field.edit.sizeHint().height()
    table.leave_room(LINES if room > LARGE else 1)
    crop.leave_room(room - table.minimumSizeHint().height())
