"""Dosages, quantities and numbers in the user's language. What is recorded stays French."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from prescription.dosage import Dosage, Quantity, Range
from prescription.english import (
    dosage_in_english,
    form_in_english,
    number_in_english,
    quantity_in_english,
    range_in_english,
    unit_in_english,
)
from prescription.french import (
    describe_dosage,
    describe_number,
    describe_quantity,
    describe_range,
)
from prescription.language import chosen_language, say


def say_dosage(dosage: Dosage) -> str:
    """One dosage as a plain sentence."""
    return describe_dosage(dosage) if _is_french() else dosage_in_english(dosage)


def say_each(dosages: Iterable[Dosage]) -> Iterator[str]:
    """Several dosages, each with how it follows the one before: `et 0,5 comprimé, à midi`."""
    before = None
    for dosage in dosages:
        together = before is not None and before.sequence == dosage.sequence
        follows = say(fr="et ", en="and ") if together else say(fr="puis ", en="then ")
        yield ("" if before is None else follows) + say_dosage(dosage)
        before = dosage


def say_dosages(dosages: Iterable[Dosage]) -> str:
    """Several dosages in one sentence."""
    return say(fr=" ; ", en="; ").join(say_each(dosages))


def say_quantity(quantity: Quantity) -> str:
    """`0,5 comprimé`, `0.5 tablet`."""
    return describe_quantity(quantity) if _is_french() else quantity_in_english(quantity)


def say_number(value: Decimal) -> str:
    """`2,5`, `2.5`."""
    return describe_number(value) if _is_french() else number_in_english(value)


def say_range(span: Range) -> str:
    """`5 à 7 jours`, `5 to 7 days`."""
    return describe_range(span) if _is_french() else range_in_english(span)


def say_unit(unit: str) -> str:
    """`comprimé`, `tablet`."""
    return unit if _is_french() else unit_in_english(unit)


def say_form(form: str | None) -> str:
    """`crème`, `cream`; empty where none is known."""
    if not form:
        return ""
    return form if _is_french() else form_in_english(form)


def _is_french() -> bool:
    return chosen_language() == "fr"
