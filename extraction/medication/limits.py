"""Whether the amount taken in a day or a week is far above the usual."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extraction.drugs.lexicon import DrugName
from extraction.drugs.strengths import amount, as_marketed
from extraction.resources import read_tables
from prescription.dosage import Dosage, PeriodUnit, Quantity, Ratio, Repeat
from prescription.language import say
from prescription.record import Medication, Patient, Review, ReviewReason
from prescription.spoken import say_number, say_unit

HOLDS_STRENGTH = frozenset(
    {"comprimé", "gélule", "capsule", "suppositoire", "ovule", "patch", "sachet", "ampoule"}
)
"""Dose units of which each holds the written strength."""
MASSES = frozenset({"g", "mg", "µg"})
_SOLID = frozenset({"comprimé", "gélule", "capsule", "lyophilisat", "granule", "pastille", "gomme"})
_SINGLE = frozenset(
    {"patch", "suppositoire", "ovule", "seringue", "stylo", "injection", "ampoule", "anneau"}
)
_APPLIED = frozenset(
    {"application", "noisette", "bain de bouche", "cuillère à café", "cuillère à soupe", "unidose"}
)
MOST_AT_ONCE = (
    dict.fromkeys(_SOLID, 11)
    | dict.fromkeys(("sachet", "bouffée", "inhalation", "pression"), 12)
    | dict.fromkeys(_SINGLE, 4)
    | dict.fromkeys(_APPLIED, 8)
    | {"pulvérisation": 20, "goutte": 200, "nébulisation": 4, "dosette": 8, "dose": 50}
)
"""More of these at once is a number of something else, or two numbers in words (`trente deux`).

