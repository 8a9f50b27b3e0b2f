"""What can stand in a field, where there are few things: the readings of a posology, the zones."""

from ordonnancier.review.place import Part, Place
from ordonnancier.review.sheet import Sheet
from ordonnancier.wording import readings_of, zone_in_french
from prescription.record import Zone


def choices_of(sheet: Sheet, place: Place) -> tuple[str, ...]:
    """The texts one can choose between in a field; none where there is nothing to choose."""
    if place.part is Part.ZONE:
        return tuple(map(zone_in_french, Zone))
    if place.part is Part.POSOLOGY:
        readings = (reading for review in sheet.reviews(place) for reading in readings_of(review))
        return tuple(dict.fromkeys(readings))
    return ()
