"""Strength or dose: what the first quantity after the drug's name is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from itertools import takewhile

from extraction.drugs.marketed import Strengths, is_strength, marketed_number
from extraction.drugs.same_strength import IN_UI, equal_strengths
from extraction.grammar.chart import Node
from extraction.posology.groups import DOSES, RHYTHM, SILENT, WHEN, Choices
from extraction.rules.meanings import ONE, Amount
from extraction.rules.strength import STRENGTH_UNITS
from prescription.dosage import PeriodUnit, Quantity, Ratio

SITUATIONS = frozenset({"as_needed", "condition", "maximum"})
SOLID_FORMS = frozenset({"comprimé", "gélule", "capsule", "sachet", "suppositoire", "ovule"})
BESIDE = frozenset({"form", "route", "note", "site", "body_site"})
"""What may stand between the strength and the dose."""
OWN_RHYTHM = RHYTHM - {"duration"}
LIKELY_DOSE = Decimal(4)
"""Up to here a bare number is a number of tablets when nothing says otherwise."""
LEAST_RATIO = 10
"""A measured dose is never this many times another one of the same line."""


@dataclass(slots=True)
class Split:
    """What the first numbers turned out to be; `flow` is what is left to be read as posology."""

    strength: tuple[Ratio, ...] = ()
    nodes: list[Node] = field(default_factory=list)
    flow: list[Node] = field(default_factory=list)
    refused: list[Node] = field(default_factory=list)
    form: str | None = None
    formed: bool = False

    def add(self, node: Node, ratios: tuple[Ratio, ...]) -> None:
        """Take a strength; a second, different one is refused."""
        if self.strength and not equal_strengths(self.strength, ratios):
            self.refused.append(node)
            return
        self.strength = self.strength or ratios
        self.nodes.append(node)


class Role(Enum):
    """What the first number or quantity after the drug's name is."""

    STRENGTH = "strength"
    DOSE = "dose"
    BOTH = "both"
    REFUSED = "refused"


def _part_times(flow: list[Node]) -> None:
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


def split_strength(
    pieces: Sequence[Node], strengths: Strengths, choices: Choices, *, formed: bool = False
) -> Split:
    """Take the strength out of the pieces."""
    split = Split(formed=formed)
    for node in pieces:
        if node.kind == "strength":
            split.add(node, node.value)
        else:
            split.flow.append(node)
    _part_times(split.flow)
    meaning = [n for n in split.flow if n.kind not in SILENT and n.kind not in BESIDE]
    if meaning and _is_strength_and_form(meaning, strengths):
        split.form = meaning[0].value.unit
        number = replace(meaning[0], kind="count", value=meaning[0].value.of(None))
        split.flow[split.flow.index(meaning[0])] = number
        meaning[0] = number
    if meaning and meaning[0].kind in ("quantity", "count"):
        _split_first(split, meaning, strengths, choices)
    for node in split.flow:
        if node.kind == "dose" and node.value.strength:
            split.add(node, node.value.strength)
    return split


def _is_strength_and_form(meaning: Sequence[Node], strengths: Strengths) -> bool:
    """`Lasilix 40 cp 1 le matin`: forty is the strength, and nobody takes forty tablets."""
    first = meaning[0]
    if first.kind != "dose" or first.value.high is not None or first.value.strength:
        return False
    amount: Amount = first.value
    if amount.low <= LIKELY_DOSE or amount.unit not in SOLID_FORMS:
        return False
    return marketed_number(amount.low, strengths) is not None or _is_dose(meaning[1:2])


def _split_first(
    split: Split, meaning: Sequence[Node], strengths: Strengths, choices: Choices
) -> None:
    first, others = meaning[0], meaning[1:]
    amount: Amount = first.value
    if first.kind == "quantity":
        amount = _settled(amount, strengths)
        ratios: tuple[Ratio, ...] = (Ratio(amount.quantity),)
        hours = _hours_of_release(others, strengths)
        if hours is not None:
            split.add(others[0], (Ratio(amount.quantity, Quantity(hours, "h")),))
            split.flow = [n for n in split.flow if n is not first and n is not others[0]]
            return
        role = _role_of_quantity(amount, others, split, strengths, choices)
    else:
        known = marketed_number(amount.low, strengths)
        ratios = known or (Ratio(Quantity(amount.low)),)
        role = _role_of_number(first, others, split, strengths, choices)
    if role is Role.REFUSED:
        split.refused.append(first)
    if role in (Role.STRENGTH, Role.BOTH):
        split.add(first, ratios)
    if role in (Role.STRENGTH, Role.REFUSED):
        split.flow = [n for n in split.flow if n is not first]


def _hours_of_release(others: Sequence[Node], strengths: Strengths) -> Decimal | None:
    """`50 µg/24 h, 1 patch le mardi`: what a patch gives off in so many hours is its strength."""
    patch = any(n.kind == "dose" and n.value.unit == "patch" for n in others)
    sold = any(r.denominator and r.denominator.unit == "h" for s in strengths for r in s)
    if not others or not (patch or sold):
        return None
    if others[0].kind == "per" and others[0].rule == "par 24 heures":
        return Decimal(24)
    if others[0].kind == "duration" and others[0].value.unit is PeriodUnit.H:
        length: Decimal = others[0].value.low
        return length
    if others[0].kind == "interval" and others[0].value.unit is PeriodUnit.H:
        hours: Decimal = others[0].value.period
        return hours
    return None


