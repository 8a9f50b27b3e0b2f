"""From the rhythm, moments, days and lengths written for one dose to FHIR's Timing.repeat."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.posology.rhythms import Rhythms
from extraction.posology.weekly import (
    has_as_many_days,
    has_one_moment,
    names_days_of_every_day,
    names_its_days,
)
from extraction.rules.duration import HOURS_A_DAY
from extraction.rules.intervals import DAY
from extraction.rules.meanings import ONE, Amount, Cycle, Moment, Per
from extraction.rules.units import COUNTED
from extraction.values import value
from prescription.dosage import EventTiming, PeriodUnit, Repeat

UNTIMED = Repeat()
GENERIC_MEALS = frozenset({EventTiming.AC, EventTiming.C, EventTiming.PC})
MEAL_OF = {EventTiming.MORN: "M", EventTiming.NOON: "D", EventTiming.EVE: "V"}
MEAL_NAMED = MEAL_OF | {EventTiming.CM: "M", EventTiming.CD: "D", EventTiming.CV: "V"}
LONG_UNITS = (PeriodUnit.D, PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A)


def join_meals(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """`matin et soir` or `au déjeuner` with `avant le repas` is ACM and ACV, or ACD."""
    generic = [m for m in moments if m.when in GENERIC_MEALS]
    parts = [m for m in moments if m.when in MEAL_NAMED]
    if len(generic) == 1 and parts:
        relation = generic[0]
        joined = [
            Moment(EventTiming(relation.when + MEAL_NAMED[m.when]), relation.offset)
            if m.when in MEAL_NAMED
            else m
            for m in moments
            if m is not relation
        ]
        return tuple(joined)
    precise = {m.when[-1] for m in moments if len(m.when) in (2, 3) and m.when[-1] in "MDV"}
    covered = {part for part, letter in MEAL_OF.items() if letter in precise}
    return tuple(m for m in moments if m.when not in covered)


@value
class Combined:
    """The repeat, by how much the written dose is divided, and whether the parts agree."""

    repeat: Repeat
    divided_by: Amount | None = None
    agrees: bool = True


def may_be_single(found: Rhythms, *, told: bool) -> bool:
    """`le soir, prise unique`: once for all, or one intake a day.

    So is `le soir, à renouveler 3 jours plus tard` (`told`).
    """
    open_end = not (found.per or found.rhythm or found.interval or found.days or found.span)
    return (
        (found.once or told)
        and open_end
        and not found.as_needed
        and len(found.moments) + len(found.clock) == 1
    )


def is_total_over_meals(found: Rhythms, amount: Amount | None) -> bool:
    """`2 cp par jour pendant les repas`: two at one meal, or one at two."""
    if found.per is None or found.per != DAY or found.per.each or found.rhythm or found.divided:
        return False
    if amount is None or amount.high is not None or amount.low <= 1 or amount.low % 1:
        return False
    generic = bool(found.moments) and all(m.when in GENERIC_MEALS for m in found.moments)
    return generic and amount.unit in COUNTED


def combine(
    found: Rhythms, *, has_dose: bool, split_by_moments: bool = False, single: bool = False
) -> Combined:
    """FHIR's repeat; `split_by_moments`: `2 cp par jour matin et soir` is one each time."""
    moments = join_meals(found.moments)
    bounds = found.span.bounds if found.span is not None else UNTIMED
    repeat = Repeat(
        when=tuple([m.when for m in moments]),
        offset=_offset(moments),
        time_of_day=found.clock,
        day_of_week=found.days,
        bounds_duration=bounds.bounds_duration,
        bounds_range=bounds.bounds_range,
    )
    if single or _is_single(found):
        # `matin et soir, dose unique` contradicts itself.
        return Combined(replace(repeat, count=1), agrees=len(moments) + len(found.clock) <= 1)
    times, per, agrees = _how_often(found, _known_count(moments, found), has_dose=has_dose)
    divided = found.divided.times if found.divided else None
    if split_by_moments:
        count = _known_count(moments, found)
        divided = Amount(Decimal(count)) if count else None
        times = divided or times
    if times is None or per is None:
        return Combined(repeat, divided, agrees)
    if _is_round_the_clock(found):
        per = Per(Decimal(HOURS_A_DAY), PeriodUnit.H)
    repeat = replace(
        repeat,
        frequency=int(times.low),
        frequency_max=int(times.high) if times.high else None,
        period=per.period,
        period_max=per.period_max,
        period_unit=per.unit,
    )
    return Combined(repeat, divided, agrees)


