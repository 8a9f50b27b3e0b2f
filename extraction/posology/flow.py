"""What is settled in the flow of pieces before and after it is cut into groups."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.drugs.marketed import Strengths, marketed_number
from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import CUTS, DOSES, RHYTHM, SILENT, Group
from extraction.rules.meanings import ONE, Amount, Cycle, Moments, Per, Span
from extraction.rules.other_lengths import WEIGHT
from extraction.rules.sequences import OF_CURES
from extraction.rules.timetables import TIMED_DOSES
from prescription.dosage import PeriodUnit

REMARK = "remarque chiffrée"
FROM_DAY = "à partir de tel jour"
DOSED = DOSES | {"slots", "daily", "events", "numbered_day", "stage", "then"}
STEP = DOSES | RHYTHM | {"slots", "condition", "as_needed", "maximum", "numbered_day"}
STEP |= {"timed_cycle", "other_days"}
"""What makes a step of its own behind `puis`."""
MEASURES = frozenset({"mg", "g", "µg", "ug", "mcg", "ui"})
ASIDES = frozenset({REMARK, WEIGHT})
"""What says nothing of a dose when it stands alone."""


def drop_crowded(chart: Chart, flow: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """A bare number right before another number means neither: `2 à 3 4 fois`."""
    kept: list[Node] = []
    crowded: list[Node] = []
    for node in flow:
        apart = node.rule in TIMED_DOSES
        if node.kind == "count" and not apart and "number" in chart.at[node.end]:
            crowded.append(node)
        else:
            kept.append(node)
    return kept, crowded


def drop_scales(chart: Chart, groups: list[Group], refused: list[Node]) -> list[Group]:
    """`10 UI si > 2 g/L, 12 UI si > 3 g/L` is a scale: kept word for word, for a human."""
    steps = [
        g for g in groups if any(c.isdigit() for n in g.of("condition") for c in chart.words(n))
    ]
    if len(steps) < 2:
        return groups
    refused += [node for g in groups for node in g.nodes]
    return []


def drop_first_arrow(chart: Chart, flow: list[Node]) -> list[Node]:
    """`40 mg, comprimé → 1 le matin`: an arrow before any rhythm parts, it does not follow on.

    Nor does one before a length alone: `1 cp/j -> 3 mois`.
    """
    said = [n for n in flow if n.kind not in SILENT]
    lengths = [n for n in said if n.kind in ("duration", "stage")]
    if len(said) > 1 and lengths == said[-1:] and _is_arrow(chart, said[-2]):
        flow = [n for n in flow if n is not said[-2]]
    for place, node in enumerate(flow):
        if node.kind in RHYTHM or node.kind == "slots":
            break
        if _is_arrow(chart, node):
            behind = next((n for n in flow[place + 1 :] if n.kind not in SILENT), None)
            before = chart.texts[node.start - 1] if node.start else ""
            measured = before.isdigit() or before in MEASURES
            if behind is not None and behind.kind == "quantity" and measured:
                # `0,5 → 1 mg/sem`: one strength becomes the other, or one dose; none becomes
                # `1 mg/kg`.
                by_weight = "kg" in chart.words(behind) and before != "kg"
                return flow[:place] + flow[place + 1 :] if by_weight else flow
            return flow[:place] + flow[place + 1 :]
    return flow


def _is_arrow(chart: Chart, node: Node) -> bool:
    return node.kind == "then" and not chart.words(node)[0].isalpha()


def split_timed(flow: Sequence[Node]) -> list[Node]:
    """`3 soirs par semaine` is a rhythm and a moment, `un lundi sur 2` a rhythm and a day.

    `J1 à J3 de chaque cure` is a length whose words are kept.
    """
    pieces: list[Node] = []
    for node in flow:
        if node.kind == "timed_cycle":
            every, when = node.value
            kind = "cycle" if isinstance(every, Cycle) else "rhythm"
            pieces.append(replace(node, kind=kind, value=every))
            named = "moments" if isinstance(when, Moments) else "days"
            pieces.append(replace(node, kind=named, value=when))
        elif node.rule == OF_CURES:
            pieces += [node, replace(node, kind="note")]
        else:
            pieces.append(node)
    return pieces


def part_number_and_day(flow: Sequence[Node]) -> list[Node]:
    """`1 tous les jours sauf le dimanche`: one each time, no `1/j`."""
    pieces: list[Node] = []
    for node in flow:
        dosed = bool(pieces) and pieces[-1].kind in DOSES
        if node.kind == "daily" and node.value.per.each and not dosed:
            pieces += part_daily(node)
        else:
            pieces.append(node)
    return pieces


def refuse_first_then(flow: list[Node]) -> tuple[list[Node], list[Node]]:
    """`Abilify 5 puis 10 mg/j`: what stands before was no strength alone; a day may come first."""
    first = next((n for n in flow if n.kind not in SILENT), None)
    if first is None or first.kind != "then" or first.rule == FROM_DAY:
        return flow, []
    return [n for n in flow if n is not first], [first]


def settle_last_then(flow: list[Node]) -> tuple[list[Node], list[Node]]:
    """`…, 3 cp/j ensuite` is `ensuite 3 cp/j`; a last `puis` alone tells that something is lost."""
    said = [n for n in flow if n.kind not in SILENT]
    if not said or said[-1].kind not in CUTS:
        return flow, []
    last = said[-1]
    rest = [n for n in flow if n is not last]
    doses = [i for i, n in enumerate(rest) if n.kind in DOSES]
    if len(doses) == 1 and last.rule == FROM_DAY:
        return [replace(n, kind="note") if n is last else n for n in flow], []
    if len(doses) < 2 or any(n.kind in CUTS for n in rest[doses[-2] :]):
        return rest, [last]
    return [*rest[: doses[-1]], last, *rest[doses[-1] :]], []


def drop_empty_steps(flow: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """`puis ricer, à renouveler à J8`: a step that tells no dose and no time is none."""
    lost: list[Node] = []
    said: set[str] = set()
    kept: list[Node] = []
    for node in reversed(flow):
        if node.rule == FROM_DAY and said.isdisjoint(DOSED):
            # `1 injection/j à partir de J20 pendant 15 jours`: when it begins, no second step.
            kept.append(replace(node, kind="note"))
            continue
        kept.append(node)
        if node.kind == "then" and said and (said.isdisjoint(STEP) or said == {"duration"}):
            lost.append(node)
        elif node.kind in CUTS:
            said = set()
        elif node.kind not in SILENT:
            said.add(node.kind)
    return [n for n in reversed(kept) if n not in lost], lost


def settle_days(flow: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """`J1` alone is the first day, `J4` the fourth when the one before ended on the third."""
    kept: list[Node] = []
    lost: list[Node] = []
    reached = ONE - 1
    for node in flow:
        inner = node.children[0].children if _wraps(node) else node.children
        days = [child.value.low for child in inner if child.kind == "day_number"]
        if node.kind == "stage" and days:
            reached = days[-1]
        elif node.kind == "stage" and isinstance(node.value, Span) and node.value.low == ONE:
            reached = ONE
        if node.kind == "numbered_day" and node.value.low != reached + 1:
            lost.append(node)
        elif node.kind == "numbered_day":
            reached = node.value.low
            kept.append(replace(node, kind="stage", value=Span(ONE, PeriodUnit.D)))
        else:
            kept.append(node)
    return kept, lost


def _wraps(node: Node) -> bool:
    return len(node.children) == 1 and node.children[0].kind == node.kind


def part_daily(daily: Node) -> list[Node]:
    """The number and the day of `1/j`."""
    number, every = daily.children
    return [replace(number, kind="count"), replace(every, kind="per")]


def part_pairs(groups: Sequence[Group]) -> list[Group]:
    """`1 cp et 1/2 cp en alternance`, `matin, midi et 16 h`: two instructions written as one."""
    parted: list[Group] = []
    for one in groups:
        pair = next((n for n in one.nodes if n.kind in ("alternation", "mixed_moments")), None)
        if pair is None:
            parted.append(one)
            continue
        for place, pieces in enumerate(_alternatives(pair)):
            nodes = [p for n in one.nodes for p in (pieces if n is pair else (n,))]
            beside = one.beside or (bool(place) and pair.kind == "alternation")
            follows = one.follows and not place
            parted.append(replace(one, nodes=nodes, follows=follows, beside=beside))
    return parted


def _alternatives(pair: Node) -> tuple[tuple[Node, ...], ...]:
    """What each of the two instructions has in place of the pair."""
    if pair.kind == "mixed_moments":
        moments, clock = pair.value
        return (
            (replace(pair, kind="moments", value=moments),),
            (replace(pair, kind="clock", value=clock),),
        )
    every = replace(pair, kind="cycle", value=Cycle(ONE, 2 * ONE, PeriodUnit.D))
    note = replace(pair, kind="note")
    return tuple(
        (replace(pair, kind="dose" if dose.unit else "count", value=dose), every, note)
        for dose in pair.value
    )


def name_alternated(flow: list[Node], strengths: Strengths) -> list[Node]:
    """`Lévothyrox 75 et 100 un jour sur deux`: both numbers are strengths that are sold."""
    for place, node in enumerate(flow):
        if node.kind != "alternation" or any(dose.unit for dose in node.value):
            continue
        sold = [marketed_number(dose.low, strengths) for dose in node.value]
        named = [s[0].numerator for s in sold if s is not None and len(s) == 1]
        if len(named) == len(node.value):
            doses = tuple(Amount(q.value, unit=q.unit) for q in named)
            flow = [*flow[:place], replace(node, value=doses), *flow[place + 1 :]]
    return flow


def keep_orders(flow: Sequence[Node]) -> list[Node]:
    """`si persistance, appeler le 15` is an instruction, no condition of the dose."""
    kept = list(flow)
    said = [n for n in kept if n.kind not in SILENT]
    for node, behind in pairwise(said):
        if node.kind == "condition" and behind.rule == REMARK and behind.start == node.end:
            kept[kept.index(node)] = replace(node, kind="note")
        elif node.rule == REMARK and behind.kind == "stage" and behind.start == node.end:
            # `NFS toutes les semaines le 1er mois`
            kept[kept.index(behind)] = replace(behind, kind="note")
    return _keep_later_tests(kept)


def _keep_later_tests(flow: list[Node]) -> list[Node]:
    """`NFS tous les 10 jours puis mensuelle`: the blood is tested once a month, no dose taken."""
    tested = False
    kept = list(flow)
    for node, behind in pairwise(n for n in flow if n.kind not in SILENT):
        tested = node.rule == REMARK or (tested and node.kind not in DOSES)
        rare = behind.kind in ("rhythm", "per", "interval", "events") and _is_rare(behind.value)
        if tested and node.kind == "then" and rare and behind.end == flow[-1].end:
            for one in (node, behind):
                kept[kept.index(one)] = replace(one, kind="note")
    return kept


def _is_rare(value: object) -> bool:
    """Once a week, or more seldom."""
    per = value if isinstance(value, Per) else getattr(value, "per", None)
    return isinstance(per, Per) and per.unit in (PeriodUnit.WK, PeriodUnit.MO, PeriodUnit.A)
