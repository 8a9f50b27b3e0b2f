"""How sure a line is."""

from collections.abc import Iterable

from prescription.record import ReviewReason

_COST = {
    ReviewReason.UNKNOWN_DRUG: 0.5,
    ReviewReason.AMBIGUOUS_DRUG: 0.5,
    ReviewReason.AMBIGUOUS_POSOLOGY: 0.5,
    ReviewReason.MISSING_POSOLOGY: 0.5,
    ReviewReason.UNREAD_TEXT: 0.6,
    ReviewReason.DOSE_IMPLAUSIBLE: 0.5,
    ReviewReason.STRENGTH_NOT_MARKETED: 0.5,
    ReviewReason.FORM_NOT_MARKETED: 0.7,
    ReviewReason.LOW_OCR_CONFIDENCE: 0.7,
    ReviewReason.REPAIRED_TEXT: 0.8,
    ReviewReason.UNREAD_REGION: 0.6,
}
_BEST = 0.99


def estimate_confidence(
    match_score: float,
    share_read: float,
    ocr_confidence: float | None,
    reasons: Iterable[ReviewReason],
) -> float:
    """The probability, 0 to 1, that every field of the line is right.

    0.99 at best, times the share of the drug's name that agrees, times 0.9 + 0.1 of the share of
    the instruction that rules used, times 0.9 + 0.1 of the least confidence of the words that
    carry drug, strength and dose, times a factor for each different reason to look.
    """
    value = _BEST * match_score * (0.9 + 0.1 * share_read)
    if ocr_confidence is not None:
        value *= 0.9 + 0.1 * ocr_confidence
    for reason in set(reasons):
        value *= _COST[reason]
    return round(value, 3)
