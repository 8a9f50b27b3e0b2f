"""How much a posology uses in all, worked out so that a reader can check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from prescription.dosage import Dosage, Quantity, Repeat
from prescription.spoken import say_number, say_quantity

_DAYS = {"d": 1, "wk": 7}
"""Days of each unit; a month has no fixed number of them."""
_HOURS = Decimal(24)


def say_total(dosages: Sequence[Dosage]) -> str:
    """`1 comprimé × 3 × 7 jours = 21 comprimés`, in the user's language; empty where it cannot be
    told for sure.

    What is taken as needed, by range or by weight has no total.
    """
    terms, total = _terms(dosages), total_of(dosages)
    if total is None:
        return ""
    return f"{' + '.join(term.words for term in terms)} = {say_quantity(total)}"


def total_of(dosages: Sequence[Dosage]) -> Quantity | None:
    """All that a posology uses, in the unit of its doses; None where it cannot be told for sure."""
    terms = _terms(dosages)
    units = {term.dose.unit for term in terms}
    if len(units) != 1:
        return None
    return Quantity(sum((term.total for term in terms), Decimal(0)), units.pop())


@dataclass(frozen=True, slots=True)
class _Term:
    """A dose, how many times a day, for how many days."""

    dose: Quantity
    times: Decimal
    days: Decimal

    @property
    def total(self) -> Decimal:
        return self.dose.value * self.times * self.days

    @property
    def words(self) -> str:
        length = say_quantity(Quantity(self.days, "d"))
        return f"{say_quantity(self.dose)} × {say_number(self.times)} × {length}"


def _terms(dosages: Sequence[Dosage]) -> tuple[_Term, ...]:
    """What each step uses; empty when one of them cannot be told."""
    terms = tuple(map(_term, dosages))
    known = tuple(term for term in terms if term is not None)
    return known if len(known) == len(terms) else ()


def _term(dosage: Dosage) -> _Term | None:
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    bounds = repeat.bounds_duration
    as_needed = dosage.as_needed_boolean or dosage.as_needed_codeable_concept
    doses = [dose.dose_quantity for dose in dosage.dose_and_rate]
    # A remark may say that some days are left out: `5 jours sur 7`.
    if dosage.additional_instruction:
        return None
    if as_needed or bounds is None or bounds.unit not in _DAYS or len(doses) != 1:
        return None
    times = _times_a_day(repeat)
    dose = doses[0]
    if dose is None or dose.unit is None or "/" in dose.unit or times is None:
        return None
    return _Term(dose, times, bounds.value * _DAYS[bounds.unit])


def _times_a_day(repeat: Repeat) -> Decimal | None:
    """Intakes of a day that has them alike; None where days differ or the number is open."""
    open_end = repeat.frequency_max or repeat.period_max or repeat.day_of_week or repeat.count
    if open_end or not repeat.frequency or not repeat.period:
        return None
    if repeat.period_unit == "d" and repeat.period == 1:
        return Decimal(repeat.frequency)
    if repeat.period_unit == "h" and _HOURS % repeat.period == 0:
        return repeat.frequency * _HOURS / repeat.period
    return None
