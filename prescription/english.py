"""A dosage as a plain English sentence, for whoever checks it in an English window.

Words of the page itself (a condition, a remark, a place on the body) stay French, between quotes.
"""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal
from functools import cache
from typing import Any

from prescription.dosage import (
    DayOfWeek,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Repeat,
)
from prescription.french import MEASURES, is_said_otherwise, names_one_moment
from prescription.resources import RESOURCES
from prescription.shared_doses import tells_no_times

MOMENTS = {
    EventTiming.MORN: "in the morning",
    EventTiming.NOON: "at noon",
    EventTiming.AFT: "in the afternoon",
    EventTiming.EVE: "in the evening",
    EventTiming.NIGHT: "at night",
    EventTiming.HS: "at bedtime",
    EventTiming.WAKE: "on waking",
    EventTiming.C: "with meals",
    EventTiming.CM: "with breakfast",
    EventTiming.CD: "with lunch",
    EventTiming.CV: "with dinner",
    EventTiming.AC: "before meals",
    EventTiming.ACM: "before breakfast",
    EventTiming.ACD: "before lunch",
    EventTiming.ACV: "before dinner",
    EventTiming.PC: "after meals",
    EventTiming.PCM: "after breakfast",
    EventTiming.PCD: "after lunch",
    EventTiming.PCV: "after dinner",
}
BEFORE = {EventTiming.HS: "before bedtime", EventTiming.WAKE: "before waking"}
"""How a moment is named behind `30 min`."""
DAYS = {
    DayOfWeek.MON: "Monday",
    DayOfWeek.TUE: "Tuesday",
    DayOfWeek.WED: "Wednesday",
    DayOfWeek.THU: "Thursday",
    DayOfWeek.FRI: "Friday",
    DayOfWeek.SAT: "Saturday",
    DayOfWeek.SUN: "Sunday",
}
TIME_UNITS = {
    "s": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "d": ("day", "days"),
    "wk": ("week", "weeks"),
    "mo": ("month", "months"),
    "a": ("year", "years"),
}
_CALENDAR = {
    PeriodUnit.D: "a day",
    PeriodUnit.WK: "a week",
    PeriodUnit.MO: "a month",
    PeriodUnit.A: "a year",
}


def dosage_in_english(dosage: Dosage) -> str:
    """One dosage as a plain English sentence without its full stop; `—` when it says nothing."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    said = _doses(dosage.dose_and_rate)
    shared = tells_no_times(dosage) and repeat.period_unit
    parts = [
        f"{said} {_CALENDAR[shared]}" if shared else said,
        *([] if shared else _rhythm(repeat)),
        *_bounds(repeat),
        *_condition(dosage),
        *_maxima(dosage),
        *([_route(dosage.route.text)] if dosage.route else []),
        *([f"place: {_quoted(dosage.site.text)}"] if dosage.site else []),
        *(_quoted(note.text) for note in dosage.additional_instruction),
    ]
    return ", ".join(part for part in parts if part) or "—"


def quantity_in_english(quantity: Quantity) -> str:
    """`0.5 tablet`, `2 sachets`, `5 days`."""
    written = number_in_english(quantity.value)
    if quantity.unit is None:
        return written
    return f"{written} {_unit(quantity.unit, several=quantity.value > 1)}"


def number_in_english(value: Decimal) -> str:
    """`2.50` is `2.5`."""
    return format(value.normalize(), "f")


def range_in_english(span: Range) -> str:
    """`5 to 7 days`."""
    return f"{number_in_english(span.low.value)} to {quantity_in_english(span.high)}"


@cache
def words() -> dict[str, dict[str, Any]]:
    """The English of units and routes, by the record's French word."""
    with (RESOURCES / "translations" / "dosage.en.toml").open("rb") as stream:
        return tomllib.load(stream)


def _unit(unit: str, *, several: bool) -> str:
    """`mg/kg` piece by piece; what has no English stays as the record has it."""
    if unit in TIME_UNITS:
        return TIME_UNITS[unit][several]
    head, slash, below = unit.partition("/")
    if slash:
        # What stands below the line is one of it: `tablets/day`.
        return f"{_unit(head, several=several)}/{_unit(below, several=False)}"
    if unit in words()["units"]:
        one, more = words()["units"][unit]
        return str(more if several else one)
    return unit if unit in MEASURES or unit.isascii() else _quoted(unit)


