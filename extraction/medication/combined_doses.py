"""A dose in milligrams of a combination may be its other strength: `Exforge 5 mg : 160 mg`."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extraction.drugs.lexicon import DrugName
from extraction.drugs.strengths import amount, same_strength
from extraction.medication.limits import MASSES, highest_dose
from prescription.dosage import Dosage, Quantity, Ratio
from prescription.language import say
from prescription.record import Medication, Review, ReviewReason

_AMOUNTS = MASSES | {"UI", "MUI"}
_INSULINS = "A10A"
"""`Suliqua 100/50 : 20 UI`: they are taken in units."""
_TIMES = frozenset(map(Decimal, ("0.5", "1", "2", "3", "4")))
"""How many of what holds a strength are taken at once: `Augmentin 500 mg : 1 g matin et soir`."""


def combined_dose_doubts(
    dosages: Sequence[Dosage], medication: Medication, drug: DrugName
) -> Iterator[Review]:
    """Of a drug of several substances: a mass that is no usual share of the written strength."""
    strength = medication.strength
    if len(drug.substances) < 2 or any(code.startswith(_INSULINS) for code in drug.atc):
        return
    if not strength or any(one.denominator for one in strength):
        return
    for i, dosage in enumerate(dosages):
        dose = highest_dose(dosage)
        if dose is not None and dose.unit in _AMOUNTS and _may_be_strength(dose, strength, drug):
            said = say(
                fr="cette quantité est peut-être un autre dosage de l'association.",
                en="this amount may be another strength of the combination.",
            )
            field = f"dosageInstruction[{i}].doseAndRate"
            yield Review(field, ReviewReason.AMBIGUOUS_POSOLOGY, said)
            return


def _may_be_strength(dose: Quantity, strength: Sequence[Ratio], drug: DrugName) -> bool:
    value, unit = amount(dose)
    shares = {
        value / held
        for held, held_unit in (amount(one.numerator) for one in strength)
        if held_unit == unit and held
    }
    together = (*strength, Ratio(dose))
    sold = any(len(s) == len(together) and same_strength(together, s) for s in drug.strengths)
    # Of `5 mg/10 mg : 10 mg` two are taken, or one.
    return sold or len(shares & _TIMES) != 1
