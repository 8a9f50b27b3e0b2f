"""Rows of the calendar above the drugs, which alone look like headings that hold for them.

A date of birth broken off at the end of its row, `née le 16` above `octobre 1950 :`, and the day of
issue with its hour, `Le 07/06/2026 à 16h10`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.sheet.rows import Row
from extraction.spelling.matching import fold

_MONTH = r"(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_ENDS = re.compile(
    r"\b(?:nee?(?: ?\(?e\)?)? le|date de naissance|naissance ?:|ddn)[ :]*"
    rf"(?P<day>\d{{1,2}}(?: ?er)?(?P<month> {_MONTH})?)?$"
)
_WHOLE = re.compile(
    rf"(?:\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?{_YEAR}|\d{{1,2}}(?: ?er)? {_MONTH} {_YEAR})"
)
_FROM_MONTH, _FROM_YEAR = re.compile(rf"{_MONTH} {_YEAR}"), re.compile(_YEAR)
_DAY_AND_HOUR = re.compile(
    r"\W*(?:(?:fait|etablie?|redigee?|consultation|visite|vue?|date)\b\D{0,20}?)?"
    r"(?:(?:le |du )?(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)[ ,]*)?(?:le |du )?"
    rf"(?:{_WHOLE.pattern}) ?[,/–-]? ?(?:a |vers )?\d{{1,2}} ?[h:] ?(?:\d\d)?(?::\d\d)?\W*"
)
_BEHIND = re.compile(r"\W*(?:\(?\d{1,3} ?ans\b.{0,30}|(?:a|demeurant|domicilie)\b.{0,60})?$")
"""An age, a place: a row that tells more than that is no rest of a date."""


def is_day_and_hour(folded: str) -> bool:
    """Whether a row holds nothing but a day of the calendar and an hour.

    Above all drugs it is when the paper was written; below one it may tell when to take it.
    """
    return _DAY_AND_HOUR.fullmatch(folded) is not None


def join_broken_dates(rows: Sequence[Row]) -> list[Row]:
    """The rows, a date of birth that goes on in the next row whole."""
    joined: list[Row] = []
    for row in rows:
        if joined and _goes_on(joined[-1], row):
            joined[-1] = replace(joined[-1], words=joined[-1].words + row.words)
        else:
            joined.append(row)
    return joined


def _goes_on(above: Row, below: Row) -> bool:
    if above.cell or below.cell or above.page != below.page:
        return False
    ends = _ENDS.search(fold(above.text))
    if ends is None:
        return False
    rest = _FROM_YEAR if ends["month"] else _FROM_MONTH if ends["day"] else _WHOLE
    folded = fold(below.text)
    begins = rest.match(folded)
    return begins is not None and _BEHIND.match(folded, begins.end()) is not None
