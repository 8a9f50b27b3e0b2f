"""`x 3` behind a rhythm, and `à renouveler`: words with two meanings, kept as words and asked.

Source: lines of prescriptions written by others; `1 ampoule par mois x 3` is three in all.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import CUTS, DOSES, OFTEN, SILENT, Group
from extraction.rules.duration import HOURS_A_DAY
from extraction.rules.meanings import Amount, Events, Per, Rhythm
from extraction.rules.supply import BARE_NUMBER
from extraction.spelling.matching import fold
from prescription.dosage import PeriodUnit

IN_ALL = "n fois en tout"
TAKEN_AGAIN = "prise à renouveler n fois"
SHARED_OUT = "total du jour et ses prises"
ASKED = frozenset({IN_ALL, TAKEN_AGAIN, SHARED_OUT, BARE_NUMBER})
"""The rules of words that may mean something else."""
COMPLETE = frozenset({"per", "interval", "cycle", "moments", "clock", "days", "slots", *OFTEN})
"""What says how often without any number of times behind it."""
_HOW_OFTEN = COMPLETE - {"per"} | {"times_dose"}
WITHIN = frozenset({"per", "interval", "moments"})
"""Within which time an intake may be repeated: `dans les 24 h`, `dans la nuit`."""
SUPPLIED = frozenset({"supply", "supply_span", "duration"})


def keep_totals(flow: Sequence[Node]) -> list[Node]:
    """`1 cp/sem x 4`: four in all, or four a week; the rhythm written first holds.

    `3 prises` says so behind a week or a month only.
    """
    found: list[Node] = []
    before: list[Node] = []
    for node in flow:
        if node.kind in CUTS:
            before = []
        elif node.kind in DOSES:
            before = [n for n in before if _is_rare(n.value)]
        few = [n for n in before if _is_rare(n.value)] if node.kind == "events" else before
        if _is_bare(node) and few and not _agrees(node.value, few):
            node = replace(node, kind="note", rule=IN_ALL)
        elif _may_share_out(node, found):
            node = replace(node, rule=SHARED_OUT)
        elif node.kind in COMPLETE and not _is_bare(node):
            before.append(node)
        found.append(node)
    return found


def said_on_both_sides(groups: Sequence[Group]) -> list[Node]:
    """`0,25 x3/j 1 sem 0,5 x3/j 1 sem`: how often, before a dose and behind it, is of two doses."""
    doubled: list[Node] = []
    for one in groups:
        if one.dose is None:
            continue
        at = one.nodes.index(one.dose)
        before = [n for n in one.nodes[:at] if n.kind in OFTEN]
        behind = [n for n in one.nodes[at:] if n.kind in OFTEN or n.kind == "times_dose"]
        doubled += before if behind else []
    return doubled


def note_totals(chart: Chart, flow: Sequence[Node]) -> list[Node]:
    """`1 cp matin et soir, soit 2 cp par jour`: the total of the day is no second dose.

    Nor is that of `3 cp/j soit 60 mg/j`.
    """
    found: list[Node] = []
    known: set[str] = set()
    said = False
    for node, behind in pairwise((*flow, None)):
        if node is None:
            break
        a_day = behind is not None and behind.kind == "per" and node.kind == "quantity"
        by_day = a_day and {"dose", "per"} <= known and "weight" not in known
        complete = {"dose", "often"} <= known or by_day
        if node.kind == "filler":
            said = "soit" in fold(chart.words(node)).split()
        elif said and complete and node.kind in ("dose", "quantity", "daily"):
            found.append(replace(node, kind="note", rule=SHARED_OUT))
            continue
        elif said and found and found[-1].rule == SHARED_OUT and node.kind == "per":
            found[-1] = replace(found[-1], end=node.end)
            said = False
            continue
        elif node.kind not in SILENT:
            said = False
        if node.kind in DOSES:
            known.add("weight" if _is_by_weight(node) else "dose")
        if node.kind in _HOW_OFTEN:
            known.add("often")
        if node.kind == "per":
            known.add("per")
        found.append(node)
    return found


def _is_by_weight(node: Node) -> bool:
    return "/kg" in (getattr(node.value, "unit", None) or "")


def _may_share_out(node: Node, before: Sequence[Node]) -> bool:
    """`6 cp par jour, 3 prises`: six each time, or two; `3 fois par jour` says it otherwise."""
    whole = node.rule == "par jour n fois"
    if not (whole or _is_bare(node)):
        return False
    behind = [n for n in before if n.kind not in SILENT][-2:]
    dose = next((n.value for n in behind if n.kind in DOSES), None)
    several = isinstance(dose, Amount) and (dose.high or dose.low) > 1
    return several and (whole or any(n.kind == "per" for n in behind))


def _is_bare(node: Node) -> bool:
    """Whether it is a number of times without a period."""
    counted = node.kind in ("rhythm", "events") and isinstance(node.value, Rhythm | Events)
    return counted and node.value.per is None


def _is_rare(value: Any) -> bool:
    """`par mois 1 ampoule x 3`, unlike `par jour 1 cp x 3`."""
    return isinstance(value, Per) and value.unit not in (PeriodUnit.D, PeriodUnit.H, PeriodUnit.MIN)


def _agrees(rhythm: Rhythm | Events, before: Sequence[Node]) -> bool:
    """`matin et soir x 2`, `toutes les 8 h, 3 fois`: said twice."""
    if rhythm.times.high is not None:
        return False
    moments = sum(len(n.value.moments) for n in before if n.kind == "moments")
    hours = sum(len(n.value) for n in before if n.kind == "clock")
    day = [n.value for n in before if n.kind == "interval" and n.value.unit is PeriodUnit.H]
    every = HOURS_A_DAY / day[0].period if day else None
    slots = sum(len(n.value.doses) for n in before if n.kind == "slots")
    return rhythm.times.low in (moments, hours, slots, every)


def keep_second_intakes(chart: Chart, cover: Sequence[Node]) -> list[Node]:
    """`1 cp si migraine, renouvelable 1 fois`: another intake, or another pack; `AR 1` is a pack.

    What says within which time (`dans les 24 h`, `3 fois`) belongs to it.
    """
    found: list[Node] = []
    for place, node in enumerate(cover):
        last = found[-1] if found else None
        if last is not None and last.kind == "again" and _goes_on(last, node):
            found[-1] = replace(last, end=node.end, rule=TAKEN_AGAIN)
        elif _is_written_out(chart, node) and _may_be_intake(cover, place):
            found.append(replace(node, kind="again", rule=TAKEN_AGAIN))
        elif _is_written_out(chart, node) and _is_as_needed(cover[:place]):
            # `si douleur 3 fois par jour, à renouveler 1 fois`: rather the prescription.
            found.append(replace(node, rule=TAKEN_AGAIN))
        else:
            found.append(node)
    return found


def _goes_on(again: Node, node: Node) -> bool:
    """Whether the piece right behind tells how many times, or within which time."""
    if node.start != again.end:
        return False
    return _is_bare(node) or (again.rule == TAKEN_AGAIN and node.kind in WITHIN)


def _is_written_out(chart: Chart, node: Node) -> bool:
    """Whether it is `à renouveler 2 fois`, no abbreviation of the renewal of a prescription."""
    if node.kind != "repeats" or not node.value:
        return False
    words = fold(chart.words(node))
    return "renouvel" in words and "renouvellement" not in words


def _is_as_needed(before: Sequence[Node]) -> bool:
    """Whether a dose is taken only when needed, and nothing tells how much to supply."""
    kinds = {n.kind for n in before}
    return not kinds.isdisjoint({"condition", "as_needed"}) and kinds.isdisjoint(SUPPLIED)


def _may_be_intake(cover: Sequence[Node], place: int) -> bool:
    """Beside a dose without a rhythm, or before a time, where nothing was supplied before."""
    if not any(n.kind in DOSES for n in cover):
        return False
    behind = next((n for n in cover[place + 1 :] if n.kind not in SILENT), None)
    if behind is not None and behind.kind in WITHIN and behind.start <= cover[place].end + 1:
        return True
    before = cover[:place]
    if any(n.kind in SUPPLIED for n in before):
        return False
    return not any(n.kind in COMPLETE or n.kind == "times_dose" for n in before)
