"""The notation of rhythms in the data files (`ME`, `3d`, `q6-8h`, `a30:M`, `@mon,thu` …).

It is the generator's own shorthand for the record's Repeat, not French.
"""

import re
from dataclasses import replace
from datetime import time
from decimal import Decimal

from prescription.dosage import DayOfWeek, EventTiming, PeriodUnit, Repeat

_ONE = Decimal(1)
_PLAIN = {"M": "MORN", "N": "NOON", "A": "AFT", "E": "EVE", "H": "HS", "W": "WAKE"}
_MEALS = {
    "c": {"M": "CM", "N": "CD", "E": "CV"},
    "a": {"M": "ACM", "N": "ACD", "E": "ACV"},
    "p": {"M": "PCM", "N": "PCD", "E": "PCV"},
}
_MOMENTS = re.compile(r"(?:([cap])(\d*):)?([MNAEHW]+)(?:/(\d+))?")
_DAILY = re.compile(r"(\d+)(?:-(\d+))?(d|wk|mo)(?:\+(AC|C|PC))?(?::(\w+))?")
_DAYS_FROM_TO = re.compile(r"@(\w{3})-(\w{3})")
_EVERY = re.compile(r"q(\d+)(?:-(\d+))?(h|d|wk|mo)")


def read_timing(text: str) -> Repeat | None:
    """The Repeat of a notation; None for `none`. Raises ValueError for what is no notation."""
    if text == "none":
        return None
    if text == "once":
        return Repeat(count=1)
    if text.startswith("t:"):
        hours = tuple(time(int(hour)) for hour in text[2:].split(","))
        return _daily(len(hours), time_of_day=hours)
    if text.startswith("@") and "-" not in text:
        days = tuple(DayOfWeek(day) for day in text[1:].split(","))
        return _daily(1, day_of_week=days)
    if match := _DAYS_FROM_TO.fullmatch(text):
        week = list(DayOfWeek)
        first, last = (week.index(DayOfWeek(day)) for day in match.groups())
        return _daily(1, day_of_week=tuple(week[first : last + 1]))
    if match := _MOMENTS.fullmatch(text):
        names = _MEALS[match[1]] if match[1] else _PLAIN
        when = tuple(EventTiming(names[letter]) for letter in match[3])
        repeat = _daily(len(when), when=when, offset=int(match[2]) if match[2] else None)
        return replace(repeat, period=Decimal(match[4])) if match[4] else repeat
    if match := _DAILY.fullmatch(text):
        return Repeat(
            frequency=int(match[1]),
            frequency_max=int(match[2]) if match[2] else None,
            period=_ONE,
            period_unit=PeriodUnit(match[3]),
            when=(EventTiming(match[4]),) if match[4] else (),
            day_of_week=(DayOfWeek(match[5]),) if match[5] else (),
        )
    if match := _EVERY.fullmatch(text):
        return Repeat(
            frequency=1,
            period=Decimal(match[1]),
            period_max=Decimal(match[2]) if match[2] else None,
            period_unit=PeriodUnit(match[3]),
        )
    raise ValueError(f"no rhythm: {text!r}")


def _daily(
    frequency: int,
    *,
    when: tuple[EventTiming, ...] = (),
    offset: int | None = None,
    time_of_day: tuple[time, ...] = (),
    day_of_week: tuple[DayOfWeek, ...] = (),
) -> Repeat:
    return Repeat(
        frequency=frequency,
        period=_ONE,
        period_unit=PeriodUnit.D,
        when=when,
        offset=offset,
        time_of_day=time_of_day,
        day_of_week=day_of_week,
    )
