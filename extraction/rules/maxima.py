"""Les doses à ne pas dépasser : `max 4/j`, `sans dépasser 4 g par jour` (kind `maximum`)."""

from dataclasses import replace
from typing import Any

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount, Events, Maximum, Per, Rhythm

NOT_ABOVE = (
    "(max|maxi|maximum|au maximum|au max|sans depasser|ne pas depasser|sans jamais depasser|"
    "dose max|dose maximum|dose maximale|dose maxi|jusqu'a|jusque|pas plus de|au plus|max de|"
    "ne jamais depasser|maximum de|avec un maximum de|un maximum de|maxi de|plafond|"
    "dose maximale de|sans exceder|n'excedant pas|ne pas exceder|jusqu'a un maximum de|"
    "avec un max de|posologie maximale|posologie max|dose totale max|quantite maximale|"
    "dans la limite de|a concurrence de|jamais plus de|limite a|limitee a|limites a|limitees a|"
    "limiter a|a limiter a|en se limitant a)"
)
AFTER = "[au|en] (max|maxi|maximum|maximal|maximale|au plus)"


def _amount(amount: Amount, per: Per) -> Maximum | None:
    return None if amount.high is not None or amount.doubtful else Maximum(amount, per)


def _per_first(per: Per, amount: Amount) -> Maximum | None:
    return _amount(amount, per)


def _daily(daily: Rhythm) -> Maximum | None:
    return None if daily.per is None else _amount(daily.times, daily.per)


def _of_both(one: Rhythm, other: Rhythm) -> Maximum | None:
    """The record keeps one: the second is then refused, and asked."""
    first, second = _daily(one), _daily(other)
    if first is None or second is None or one.per == other.per:
        return None
    return replace(first, also=second)


def _intakes(rhythm: Rhythm | Events) -> Maximum | None:
    if rhythm.per is None or (isinstance(rhythm, Events) and rhythm.unit is not None):
        return None
    return Maximum(Amount(rhythm.times.high or rhythm.times.low), rhythm.per, of_intakes=True)


def _each(amount: Amount) -> Maximum | None:
    return None if amount.high is not None or amount.doubtful else Maximum(amount)


def _both(each: Amount, other: Rhythm | Amount, per: Per | None = None) -> Maximum | None:
    """The most of one intake, and of a period."""
    first = _each(each)
    if isinstance(other, Rhythm):
        second = _daily(other)
    else:
        second = None if per is None else _amount(other, per)
    return None if first is None or second is None else replace(first, also=second)


def _reversed(other: Rhythm | Amount, *rest: Any) -> Maximum | None:
    return _both(rest[-1], other, *rest[:-1])


INTAKE = "(par|/|a chaque) (prise|injection|fois)"
BOTH = "[,] [et|sans depasser|max|maxi]"
SUBJECTS = (
    Subject(
        "deux maxima",
        [
            rule(
                "maximum par prise et par jour",
                "maximum",
                *(
                    f"{NOT_ABOVE} [:] {{{each}}} {INTAKE} {BOTH} {most}"
                    for each in ("dose", "quantity", "count")
                    for most in ("{daily}", "{dose} {per}", "{quantity} {per}")
                ),
                to=_both,
                reads=("max 2 par prise et 6 par jour", "max 1 g par prise, 4 g par jour"),
                must_not_read=("max 2 par prise et 6", "2 par prise et 6 par jour"),
            ),
            rule(
                "maximum par jour et par prise",
                "maximum",
                *(
                    f"{NOT_ABOVE} [:] {most} {BOTH} {{{each}}} {INTAKE}"
                    for each in ("dose", "quantity", "count")
                    for most in ("{daily}", "{dose} {per}", "{quantity} {per}")
                ),
                to=_reversed,
                reads=("max 6 par jour et 2 par prise", "max 4 g/j, 1 g par prise"),
                must_not_read=("max 6 par jour et 2",),
            ),
        ],
    ),
    Subject(
        "maxima",
        [
            rule(
                "maximum d'une période",
                "maximum",
                NOT_ABOVE + " [:] {dose} {per}",
                NOT_ABOVE + " [:] {quantity} {per}",
                "{dose} {per} " + AFTER,
                "{quantity} {per} " + AFTER,
                "{dose} " + AFTER + " {per}",
                "{quantity} " + AFTER + " {per}",
                "{count} " + AFTER + " {per}",
                to=_amount,
                reads=(
                    "max 4 g/j",
                    "sans dépasser 4 comprimés par jour",
                    "3 g/j max",
                    "3 max/jour",
                    "4 au maximum par 24h",
                ),
                must_not_read=("4 g/j", "max 4 g", "4 cp par jour"),
            ),
            rule(
                "maximum après sa période",
                "maximum",
                *(
                    f"(max|maxi|maximum|dose max|dose maximale) {{per}} [:] {{{most}}}"
                    for most in ("dose", "quantity", "count")
                ),
                to=_per_first,
                reads=("max/j : 3", "maximum par jour : 4 cp", "dose max par 24 h : 4 g"),
                must_not_read=("max/j", "max : 3"),
            ),
            rule(
                "maximum de deux périodes",
                "maximum",
                NOT_ABOVE + " [:] {daily} [(et|,|/|-|;)] {daily}",
                to=_of_both,
                reads=("max 2/j et 10/mois", "max 2/j 8/mois"),
                must_not_read=("max 2/j", "max 2/j et 4/j"),
            ),
            rule(
                "maximum en nombre",
                "maximum",
                NOT_ABOVE + " [:] {daily}",
                "{daily} " + AFTER,
                to=_daily,
                reads=(
                    "max 4/j",
                    "sans dépasser 4 par jour",
                    "6/j max",
                    "maxi 3 par 24 h",
                    "dans la limite de 4/j",
                    "limité à 3 par jour",
                ),
                must_not_read=("4/j", "max 4"),
            ),
            rule(
                "maximum de prises",
                "maximum",
                NOT_ABOVE + " [:] {rhythm}",
                NOT_ABOVE + " [:] {events}",
                "{rhythm} " + AFTER,
                "{events} " + AFTER,
                to=_intakes,
                reads=(
                    "jusqu'à 3 fois par jour",
                    "3 fois par jour maximum",
                    "max 4 prises par jour",
                ),
                must_not_read=("3 fois par jour", "max 3"),
            ),
            rule(
                "maximum d'interdoses",
                "maximum",
                NOT_ABOVE + " [:] {count} (interdose[s]|bolus|acces) {per}",
                to=lambda count, per: _intakes(Rhythm(count, per)) if count.low % 1 == 0 else None,
                reads=("maximum 6 interdoses par jour", "max 4 accès/j"),
                must_not_read=("6 interdoses par jour", "max 6 interdoses", "max 4 cp/j"),
            ),
            rule(
                "maximum par prise",
                "maximum",
                NOT_ABOVE + " [:] {dose} (par|/|a chaque) (prise|injection|fois)",
                NOT_ABOVE + " [:] {quantity} (par|/|a chaque) (prise|injection|fois)",
                NOT_ABOVE + " [:] {count} (par|/|a chaque) (prise|fois)",
                "{dose} " + AFTER + " (par|/) prise",
                "{dose} (par|/) prise " + AFTER,
                "{quantity} (par|/) prise " + AFTER,
                to=_each,
                reads=("max 2 par prise", "sans dépasser 1 g par prise"),
                must_not_read=("2 par prise",),
            ),
        ],
    ),
)
