"""Les doses à ne pas dépasser : `max 4/j`, `sans dépasser 4 g par jour` (kind `maximum`)."""

from extraction.grammar import Subject
from extraction.meanings import Amount, Events, Maximum, Per, Rhythm
from extraction.rule import rule

NOT_ABOVE = (
    "(max|maxi|maximum|au maximum|au max|sans depasser|ne pas depasser|sans jamais depasser|"
    "dose max|dose maximum|dose maximale|dose maxi|jusqu'a|jusque|pas plus de|au plus|max de|"
    "ne jamais depasser|maximum de|avec un maximum de|un maximum de|maxi de|plafond|"
    "dose maximale de|sans exceder|n'excedant pas|ne pas exceder|jusqu'a un maximum de|"
    "avec un max de|posologie maximale|posologie max|dose totale max|quantite maximale)"
)
AFTER = "[au|en] (max|maxi|maximum|maximal|maximale|au plus)"


def _amount(amount: Amount, per: Per) -> Maximum | None:
    return None if amount.high is not None or amount.doubtful else Maximum(amount, per)


def _daily(daily: Rhythm) -> Maximum | None:
    return None if daily.per is None else _amount(daily.times, daily.per)


def _intakes(rhythm: Rhythm | Events) -> Maximum | None:
    if rhythm.per is None or (isinstance(rhythm, Events) and rhythm.unit is not None):
        return None
    return Maximum(Amount(rhythm.times.high or rhythm.times.low), rhythm.per, of_intakes=True)


def _each(amount: Amount) -> Maximum | None:
    return None if amount.high is not None or amount.doubtful else Maximum(amount)


SUBJECTS = (
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
                to=_amount,
                reads=("max 4 g/j", "sans dépasser 4 comprimés par jour", "3 g/j max"),
                must_not_read=("4 g/j", "max 4 g", "4 cp par jour"),
            ),
            rule(
                "maximum en nombre",
                "maximum",
                NOT_ABOVE + " [:] {daily}",
                "{daily} " + AFTER,
                to=_daily,
                reads=("max 4/j", "sans dépasser 4 par jour", "6/j max", "maxi 3 par 24 h"),
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