Twelve tablets are a half that lost its stroke.
"""
_DAY = ("par jour", "a day")
_A_WEEK = ("par semaine", "a week")
_DAY_BY_WEIGHT = ("par jour pour ce poids", "a day for this weight")
_WEEK = Decimal(7)
_FORTNIGHT = Decimal(14)
_INJECTED = frozenset({"solution injectable", "stylo"})
_ADULT_AGE = 18
_ADULT_WEIGHT = Decimal(40)
"""Kilograms from which doses are no longer counted by weight."""
_DAYS = {
    PeriodUnit.H: Decimal(1) / 24,
    PeriodUnit.D: Decimal(1),
    PeriodUnit.WK: _WEEK,
    PeriodUnit.MO: Decimal(30),
    PeriodUnit.A: Decimal(365),
    PeriodUnit.MIN: Decimal(1) / 1440,
    PeriodUnit.S: Decimal(1) / 86400,
}


@dataclass(frozen=True, slots=True)
class _Limits:
    """The usual most of a substance, each with its unit, and the most days and intakes."""

    day: Quantity | None = None
    week: Quantity | None = None
    day_by_weight: Quantity | None = None
    days_a_week: Decimal | None = None
    intakes_a_day: Decimal | None = None


def check_amounts(
    dosages: Sequence[Dosage],
    medication: Medication,
    drug: DrugName,
    patient: Patient | None = None,
) -> Iterator[Review]:
    """The first doubt about a day's amount, a week's, or how many days a week it is taken.

    The amounts of concurrent dosages are added up.
    """
    if (crowded := _too_many(dosages, drug)) is not None:
        yield crowded
        return
    totals: dict[tuple[int, str, str], Decimal] = {}
    for dosage in dosages:
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        days = _days_a_week(repeat)
        if (often := _too_often(repeat, days, drug)) is not None:
            yield often
            return
        for substance, intake in _intake(dosage, medication, drug).items():
            limits = _limits().get(substance, _Limits())
            a_day = intake.value * _times_a_day(repeat)
            for period, taken, limit in (
                (_DAY, a_day, None if _lasts_long(repeat, drug) else limits.day),
                (_A_WEEK, a_day * days, limits.week),
                (_DAY_BY_WEIGHT, a_day, _of_child(limits, intake, patient)),
            ):
                if limit is None or intake.unit != limit.unit:
                    continue
                key = (dosage.sequence, substance, f"{period[1]} {limit.value}")
                totals[key] = totals.get(key, Decimal(0)) + taken
                if totals[key] > limit.value:
                    taken_in_all = Quantity(totals[key], limit.unit)
                    yield _implausible(_limit_sentence(substance, taken_in_all, limit, period))
                    return


def _too_often(repeat: Repeat, days: Decimal, drug: DrugName) -> Review | None:
    """`Trulicity 1 injection par jour`: what is taken weekly or more seldom, however much of it."""
    for substance in drug.substances:
        most = _limits().get(substance, _Limits()).days_a_week
        if most is not None and repeat.frequency is not None and days > most:
            return _implausible(_days_sentence(substance, days, most))
    return None


def _too_many(dosages: Sequence[Dosage], drug: DrugName) -> Review | None:
    """`Préviscan 1/2 - 1/2 - 3/4`: taken once a day, so these are three days, no three moments."""
    taken: dict[tuple[int, object], Decimal] = {}
    for dosage in dosages:
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        if repeat.period in (None, 1) and repeat.frequency is not None:
            key = (dosage.sequence, repeat.day_of_week)
            taken[key] = taken.get(key, Decimal(0)) + _times_a_day(repeat)
    for substance in drug.substances:
        most = _limits().get(substance, _Limits()).intakes_a_day
        seen = max(taken.values(), default=Decimal(0))
        if most is not None and seen > most:
            return _implausible(
                say(
                    fr=f"{substance} : {seen:.0f} prises par jour, au plus {most} d’habitude.",
                    en=f"{substance}: taken {seen:.0f} times a day, usually {most} at most.",
                )
            )
    return None


def usual_days_a_week(drug: DrugName) -> Decimal | None:
    """On how many days a week the drug is taken at most; None for what is taken daily."""
    told = (_limits().get(substance, _Limits()).days_a_week for substance in drug.substances)
    return next((days for days in told if days is not None), None)


def _limit_sentence(
    substance: str, taken: Quantity, limit: Quantity, period: tuple[str, str]
) -> str:
    seen, most = (
        f"{say_number(round(q.value, 3))} {say_unit(q.unit or '')}" for q in (taken, limit)
    )
    return say(
        fr=f"{substance} : {seen} {period[0]}, plus que le maximum habituel de {most}.",
        en=f"{substance}: {seen} {period[1]}, above the usual maximum of {most}.",
    )


def _days_sentence(substance: str, days: Decimal, most: Decimal) -> str:
    return say(
        fr=f"{substance} : {days:.0f} jours de prise par semaine, au plus {most} d’habitude.",
        en=f"{substance}: taken {days:.0f} days a week, usually {most} at most.",
    )


def _implausible(text: str) -> Review:
    return Review("dosageInstruction", ReviewReason.DOSE_IMPLAUSIBLE, text)


def _of_child(limits: _Limits, intake: Quantity, patient: Patient | None) -> Quantity | None:
    """What the weight allows a child a day; a dose for one kilogram is compared as it stands."""
    by_weight = limits.day_by_weight
    if by_weight is None:
        return None
    unit = (by_weight.unit or "").removesuffix("/kg")
    if (intake.unit or "").endswith("/kg"):
        return by_weight
    weight = patient.weight if patient else None
    if weight is None or weight.unit != "kg" or weight.value >= _ADULT_WEIGHT:
        return None
    age = patient.age if patient else None
    if age is not None and age.unit == "a" and age.value >= _ADULT_AGE:
        return None
    return Quantity(by_weight.value * weight.value, unit)


def _intake(dosage: Dosage, medication: Medication, drug: DrugName) -> dict[str, Quantity]:
    """The amount of each substance in one intake, in its base unit, where it can be told."""
    quantity = highest_dose(dosage)
    if quantity is None:
        return {}
    substances = drug.substances
    strength = as_marketed(medication.strength, drug.strengths)
    if quantity.unit in HOLDS_STRENGTH:
        parts = [r for r in strength if r.denominator is None]
        if len(parts) != len(substances):
            return {}
        held = [_base(r.numerator) for r in parts]
        pairs = zip(substances, held, strict=True)
        return {name: Quantity(q.value * quantity.value, q.unit) for name, q in pairs}
    if quantity.unit == "mL" and len(strength) == len(substances):
        volumes = [_in_volume(r, quantity.value) for r in strength]
        return {n: q for n, q in zip(substances, volumes, strict=True) if q is not None}
    base = _base(quantity)
    if len(substances) == 1 and base.unit in ("mg", "UI", "mg/kg", "UI/kg"):
        return {substances[0]: base}
    return {}


def _in_volume(ratio: Ratio, millilitres: Decimal) -> Quantity | None:
    """What so many millilitres of a liquid hold."""
    if ratio.denominator is None:
        return None
    volume = _base(ratio.denominator)
    if volume.unit != "mL" or not volume.value:
        return None
    held = _base(ratio.numerator)
    return Quantity(held.value * millilitres / volume.value, held.unit)


def _base(quantity: Quantity) -> Quantity:
    """In mg, UI or mL; `mg/kg` stays for one kilogram."""
    unit = quantity.unit or ""
    value, base = amount(Quantity(quantity.value, unit.removesuffix("/kg")))
    return Quantity(value, f"{base}/kg" if unit.endswith("/kg") else base)


def _times_a_day(repeat: Repeat) -> Decimal:
    """Intakes on a day with an intake; the one day of a weekly intake counts alone."""
    often = repeat.frequency_max or repeat.frequency or max(len(repeat.time_of_day), 1)
    period = (repeat.period or Decimal(1)) * _DAYS[repeat.period_unit or PeriodUnit.D]
    if period < 1:
        return Decimal(often) / period
    return Decimal(often) / min(Decimal(often), period) if period > 1 else Decimal(often)


def _lasts_long(repeat: Repeat, drug: DrugName) -> bool:
    """`Risperdal Consta 25 mg IM/15 j`: an injection that is given off for weeks."""
    often = repeat.frequency_max or repeat.frequency or 1
    period = (repeat.period or Decimal(1)) * _DAYS[repeat.period_unit or PeriodUnit.D]
    return period / often >= _FORTNIGHT and bool(drug.forms) and set(drug.forms) <= _INJECTED


def _days_a_week(repeat: Repeat) -> Decimal:
    """On how many days of a week something is taken."""
    if repeat.count is not None and repeat.frequency is None:
        return Decimal(1)
    if repeat.day_of_week:
        return Decimal(len(repeat.day_of_week))
    often = repeat.frequency_max or repeat.frequency or 1
    period = (repeat.period or Decimal(1)) * _DAYS[repeat.period_unit or PeriodUnit.D]
    days = min(_WEEK, often * _WEEK / max(period, Decimal(1)))
    bounds = repeat.bounds_duration
    if bounds is not None and bounds.unit == "d":
        days = min(days, max(bounds.value, Decimal(1)))
    return days


def highest_dose(dosage: Dosage) -> Quantity | None:
    """The dose of one intake, the higher end of a range."""
    for dose in dosage.dose_and_rate:
        if dose.dose_quantity:
            return dose.dose_quantity
        if dose.dose_range:
            return dose.dose_range.high
    return None


@cache
def _limits() -> dict[str, _Limits]:
    fields: dict[str, dict[str, Quantity]] = {}
    days: dict[str, Decimal] = {}
    intakes: dict[str, Decimal] = {}
    for row in read_tables("lexicon", "dose_limits."):
        value, unit = Decimal(row["max_daily"].replace(",", ".")), row["unit"]
        known = fields.setdefault(row["substance"], {})
        if unit == "d/wk":
            days[row["substance"]] = value
        elif unit == "x/d":
            intakes[row["substance"]] = value
        elif unit.endswith("/wk"):
            known["week"] = _base(Quantity(value, unit.removesuffix("/wk")))
        elif unit.endswith("/kg"):
            known["day_by_weight"] = _base(Quantity(value, unit))
        else:
            known["day"] = _base(Quantity(value, unit))
    return {
        name: _Limits(**known, days_a_week=days.get(name), intakes_a_day=intakes.get(name))
        for name, known in fields.items()
    }
