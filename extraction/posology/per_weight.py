"""One dose said in two ways: `1 mg/kg/j soit 60 mg le matin` is 60 mg, never both."""

from collections.abc import Sequence

from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import CUTS, DOSES, RHYTHM, SILENT
from extraction.rules.meanings import Amount
from extraction.rules.quantities import DOSE_OF_WEIGHT

AGAIN = frozenset({"soit", "=", "("})
"""What stands between a dose for each kilo and the dose it comes to."""
TIMED = RHYTHM - {"duration", "stage"}


def is_per_weight(unit: str | None) -> bool:
    """Whether a unit is one for each kilo of weight."""
    return unit is not None and unit.endswith("/kg")


def settle_per_weight(chart: Chart, flow: list[Node], refused: list[Node]) -> list[Node]:
    """The dose that a dose for each kilo comes to stands alone; the latter is kept as words.

    Without a rhythm of its own it has the one of the dose for each kilo, unless that one is a
    day's total in so many intakes: nobody can tell whether the total or the intake is said again.
    """
    for place, node in enumerate(flow):
        if not _is_rate(node):
            continue
        meant = _said_again(chart, flow, place)
        if meant is None:
            continue
        head, tail = flow[place + 1 : meant], _until_cut(flow[meant:])
        timed = [n for n in head if n.kind in TIMED]
        kept = [n for n in head if n not in timed]
        if any(n.kind in TIMED or n.kind == "slots" for n in tail):
            if _disagree(timed, tail):
                continue
        elif any(n.kind == "divided" for n in timed):
            refused += timed
        else:
            kept += timed
        end = max([node.end, *(n.end for n in timed)])
        note = Node(node.start, end, "note", True, "dose par kilo", (node, *timed))
        return [*flow[:place], note, *kept, *flow[meant:]]
    return flow


def _is_rate(node: Node) -> bool:
    return node.kind in DOSES and isinstance(node.value, Amount) and is_per_weight(node.value.unit)


def _said_again(chart: Chart, flow: Sequence[Node], place: int) -> int | None:
    """The place of the dose behind `soit`, when nothing else stands between them."""
    joined = False
    for at in range(place + 1, len(flow)):
        node = flow[at]
        if node.kind in CUTS:
            return None
        if node.kind in SILENT:
            joined = joined or chart.words(node).lower() in AGAIN
        elif node.kind == "slots" or node.kind in DOSES:
            return None if not joined or _is_rate(node) else at
        elif joined:
            return None
    return None


def _until_cut(flow: Sequence[Node]) -> list[Node]:
    cut = next((i for i, n in enumerate(flow) if n.kind in CUTS), len(flow))
    return list(flow[:cut])


def _disagree(timed: Sequence[Node], tail: Sequence[Node]) -> bool:
    """Whether both say how many times, and not the same number."""
    times = {n.value.times for n in timed if n.kind in ("rhythm", "divided")}
    others = {n.value.times for n in tail if n.kind in ("rhythm", "divided")}
    return bool(times and others) and times != others


def part_weighed(flow: Sequence[Node]) -> list[Node]:
    """`dose 8 kg x 4/j` is one dose by weight; beside another dose it says the weight alone."""
    parted: list[Node] = []
    for node in flow:
        if node.rule != DOSE_OF_WEIGHT:
            parted.append(node)
            continue
        doses = (n for n in flow if n.rule != DOSE_OF_WEIGHT)
        others = any(n.kind in DOSES or n.kind == "slots" for n in doses)
        parted += [node.children[-1]] if others else [node, node.children[-1]]
    return parted
