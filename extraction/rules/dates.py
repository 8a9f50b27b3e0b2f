"""Les dates du calendrier : `le 14/04`, `du 12/03 au 20/03` (kinds `date`, `vague`, `duration`).

A date says when, never how often: it is kept word for word. A first and a last day, both counted,
are a length as well.
"""

import re
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan, rule, words
from extraction.rules.meanings import Amount, Span
from prescription.dosage import PeriodUnit

CENTURY = 100
SOME_YEARS = (2001, 2002, 2003, 2004)
"""One of them is a leap year, one stands before it: for dates that name none."""
LONGEST = 366
FROM_TO = "du tant au tant"
_MONTHS = {
    1: "janvier; janv [.]",
    2: "fevrier; fev [.]",
    3: "mars",
    4: "avril; avr [.]",
    5: "mai",
    6: "juin",
    7: "juillet; juil [.]",
    8: "aout",
    9: "septembre; sept [.]",
    10: "octobre; oct [.]",
    11: "novembre; nov [.]",
    12: "decembre; dec [.]",
}


class Day(NamedTuple):
    """A day of the calendar; without its year where none is written."""

    day: int
    month: int
    year: int | None = None


def _in_digits(match: re.Match[str]) -> Day:
    year = int(match[4]) if match[4] else None
    return Day(int(match[1]), int(match[3]), _full(year))


def _in_letters(day: Amount, month: int, year: Amount | None = None) -> Day | None:
    numbers = (day,) if year is None else (day, year)
    if any(n.low % 1 or n.high is not None for n in numbers) or not 1 <= day.low <= 31:
        return None
    return Day(int(day.low), month, _full(int(year.low)) if year else None)


def _full(year: int | None) -> int | None:
    return 2000 + year if year is not None and year < CENTURY else year


def _length(first: Day, last: Day) -> Span | None:
    """Both days counted, where every year that is not written gives the same number.

    `du 10/11 au 10/12` may be a month, or one day more: nobody can tell.
    """
    given = [year for year in (first.year, last.year) if year is not None]
    years = range(given[0] - 1, given[-1] + 2) if given else SOME_YEARS
    lengths = {
        days
        for one, other in product(years, years)
        if first.year in (None, one)
        and last.year in (None, other)
        and (days := _days_between(first, last, one, other)) is not None
    }
    if len(lengths) != 1 or first.day == last.day:
        return None
    return Span(Decimal(lengths.pop()), PeriodUnit.D)


def _days_between(first: Day, last: Day, one: int, other: int) -> int | None:
    try:
        days = (date(other, last.month, last.day) - date(one, first.month, first.day)).days + 1
    except ValueError:
        return None
    return days if 1 < days < LONGEST else None


def _length_in_month(first: Amount, last: Day) -> Span | None:
    """`du 12 au 18/11`."""
    if first.low % 1 or first.high is not None or not 1 <= first.low < last.day:
        return None
    return _length(Day(int(first.low), last.month, last.year), last)


MONTHS = Subject(
    "mois", [words("mois de l'année", "month", _MONTHS, ("janvier", "déc."), ("mois",))]
)
DATES = Subject(
    "dates",
    [
        Scan(
            "date en chiffres",
            "date",
            re.compile(
                r"(?<![\d/.,-])(0?[1-9]|[12]\d|3[01]) ?([/.-]) ?(0?[1-9]|1[0-2])"
                r"(?: ?\2 ?((?:20)?\d\d))?(?![\d/]|[.,-]\d| ?(?:cp|mg|fois))"
            ),
            _in_digits,
            numeric=True,
            reads=("14/04", "14/04/2026", "3.4.26"),
            must_not_read=("1/2 cp", "14/13", "1-0-1-0"),
        ),
        rule(
            "date en lettres",
            "date",
            "({number}|{ordinal}) {month} [{number}]",
            to=_in_letters,
            reads=("14 avril", "1er mars 2026"),
            must_not_read=("14", "avril"),
        ),
    ],
)
WRITTEN_DATES = Subject(
    "dates annoncées",
    [
        rule(
            "à telle date",
            "vague",
            "(le|du|au|des le|avant le|apres le|fait le|injecte le) {date} [au {date}]",
            to=lambda *_: True,
            reads=("le 14/04", "du 12/03 au 20/03"),
            must_not_read=("14/04", "le 14"),
        ),
        rule(
            FROM_TO,
            "duration",
            "[a prendre|pendant] du {date} au {date} [inclus|compris]",
            to=_length,
            reads=("du 12/11 au 18/11", "du 28/12/2026 au 03/01/2027", "du 28 mars au 3 avril"),
            must_not_read=("le 12/11", "du 10/11 au 10/12", "du 26/02 au 05/03"),
        ),
        rule(
            f"{FROM_TO} du mois",
            "duration",
            "[a prendre|pendant] du ({number}|{ordinal}) au {date} [inclus|compris]",
            to=_length_in_month,
            reads=("du 12 au 18/11", "du 1er au 7 mars"),
            must_not_read=("du 18 au 12/11", "du 5 au 25"),
        ),
    ],
)
SUBJECTS = (MONTHS, DATES, WRITTEN_DATES)
