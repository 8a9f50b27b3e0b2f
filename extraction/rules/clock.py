"""Les heures : `à 7h, 12h et 18h`, `8h-20h` (kind `clock`: a tuple of times)."""

import re
from datetime import time
from typing import Any, NamedTuple

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Chain, Scan, rule, words
from extraction.rules.meanings import Moment, Moments
from prescription.dosage import EventTiming as E

MIDNIGHT = time(0)
HALF_A_DAY = 12
NOON = 12
MOST_APART = 6
_SPACING = re.compile(r" ?d.(?:intervalle|ecart)\b|(?: ?/ ?| par )(?:j|jour)\b|(?: ?/ ?| sur )24\b")
"""`à 8 h d'intervalle`, `12 h par jour` are no hours of the day."""
_BETWEEN = re.compile(r" ?(?:avant|apres|d'intervalle|plus tard)\b")
HOURS_OF = {
    E.MORN: (4, 12), E.NOON: (11, 15), E.AFT: (12, 18), E.EVE: (16, 24), E.HS: (19, 24)
}  # fmt: skip
"""From which hour to which a moment can be."""


class Hour(NamedTuple):
    """An hour of the day; `named` when written midi or minuit, `bare` when without minutes or h.

    `apart` when it may be a time between two things: `2 h après le repas`.
    """

    time: time
    named: bool = False
    bare: bool = False
    apart: bool = False


