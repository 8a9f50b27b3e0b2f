"""Two patients on one sheet: of every line it is asked whose it is."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.medication.confidence import COST
from prescription.record import MedicationRequest, Review, ReviewReason

_ASKED = "cette page nomme peut-être deux patients : pour lequel est cette ligne ?"


def ask_whose(requests: Sequence[MedicationRequest]) -> list[MedicationRequest]:
    """The medications of a sheet that names two patients, each with that question."""
    return [_asked(request) for request in requests]


def _asked(request: MedicationRequest) -> MedicationRequest:
    reason = ReviewReason.UNREAD_TEXT
    doubt = Review("medication", reason, _ASKED, request.box, request.page)
    sure = request.confidence
    return replace(
        request,
        review=(*request.review, doubt),
        confidence=None if sure is None else round(sure * COST[reason], 3),
    )
