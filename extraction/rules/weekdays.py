"""Les jours de la semaine : `le lundi et le jeudi`, `sauf le dimanche` (kind `days`)."""

import re
from itertools import pairwise

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Chain, Scan, rule, words
from prescription.dosage import DayOfWeek

WEEKDAYS = {
    DayOfWeek.MON: "lundi[s]; lun",
    DayOfWeek.TUE: "mardi[s]; mar",
    DayOfWeek.WED: "mercredi[s]; mer; merc",
    DayOfWeek.THU: "jeudi[s]; jeu",
    DayOfWeek.FRI: "vendredi[s]; ven; vend",
    DayOfWeek.SAT: "samedi[s]; sam",
    DayOfWeek.SUN: "dimanche[s]; dim",
}
WEEK = tuple(DayOfWeek)
FRENCH = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
LETTERS = tuple(day[:2] for day in FRENCH)
TWO = rf"(?:{'|'.join(LETTERS)})"
SHORT = r"(?:lun|mar|mer|jeu|ven|sam|dim)(?:c|d|di|credi|dredi|anche)?"


def _days(days: list[DayOfWeek]) -> tuple[DayOfWeek, ...] | None:
    return tuple(days) if len(set(days)) == len(days) else None


def _dashed(first: str, last: str) -> tuple[DayOfWeek, ...] | None:
    """`lun-ven`: all days from one to the other; as a list of two it is read too, and asked."""
    begin, end = (next(i for i, d in enumerate(FRENCH) if w.startswith(d)) for w in (first, last))
    return WEEK[begin : end + 1] if end > begin + 1 else None


def _two_letters(written: str) -> tuple[DayOfWeek, ...] | None:
    """`Lu Me Ve`: in the order of the week, so that `me` and `sa` are no words of a sentence."""
    places = [LETTERS.index(part) for part in re.findall(r"[a-z]{2}", written) if part != "et"]
    rising = all(one < other for one, other in pairwise(places))
    return tuple(WEEK[i] for i in places) if rising else None


def _from_to(
    first: tuple[DayOfWeek, ...], last: tuple[DayOfWeek, ...]
) -> tuple[DayOfWeek, ...] | None:
    if len(first) != 1 or len(last) != 1:
        return None
    begin, end = WEEK.index(first[0]), WEEK.index(last[0])
    return WEEK[begin : end + 1] if begin < end else None


def _all_but(days: tuple[DayOfWeek, ...]) -> tuple[DayOfWeek, ...]:
    return tuple(day for day in WEEK if day not in days)


DAYS = Subject(
    "jours de la semaine",
    [
        words("jour de la semaine", "weekday", WEEKDAYS, ("lundi", "mer."), ("lun di",)),
    ],
)
WHOLE_DAYS = Subject(
    "jours avec article",
    [
        rule(
            "jour avec article",
            "day",
            "[le|les|chaque|tous les|tout les|du] {weekday}",
            reads=("le lundi", "tous les mardis"),
            must_not_read=("le jour",),
        ),
    ],
)
DAY_LISTS = Subject(
    "listes de jours",
    [
        Chain(
            "liste de jours",
            "days",
            "day",
            ("", ",", "et", ", et", "/", "+", "-", "puis"),
            _days,
            reads=("le lundi et le jeudi", "lundi, mercredi, vendredi"),
            must_not_read=("lundi ou mardi", "lundi lundi"),
        ),
        Scan(
            "jours à tirets",
            "days",
            re.compile(rf"(?<![-–] )(?<![-–])\b({SHORT}) ?[-–] ?({SHORT})\b(?! ?[-–])"),
            lambda m: _dashed(m.group(1), m.group(2)),
            needs=frozenset("-–"),
            reads=("lun-ven", "lundi - jeudi"),
            must_not_read=("ven-lun", "sam-dim", "lun-mer-ven", "lundi jeudi"),
        ),
        Scan(
            "jours en deux lettres",
            "days",
            re.compile(rf"\b{TWO}\b(?:[ ,/+.-]{{1,3}}(?:et )?{TWO}\b)+"),
            lambda m: _two_letters(m.group()),
            reads=("Lu Me Ve", "lu, ma et je", "Ma-Je-Sa-Di"),
            must_not_read=("me", "di lu", "ma sa ma"),
        ),
        rule(
            "fin de semaine",
            "days",
            "(le|les|pendant le) (week end[s]|weekend[s]|we)",
            value=(DayOfWeek.SAT, DayOfWeek.SUN),
            reads=("le week-end",),
            must_not_read=("week",),
        ),
    ],
)
DAY_SPANS = Subject(
    "jours de suite",
    [
        rule(
            "du lundi au vendredi",
            "days",
            "du {days} (au|a) {days}",
            "de {days} a {days}",
            to=_from_to,
            reads=("du lundi au vendredi", "du lundi à samedi"),
            must_not_read=("du vendredi au lundi", "lundi au vendredi"),
        ),
        rule(
            "les autres jours",
            "other_days",
            "[les] autres jours [de la semaine]",
            "le reste de la semaine",
            "les jours restants",
            value=True,
            reads=("les autres jours",),
            must_not_read=("les jours",),
        ),
        rule(
            "sauf le dimanche",
            "days",
            "[tous les jours|chaque jour] (sauf|sf [.]|excepte|hormis) {days}",
            to=_all_but,
            reads=("tous les jours sauf le dimanche", "sauf le week-end", "sf dimanche"),
            must_not_read=("le dimanche", "sauf si fièvre"),
        ),
    ],
)

SUBJECTS = (DAYS, WHOLE_DAYS, DAY_LISTS, DAY_SPANS)
