"""Ink beside a medication that nobody could read: the line is not to be accepted without a look."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extraction.medication.confidence import COST
from prescription.record import MedicationRequest, Review, ReviewReason

FIELD = "dosageInstruction"


def tell_unread(
    requests: Sequence[MedicationRequest], reviews: Iterable[Review]
) -> list[MedicationRequest]:
    """The medications; one on whose height a region of its page was not read says so."""
    regions = [r for r in reviews if r.reason is ReviewReason.UNREAD_REGION and r.box is not None]
    return [_told(request, regions) for request in requests]


def _told(request: MedicationRequest, regions: Sequence[Review]) -> MedicationRequest:
    beside = [region for region in regions if _is_beside(request, region)]
    if not beside or any(r.reason is ReviewReason.UNREAD_REGION for r in request.review):
        return request
    told = tuple(replace(region, field=FIELD) for region in beside)
    sure = request.confidence
    return replace(
        request,
        review=(*request.review, *told),
        confidence=None if sure is None else round(sure * COST[ReviewReason.UNREAD_REGION], 3),
    )


def _is_beside(request: MedicationRequest, region: Review) -> bool:
    line, box = request.box, region.box
    if line is None or box is None or request.page != region.page:
        return False
    middle = box.y + box.height / 2
    return line.y <= middle <= line.y + line.height
