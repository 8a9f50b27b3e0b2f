"""An eye or an ear named outside the lines: above drops that name none, it may be theirs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extraction.spelling.matching import fold
from prescription.record import MedicationRequest, Review, ReviewReason

_SIDE = re.compile(
    r"\b(?:œil|oeil|oreilles?)\W{1,3}(?:droite?|gauche|operee?|dt|dr|g|d)\b|"
    r"\b(?:deux|2) (?:yeux|oreilles)\b"
)
_SENSES = "S"
"""The group of the ATC classification for eyes and ears."""


def ask_places(
    medications: Sequence[MedicationRequest], rows: Iterable[str]
) -> list[MedicationRequest]:
    """The drops without a place of their own are asked where another row names one."""
    told = next((row for row in rows if _SIDE.search(fold(row))), None)
    if told is None:
        return list(medications)
    return [_asked(request, told) if _has_no_place(request) else request for request in medications]


def _has_no_place(request: MedicationRequest) -> bool:
    dosages = request.dosage_instruction
    drops = (request.medication.atc or "").startswith(_SENSES)
    return drops and bool(dosages) and not all(dosage.site for dosage in dosages)


def _asked(request: MedicationRequest, told: str) -> MedicationRequest:
    reason = ReviewReason.AMBIGUOUS_POSOLOGY
    doubt = Review("dosageInstruction", reason, told, request.box, request.page)
    return replace(request, review=(*request.review, doubt))
