"""Two patients on one sheet: two small sheets, copied side by side or one over the other.

Whose a medication is, a human must say. Another patient shows by another birth, or by a name with
a title at the height of the first one.
"""

from collections.abc import Iterator, Sequence

from extraction.header.birth import BORN, Birth
from extraction.header.dates import FoundDate, find_dates
from extraction.header.houses import is_of_house
from extraction.header.parts import Found, Part
from extraction.header.patient import are_alike, name_at, titles
from extraction.header.prescriber import same_person
from prescription.record import Review, ReviewReason


def find_second_patient(
    parts: Sequence[Part], birth: Birth | None, prescriber: Found | None
) -> Iterator[Review]:
    """What is asked where two patients are told of; `birth` is that of the first."""
    asked = ReviewReason.UNREAD_TEXT
    if birth is not None:
        for part in parts:
            for told in find_dates(part.text):
                born = BORN.search(part.folded[: told.start])
                if born and not _is_same_day(told, birth.date):
                    both = f"{birth.date.value:%d/%m/%Y} / {told.value:%d/%m/%Y}"
                    there = Found("", part, told.start, told.end)
                    yield there.doubt("patient.birthDate", asked, both)
                    yield there.doubt("patient.name", asked, part.text)
                    return
    names = [found for part, _, m in titles(parts) if (found := name_at(part, m.end()))]
    own = [found for found in names if not _is_of_staff(found, parts, prescriber)]
    for other in own[1:]:
        if other.part.line == own[0].part.line and not are_alike(own[0], other):
            yield other.doubt("patient.name", asked, f"{own[0].value} / {other.value}")
            return


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
