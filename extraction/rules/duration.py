"""La durée du traitement : `pdt 7j`, `x 7j`, `5 à 7 jours` (kinds `span`, `duration`)."""

from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount, Span
from prescription.dosage import PeriodUnit

HALF = Decimal("0.5")
HOURS_A_DAY = 24
CLOCK_UNITS = (PeriodUnit.S, PeriodUnit.MIN)


def _span(length: Amount, unit: PeriodUnit) -> Span | None:
    if length.low <= 0 or length.doubtful or unit in CLOCK_UNITS:
        return None
    return Span(length.low, unit, length.high)


def _half_more(length: Amount, unit: PeriodUnit, half: Amount | None = None) -> Span | None:
    whole = length.high is None and not length.low % 1
    if not whole or unit not in (PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A):
        return None
    if half is not None and (half.low != HALF or half.high is not None):
        return None
    return Span(length.low + HALF, unit)


def _two_units(low: Span, high: Span) -> Span | None:
    days = {PeriodUnit.H: 1, PeriodUnit.D: 24, PeriodUnit.WK: 168, PeriodUnit.MO: 720}
    if low.high or high.high or low.unit not in days or high.unit not in days:
        return None
    if low.unit is high.unit:
        return Span(low.low, low.unit, high.low) if low.low < high.low else None
    return None


def _standing_alone(span: Span) -> Span | None:
    """Hours alone are a rhythm or a clock time unless they make whole days.

    `x 4 (24 h)` counts within a day: one day of hours is no length either.
    """
    if span.unit is PeriodUnit.H and (span.low % 24 or span.low <= HOURS_A_DAY):
        return None
    # `4 ans` alone is an age.
    return None if span.unit is PeriodUnit.A and span.low > 1 else span


ALONE = "durée seule"
AT_MOST = "au plus tant de jours"
LENGTHS = frozenset({ALONE, "pendant", "durée annoncée"})
"""Rules of a length that is told and nothing beside it."""
HALF_MORE = "mois et demi"
SPANS = Subject(
    "durées",
    [
        rule(
            "longueur de temps",
            "span",
            "{count} {timeunit}",
            to=_span,
            reads=("7 jours", "une semaine", "5 à 7 jours", "3 mois", "48h"),
            must_not_read=("7", "30 min", "0 jours"),
        ),
        rule(
            HALF_MORE,
            "span",
            "{number} {timeunit} et (demi|demie)",
            "{number} {timeunit} [et] {number}",
            to=_half_more,
            reads=("un mois et demi", "1 semaine et demie", "1 mois 1/2", "1 an ½"),
            must_not_read=("1 jour et demi", "1 mois 2", "1 mois 1/4"),
        ),
    ],
)
OPENING = (
    "(pendant|pdt|pdnt|pdant|pendt|pd|durant|pend|sur|x|pr|pour|"
    "(pour|sur|pendant|pdt) une (duree|periode) de|"
    "a poursuivre|a continuer|a poursuivre pendant|encore|pendant encore|"
    "(pour|sur|pendant|pdt) une (duree|periode) d'|a prendre pendant|duree prevue)"
)
TREATMENT = "(traitement|ttt|trt|trait|tt|tte|cure|traitt|traitement total)"
DURATIONS = Subject(
    "durée du traitement",
    [
        rule(
            "pendant",
            "duration",
            OPENING + " [environ] [les] {span} [de suite|consecutifs|d'affilee|consecutives]",
            OPENING + " [les] {span} (stop|arret)",
            "(pendant|pdt|durant) : {span}",
            reads=(
                "pendant 7 jours",
                "pendant : 7 jours",
                "pdt 7j",
                "x 7j",
                "pour 3 mois",
                "pdt 8 j stop",
            ),
            must_not_read=("7 jours", "pendant les repas"),
        ),
        rule(
            "durée annoncée",
            "duration",
            "duree [du|de|de la] [" + TREATMENT + "|prescription] [:|=] {span}",
            TREATMENT + " [:] [a prendre|a suivre|a poursuivre] "
            "[de|d'|d'une duree de|pour|pendant|pdt|sur] {span}",
            "{span} de " + TREATMENT,
            "soit {span} [de " + TREATMENT + "]",
            reads=("durée : 7 jours", "traitement de 10 jours", "durée du traitement 3 semaines"),
            must_not_read=("traitement", "durée"),
        ),
        rule(
            ALONE,
            "duration",
            "{span} [consecutifs|de suite|d'affilee|consecutives|en tout|au total]",
            "{span} (stop|arret)",
            to=_standing_alone,
            reads=("7 jours", "48 h", "3 mois", "8 j stop"),
            must_not_read=("8 h", "24 h", "7", "4 ans"),
        ),
        rule(
            "durée maximale",
            "longest_duration",
            "["
            + OPENING
            + "] {span} (au plus|[au|a] (max|maxi|maximum|maximale|maximales|maximaux))",
            to=_standing_alone,
            reads=("7 jours maximum", "pendant 5 jours max", "5 jours au plus"),
            must_not_read=("7 jours", "4 h max"),
        ),
        rule(
            AT_MOST,
            "duration",
            "(max|maxi|maximum|au maximum|au max|au plus|pas plus de|sans depasser|"
            "ne pas depasser) [" + OPENING + "] {span}",
            to=_standing_alone,
            reads=("max 10 jours", "au maximum pendant 5 jours"),
            must_not_read=("7 jours", "max 4 h"),
        ),
    ],
)
SUBJECTS = (SPANS, DURATIONS)
