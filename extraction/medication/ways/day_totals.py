"""A total of the day said behind the doses: `1 gél x 2/j (soit 150 mg/j)` says them again."""

import re
from decimal import Decimal

from extraction.drugs.equal_amounts import same_quantity
from extraction.medication.limits import HOLDS_STRENGTH, MASSES
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, PeriodUnit, Quantity

_TOTAL = re.compile(
    r"(?:soit )?(\d+(?:[.,]\d+)?) ?(mg|g|µg) ?(?:/|par) ?(?:j|jr|jour|24 ?h)[ .)]*", re.ASCII
)


def says_total_again(reading: InstructionReading, words: str) -> bool:
    """Whether words are the total of all doses of one day, in a mass, exactly."""
    found = _TOTAL.fullmatch(fold(words).replace("μ", "µ").strip(" (,;:"))
    if found is None or not reading.dosages:
        return False
    told = Quantity(Decimal(found[1].replace(",", ".")), found[2])
    amounts = [_of_a_day(dosage) for dosage in reading.dosages]
    units = {amount.unit for amount in amounts if amount is not None}
    if None in amounts or len(units) != 1 or {d.sequence for d in reading.dosages} != {1}:
        return False
    total = sum((amount.value for amount in amounts if amount is not None), Decimal(0))
    unit = units.pop()
    if unit in MASSES:
        return same_quantity(Quantity(total, unit), told)
    one = reading.strength[0] if len(reading.strength) == 1 else None
    if unit not in HOLDS_STRENGTH or one is None or one.denominator is not None:
        return False
    return same_quantity(Quantity(total * one.numerator.value, one.numerator.unit), told)


def _of_a_day(dosage: Dosage) -> Quantity | None:
    """What one dosage comes to on every day; None where it tells no fixed amount."""
    repeat = dosage.timing.repeat if dosage.timing else None
    dose = dosage.dose_and_rate[0].dose_quantity if len(dosage.dose_and_rate) == 1 else None
    if repeat is None or dose is None or repeat.frequency is None or repeat.frequency_max:
        return None
    daily = repeat.period == 1 and repeat.period_unit is PeriodUnit.D and not repeat.day_of_week
    needed = dosage.as_needed_boolean or dosage.as_needed_codeable_concept is not None
    return Quantity(dose.value * repeat.frequency, dose.unit) if daily and not needed else None
