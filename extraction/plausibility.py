"""Whether strength, form and dose can be: the guard against a misread digit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from extraction.lexicon import DrugName, Lexicon
from extraction.limits import COUNTED, MASSES, check_amounts, highest_dose
from extraction.resources import read_rules
from extraction.strengths import Strength, amount, same_strength, write_strength
from prescription.dosage import Dosage, Quantity, Ratio
from prescription.record import Medication, Patient, Review, ReviewReason

_SOLID = frozenset({"comprimé", "gélule", "capsule", "suppositoire", "ovule", "patch"})


def check_product(medication: Medication, drug: DrugName) -> Iterator[Review]:
    """Doubts about strength and form of a recognised drug."""
    strength, form = medication.strength, medication.form
    if form and drug.forms and not any(_alike(form, known) for known in drug.forms):
        marketed = ", ".join(drug.forms)
        yield Review("medication.form", ReviewReason.FORM_NOT_MARKETED, f"{form} : {marketed}")
    strengths = _marketed(drug, form)
    if strength and strengths and not any(same_strength(strength, s) for s in strengths):
        near = " · ".join(write_strength(s) for s in nearest(strength, strengths))
        text = f"{write_strength(strength)} : {near}"
        yield Review("medication.strength", ReviewReason.STRENGTH_NOT_MARKETED, text)


def is_marketed(medication: Medication, drug: DrugName) -> bool:
    """Whether the reference confirms the strength that was read."""
    known = _marketed(drug, medication.form)
    return bool(medication.strength) and any(same_strength(medication.strength, s) for s in known)


def is_confirmed(medication: Medication, drug: DrugName) -> bool:
    """Whether the strength is marketed and no misread digit makes another marketed one of it."""
    if not is_marketed(medication, drug):
        return False
    read = _digits(medication.strength[0].numerator)
    others = {_digits(s[0].numerator) for s in _marketed(drug, medication.form)} - {read}
    return not any(len(o) == len(read) and _changed(o, read) == 1 for o in others)


def _changed(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _marketed(drug: DrugName, form: str | None) -> list[Strength]:
    """The strengths of the written form and of those written for it; of all without a form."""
    products = [p for p in drug.products if form and p.form and _alike(form, p.form)]
    return [s for product in products or drug.products for s in product.strengths]


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in row and other in row for row in _forms_alike())


@cache
def _forms_alike() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row) for row in read_rules("forms_alike.toml")["rows"])


def nearest(strength: Strength, marketed: Sequence[Strength]) -> list[Strength]:
    """The marketed strengths, those nearest in digits first."""

    def distance(other: Strength) -> tuple[int, Decimal]:
        seen, known = _digits(strength[0].numerator), _digits(other[0].numerator)
        shared = sum(a == b for a, b in zip(seen, known, strict=False))
        value, known_value = amount(strength[0].numerator)[0], amount(other[0].numerator)[0]
        return abs(len(seen) - len(known)) - shared, abs(value - known_value)

    return sorted(dict.fromkeys(marketed), key=distance)[:5]


def check_doses(
    dosages: Sequence[Dosage],
    medication: Medication,
    drug: DrugName,
    lexicon: Lexicon,
    patient: Patient | None = None,
) -> Iterator[Review]:
    """Doubts about doses: a unit that does not fit, an amount that no one takes."""
    written = medication.form or ""
    forms = {f for f in (written, *drug.forms) if f in lexicon.forms}
    if written in _SOLID and written in lexicon.forms:
        forms = {written}
    units = {u for f in forms for u in lexicon.forms[f].dose_units}
    for i, dosage in enumerate(dosages):
        quantity = highest_dose(dosage)
        if quantity is None:
            continue
        field = f"dosageInstruction[{i}].doseAndRate"
        counted = quantity.unit in COUNTED - {"ampoule"}
        if counted and units and quantity.unit not in units:
            text = f"{quantity.unit} : {', '.join(sorted(units))}"
            yield Review(field, ReviewReason.DOSE_IMPLAUSIBLE, text)
        if quantity.unit in MASSES and _is_far_below(quantity, drug):
            text = f"{write_strength((Ratio(quantity),))} : {drug.name}"
            yield Review(field, ReviewReason.DOSE_IMPLAUSIBLE, text)
    yield from check_amounts(dosages, medication, drug, patient)


def _is_far_below(dose: Quantity, drug: DrugName) -> bool:
    """Less than a quarter of every tablet: `1 mg` of a drug whose capsules hold 100 mg."""
    if not drug.forms or not set(drug.forms) <= COUNTED:
        return False
    value, unit = amount(dose)
    held = [amount(s[0].numerator) for s in drug.strengths]
    return bool(held) and all(u == unit and value * 4 < v for v, u in held)


def _digits(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f}".replace(".", "")
