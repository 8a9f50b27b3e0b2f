"""Dosages, quantities and numbers in the user's language. What is recorded stays French."""

from collections.abc import Sequence
from decimal import Decimal

from prescription.dosage import Dosage, Quantity, Range
from prescription.english import (
    dosage_in_english,
    dosages_in_english,
    number_in_english,
    quantity_in_english,
    range_in_english,
)
from prescription.french import (
    describe_dosage,
    describe_dosages,
    describe_number,
    describe_quantity,
    describe_range,
)
from prescription.language import chosen_language


def say_dosage(dosage: Dosage) -> str:
    """One dosage as a plain sentence."""
    return describe_dosage(dosage) if _is_french() else dosage_in_english(dosage)


def say_dosages(dosages: Sequence[Dosage]) -> str:
    """Several dosages: what is taken together, then what follows."""
    return describe_dosages(dosages) if _is_french() else dosages_in_english(dosages)


def say_quantity(quantity: Quantity) -> str:
    """`0,5 comprimé`, `0.5 tablet`."""
    return describe_quantity(quantity) if _is_french() else quantity_in_english(quantity)


def say_number(value: Decimal) -> str:
    """`2,5`, `2.5`."""
    return describe_number(value) if _is_french() else number_in_english(value)


def say_range(span: Range) -> str:
    """`5 à 7 jours`, `5 to 7 days`."""
    return describe_range(span) if _is_french() else range_in_english(span)


def _is_french() -> bool:
    return chosen_language() == "fr"
