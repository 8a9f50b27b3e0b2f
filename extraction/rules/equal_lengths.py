"""Ce qui revient au même : `tous les 3 jours (72 h)`, `28 jours sur 28`.

Kinds: `interval` (Per), `per` (Per).
"""

from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import ONE, Amount, Per, Span
from prescription.dosage import PeriodUnit

HOURS = {PeriodUnit.H: 1, PeriodUnit.D: 24, PeriodUnit.WK: 168}
DAYS_OF_CYCLES = frozenset({7, 21, 24, 28, 30, 31})


def _same(interval: Per, said: Per | Span) -> Per | None:
    """The interval, where the words behind it say the same length again."""
    told = _hours(interval.period, interval.unit, interval.period_max)
    again = (
        _hours(said.period, said.unit, said.period_max)
        if isinstance(said, Per)
        else _hours(said.low, said.unit, said.high)
    )
    return interval if told is not None and told == again else None


def _hours(length: Decimal, unit: PeriodUnit, most: Decimal | None) -> Decimal | None:
    return length * HOURS[unit] if unit in HOURS and most is None else None


def _whole(on: Amount, of: Amount) -> Per | None:
    """Every day of a cycle is every day."""
    return Per(ONE, PeriodUnit.D, each=True) if on == of and on.low in DAYS_OF_CYCLES else None


EQUAL = Subject(
    "longueurs égales",
    [
        rule(
            "tous les trois jours (72 h)",
            "interval",
            "{interval} ‹ [soit|toutes les|/] {span} ›",
            "{interval} ‹ [soit] {interval} ›",
            "{interval} [,] soit {interval}",
            to=_same,
            reads=("tous les 3 jours (72h)", "toutes les 72 heures (tous les 3 jours)"),
            must_not_read=("tous les 3 jours (48h)", "tous les 3 jours"),
        ),
        rule(
            "28 jours sur 28",
            "per",
            "{number} (j|jours|jour) (sur|/) {number} [j|jours]",
            to=_whole,
            reads=("28 j/28", "7 jours sur 7"),
            must_not_read=("21 j/28", "2 j/2"),
        ),
    ],
)
SUBJECTS = (EQUAL,)