def _hour(match: re.Match[str]) -> Hour | None:
    hour, minute = int(match.group(1)), int(match[2] or match[3] or 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour >= 24 or minute >= 60 or _SPACING.match(match.string, match.end()):
        return None
    apart = hour <= MOST_APART and _BETWEEN.match(match.string, match.end()) is not None
    return Hour(time(hour, minute), bare=match[0].endswith(":"), apart=apart)


def _times(hours: list[Hour]) -> tuple[time, ...] | None:
    """The times of a list; `midi` alone is a moment, no hour."""
    known = tuple(dict.fromkeys(hour.time for hour in hours))
    named = all(hour.named for hour in hours)
    # `à 22 h, 2 h après le dîner` is one hour of the clock.
    apart = len(hours) > 1 and hours[-1].apart
    return known if len(known) == len(hours) and not named and not apart else None


def _loose_hours(*values: Any) -> tuple[time, ...] | None:
    """`à 8, 12 et 20 h`: the hours before the last have no sign of their own."""
    *numbers, last = values
    hours = []
    for number in numbers:
        if number.low % 1 or number.high or number.low > 23:
            return None
        hours.append(time(int(number.low)))
    times = (*hours, *last)
    return times if list(times) == sorted(set(times)) else None


def _of_part(part: Moment, hour: Hour, later: int = NOON) -> Hour | None:
    """`matin (8 h)`, `8 h du soir`: the hour that both name."""
    if hour.bare:
        # `Crestor 5 : le soir` has a strength.
        return None
    first, last = HOURS_OF.get(part.when, (0, 0))
    for at in (hour.time.hour, hour.time.hour + later):
        if first <= at < last:
            return Hour(hour.time.replace(hour=at))
    return None


def _beside_moments(
    moments: Moments, times: tuple[time, ...]
) -> tuple[Moments, tuple[time, ...]] | None:
    """`matin/midi/16h`; `avant les repas /6h` may say how often."""
    interval = len(times) == 1 and times[0].hour <= HALF_A_DAY and not times[0].minute
    return None if interval else (moments, times)


HOURS_WORN = "porté de telle à telle heure"
CLOCK = Subject(
    "heures",
    [
        Scan(
            "heure",
            "hour",
            re.compile(
                r"(?<![\d.,])(\d{1,2}) ?(?:h(?:eures?|rs?)?|:)"
                r"(?:(?<=[h:])(\d{2})(?!\d| ?h)| (\d{2})(?= ?(?:[,;.)/\n-]|et\b|puis\b|$))|"
                r" (00)(?!\d))?"
                r"(?![a-z])"
            ),
            _hour,
            numeric=True,
            reads=("8h", "08:00", "8 h 30", "20 heures", "20 h 00"),
            must_not_read=("25h", "8", "8h75", "12 h par jour", "12h/24"),
        ),
        rule(
            "heure en lettres",
            "hour",
            "{number} heure[s]",
            to=lambda n: Hour(time(int(n.low))) if n.low % 1 == 0 and n.low < 24 else None,
            reads=("huit heures", "vingt heures"),
            must_not_read=("huit", "vingt-cinq heures"),
        ),
        words(
            "midi, minuit",
            "hour",
            {Hour(time(12), named=True): "midi", Hour(time(0), named=True): "minuit"},
            ("midi", "minuit"),
            ("mi",),
        ),
    ],
)
NAMED = Subject(
    "heures d'un moment",
    [
        rule(
            "moment et son heure",
            "named_hour",
            "{daypart} [,] ‹ [a|vers] {hour} ›",
            "{daypart} (a|vers) {hour}",
            to=_of_part,
            reads=("matin (8h)", "le soir à 20 h", "soir (8h)"),
            must_not_read=("matin (20h)", "matin, 8h", "8h"),
        ),
        rule(
            "moment suivi de son heure",
            "named_hour",
            "{daypart} {hour}",
            # `midi 1 h après le repas` names no hour.
            to=lambda part, hour: _of_part(part, hour, later=0),
            reads=("midi 12h", "soir 20h"),
            must_not_read=("soir 8h", "midi 1 h"),
        ),
        rule(
            "heure de son moment",
            "named_hour",
            "[a|vers] {hour} {daypart}",
            "[a|vers] {hour} (de|d') {daypart}",
            "[a|vers] {hour} ‹ {daypart} ›",
            to=lambda hour, part: _of_part(part, hour),
            reads=("à 8h le matin", "8h du soir", "20h (soir)"),
            must_not_read=("20h le matin", "8h", "5 : le soir", "10 : matin"),
        ),
    ],
)
CLOCK_LISTS = Subject(
    "listes d'heures",
    [
        Chain(
            "liste d'heures",
            "hours",
            "hour",
            ("", ",", "et", ", et", "-", "/", "et a", ", a", "puis", "+", "puis a", ", et a"),
            _times,
            reads=("7h, 12h et 18h", "8h/20h"),
            must_not_read=("8h 8h",),
        ),
    ],
)
NAMED_LISTS = Subject(
    "listes d'heures et de moments",
    [
        Chain(
            "heures de leurs moments",
            "clock",
            "named_hour",
            ("", ",", "et", ", et", "/", "-", "+", "puis"),
            _times,
            reads=("matin (8h), midi (12h) et soir (20h)", "8h du matin et 8h du soir"),
            must_not_read=("matin", "8h", "matin et soir (8h et 20h)"),
        ),
    ],
)
AT_HOURS = Subject(
    "à telle heure",
    [
        rule(
            "à telle heure",
            "clock",
            "(a|vers|des) {hours}",
            to=lambda times: times,
            reads=("à 7h, 12h et 18h", "vers 20h", "à 8h"),
            must_not_read=("8 h 30 8 h 30",),
        ),
        Scan(
            "heure du soir, seule",
            "clock",
            # Earlier hours, `1 cp 8 h`, may be what lies between two intakes.
            re.compile(
                r"(?<![\d.,/+-])(?<![/x+-] )(?<!avant )(?<!apres )(?<!entre )(?<!depuis )"
                r"(?<!jusqu'a )(?<!pendant )(?<!sur )(?<!pdt )(?<!les )"
                r"(?<!vers )(?<!en )(?<!de )(?<!et )(?<!ou )(?<!du )"
                r"(1[89]|2[0-3]) ?h(?: ?(00|[1-5]\d))?(?= *(?:$|[,;.)\n]))"
            ),
            lambda match: (time(int(match[1]), int(match[2] or 0)),),
            numeric=True,
            reads=("22h", "21 h", "20h30"),
            must_not_read=("12h", "24h", "8h", "72h", "avant 20h", "/18h", "toutes les 18 h"),
        ),
        Scan(
            "heure écrite en entier",
            "clock",
            # Nobody writes what lies between two intakes so; before 5, `1h30`, it may be a length.
            re.compile(
                r"(?<![\d.,/+-])(?<![/x+] )(?<!avant )(?<!apres )(?<!entre )(?<!depuis )"
                r"(?<!jusqu'a )(?<!pendant )(?<!sur )(?<!pdt )(?<!les )(?<!durant )(?<!duree )"
                r"(?<!duree : )(?<!vers )(?<!en )(?<!de )(?<!et )(?<!ou )(?<!du )(?<!toutes )"
                r"(?:(0[5-9])|([5-9]|1\d|2[0-3])(?=[h:][0-5]\d))[h:]([0-5]\d)?(?![\d:a-z])"
                r"(?! ?[-/] ?\d)(?! ?(?:avant|apres|d'|plus tard))"
            ),
            lambda match: (time(int(match[1] or match[2]), int(match[3] or 0)),),
            numeric=True,
            reads=("08h00", "08h", "8h00", "20:00", "12h30"),
            must_not_read=("8h", "1h30", "sur 05h00", "de 08h00", "/08h", "08h00 - 20h00", "24h00"),
        ),
        rule(
            "plusieurs heures",
            "clock",
            "{hours}",
            to=lambda times: times if len(times) > 1 else None,
            reads=("8h et 20h", "8h-14h-20h"),
            must_not_read=("8h",),
        ),
        rule(
            "à 8, 12 et 20 heures",
            "clock",
            "a {number} et {hours}",
            "a {number} , {hours}",
            "a {number} , {number} et {hours}",
            "a {number} , {number} , {number} et {hours}",
            "a {number} - {number} - {hours}",
            "a {number} - {hours}",
            to=_loose_hours,
            reads=("à 8, 12 et 20 h", "à 8 et 20h"),
            must_not_read=("à 20 et 8h",),
        ),
    ],
)

WORN = Subject(
    "heures d'un patch",
    [
        rule(
            HOURS_WORN,
            "note",
            "[a porter|a garder|a mettre|a laisser|porter|garder] de {hour} a {hour}",
            value=True,
            reads=("de 8h à 20h", "à garder de 8 h à 22 h"),
            must_not_read=("à 8h", "8h à 20h", "8h"),
        ),
    ],
)
MIXED = Subject(
    "moments et heures",
    [
        rule(
            "moments et heure",
            "mixed_moments",
            "{moments} (et|,|puis|+) [a|vers] {hours}",
            "{moments} / (a|vers) {hours}",
            # `matin et soir /24 h` names no hour.
            to=lambda moments, times: None if times == (MIDNIGHT,) else (moments, times),
            reads=("matin, midi et 16h", "le matin et à 14 h"),
            must_not_read=("le matin à 8h", "à 8h et 20h"),
        ),
        rule(
            "moments / heure",
            "mixed_moments",
            "{moments} / {hours}",
            to=_beside_moments,
            reads=("matin/midi/16h", "matin/16h/20h"),
            must_not_read=("au coucher /6h", "avant les repas / 8 h"),
        ),
    ],
)

SUBJECTS = (CLOCK, NAMED, CLOCK_LISTS, NAMED_LISTS, AT_HOURS, WORN, MIXED)
