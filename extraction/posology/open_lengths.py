"""Lengths that may be rhythms: `2 gél 3j`, `2 gél x 3 j`, `1 gél /8j`."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.grammar.chart import Chart, Node
from extraction.posology.rhythms import Rhythms
from extraction.rules.duration import ALONE
from extraction.rules.meanings import ONE, Amount, Per, Rhythm, Span
from extraction.spelling.matching import fold
from prescription.dosage import PeriodUnit

USUAL_LENGTHS = (5, 6, 7, 8, 10)
"""Days for which treatments last: `/8j` may be `x 8j`."""
_LONG = (PeriodUnit.WK, PeriodUnit.MO)
_ONE_DAY = ("j", "jr", "jour")
"""Words for a day that may be one alone: `x 3 jour` lacks its bar, or an s."""
_BAR_AS_ONE = {Decimal(10 * n + 1): Decimal(n) for n in (2, 3, 4)}
"""`x 21j` may be `x 2/j`, its bar read as a 1."""
OFTEN_A_DAY = 4
"""Up to here `3j` may be `3/j`."""


def every_or_for(chart: Chart, nodes: Sequence[Node], rhythms: Rhythms) -> Span | None:
    """`1 gél /8j`: every eight days, or for eight days with a misread sign.

    `1 cp le soir / 3 mois`: a moment tells of every day, and the bar may part it from its length.
    """
    every = rhythms.interval
    slashed = any(
        chart.words(n).startswith("/") for n in [n for n in nodes if n.kind == "interval"]
    )
    if every is None or every.period_max or not slashed or rhythms.span:
        return None
    timed = bool(rhythms.moments or rhythms.clock or rhythms.days or rhythms.as_needed)
    if every.unit is PeriodUnit.D:
        usual = every.period >= USUAL_LENGTHS[0] if timed else every.period in USUAL_LENGTHS
        return Span(every.period, every.unit) if usual else None
    return Span(every.period, every.unit) if timed and every.unit in _LONG else None


def days_or_times(chart: Chart, nodes: Sequence[Node], rhythms: Rhythms) -> Rhythm | None:
    """`2 gél 3j`, `2 gél x3j`: for three days, or three a day whose bar was lost."""
    spans = [n for n in nodes if n.kind == "duration"]
    if len(spans) != 1 or any(n.kind == "maximum" for n in nodes):
        return None
    span, words = spans[0].value, fold(chart.words(spans[0]))
    if spans[0].rule != ALONE and words[0] not in "x×*":
        return None
    rhythms = replace(rhythms, span=None)
    if not rhythms.is_empty or rhythms.as_needed or span.high is not None:
        return None
    if not words.endswith(_ONE_DAY) or span.unit is not PeriodUnit.D:
        return None
    times = _BAR_AS_ONE.get(span.low, span.low)
    return Rhythm(Amount(times), Per(ONE, PeriodUnit.D)) if 1 < times <= OFTEN_A_DAY else None
