"""The day of issue: the date that words of the paper, or its place, tell it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from extraction.header.birth import BORN, Birth
from extraction.header.dates import FoundDate, find_dates
from extraction.header.parts import Part

_PAPER = r"(?:ordonnance|prescription|(?:tele)?consultation|visite)(?: [a-z]+){0,2} du"
_ISSUED = re.compile(
    r"(?:\b(?:date(?: de (?:la )?prescription| d.emission| du jour)?|fait|prescrit|etablie?|"
    r"edite|redigee?)\b.{0,30}|"
    rf"{_PAPER}|,|\ble|^)"
    r"\s*:?\s*(?:le\s*)?:?\s*$"
)
_SURELY_ISSUED = re.compile(
    rf"\b(?:date|fait|prescri\w+|etabli\w*|le|{_PAPER})\b[^,]{{0,30}}$|, ?(?:le )?$"
)
_NOT_ISSUED = re.compile(
    r"\b(?:renouvel\w* (?:de |d.)?(?:l.|la |votre |une )?(?:ordonnance|prescription)(?: du)?|"
    r"valable|jusqu.au|expire|rdv|rendez|prochain|depuis|ddr|terme|"
    r"entree|sortie|hospitalise|du\b) ?.{0,25}$"
)
_OF_THE_PAPER = re.compile(rf"\b{_PAPER} ?$")
"""`Ordonnance de sortie du`: not the day somebody left."""
_PRINTED = re.compile(r"\b(?:imprime|impression|edition)\b.{0,25}$")
"""Mostly the day of issue, but a sheet may be printed again."""
_CLOCK = re.compile(r" ?(?:a |[-,/] ?)?\d{1,2} ?[:h.,] ?\d{2}(?!\d)")
"""Behind a date: a machine stamped it, `16/10/2026 19:22 0353014293 P.01`."""
_HANDED_OVER = re.compile(r"\b(?:deli[a-z]|dispens|factur|recu)\w*\b.{0,25}$")
"""Maybe a day the pharmacist wrote in the margin: `délivré le 20/10`."""
_OF_PERSON = re.compile(
    r"\b(?:mme|mlle|mr?|monsieur|madame|enfant|bebe|patiente?|nom|nee?)\b"
    r"(?!.*\b(?:le|du|date|fait|prescri\w*|ordonnance)\b).{0,50}$"
)
"""Behind a name it may be a birth: `Mme ROBERT Marie, 12/12/1950`."""
_SURE, _PLAIN, _BARE, _STAMPED, _NAMED = 3, 2, 1, 0, -1
"""How surely a date is the day of issue; the last two are asked."""
_LONG_BEFORE = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Issued:
    """The day of issue; `asked`: it may be another day; `rivals`: dates that may be it as well."""

    part: Part
    date: FoundDate
    rivals: tuple[FoundDate, ...] = ()
    asked: bool = False


def find_issue(parts: Sequence[Part], birth: Birth | None) -> Issued | None:
    """The date that most surely is the day of issue; the first of equals."""
    found = [
        (_surely(part, one), part, one)
        for i, part in enumerate(parts)
        for one in find_dates(part.text)
        if (birth is None or birth != Birth(i, one)) and not is_another_day(part, one)
    ]
    if not found:
        return None
    # The first of the best: `max` keeps the order of reading.
    rank, part, best = max(found, key=lambda one: one[0])
    if rank == _SURE:
        # Of days told as surely, one of long before is a birth whose words were not read.
        found = [one for one in found if one[0] == _SURE]
        newest = max(one.value for _, _, one in found)
        found = [one for one in found if newest - one[2].value < _LONG_BEFORE]
        rank, part, best = found[0]
    others = [one for seen, _, one in found if seen > _STAMPED]
    rivals = tuple(one for one in others if one.value != best.value)
    return Issued(part, best, rivals, asked=rank <= _STAMPED)


def is_another_day(part: Part, found: FoundDate) -> bool:
    """Whether the words before a date tell of a birth, a visit, a renewal."""
    before = part.folded[: found.start]
    if BORN.search(before):
        return True
    of_the_paper = "renouvel" not in before and _OF_THE_PAPER.search(before)
    of_the_paper = of_the_paper or _PRINTED.search(before)
    return not of_the_paper and _NOT_ISSUED.search(before) is not None


def _surely(part: Part, found: FoundDate) -> int:
    before = part.folded[: found.start]
    if _HANDED_OVER.search(before):
        return _BARE
    if _PRINTED.search(before):
        return _STAMPED
    if _OF_PERSON.search(before):
        return _NAMED
    told = _ISSUED.search(before)
    if told and _SURELY_ISSUED.search(before):
        return _SURE
    if _CLOCK.match(part.folded, found.end):
        return _STAMPED
    return _PLAIN if told else _BARE
