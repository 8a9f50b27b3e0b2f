"""The date of birth: behind, beside or under a word of birth, or before an age."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extraction.header.dates import FoundDate, find_dates
from extraction.header.parts import Found, Part, after_label

_EITHER = r"nee? ?(?:[(\[{/|] ?[ec] ?[)\]}/|]?|c ?e ?[)\]}])"
"""`né(e)`, and how it is misread: `néCe)`, `Né/e/`, `Ne{c}`."""
_LE = "[l1i|]e"
"""`le`, and how it is misread."""
BORN = re.compile(
    rf"\b(?:nee? ?(?:\(e\)|e)? ?{_LE}|{_EITHER}(?: ?{_LE})?|nele|neele|n\(e\) le|"
    r"d\.?d\.?n\b\.?|d\. ?n\b\.?|dn(?= ?:)|date (?:de )?naiss\w*|naissance|"
    r"nee (?:[a-z'\-]+ ){1,4}le|nee?\b)"
    r"[\s:.)\]}]*(?:le\s*)?:?\s*$"
)
"""Words before a date of birth, in folded text."""
_BIRTH_WORD = re.compile(
    rf"\b(?:nee?(?:\(e\))? {_LE}\b|{_EITHER}|d\.?d\.?n\b|d\. ?n\b|date (?:de )?naiss|"
    r"(?<!nom de )(?<!lieu de )naissance)"
)
_NAMED = re.compile(r"\bnee (?:[a-z'\-]{2,} ?){1,4}[,;:(–\- ]*$")
"""A name at birth, which the date may follow: `née DUVAL Marie, 12/12/1950`."""
_AGE_BEHIND = re.compile(r" ?[(,;:–-]? ?(?:soit )?\d{1,3} ?ans\b")
"""`17/08/1965 (61 ans)`"""
_EVENT = re.compile(r"\b(?:oper|accident|vue?\b|accord|protocole|consult|hospit|ald\b).{0,25}$")
"""Before a date that is no birth's."""
_LATEST = date(2030, 1, 1)
"""A two-digit year from here on belongs to the last century when no date of issue is read."""


@dataclass(frozen=True, slots=True)
class Birth:
    """The date of birth and the part that holds it."""

    part: int
    date: FoundDate


def in_the_past(birth: Birth | None, issued: date | None) -> Birth | None:
    """A year of two digits made a past one: `12/03/56` on a paper of 2026 is in 1956."""
    latest = issued or _LATEST
    if birth is None or not birth.date.short or birth.date.value <= latest:
        return birth
    value = birth.date.value
    earlier = replace(birth.date, value=value.replace(year=value.year - 100))
    return replace(birth, date=earlier)


def find_birth(parts: Sequence[Part]) -> Birth | None:
    """The date that stands behind, beside or under a word of birth."""
    for i, part in enumerate(parts):
        for found in find_dates(part.text):
            if BORN.search(part.folded[: found.start]):
                return Birth(i, found)
    for i, part in enumerate(parts):
        for found in find_dates(part.text):
            if _AGE_BEHIND.match(part.folded, found.end):
                return Birth(i, found)
    for i, part in enumerate(parts):
        if not BORN.search(part.folded):
            continue
        for value, start in after_label(parts, i, len(part.text)):
            dates = find_dates(value.text[start:])
            if dates:
                return Birth(parts.index(value), dates[0])
    return None


def old_date(
    parts: Sequence[Part], name: str, issued: date, leave_out: Callable[[Part, FoundDate], bool]
) -> Birth | None:
    """The one date of an earlier year beside or under the patient's name: `VIDAL (nc le 03/11/53)`.

    Its words of birth were not read, so it must be asked.
    """
    lines = {part.line for part in parts if name.split()[0] in part.text}
    found = [
        Birth(i, one)
        for i, part in enumerate(parts)
        if part.line in lines or part.line - 1 in lines
        for one in find_dates(part.text)
        if not one.short
        and one.value.year < issued.year
        and not _EVENT.search(part.folded[: one.start])
        and not leave_out(part, one)
    ]
    return found[0] if len(found) == 1 else None


def birth_without_date(parts: Sequence[Part], birth: Birth | None) -> Found | None:
    """The words that announce a birth, where no date of it was read."""
    if birth is not None:
        return None
    told = (part for part in parts if _BIRTH_WORD.search(part.folded) or _dates_a_name(part))
    return next((Found("", part, 0, len(part.text)) for part in told), None)


def _dates_a_name(part: Part) -> bool:
    return any(_NAMED.search(part.folded[: one.start]) for one in find_dates(part.text))
