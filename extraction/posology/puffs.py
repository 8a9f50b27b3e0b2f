"""`2 b x 4/j` of an inhaled drug: puffs, which are boxes of any other drug."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import RHYTHM, SILENT
from extraction.rules.meanings import Amount
from extraction.spelling.matching import fold

PUFF = "bouffée"
_LETTER = re.compile(r"\d{1,2} ?b\.?")
_TAKEN = (RHYTHM - {"duration"}) | {"condition", "as_needed"}


def name_puffs(chart: Chart, flow: Sequence[Node], units: Sequence[str]) -> list[Node]:
    """The flow with `2 b` as two puffs, where the drug is inhaled and a rhythm stands behind."""
    if PUFF not in units:
        return list(flow)
    return [
        replace(node, kind="dose", value=Amount(node.value.value, unit=PUFF))
        if node.kind == "supply" and _is_puff(chart, flow[place:])
        else node
        for place, node in enumerate(flow)
    ]


def _is_puff(chart: Chart, flow: Sequence[Node]) -> bool:
    behind = next((n for n in flow[1:] if n.kind not in SILENT), None)
    letter = _LETTER.fullmatch(fold(chart.words(flow[0])))
    return letter is not None and behind is not None and behind.kind in _TAKEN
