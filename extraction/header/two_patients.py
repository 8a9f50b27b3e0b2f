"""Two patients on one sheet: two small sheets, copied side by side or one over the other.

Whose a medication is, a human must say. Another patient shows by another birth, or by a name with
a title at the height of the first one, or right below it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from extraction.header.birth import BORN, Birth
from extraction.header.dates import FoundDate, find_dates
from extraction.header.houses import is_of_house
from extraction.header.names import are_alike, name_near, titled_names
from extraction.header.parts import Found, Part
from extraction.header.prescriber import same_person
from extraction.spelling.matching import fold
from prescription.record import Review, ReviewReason

_ASKED = ReviewReason.UNREAD_TEXT
_TOLD = "deux patients sont nommés sur cette page"
_ONE_MISREAD = 2
"""Figures, of eight, in which two births of one patient may differ, one of them misread."""
_ALIKE = 85.0
"""Of a hundred, of two readings of one name."""
_TITLE_ALONE = re.compile(r"\W*(?:mme|mlle|mr?|madame|monsieur|mademoiselle|enfant)\W*")
_INSURED = re.compile(r"\bassuree?\b")
"""Whose insurance pays is no second patient."""


def find_second_patient(
    parts: Sequence[Part], birth: Birth | None, name: str | None, prescriber: Found | None
) -> tuple[tuple[Review, ...], bool]:
    """What is asked where two patients are told of, and whether every line is to be asked too.

    `birth` and `name` are the first one's. Another birth without another name may be the first
    one, misread.
    """
    titled = titled_names(parts)
    own = [found for found in titled if not _is_of_staff(found, parts, prescriber)]
    if birth is not None and (other := _other_birth(parts, birth)):
        return _asked_of_births(birth, other, [name_near(parts, other[0].part), *own], name)
    for one in own[1:]:
        if one.part.line == own[0].part.line and not are_alike(own[0], one):
            told = f"{_TOLD} : {own[0].value} / {one.value}"
            return (one.doubt("patient.name", _ASKED, told),), True
    for first, one in pairwise(own):
        if _is_below(first, one) and not _is_named(one.value, first.value):
            told = f"{_TOLD} : {first.value} / {one.value}"
            return (one.doubt("patient.name", _ASKED, told),), False
    return (), False


def _is_below(first: Found, one: Found) -> bool:
    """Whether two rows that are a title and a name, no more, stand one above the other."""
    if one.part.line != first.part.line + 1:
        return False
    return all(
        _TITLE_ALONE.fullmatch(named.part.folded[: named.start])
        and not named.part.text[named.end :].strip(" ,.;:-")
        for named in (first, one)
    )


def _other_birth(parts: Sequence[Part], birth: Birth) -> tuple[Found, FoundDate] | None:
    for part in parts:
        for told in find_dates(part.text):
            born = BORN.search(part.folded[: told.start])
            if born and not _is_same_day(told, birth.date):
                return Found("", part, told.start, told.end), told
    return None


def _asked_of_births(
    birth: Birth, other: tuple[Found, FoundDate], named: Sequence[Found | None], name: str | None
) -> tuple[tuple[Review, ...], bool]:
    there, told = other
    days = [f"{found.value:%d/%m/%Y}" for found in (birth.date, told)]
    second = next((one for one in named if one and not _is_named(one.value, name)), None)
    differing = sum(a != b for a, b in zip(*days, strict=True))
    if second is None and differing <= _ONE_MISREAD:
        return (
            there.doubt("patient.birthDate", _ASKED, " / ".join(days)),
            there.doubt("patient.name", _ASKED, there.part.text),
        ), False
    every_line = not _INSURED.search(there.part.folded)
    if second is None or not name:
        return (
            there.doubt("patient.birthDate", _ASKED, " / ".join(days)),
            there.doubt("patient.name", _ASKED, "cette page nomme peut-être deux patients"),
        ), every_line
    return (
        there.doubt("patient.birthDate", _ASKED, f"{_TOLD}, nés le {days[0]} et le {days[1]}"),
        second.doubt("patient.name", _ASKED, f"{_TOLD} : {name} / {second.value}"),
    ), every_line


def _is_named(name: str, first: str | None) -> bool:
    """Whether a name may be the first patient's, a part of it left out or a letter misread."""
    a, b = (sorted(re.findall(r"[a-z]{2,}", fold(one))) for one in (name, first or ""))
    return set(a) <= set(b) or set(b) <= set(a) or fuzz.ratio(" ".join(a), " ".join(b)) >= _ALIKE


def _is_same_day(one: FoundDate, other: FoundDate) -> bool:
    """Whether two dates may be one; a year of two digits says nothing of its century."""
    a, b = one.value, other.value
    short = one.short or other.short
    years = (a.year % 100, b.year % 100) if short else (a.year, b.year)
    return (a.month, a.day) == (b.month, b.day) and years[0] == years[1]


def _is_of_staff(name: Found, parts: Sequence[Part], prescriber: Found | None) -> bool:
    if is_of_house(name.part, parts):
        return True
    return prescriber is not None and same_person(name.value, prescriber.value)
