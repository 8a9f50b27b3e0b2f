"""Ink beside a medication that nobody could read: the line is not to be accepted without a look."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extraction.medication.confidence import COST
from prescription.record import Box, MedicationRequest, Review, ReviewReason

FIELD = "dosageInstruction"
COVERED, BESIDE = 0.5, 0.7
"""In heights of a row: how much of one a region covers, and how far it stands from its words."""
STRADDLES, LOW = 0.4, 3.0
"""Of a region beside a line, how much stands on its height; or how high it is at most, in heights
of the line, where it hides most of that height: a cell under the loop of a signature."""
AMONG, SLENDER, LONG = 0.7, 0.5, 6.0
"""Of a row, what of a region stands among its words; how wide that is at least and at most, in its
heights, where a word may be hidden: most of the region, a line of the scanner, hangs below."""


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
    shared = min(line.y + line.height, box.y + box.height) - max(line.y, box.y)
    if min(line.x + line.width, box.x + box.width) > max(line.x, box.x):
        # Over the words, or in a hole between them: a pen's stroke reaches far above what it hides.
        row = line.height / (request.text.count("\n") + 1)
        hides = shared >= AMONG * row and SLENDER * shared <= box.width <= LONG * shared
        return 2 * shared >= min(line.height, box.height) or hides
    middle = box.y + box.height / 2
    hides = shared >= AMONG * line.height and box.height <= LOW * line.height
    stands = line.y <= middle <= line.y + line.height or shared >= STRADDLES * box.height
    return stands or hides or _reaches(box, line, request.text)


def _reaches(region: Box, line: Box, text: str) -> bool:
    """Whether a region higher than a row, such as a stamp, covers a row or the end of one."""
    row = line.height / (text.count("\n") + 1)
    down = min(region.y + region.height, line.y + line.height) - max(region.y, line.y)
    apart = max(region.x - line.x - line.width, line.x - region.x - region.width)
    return down >= COVERED * row and apart <= BESIDE * row
