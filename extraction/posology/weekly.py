"""Days and moments beside a number of times a week or a month."""

from dataclasses import replace
from decimal import Decimal

from extraction.posology.groups import Choices
from extraction.posology.rhythms import Rhythms
from extraction.rules.intervals import DAY
from extraction.rules.meanings import ONE, Amount, Per, Rhythm
from extraction.rules.units import COUNTED, EVENTS
from prescription.dosage import PeriodUnit

FEWEST_OF_EVERY_DAY = 5
"""So many named days may be what `tous les jours` means."""
_LONG = frozenset({PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A})


def spread_over_days(
    found: Rhythms, amount: Amount | None, choices: Choices
) -> tuple[Rhythms, Amount | None]:
    """`2 patchs par semaine (lundi et jeudi)`: one on each of the days, or two on each."""
    if found.per is None or found.per.unit is not PeriodUnit.WK or found.rhythm or found.divided:
        return found, amount
    if amount is None or amount.high is not None or amount.unit not in COUNTED.union(EVENTS):
        return found, amount
    if not 1 < amount.low == len(found.days):
        return found, amount
    times = Rhythm(Amount(Decimal(len(found.days))), found.per)
    each = choices.second("total de la semaine")
    return replace(found, rhythm=times), amount if each else replace(amount, low=ONE)


def has_as_many_days(found: Rhythms, times: Amount | None, per: Per | None) -> bool:
    """`3 fois par semaine, lundi et jeudi`, `un jour sur trois, le lundi` contradict themselves."""
    if not found.days or times is None or per is None:
        return True
    if found.cycle is not None and found.cycle.on == 1:
        return False
    if per.unit is not PeriodUnit.WK:
        return True
    return times.low <= len(found.days) <= (times.high or times.low)


def has_one_moment(per: Per | None, count: int | None) -> bool:
    """`matin et soir, 1 fois par semaine`: two intakes on that day, or one; of a day it is told."""
    return per is None or per.unit not in _LONG or count is None or count == 1


def names_days_of_every_day(found: Rhythms) -> bool:
    """`le lundi, tous les jours` contradicts itself; `tous les jours, du lundi au vendredi` not."""
    if not found.days or len(found.days) >= FEWEST_OF_EVERY_DAY:
        return False
    every = found.interval is not None and found.interval.unit is PeriodUnit.D
    return every or (found.per is not None and found.per.each and found.per == DAY)


def names_its_days(found: Rhythms) -> bool:
    """`5 jours sur 7, du lundi au vendredi` agrees with itself."""
    return found.cycle is None or not found.days or found.cycle.on == len(found.days)
