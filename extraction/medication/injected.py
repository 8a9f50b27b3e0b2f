"""Injections that are counted though nobody wrote of how much: `Lantus 1 injection le soir`."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from extraction.drugs.lexicon import DrugName
from extraction.drugs.strengths import Strength
from extraction.medication.limits import highest_dose
from extraction.resources import read_rules
from prescription.dosage import Dosage
from prescription.language import say
from prescription.record import Medication, Review, ReviewReason

_INJECTED = frozenset({"injection", "stylo", "seringue", "cartouche"})
_MAY_BE_INJECTED = frozenset({"dose", "flacon", "ampoule"})
_STEPS = "dose"
"""What some pens count their units in: one of them alone is an injection."""
_VOLUME = re.compile(r"(\d+(?:[.,]\d+)?) ?m[lL]")
_FORMS = frozenset({"solution injectable", "stylo"})


def injection_doubts(
    dosages: Sequence[Dosage], medication: Medication, drug: DrugName
) -> Iterator[Review]:
    """A doubt where neither dose nor strength says how much one injection is."""
    several = not medication.strength and _has_several(drug)
    dialled = is_dialled(drug, medication.strength)
    if not (several or dialled):
        return
    alone = dialled or {product.form for product in drug.dispensed} <= _FORMS
    units = _INJECTED | _MAY_BE_INJECTED if alone else _INJECTED
    for i, dosage in enumerate(dosages):
        dose = highest_dose(dosage)
        if dose is None or dose.unit not in units or (dose.unit == _STEPS and dose.value > 1):
            continue
        if not dialled and _tells_volume(dosage, drug):
            continue
        field = f"dosageInstruction[{i}].doseAndRate"
        yield Review(field, ReviewReason.DOSE_IMPLAUSIBLE, _sentence(drug))


def _tells_volume(dosage: Dosage, drug: DrugName) -> bool:
    """`Lovenox 0,4 ml : 1 injection`: what one syringe of it holds."""
    sold = [s for p in drug.dispensed if p.form in _FORMS for s in p.strengths]
    held = {r.denominator.value for s in sold for r in s if r.denominator}
    told = (_VOLUME.fullmatch(note.text) for note in dosage.additional_instruction)
    return any(Decimal(found[1].replace(",", ".")) in held for found in told if found)


def _sentence(drug: DrugName) -> str:
    return say(
        fr=f"La quantité de {drug.name} à injecter n’est pas écrite.",
        en=f"How much {drug.name} is injected is not written.",
    )


@lru_cache(maxsize=4096)
def _has_several(drug: DrugName) -> bool:
    """Whether what is injected of a drug is sold in more than one strength."""
    sold = (product for product in drug.dispensed if product.form in _FORMS)
    return len({strength for product in sold for strength in product.strengths}) > 1


@lru_cache(maxsize=4096)
def is_dialled(drug: DrugName, written: Strength) -> bool:
    """Whether the dose is dialled or drawn, whatever the pen or the vial holds."""
    if not any(code.startswith(_groups()) for code in drug.atc):
        return False
    sold = [p for p in drug.dispensed if p.form in _FORMS]
    held = [r.denominator for p in sold for s in (*p.strengths, written) for r in s]
    return any(p.form == "stylo" for p in sold) or any(held)


@cache
def _groups() -> tuple[str, ...]:
    return tuple(read_rules("dialled.toml")["groups"])
