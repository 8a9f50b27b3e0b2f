"""The periods an ordonnancier is printed for: the usual ones by name, any other by its two days."""

from datetime import date, timedelta
from enum import StrEnum

from prescription.language import say


class Period(StrEnum):
    """How far back; `DAYS` is bounded by two days that somebody chose."""

    MONTH = "month"
    LAST_MONTH = "last-month"
    DAY = "day"
    YEAR = "year"
    LAST_YEAR = "last-year"
    ALL = "all"
    DAYS = "days"


def period_name(period: Period) -> str:
    """What the window calls it."""
    return {
        Period.MONTH: say(fr="Ce mois-ci", en="This month"),
        Period.LAST_MONTH: say(fr="Le mois dernier", en="Last month"),
        Period.DAY: say(fr="Aujourd'hui", en="Today"),
        Period.YEAR: say(fr="Cette année", en="This year"),
        Period.LAST_YEAR: say(fr="L'année dernière", en="Last year"),
        Period.ALL: say(fr="Depuis le début", en="From the beginning"),
        Period.DAYS: say(fr="D'un jour à un autre", en="From one day to another"),
    }[period]


def bounds(period: Period, today: date) -> tuple[date | None, date | None]:
    """Its first and last day, both included; nothing is promised of the days to come."""
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return {
        Period.MONTH: (first, today),
        Period.LAST_MONTH: (before.replace(day=1), before),
        Period.DAY: (today, today),
        Period.YEAR: (date(today.year, 1, 1), today),
        Period.LAST_YEAR: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }.get(period, (None, None))
