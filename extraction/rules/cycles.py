"""Les jours de traitement dans un cycle : `5 jours tous les 28 jours`, `une semaine par mois`.

Kinds: `cycle` (Cycle), `timed_cycle` (a Rhythm with its days).
"""

from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.intervals import DAYS_A_MONTH, DAYS_A_WEEK, INTERVALS, cycle_of
from extraction.rules.meanings import ONE, Amount, Cycle, Per, Rhythm
from prescription.dosage import DayOfWeek, PeriodUnit

MONTHS_A_YEAR = Amount(Decimal(12))


def _on_of_interval(on: Amount, every: Per | Amount) -> Cycle | None:
    """`5 jours tous les 28 jours`."""
    if isinstance(every, Amount):
        return cycle_of(on, PeriodUnit.D, every)
    days = {PeriodUnit.D: 1, PeriodUnit.WK: 7, PeriodUnit.MO: 30}.get(every.unit)
    if days is None or every.period_max is not None:
        return None
    return cycle_of(on, PeriodUnit.D, Amount(every.period * days))


def _one_in(
    first: Amount, days: tuple[DayOfWeek, ...], of: Amount
) -> tuple[Rhythm, tuple[DayOfWeek, ...]] | None:
    """`un lundi sur deux`."""
    if first != Amount(ONE) or len(days) != 1 or of.high or of.low % 1 or of.low <= 1:
        return None
    return Rhythm(Amount(ONE), Per(of.low, PeriodUnit.WK)), days


CYCLES = Subject(
    "cycles",
    [
        rule(
            "5 jours tous les 28 jours",
            "cycle",
            "[pendant] {number} (jours|j) [consecutifs|de suite|d'affilee] {interval}",
            "[pendant] {number} (jours|j) [consecutifs|de suite] par (cycle|cure) de {number} "
            "(jours|j)",
            to=_on_of_interval,
            reads=("5 jours consécutifs tous les 28 jours", "5 jours toutes les 4 semaines"),
            must_not_read=("5 jours", "5 jours toutes les 8 heures"),
        ),
        rule(
            "une semaine par mois",
            "cycle",
            "{number} (semaines|semaine|sem) [de traitement|de prise] "
            "(par|/|de chaque|chaque|tous les) mois",
            to=lambda n: cycle_of(n.times(Decimal(DAYS_A_WEEK)), PeriodUnit.D, DAYS_A_MONTH),
            reads=("une semaine par mois", "2 sem/mois"),
            must_not_read=("1 semaine", "1 semaine puis 1 mois", "5 semaines par mois"),
        ),
        rule(
            "trois mois par an",
            "cycle",
            "{number} mois (par|/|chaque|tous les) (an|annee|ans)",
            to=lambda number: cycle_of(number, PeriodUnit.MO, MONTHS_A_YEAR),
            reads=("3 mois par an", "6 mois/an"),
            must_not_read=("3 mois", "3 fois par an", "13 mois par an"),
        ),
    ],
)
WEEKDAYS = Subject(
    "un jour de la semaine sur deux",
    [
        rule(
            "un lundi sur deux",
            "timed_cycle",
            "{number} {days} (sur|/) {number}",
            to=_one_in,
            reads=("un lundi sur deux", "1 mardi/2"),
            must_not_read=("le lundi", "un lundi", "2 lundis sur 3"),
        ),
    ],
)

CYCLE_RULES = frozenset(
    {
        r.name
        for part in (INTERVALS, CYCLES)
        for r in part.rules
        if r.kind in ("cycle", "timed_cycle")
    }
)
"""Rules that name days of treatment within a longer cycle."""
