"""`1 cp x 3 - 7 jours`: three times a day for seven days, or for three to seven of them."""

from collections.abc import Iterator, Sequence

from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import CUTS, DOSES, RHYTHM
from extraction.rules.duration import ALONE
from extraction.rules.meanings import Span
from extraction.rules.numbers import DASHED
from prescription.dosage import EventTiming

MOST_TIMES = 8
LIKELY_TIMES = 4
"""Beyond, days are as likely: the range is told first."""
_MEALS = frozenset({EventTiming.C, EventTiming.AC, EventTiming.PC})
_TIMES_SIGN = frozenset({"x", "×", "*"})
_HOW_OFTEN = RHYTHM - {"duration", "days", "stage"} | {"slots", "times_dose", "alternation"}


def dashed_times(chart: Chart, cover: Sequence[Node]) -> list[Node]:
    """The lengths whose first number may be a number of times a day.

    Not where how often is told of that dose: in `matin et soir x 5-7 j` the dash is of a range.
    """
    return [
        node
        for at, node in enumerate(cover)
        if node.kind == "duration"
        and _may_be_times(chart, node)
        and not any(map(_tells_how_often, _beside(cover, at)))
    ]


def _may_be_times(chart: Chart, length: Node) -> bool:
    value = length.value
    if not isinstance(value, Span) or value.high is None or value.low % 1:
        return False
    signed = chart.texts[length.start] in _TIMES_SIGN
    if signed and any(node.rule == DASHED for node in _below(length)):
        return value.low <= MOST_TIMES
    # Nobody is left free to take a drug for two days or for seven: a dash was misread, or a sign.
    wide = value.low <= LIKELY_TIMES and value.high > 2 * value.low
    return wide and (signed or length.rule == ALONE)


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


def _beside(cover: Sequence[Node], at: int) -> Iterator[Node]:
    """What stands with a length: from the dose before its own, or a cut, to the next one."""
    doses = 0
    for node in reversed(cover[:at]):
        doses += node.kind in DOSES
        if node.kind in CUTS or doses > 1:
            break
        yield node
    for node in cover[at + 1 :]:
        if node.kind in CUTS or node.kind in DOSES:
            break
        yield node


def _tells_how_often(node: Node) -> bool:
    """`au cours des repas` alone does not."""
    if node.kind == "moments":
        return not all(moment.when in _MEALS for moment in node.value.moments)
    return node.kind in _HOW_OFTEN