def unit_in_english(unit: str) -> str:
    """`tablet` of `comprimé`, `IU` of `UI`."""
    return _unit(unit, several=False)


def form_in_english(form: str) -> str:
    """`cream` of `crème`; a form that has no English word stays French, between quotes."""
    if form in words()["units"]:
        return str(words()["units"][form][0])
    return str(words()["forms"].get(form) or _quoted(form))


def _quoted(french: str) -> str:
    return f"“{french}”"


def _route(text: str) -> str:
    """`route: by mouth or rectal` of `orale ou rectale`."""
    routes = words()["routes"]
    return "route: " + " or ".join(routes.get(one) or _quoted(one) for one in text.split(" ou "))


def _doses(doses: Iterable[DoseAndRate]) -> str:
    said = []
    for dose in doses:
        if dose.dose_quantity:
            said.append(quantity_in_english(dose.dose_quantity))
        if dose.dose_range:
            said.append(range_in_english(dose.dose_range))
        if dose.rate_quantity:
            said.append(quantity_in_english(dose.rate_quantity))
    return ", ".join(said)


def _rhythm(repeat: Repeat) -> list[str]:
    at = "at " + _enumerate([_clock(t) for t in repeat.time_of_day]) if repeat.time_of_day else ""
    days = "on " + _enumerate([DAYS[day] for day in repeat.day_of_week])
    return [
        _frequency(repeat),
        _count(repeat),
        _when(repeat.when, repeat.offset),
        at,
        days if repeat.day_of_week else "",
    ]


def _frequency(repeat: Repeat) -> str:
    """`3 times a day`, left out when the moments already say it."""
    if repeat.frequency is None or repeat.period is None or repeat.period_unit is None:
        return ""
    if is_said_otherwise(repeat):
        return ""
    once = repeat.frequency == 1 and repeat.frequency_max is None
    times = f"{repeat.frequency}"
    if repeat.frequency_max is not None:
        times += f" to {repeat.frequency_max}"
    times = "once" if once else f"{times} times"
    if repeat.period == 1 and repeat.period_max is None and repeat.period_unit in _CALENDAR:
        return f"{times} {_CALENDAR[repeat.period_unit]}"
    every = f"every {_period(repeat)}"
    return every if once else f"{times} {every}"


def _period(repeat: Repeat) -> str:
    low = Quantity(repeat.period or Decimal(1), repeat.period_unit)
    if repeat.period_max is not None:
        return range_in_english(Range(low, Quantity(repeat.period_max, repeat.period_unit)))
    return quantity_in_english(low)


def _count(repeat: Repeat) -> str:
    if repeat.count is None:
        return ""
    return "single dose" if repeat.count == 1 else f"{repeat.count} intakes in all"


def _when(when: Sequence[EventTiming], offset: int | None) -> str:
    if offset is not None:
        return _enumerate([f"{offset} min {BEFORE.get(code, MOMENTS[code])}" for code in when])
    said = [MOMENTS[code] for code in when]
    return " and ".join(said) if names_one_moment(when) else _enumerate(said)


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _enumerate(said: Sequence[str]) -> str:
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} and {said[-1]}"


def _bounds(repeat: Repeat) -> list[str]:
    if repeat.bounds_duration:
        return [f"for {quantity_in_english(repeat.bounds_duration)}"]
    if repeat.bounds_range:
        return [f"for {range_in_english(repeat.bounds_range)}"]
    return []


def _condition(dosage: Dosage) -> list[str]:
    if dosage.as_needed_codeable_concept:
        return [f"only {_quoted(dosage.as_needed_codeable_concept.text)}"]
    return ["as needed"] if dosage.as_needed_boolean else []


def _maxima(dosage: Dosage) -> list[str]:
    found = []
    limit = dosage.max_dose_per_period
    if limit is not None:
        below = limit.denominator or Quantity(Decimal(1), "d")
        alone = below.value == 1 and below.unit is not None
        each = _unit(below.unit or "", several=False) if alone else quantity_in_english(below)
        found.append(f"at most {quantity_in_english(limit.numerator)} per {each}")
    if dosage.max_dose_per_administration:
        most = quantity_in_english(dosage.max_dose_per_administration)
        found.append(f"at most {most} per intake")
    return found
