"""Les emplois du temps : `8h : 1 cp, 20h : 2 cp` (kind `timetable`: the hours with their doses).

A single hour says so with a colon alone; `8 h 1 cp` may be the end of something else.
"""

from datetime import time

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Chain, rule
from extraction.rules.clock import Hour
from extraction.rules.meanings import Amount

Timed = tuple[time, Amount]
_BETWEEN = ("", ",", "et", ", et", ";", "/", "-", "+", "puis", ".", "¦")


def _timed(hour: Hour, dose: Amount) -> Timed | None:
    return None if hour.bare or hour.named or dose.low <= 0 else (hour.time, dose)


def _dosed(dose: Amount, hour: Hour) -> Timed | None:
    return _timed(hour, dose)


def _in_order(rows: list[Timed]) -> tuple[Timed, ...] | None:
    """The hours of a day rise, and one unit counts all: `500 mg 8h 1 cp 20h` has a strength."""
    times = [at for at, _ in rows]
    alike = len({dose.unit for _, dose in rows}) == 1
    return tuple(rows) if alike and times == sorted(set(times)) else None


ITEMS = Subject(
    "doses à leur heure",
    [
        rule(
            "heure : dose",
            "told_hour",
            "[a] {hour} (:|=|→|- >|- - >|= >) ({dose}|{quantity}|{count})",
            to=_timed,
            reads=("8h : 1 cp", "08:00 : 1 CP", "20h = 2"),
            must_not_read=("8 : 1 cp", "8h 1 cp", "midi : 1 cp"),
        ),
        rule(
            "heure, dose",
            "hour_dose",
            "[a] {hour} ({dose}|{quantity})",
            to=_timed,
            reads=("8h 1 cp", "07h00 1/2 cp"),
            must_not_read=("8h 1", "8 1 cp"),
        ),
        rule(
            "dose, heure",
            "dose_hour",
            "({dose}|{quantity}) {hour}",
            to=_dosed,
            reads=("1 cp 8h", "2 cp 20h00"),
            must_not_read=("1 8h", "1 cp à 8h"),
        ),
    ],
)
TIMETABLES = Subject(
    "emplois du temps",
    [
        Chain(
            "heures et leurs doses",
            "timetable",
            "told_hour",
            _BETWEEN,
            _in_order,
            reads=("8h : 1 cp", "8h : 1 cp ; 12h : 1/2 cp ; 20h : 1 cp", "08:00: 1 / 20:00: 2"),
            must_not_read=("20h : 1 cp, 8h : 1 cp", "8h 1 cp"),
        ),
        Chain(
            "heures suivies de leurs doses",
            "timetable",
            "hour_dose",
            _BETWEEN,
            _in_order,
            at_least=2,
            reads=("7h 1 cp, 11h 1/2 cp", "07h00 1 cp 19h00 1 cp"),
            must_not_read=("8h 1 cp",),
        ),
        Chain(
            "doses suivies de leurs heures",
            "timetable",
            "dose_hour",
            _BETWEEN,
            _in_order,
            at_least=2,
            reads=("1 cp 8h - 2 cp 20h",),
            must_not_read=("1 cp 8h", "500 mg 8h 1 cp 20h"),
        ),
    ],
)
TIMED_DOSES = frozenset(chain.name for chain in TIMETABLES.rules)
SUBJECTS = (ITEMS, TIMETABLES)
