"""What a colon gives to other words than the dose: `si fièvre : consulter`, `TA : 2 fois/j`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extraction.grammar.chart import Chart, Node
from extraction.posology.flow import REMARK
from extraction.posology.groups import DOSES, RHYTHM, SILENT

_LABELS = RHYTHM | {"condition", "as_needed", "month_day"}
_ENDS = frozenset({",", ".", ";", "-", "(", "+"})
"""Before what begins a sentence of its own."""


def name_announced(chart: Chart, cover: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    """The pieces, those before a remark's colon, or behind it, kept word for word.

    And those left out, of which only a part may stand before it: `le soir, avant le bain : peser`.
    """
    given = list(cover)
    if ":" not in chart.texts:
        return given, []
    said = [n for n in given if n.kind not in SILENT]
    notes: list[Node] = []
    unclear: list[Node] = []
    dosed = False
    for i, node in enumerate(said):
        dosed = dosed or node.kind in DOSES or node.kind == "slots"
        if not dosed or chart.texts[node.end] != ":":
            continue
        if node.rule == REMARK:
            notes += _rhythms_behind(chart, said, i + 1)
        elif node.kind in _LABELS and any(n.rule == REMARK for n in said[i + 1 : i + 2]):
            whole = _begins(chart, node.start)
            notes += [node] if whole else []
            parted = any(_begins(chart, at) for at in range(node.start + 1, node.end))
            unclear += [node] if parted and not whole else []
    kept = (n for n in given if n not in unclear)
    return [replace(n, kind="note") if n in notes else n for n in kept], unclear


def _begins(chart: Chart, at: int) -> bool:
    """Whether a token begins a row or stands behind a sign that parts."""
    if at == 0 or chart.texts[at - 1] in _ENDS:
        return True
    return chart.tokens[at].line != chart.tokens[at - 1].line


def _rhythms_behind(chart: Chart, said: Sequence[Node], first: int) -> list[Node]:
    """The rhythms that follow each other in the row; none where a dose follows them."""
    found: list[Node] = []
    for node in said[first:]:
        if found and _begins(chart, node.start):
            break
        if node.kind not in _LABELS:
            return [] if node.kind in DOSES else found
        found.append(node)
    return found