def _is_round_the_clock(found: Rhythms) -> bool:
    """`1 patch/24 h` is written in hours, as `1 cp/6 h` is; `3 fois par 24 h` is three a day."""
    counted = found.rhythm or found.divided or found.interval or found.cycle
    timed = found.moments or found.clock or found.days
    return bool(found.per and found.per.in_hours) and not counted and not timed


def differ_in_offset(moments: Sequence[Moment]) -> bool:
    """`le matin et 1 h avant le coucher`: FHIR holds one time before for all moments alone."""
    return len({m.offset for m in join_meals(moments)}) > 1


def _offset(moments: Sequence[Moment]) -> int | None:
    offsets = {m.offset for m in moments}
    return offsets.pop() if len(offsets) == 1 else None


def _known_count(moments: Sequence[Moment], found: Rhythms) -> int | None:
    """How many intakes a day the moments or the clock make; None when they do not say."""
    if found.frequency:
        return found.frequency
    if found.clock:
        return len(found.clock)
    if moments and not any(m.when in GENERIC_MEALS for m in moments):
        return len(moments)
    return None


def _is_single(found: Rhythms) -> bool:
    if found.interval or found.cycle:
        # `3 cp en une prise un jour sur deux`, `1 injection unique tous les 3 mois`
        return False
    if found.single and not (found.per or found.rhythm or found.divided):
        return True
    alone = not (found.per or found.rhythm or found.moments or found.clock or found.span)
    return found.once and alone and not found.days and not found.divided


def _how_often(
    found: Rhythms, count: int | None, *, has_dose: bool
) -> tuple[Amount | None, Per | None, bool]:
    """Times, period, and whether every part says the same."""
    times, per = _written_rhythm(found)
    by_moment = Amount(Decimal(count)) if count else None
    only_per = found.rhythm is None and found.divided is None and found.per is not None
    if only_per and by_moment is not None and _is_daily(per):
        times = by_moment
    agrees = True
    if times is not None and by_moment is not None and _is_daily(per):
        agrees = (times.high is None and times.low == by_moment.low) or _is_once(found, times)
    interval = found.interval
    if interval is not None and times is None:
        if interval.unit in LONG_UNITS:
            times, per = by_moment or Amount(ONE), interval
        elif by_moment is not None:
            agrees = interval.period * by_moment.low == HOURS_A_DAY
            times, per = by_moment, DAY
        else:
            times, per = Amount(ONE), interval
    elif interval is not None and found.per is not None and only_per and _is_hourly(interval):
        # `1 cp toutes les 6 h par jour` is no single intake; `chaque jour` says nothing else.
        per, agrees = interval, agrees and found.per.each and _is_daily(found.per)
    elif interval is not None and times is not None:
        per, agrees = _with_interval(times, per, interval, agrees)
    if times is None and by_moment is not None:
        times, per = by_moment, DAY
    if times is None and _means_daily(found, has_dose=has_dose):
        times, per = Amount(ONE), DAY
    if (found.once or found.single) and times is not None:
        agrees = agrees and (times.high or times.low) == 1 and not _is_several_a_day(per)
    agrees = agrees and _divides(found, times, per) and _has_as_many_meals(found)
    agrees = agrees and not names_days_of_every_day(found) and not _comes_back(found)
    agrees = agrees and has_as_many_days(found, times, per)
    agrees = agrees and (found.interval is not None or has_one_moment(per, count))
    if found.cycle is None:
        return times, per, agrees
    return _in_cycle(times, per, found.cycle, agrees and names_its_days(found))


