"""How sure a line is."""

import re
from collections.abc import Iterable
from enum import Enum, auto

from extraction.instruction import InstructionReading
from extraction.matching import fold
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
_LETTERS = re.compile(r"[a-zœæ]+")


class Trait(Enum):
    """What makes a line without any doubt less often right."""

    SEVERAL_DOSES = auto()
    KEPT_WORDS = auto()
    SITE = auto()
    ROUTE = auto()
    MAXIMUM = auto()
    NO_DOSE = auto()
    NO_TIMING = auto()
    SHORTENED_FORM = auto()
    FROM_NOTES = auto()
    REPAIRED = auto()


_SHARE_RIGHT = {
    Trait.SEVERAL_DOSES: 0.85,
    Trait.KEPT_WORDS: 0.85,
    Trait.SITE: 0.7,
    Trait.ROUTE: 0.9,
    Trait.MAXIMUM: 0.97,
    Trait.NO_DOSE: 0.6,
    Trait.NO_TIMING: 0.8,
    Trait.SHORTENED_FORM: 0.7,
    Trait.FROM_NOTES: 0.9,
    Trait.REPAIRED: 0.9,
}
"""Shares of lines right in every field among those with the trait and without review.

Measured November 2026 on made-up lines and on lines written by others, each kind counting for
half.
"""


def traits_of(
    reading: InstructionReading, *, lent: bool = False, repaired: bool = False
) -> frozenset[Trait]:
    """The traits of a line: `lent` when notes fill in a field, `repaired` when words were."""
    dosages = reading.dosages
    found = {
        Trait.SEVERAL_DOSES: len(dosages) > 1,
        Trait.KEPT_WORDS: any(d.additional_instruction for d in dosages),
        Trait.SITE: any(d.site for d in dosages),
        Trait.ROUTE: any(d.route for d in dosages),
        Trait.MAXIMUM: any(d.max_dose_per_period or d.max_dose_per_administration for d in dosages),
        Trait.NO_DOSE: any(not d.dose_and_rate for d in dosages),
        Trait.NO_TIMING: any(d.timing is None for d in dosages),
        Trait.SHORTENED_FORM: _shortens_form(reading),
        Trait.FROM_NOTES: lent,
        Trait.REPAIRED: repaired,
    }
    return frozenset(trait for trait, holds in found.items() if holds)


def _shortens_form(reading: InstructionReading) -> bool:
    """`comprimé pelliculé sécable` is `comprimé` in the record: more is written than it says."""
    written = {
        fold(reading.text[e.start : e.end])
        for e in reading.evidence
        if e.field == "medication.form"
    }
    said = len(_LETTERS.findall(fold(reading.form or "")))
    return any(len(_LETTERS.findall(words)) > said for words in written)


def estimate_confidence(
    match_score: float,
    share_read: float,
    ocr_confidence: float | None,
    reasons: Iterable[ReviewReason],
    traits: Iterable[Trait] = (),
) -> float:
    """The probability, 0 to 1, that every field of the line is right.

    0.99 at best, times the share of the drug's name that agrees, times 0.9 + 0.1 of the share of
    the instruction that rules used, times 0.9 + 0.1 of the least confidence of the words that
    carry drug, strength and dose, times a factor for each different reason to look and each
    trait.
    """
    value = _BEST * match_score * (0.9 + 0.1 * share_read)
    if ocr_confidence is not None:
        value *= 0.9 + 0.1 * ocr_confidence
    for reason in set(reasons):
        value *= _COST[reason]
    for trait in set(traits):
        value *= _SHARE_RIGHT[trait]
    return round(value, 3)
