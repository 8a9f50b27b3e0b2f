"""When a nurse comes, beside when the drug is taken: `1 cp le soir, IDE matin et soir`."""

from collections.abc import Sequence
from itertools import pairwise

from extraction.grammar.chart import Node
from extraction.posology.groups import RHYTHM, SILENT
from extraction.rules.asides import BY_NURSE

TIMES = RHYTHM - {"duration", "stage"}


def refuse_nurse_times(flow: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """A rhythm right behind the nurse, where the drug has one already: whose is it?"""
    said = [n for n in flow if n.kind not in SILENT]
    lost: list[Node] = []
    timed = False
    for node, behind in pairwise(said):
        timed = timed or node.kind in TIMES
        if timed and node.rule == BY_NURSE and behind.kind in TIMES:
            lost.append(behind)
    return [n for n in flow if n not in lost], lost
