"""Days of the week with a dose of their own, and those that are left: `sauf le mardi 1/2 cp`."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.grammar.chart import Node
from extraction.posology.flow import part_daily
from extraction.posology.groups import DOSES, RHYTHM, SILENT
from prescription.dosage import DayOfWeek

EXCEPTED = "sauf le dimanche"
"""The rule of days on which the dose is another one, or none."""
THOSE_DAYS = "ces jours-là"


def name_other_days(flow: list[Node]) -> list[Node]:
    """`1 le lundi, 1/2 les autres jours`, `1 6j/7, 1/2 le dimanche`: days no other dose names."""
    named = {day for n in flow if n.kind == "days" for day in n.value}
    rest = tuple(day for day in DayOfWeek if day not in named) if named else ()
    if not rest:
        return flow
    cycles = [n for n in flow if n.kind == "cycle"]
    if len(cycles) == 1 and len(rest) == cycles[0].value.on and _are_apart(flow, cycles[0]):
        return [replace(n, kind="days", value=rest) if n is cycles[0] else n for n in flow]
    return [replace(n, kind="days", value=rest) if n.kind == "other_days" else n for n in flow]


def _are_apart(flow: Sequence[Node], cycle: Node) -> bool:
    """Whether a dose stands between the cycle and the named days, in a week."""
    places = [i for i, n in enumerate(flow) if n.kind == "days"]
    here = flow.index(cycle)
    between = flow[here : places[0]] if here < places[0] else flow[places[-1] : here]
    return cycle.value.of == len(DayOfWeek) and any(n.kind in DOSES for n in between)


def name_excepted_days(flow: list[Node]) -> list[Node]:
    """`1/4 cp le soir sauf lundi et vendredi 1/2 cp`: the half is meant for these two days."""
    said = [n for n in flow if n.kind not in SILENT]
    for place, node in enumerate(said):
        behind = said[place + 1 : place + 3]
        if node.rule != EXCEPTED or not behind or behind[0].kind not in DOSES:
            continue
        if len(behind) > 1 and behind[1].kind in RHYTHM - {"duration"}:
            continue
        rest = tuple(day for day in DayOfWeek if day not in node.value)
        moments = [n for n in said[:place] if n.kind in ("moments", "clock")]
        own = replace(node, value=rest, rule=THOSE_DAYS)
        here = flow.index(behind[0]) + 1
        return [*_with_own_count(flow[:here], node), own, *moments[-1:], *flow[here:]]
    return flow


def _with_own_count(flow: list[Node], days: Node) -> list[Node]:
    """`1/j sauf mardi 1/2 cp`: one each day, no rhythm of the half."""
    before = [n for n in flow if n.start < days.start and n.kind not in SILENT]
    rates = [n for n in before if n.kind == "daily"]
    if len(rates) != 1 or rates[0].value.times.low > 1 or any(n.kind in DOSES for n in before):
        return flow
    return [part for n in flow for part in (part_daily(n) if n is rates[0] else [n])]
