"""Les semaines numérotées : `S1-S2 : 1 cp/j, S3-S4 : 2 cp/j` (kind `stage`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import ONE, Amount, Span
from extraction.rules.sequences import ANNOUNCED_DAY, DAY_RANGES, days_between
from prescription.dosage import PeriodUnit

ANNOUNCED_WEEK = "semaine annoncée"
WEEK_TO_WEEK = "de telle semaine à telle semaine"
WEEK_AND_NEXT = "telle semaine et la suivante"
NUMBERED = DAY_RANGES | {ANNOUNCED_DAY, ANNOUNCED_WEEK, WEEK_TO_WEEK, WEEK_AND_NEXT}
"""Rules of steps told by the numbers of their days, or of their weeks."""
MOST_WEEKS = 52


def _weeks(first: Amount, last: Amount) -> Span | None:
    """`S1-S4` are four weeks."""
    days = days_between(first, last)
    if days is None or days.low > MOST_WEEKS or last.low > MOST_WEEKS:
        return None
    return Span(days.low, PeriodUnit.WK)


WEEKS = Subject(
    "semaines numérotées",
    [
        rule(
            ANNOUNCED_WEEK,
            "stage",
            "(semaine|sem|s) {number} (:|=)",
            to=lambda number: Span(ONE, PeriodUnit.WK) if 1 <= number.low <= MOST_WEEKS else None,
            reads=("semaine 2 :", "S1 :"),
            must_not_read=("semaine 2", "2 semaines", "S0 :", "S500 :"),
        ),
        rule(
            WEEK_TO_WEEK,
            "stage",
            "s {number} (-|a|au) s {number} [:|=]",
            "(semaines|semaine|sem) {number} (-|a|au) {number} (:|=)",
            to=_weeks,
            reads=("S1-S4", "S1 à S2 :", "semaine 3-4 :"),
            must_not_read=("S1", "semaine 1 à 2", "S4-S2", "S1 et S4"),
        ),
        rule(
            WEEK_AND_NEXT,
            "stage",
            "s {number} [et|/|,] s {number} [:|=]",
            "(semaines|semaine|sem) {number} et {number} (:|=)",
            to=lambda one, other: _weeks(one, other) if other.low == one.low + 1 else None,
            reads=("S3 et S4 :", "semaines 1 et 2 :", "S1 S2"),
            must_not_read=("S1 et S4", "semaines 1 et 2", "S2 S1"),
        ),
    ],
)

SUBJECTS = (WEEKS,)
