"""Whether strength, form and dose can be: the guard against a misread digit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extraction.lexicon import DrugName, Lexicon
from extraction.resources import read_rules, read_tables
from extraction.strengths import Strength, amount, same_strength, write_strength
from prescription.dosage import Dosage, PeriodUnit, Quantity, Repeat
from prescription.record import Medication, Review, ReviewReason

_FAR_ABOVE = Decimal("1.5")
_DAYS = {
    PeriodUnit.H: Decimal(1) / 24,
    PeriodUnit.D: Decimal(1),
    PeriodUnit.WK: Decimal(7),
    PeriodUnit.MO: Decimal(30),
    PeriodUnit.A: Decimal(365),
    PeriodUnit.MIN: Decimal(1) / 1440,
    PeriodUnit.S: Decimal(1) / 86400,
}
_SOLID = frozenset({"comprimé", "gélule", "capsule", "suppositoire", "ovule", "patch"})
_COUNTED = _SOLID | {"sachet"}


@dataclass(frozen=True, slots=True)
class DoseLimit:
    """The usual greatest amount of a substance in a day."""

    max_daily: Decimal
    unit: str


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
    dosages: Sequence[Dosage], medication: Medication, drug: DrugName, lexicon: Lexicon
) -> Iterator[Review]:
    """Doubts about doses: a unit that does not fit the form, a day's total far above the usual."""
    written = medication.form or ""
    forms = {f for f in (written, *drug.forms) if f in lexicon.forms}
    if written in _SOLID and written in lexicon.forms:
        forms = {written}
    units = {u for f in forms for u in lexicon.forms[f].dose_units}
    for i, dosage in enumerate(dosages):
        quantity = _dose(dosage)
        if quantity is None:
            continue
        field = f"dosageInstruction[{i}].doseAndRate"
        counted = quantity.unit in _COUNTED
        if counted and units and quantity.unit not in units:
            text = f"{quantity.unit} : {', '.join(sorted(units))}"
            yield Review(field, ReviewReason.DOSE_IMPLAUSIBLE, text)
    yield from _check_daily(dosages, medication, drug)


def _check_daily(
    dosages: Sequence[Dosage], medication: Medication, drug: DrugName
) -> Iterator[Review]:
    totals: dict[int, dict[str, Decimal]] = {}
    for dosage in dosages:
        for substance, (total, unit) in _daily(dosage, medication, drug).items():
            limit = _limits().get(substance)
            if limit is None:
                continue
            most, limit_unit = amount(Quantity(limit.max_daily, limit.unit))
            if unit != limit_unit:
                continue
            of_step = totals.setdefault(dosage.sequence, {})
            of_step[substance] = of_step.get(substance, Decimal(0)) + total
            if of_step[substance] > most * _FAR_ABOVE:
                seen = f"{of_step[substance].normalize():f} {unit}/j"
                text = f"{substance} {seen} > {limit.max_daily} {limit.unit}/j"
                yield Review("dosageInstruction", ReviewReason.DOSE_IMPLAUSIBLE, text)
                return


def _daily(
    dosage: Dosage, medication: Medication, drug: DrugName
) -> dict[str, tuple[Decimal, str]]:
    """The amount of each substance in a day, in its base unit, where it can be told."""
    quantity = _dose(dosage)
    if quantity is None:
        return {}
    times = _times_a_day(dosage.timing.repeat if dosage.timing else None)
    value, unit = amount(quantity)
    if quantity.unit in _COUNTED:
        per_unit = [r for r in medication.strength if r.denominator is None]
        if len(per_unit) != len(drug.substances):
            return {}
        return {
            substance: (value * amount(r.numerator)[0] * times, amount(r.numerator)[1])
            for substance, r in zip(drug.substances, per_unit, strict=True)
        }
    if len(drug.substances) == 1 and unit in ("mg", "UI"):
        return {drug.substances[0]: (value * times, unit)}
    return {}


def _times_a_day(repeat: Repeat | None) -> Decimal:
    if repeat is None:
        return Decimal(1)
    often = repeat.frequency_max or repeat.frequency or max(len(repeat.time_of_day), 1)
    period = (repeat.period or Decimal(1)) * _DAYS[repeat.period_unit or PeriodUnit.D]
    return Decimal(often) / period if period < 1 or often > 1 else Decimal(often)


def _dose(dosage: Dosage) -> Quantity | None:
    for dose in dosage.dose_and_rate:
        if dose.dose_quantity:
            return dose.dose_quantity
        if dose.dose_range:
            return dose.dose_range.high
    return None


def _digits(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f}".replace(".", "")


@cache
def _limits() -> dict[str, DoseLimit]:
    return {
        row["substance"]: DoseLimit(Decimal(row["max_daily"].replace(",", ".")), row["unit"])
        for row in read_tables("lexicon", "dose_limits.")
        if "/" not in row["unit"]
    }
