"""Which lines of the ordonnancier an edition holds, and how they are classed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.ordonnancier import Listing


class Order(StrEnum):
    """How the lines are classed."""

    PATIENT = "patient"
    DRUG = "drug"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Extent:
    """Which lines: those dispensed from `since` to `until`, both included, of one list or all."""

    order: Order = Order.DATE
    listing: Listing | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """What was printed."""

    lines: int
    pages: int


_NAMED = {Order.PATIENT: "par-patient", Order.DRUG: "par-medicament", Order.DATE: ""}


def edition_name(extent: Extent) -> str:
    """What a file of these lines is called: `ordonnancier-liste-I-du-2026-03-01.pdf`.

    No patient's name stands in it.
    """
    listing = f"liste-{extent.listing}" if extent.listing else ""
    parts = (
        "ordonnancier",
        "stupefiants" if extent.listing is Listing.NARCOTIC else listing,
        f"du-{extent.since}" if extent.since else "",
        f"au-{extent.until}" if extent.until else "",
        _NAMED[extent.order],
    )
    return "-".join(filter(None, parts)) + ".pdf"
