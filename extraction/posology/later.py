"""What stands behind the first quantity of a line: its dose, or only when it is taken."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from extraction.grammar.chart import Node
from extraction.posology.groups import DOSES, RHYTHM, SILENT, WHEN
from extraction.rules.meanings import ONE, Amount
from extraction.rules.strength import STRENGTH_UNITS
from extraction.rules.units import COUNTED

OWN_RHYTHM = RHYTHM - {"duration"}
BESIDE = frozenset({"form", "route", "note", "site", "body_site"})
"""What may stand between the strength and the dose."""
LIKELY_DOSE = Decimal(4)
"""Up to here a bare number is a number of tablets when nothing says otherwise."""
LEAST_RATIO = 10
"""A measured dose is never this many times another one of the same line."""


def is_dosed_later(others: Sequence[Node]) -> bool:
    """`500 mg matin et soir, 1 comprimé`: the tablet is the dose, unless each has a rhythm."""
    if _multiplies(others):
        return True
    if others and others[0].kind == "stage":
        # `300 mg, J1 à J3 : 1 gélule le soir`
        ahead = takewhile(lambda n: n.kind not in ("stage", "then"), others[1:])
        return any(n.kind in ("dose", "slots") for n in ahead)
    if _follow_their_moments(others):
        return True
    for place, node in enumerate(others):
        if node.kind == "then":
            return False
        if node.kind in ("dose", "slots") or counts_acts(node):
            before = {n.kind for n in others[:place] if n.kind in OWN_RHYTHM}
            behind = {n.kind for n in others[place + 1 :] if n.kind in OWN_RHYTHM}
            if node.kind == "dose" and before == {"moments"} and behind == {"per"}:
                # `5 mg, le matin : 4 cp/j 5 jours`: when and how often are said of one dose.
                return True
            return not (before and (node.kind != "dose" or behind))
    return False


def _follow_their_moments(others: Sequence[Node]) -> bool:
    """`20 mg, lundi : 3/4 cp, mardi : 1/2 cp`: each dose stands behind its own days."""
    said = [n for n in others if n.kind in WHEN or n.kind in DOSES]
    doses = [n for n in said if n.kind in DOSES]
    counted = len(doses) > 1 and all(n.kind == "dose" for n in doses)
    return counted and said[0].kind in WHEN and said[-1].kind == "dose"


def _multiplies(others: Sequence[Node]) -> bool:
    """`500 mg 4 x 250 mg/j`: the times are those of the dose they stand against."""
    if len(others) < 2 or others[0].kind != "rhythm" or others[0].value.per is not None:
        return False
    return others[1].kind in ("dose", "quantity") and others[1].start == others[0].end


def stages_of_others(others: Sequence[Node]) -> int:
    """`20 mg J1 à J7 : 60 mg puis J8 à J14 : 40 mg`: how many stages stand before their own dose.

    Zero when a stage stands behind its dose: `20 mg J1 à J3, 10 mg J4 à J6`.
    """
    if not others or others[0].kind != "stage":
        return 0
    parts: list[list[str]] = [[]]
    for node in others:
        if node.kind == "then":
            parts.append([])
        elif node.kind == "stage" or node.kind in DOSES:
            parts[-1].append(node.kind)
    before = all(part[0] == "stage" and part[-1] in DOSES for part in parts if part)
    return sum(part.count("stage") for part in parts) if before and parts[0] else 0


def is_measured_later(others: Sequence[Node]) -> bool:
    """`20 mg, le matin : 40 mg 7 jours`, `1 g, chaque jour 1 g IV`: when is said of the second."""
    if len(others) < 2 or others[0].kind not in ("moments", "clock", "interval", "rhythm", "per"):
        return False
    ahead = list(takewhile(lambda n: n.kind != "then", others[1:]))
    timed = any(n.kind in ("moments", "clock", "rhythm", "daily", "per") for n in ahead)
    return bool(ahead) and ahead[0].kind == "quantity" and not timed


def is_counted_later(amount: Amount, others: Sequence[Node]) -> bool:
    """`300 mg, matin : 1, soir : 2`, `300 mg, J1 : 1 le soir`: nobody takes 1 mg of these."""
    if not others or others[0].kind not in WHEN:
        return False
    order = [n for n in others if n.kind in WHEN or n.kind in DOSES]
    counts = [n for n in order if n.kind in DOSES]
    if _are_pairs(order, counts):
        return True
    if not counts or any(n.kind != "count" or may_share_unit(n.value, amount) for n in counts):
        return False
    return order[0].kind == "stage" or order[-1].kind in DOSES


def _are_pairs(order: Sequence[Node], counts: Sequence[Node]) -> bool:
    """`2 mg, matin : 1, soir : 2`: were 2 mg the dose of the morning, the last number had no time.

    One pair alone (`20 mg le matin : 1`) leaves none over.
    """
    paired = len(counts) > 1 and len(order) == 2 * len(counts)
    few = all(n.kind == "count" and n.value.low <= LIKELY_DOSE for n in counts)
    return paired and few and all(n in counts for n in order[1::2])


def may_share_unit(count: Amount, measured: Amount) -> bool:
    """`40 mg le matin, 20 le soir` is 20 mg; `300 mg le matin, 1 le soir` is no 1 mg."""
    if measured.unit not in STRENGTH_UNITS:
        return True
    return count.low > LIKELY_DOSE or measured.low < LEAST_RATIO * count.low


def is_dose(nodes: Sequence[Node]) -> bool:
    """Whether any of the pieces says how much."""
    return any(n.kind in DOSES or n.kind == "slots" or counts_acts(n) for n in nodes)


def counts_acts(node: Node) -> bool:
    """`2 injections par jour` says how much, `2 prises par jour` only how often."""
    return node.kind == "events" and node.value.unit is not None


def counts_tablets(others: Sequence[Node]) -> bool:
    """`Forxiga 10 mg 1/j`: one tablet; `Amlor 5 mg 2 chaque jour`: two."""
    daily = [n.value for n in others if n.kind == "daily"]
    return any(d.times == Amount(ONE) or d.per.each for d in daily)


def is_limited_in_units(others: Sequence[Node]) -> bool:
    """`Nicorette 2 mg en cas d'envie, max 15 gommes/j`: nobody counts milligrams in gums."""
    return any(n.kind == "maximum" and n.value.amount.unit in COUNTED for n in others)


def is_one_unit(others: Sequence[Node]) -> bool:
    """`Lomexin 600 mg capsule vaginale dose unique`, `Selexid 200 mg cp, le soir 1 cp`."""
    return any(n.kind in ("single", "dose") for n in others)


def counts_halves(others: Sequence[Node]) -> bool:
    """`Aldactone 25 mg 1/2 par jour`: nothing is taken half a time."""
    times = others[0].value.times if others and others[0].kind == "daily" else None
    return times is not None and times.high is None and times.low % 1 != 0


def counts_a_day(others: Sequence[Node]) -> bool:
    """`Lamictal 50 mg 2/j`: twice a day, or two tablets a day."""
    return any(n.kind == "daily" and n.value.times.low > 1 for n in others)


def is_shared_out(others: Sequence[Node]) -> bool:
    """`Lamictal 200 mg/j en 2 prises`: the day's total, whatever tablets are sold."""
    kinds = [n.kind for n in others[:2]]
    return kinds[:1] == ["divided"] or kinds == ["per", "divided"]


def later_strengths(pieces: Sequence[Node]) -> list[Node]:
    """`5 mg 1 cp le matin augm à 10 mg`: not the strength of what is dosed; `cp à 10 mg` is."""
    measured = dosed = timed = False
    found: list[Node] = []
    before = ""
    for node in pieces:
        if node.kind in SILENT:
            continue
        if not measured and node.kind != "quantity" and (is_dose([node]) or node.kind in RHYTHM):
            return []
        dosed = dosed or (measured and is_dose([node]))
        timed = timed or (dosed and node.kind in RHYTHM)
        measured = measured or node.kind == "quantity"
        if timed and node.kind == "strength" and before not in DOSES | {"form"}:
            found.append(node)
        before = node.kind
    return found


def part_times(flow: list[Node]) -> None:
    """`0,25 x 3/j` right after the name: the number may be the strength."""
    for place, node in enumerate(flow):
        if node.kind in SILENT or node.kind in BESIDE:
            continue
        if node.kind == "times_dose":
            rhythm, amount = node.value
            child = next(c for c in node.children if c.kind == "count")
            number = replace(child, value=amount)
            flow[place : place + 1] = [
                number,
                replace(node, start=child.end, kind="rhythm", value=rhythm),
            ]
        return
