"""Keeps made-up doses within what is usual in a day."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from prescription.dosage import Dosage, Quantity, Ratio, Repeat
from synthetic.cases.facts import Product
from synthetic.tables import read_table

_WHOLE = ("gélule", "capsule", "ampoule", "injection", "suppositoire", "ovule", "goutte")
_MILLIGRAMS = {"µg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


def is_usual(product: Product, strength: tuple[Ratio, ...], dosages: Sequence[Dosage]) -> bool:
    """Whether no day of these dosages, nor a maximum they name, exceeds a limit of the table.

    Nor is anything halved that cannot be, such as a capsule or a prolonged release.

    True where nothing can be said: no limit, no strength in a unit of mass, a dose by weight.
    """
    whole = product.unit in _WHOLE or product.inn.endswith(" LP")
    if whole and any(_is_broken(dosage) for dosage in dosages):
        return False
    for ratio, substance in zip(strength, product.substances, strict=False):
        limit = _limits().get(substance)
        content = _in_milligrams(ratio.numerator)
        if limit is None or content is None or ratio.denominator is not None:
            continue
        days: dict[int, Decimal] = {}
        for dosage in dosages:
            amount = _most_in_a_day(dosage, product.unit, content)
            days[dosage.sequence] = days.get(dosage.sequence, Decimal(0)) + amount
            most = dosage.max_dose_per_period
            if most and _content(most.numerator, product.unit, content) > limit:
                return False
        if any(day > limit for day in days.values()):
            return False
    return True


def _is_broken(dosage: Dosage) -> bool:
    quantity = dosage.dose_and_rate[0].dose_quantity
    return quantity is not None and quantity.value % 1 != 0


def _most_in_a_day(dosage: Dosage, unit: str, content: Decimal) -> Decimal:
    given = dosage.dose_and_rate[0]
    highest = given.dose_range.high if given.dose_range else given.dose_quantity
    if highest is None:
        return Decimal(0)
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    return _content(highest, unit, content) * _times_a_day(repeat)


def _times_a_day(repeat: Repeat) -> Decimal:
    times = Decimal(repeat.frequency_max or repeat.frequency or 1)
    if repeat.period_unit == "h" and repeat.period:
        return 24 / repeat.period
    return times if repeat.period_unit == "d" else Decimal(1)


def _content(quantity: Quantity, unit: str, content: Decimal) -> Decimal:
    """The milligrams in a dose counted in units or given as a mass."""
    if quantity.unit == unit:
        return quantity.value * content
    return _in_milligrams(quantity) or Decimal(0)


def _in_milligrams(quantity: Quantity) -> Decimal | None:
    factor = _MILLIGRAMS.get(quantity.unit or "")
    return None if factor is None else quantity.value * factor


@cache
def _limits() -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in read_table("daily_limits.csv"):
        quantity = Quantity(Decimal(row["value"].replace(",", ".")), row["unit"])
        milligrams = _in_milligrams(quantity)
        if milligrams is not None:
            found[row["substance"]] = milligrams
    return found
