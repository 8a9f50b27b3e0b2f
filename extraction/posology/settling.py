"""The flow of a line's pieces, settled before it is cut into groups of one dose each."""

from collections.abc import Iterable
from typing import NamedTuple

from extraction.grammar.chart import Chart, Node
from extraction.posology.counted import keep_totals
from extraction.posology.equivalents import take_equivalents
from extraction.posology.flow import (
    ASIDES,
    drop_crowded,
    drop_empty_steps,
    keep_orders,
    part_number_and_day,
    refuse_first_then,
    settle_days,
    settle_last_then,
    split_timed,
)
from extraction.posology.groups import DOSES, RHYTHM, SILENT
from extraction.posology.named_days import name_excepted_days, name_other_days
from extraction.posology.nurses import refuse_nurse_times
from extraction.posology.outside import (
    Assembled,
    take_container,
    take_stop,
    take_tubes,
)
from extraction.posology.per_weight import part_weighed, settle_per_weight

TELLING = DOSES | RHYTHM | {"slots"}


class Settled(NamedTuple):
    """What goes on to be grouped; `lost` and `refused` are pieces that fit nowhere in it."""

    flow: list[Node]
    lost: list[Node]
    refused: list[Node]


def settle_flow(
    chart: Chart, cover: Iterable[Node], result: Assembled, flow: list[Node]
) -> Settled:
    """Take containers, totals said again and the stop into `result`, refuse what fits nowhere."""
    flow = settle_per_weight(chart, part_weighed(flow), result.refused)
    flow = take_container(result, take_tubes(result, take_equivalents(result, flow)))
    flow = take_stop(chart, cover, result, flow)
    flow, crowded = drop_crowded(chart, flow)
    flow, opening = refuse_first_then(flow)
    flow, ending = settle_last_then(flow)
    flow, empty = drop_empty_steps(flow)
    flow, visits = refuse_nurse_times(flow)
    flow, lost = settle_days([node for node in flow if node.kind != "vague"])
    if _tells_asides_alone(flow):
        lost, flow = [*lost, *(node for node in flow if node.kind not in SILENT)], []
    flow = keep_totals(keep_orders(flow))
    flow = name_excepted_days(name_other_days(split_timed(part_number_and_day(flow))))
    return Settled(flow, list(lost), [*crowded, *opening, *ending, *empty, *visits])


def _tells_asides_alone(flow: Iterable[Node]) -> bool:
    """`NFS dans 3 mois` alone is no medication's posology."""
    told = [node.kind in TELLING and node.kind != "duration" for node in flow]
    return not any(told) and any(node.rule in ASIDES for node in flow)