def _is_several_a_day(per: Per | None) -> bool:
    """`dose unique toutes les 6 h` contradicts itself."""
    return per is not None and _is_hourly(per) and per.period < HOURS_A_DAY


def _divides(found: Rhythms, times: Amount | None, per: Per | None) -> bool:
    """Whether `en 2 prises` parts the dose of a day, and no other words say how often."""
    if found.divided is None:
        return True
    if found.interval is not None and _is_hourly(found.interval):
        return found.interval.period * found.divided.times.low == HOURS_A_DAY
    other = found.rhythm is not None and found.rhythm.times != found.divided.times
    weekly = found.per is not None and found.per.unit in (PeriodUnit.WK, PeriodUnit.MO)
    return not other and not weekly and times is not None and per is not None


def _has_as_many_meals(found: Rhythms) -> bool:
    """`le matin aux 3 repas` contradicts itself."""
    moments = join_meals(found.moments)
    general = any(m.when in GENERIC_MEALS for m in moments)
    if not found.frequency:
        return True
    said = found.rhythm is None or found.rhythm.times.low == found.frequency
    return said and (general or not moments or len(moments) == found.frequency)


def _comes_back(found: Rhythms) -> bool:
    """`2 gél/j, J1 à J5 tous les 28 jours`: days of a cycle, which no timing holds."""
    span, every = found.span, found.interval
    if span is None or every is None or span.unit is not PeriodUnit.D:
        return False
    days = {PeriodUnit.D: 1, PeriodUnit.WK: 7, PeriodUnit.MO: 30}.get(every.unit)
    return days is not None and (span.high or span.low) < every.period * days


def _in_cycle(
    times: Amount | None, per: Per | None, cycle: Cycle, agrees: bool
) -> tuple[Amount | None, Per | None, bool]:
    """`1 jour sur 2` is every two days; of longer cycles the days are kept as a note."""
    if times is None or cycle.on > 1:
        return times, per, agrees
    return (times, Per(cycle.of, cycle.unit), agrees) if _is_daily(per) else (times, per, False)


def _means_daily(found: Rhythms, *, has_dose: bool) -> bool:
    """`40 mg pendant 3 jours`, `1 cp le lundi`: once on each of these days."""
    if found.days or found.cycle or found.once or (found.moments and not _only_generic(found)):
        return True
    return found.span is not None and not found.as_needed and has_dose and not found.moments


def _only_generic(found: Rhythms) -> bool:
    """`avant les repas` says when, not how often."""
    return bool(found.moments) and not (found.days or found.cycle or found.once)


def _is_once(found: Rhythms, times: Amount) -> bool:
    """`une fois par jour, matin ou soir` never; one intake at one precise moment always."""
    return times.low == 1 and times.high is None and len(join_meals(found.moments)) == 1


def _is_hourly(interval: Per) -> bool:
    return interval.unit in (PeriodUnit.H, PeriodUnit.MIN)


def _is_daily(per: Per | None) -> bool:
    return per is None or per == DAY


def _written_rhythm(found: Rhythms) -> tuple[Amount | None, Per | None]:
    if found.rhythm is not None:
        return found.rhythm.times, found.rhythm.per or found.per or DAY
    if found.divided is not None:
        return found.divided.times, found.divided.per or found.per or DAY
    if found.per is not None:
        return Amount(ONE), found.per
    return None, None


def _with_interval(
    times: Amount, per: Per | None, interval: Per, agrees: bool
) -> tuple[Per | None, bool]:
    """`3 fois par jour toutes les 8 h` says it twice; `2 fois par jour tous les 2 jours` adds."""
    if interval.unit in LONG_UNITS:
        each_day = per is not None and per.each and interval.period > 1
        return (interval, agrees and not each_day) if _is_daily(per) else (per, False)
    if interval.unit is not PeriodUnit.H or not _is_daily(per):
        return per, False
    most = times.high or times.low
    # `1 fois par jour toutes les 8 h` contradicts itself.
    fits = most > 1 or interval.period >= HOURS_A_DAY
    return per, agrees and fits and interval.period * most <= HOURS_A_DAY
