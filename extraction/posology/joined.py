"""Two strengths taken together: `Levothyrox 75 + 12,5 µg le matin`."""

from collections.abc import Sequence

from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import SILENT
from extraction.rules.strength import STRENGTH_UNITS

JOINS = frozenset({"+", "et", "&", "plus"})
FIRST = frozenset({"count", "quantity"})


def refuse_joined(chart: Chart, flow: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """The first two numbers, where a sign joins them: neither is the strength of the other's dose.

    `Sotalol 80 + 40 mg` is two tablets; of which strength each is, a human must tell.
    """
    said = [n for n in flow if n.kind not in SILENT and n.kind != "together"]
    if len(said) < 2 or said[0].kind not in FIRST or said[1].kind != "quantity":
        return list(flow), []
    one, other = said[:2]
    units = {one.value.unit, other.value.unit} - {None}
    if len(units) != 1 or not units <= STRENGTH_UNITS - {"mL"}:
        return list(flow), []
    between = {token.text for token in chart.tokens[one.end : other.start]}
    if not between or not between <= JOINS:
        return list(flow), []
    lost = [n for n in flow if one.start <= n.start and n.end <= other.end]
    return [n for n in flow if n not in lost], lost