def _settled(amount: Amount, strengths: Strengths) -> Amount:
    """A doubtful number (`1.000 mg`) is settled when one reading makes a marketed strength."""
    if not amount.doubtful:
        return amount
    readings = [Amount(amount.low, unit=amount.unit)]
    if amount.low.as_tuple().exponent == -3:
        readings.append(Amount(amount.low * 1000, unit=amount.unit))
    found = [r for r in readings if is_strength(r.quantity, strengths)]
    return found[0] if len(found) == 1 else amount


def _role_of_quantity(
    amount: Amount,
    others: Sequence[Node],
    split: Split,
    strengths: Strengths,
    choices: Choices,
) -> Role:
    if amount.doubtful:
        return Role.REFUSED
    if amount.high is not None or amount.unit not in STRENGTH_UNITS or amount.unit == "mL":
        return Role.DOSE
    marketed = is_strength(amount.quantity, strengths)
    if amount.unit in IN_UI and others and others[0].kind == "quantity" and not marketed:
        return Role.DOSE
    if split.strength:
        return (
            Role.STRENGTH
            if equal_strengths(split.strength, (Ratio(amount.quantity),))
            else Role.DOSE
        )
    timed = any(n.kind in RHYTHM or n.kind in SITUATIONS for n in others)
    if not timed or _is_dose(others[:1]) or _is_dosed_later(others):
        return Role.STRENGTH
    if stages := _stages_of_others(others):
        once = stages == 1 and choices.second("dosage ou dose avant une étape")
        return Role.DOSE if once else Role.STRENGTH
    if marketed and split.formed and any(n.kind == "single" for n in others):
        # `Lomexin 600 mg capsule vaginale dose unique`: one capsule.
        return Role.STRENGTH
    if _is_counted_later(amount, others):
        return Role.STRENGTH
    if marketed and _is_measured_later(others):
        told = split.formed or not choices.second("dosage ou dose avant un moment")
        return Role.STRENGTH if told else Role.DOSE
    insulin = not marketed and amount.unit in IN_UI
    if marketed and any(n.kind == "daily" and n.value.times == Amount(ONE) for n in others):
        # `Forxiga 10 mg 1/j`: one tablet.
        return Role.STRENGTH
    if insulin or _is_dose(others) or (others[0].kind == "per" and not marketed):
        return Role.DOSE
    return Role.BOTH


def _role_of_number(
    first: Node, others: Sequence[Node], split: Split, strengths: Strengths, choices: Choices
) -> Role:
    amount: Amount = first.value
    if amount.high is not None or split.strength:
        return Role.DOSE
    another = _is_dose(others[:1]) or _is_dosed_later(others)
    timed = any(n.kind in RHYTHM for n in others)
    small = amount.low <= LIKELY_DOSE
    if marketed_number(amount.low, strengths) is not None:
        decimal = first.children[0].rule == "nombre en chiffres" and amount.low % 1 != 0
        if not small or another or decimal or not timed:
            return Role.STRENGTH
        return Role.STRENGTH if choices.second("nombre après le nom") else Role.DOSE
    if another or not timed:
        return Role.REFUSED
    return Role.DOSE if small or strengths else Role.REFUSED


def _is_dosed_later(others: Sequence[Node]) -> bool:
    """`500 mg matin et soir, 1 comprimé`: the tablet is the dose, unless each has a rhythm."""
    if others and others[0].kind == "stage":
        # `300 mg, J1 à J3 : 1 gélule le soir`
        ahead = takewhile(lambda n: n.kind not in ("stage", "then"), others[1:])
        return any(n.kind in ("dose", "slots") for n in ahead)
    for place, node in enumerate(others):
        if node.kind == "then":
            return False
        if node.kind in ("dose", "slots") or _counts_acts(node):
            before = any(n.kind in OWN_RHYTHM for n in others[:place])
            behind = others[place + 1 :]
            after = node.kind != "dose" or any(n.kind in OWN_RHYTHM for n in behind)
            return not (before and after)
    return False


def _stages_of_others(others: Sequence[Node]) -> int:
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


def _is_measured_later(others: Sequence[Node]) -> bool:
    """`20 mg, le matin : 40 mg 7 jours`: the moment belongs to the second quantity."""
    if len(others) < 2 or others[0].kind not in ("moments", "clock"):
        return False
    ahead = list(takewhile(lambda n: n.kind != "then", others[1:]))
    timed = any(n.kind in ("moments", "clock", "rhythm", "daily", "per") for n in ahead)
    return bool(ahead) and ahead[0].kind == "quantity" and not timed


def _is_counted_later(amount: Amount, others: Sequence[Node]) -> bool:
    """`300 mg, matin : 1, soir : 2`, `300 mg, J1 : 1 le soir`: nobody takes 1 mg of these."""
    if not others or others[0].kind not in WHEN:
        return False
    order = [n for n in others if n.kind in WHEN or n.kind in DOSES]
    counts = [n for n in order if n.kind in DOSES]
    if not counts or any(n.kind != "count" or may_share_unit(n.value, amount) for n in counts):
        return False
    return order[0].kind == "stage" or order[-1].kind in DOSES


def may_share_unit(count: Amount, measured: Amount) -> bool:
    """`40 mg le matin, 20 le soir` is 20 mg; `300 mg le matin, 1 le soir` is no 1 mg."""
    if measured.unit not in STRENGTH_UNITS:
        return True
    return count.low > LIKELY_DOSE or measured.low < LEAST_RATIO * count.low


def _is_dose(nodes: Sequence[Node]) -> bool:
    return any(n.kind in DOSES or n.kind == "slots" or _counts_acts(n) for n in nodes)


def _counts_acts(node: Node) -> bool:
    """`2 injections par jour` says how much, `2 prises par jour` only how often."""
    return node.kind == "events" and node.value.unit is not None
