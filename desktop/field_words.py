"""Where on the page a field was read."""

from ordonnancier.review.place import Heading, Place
from ordonnancier.review.sheet import Sheet
from prescription.record import Box


def find_words(sheet: Sheet, place: Place) -> tuple[int, Box | None, int]:
    """The page (from 0), the box of the words of a field, the height of one of its lines.

    Doubts tell where first, then the words it was read from, then the whole line.
    """
    doubts = [(r.page, r.box) for r in sheet.reviews(place) if r.box]
    words = [(r.page, r.box) for r in sheet.evidence(place) if r.box]
    line = None if isinstance(place.part, Heading) else sheet.current.medications[place.line or 0]
    whole = [(line.page, line.box)] if line and line.box else []
    found = words or doubts or whole
    if not found:
        return 0, None, 0
    page = found[0][0] or 1
    boxes = [box for where, box in found if box is not None and (where or 1) == page]
    return page - 1, _around(boxes), min(box.height for box in boxes)


def _around(boxes: list[Box]) -> Box:
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right = max(b.x + b.width for b in boxes)
    return Box(left, top, right - left, max(b.y + b.height for b in boxes) - top)
