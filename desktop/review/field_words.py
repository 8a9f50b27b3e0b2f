"""Where on the page a field was read."""

from dataclasses import dataclass

from ordonnancier.review.place import Heading, Place
from ordonnancier.review.sheet import Sheet
from prescription.record import Box


@dataclass(frozen=True, slots=True)
class Spot:
    """A page (from 0), the boxes of the words of a field there, the height of one of its lines."""

    page: int = 0
    boxes: tuple[Box, ...] = ()
    line: int = 0


def find_words(sheet: Sheet, place: Place) -> Spot:
    """Where the words stand that a field was read from; else its doubts, else its whole line."""
    doubts = [(r.page, r.box) for r in sheet.reviews(place) if r.box]
    words = [(r.page, r.box) for r in sheet.evidence(place) if r.box]
    line = None if isinstance(place.part, Heading) else sheet.current.medications[place.line or 0]
    whole = [(line.page, line.box)] if line and line.box else []
    found = words or doubts or whole
    if not found:
        return Spot()
    page = found[0][0] or 1
    boxes = tuple(box for where, box in found if box is not None and (where or 1) == page)
    return Spot(page - 1, boxes, min(box.height for box in boxes))
