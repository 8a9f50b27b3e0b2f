"""Strength or dose: what the first quantity after the drug's name is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from extraction.drugs.equal_amounts import IN_UI, equal_strengths
from extraction.drugs.marketed import (
    Strengths,
    announced_number,
    concentration,
    is_strength,
    marketed_number,
)
from extraction.grammar.chart import Node
from extraction.posology.groups import DOSES, RHYTHM, SILENT, Choices
from extraction.posology.implied import hours_of_release
from extraction.posology.later import (
    BESIDE,
    LIKELY_DOSE,
    counts_a_day,
    counts_acts,
    counts_halves,
    counts_tablets,
    is_counted_later,
    is_dose,
    is_dosed_later,
    is_limited_in_units,
    is_measured_later,
    is_one_unit,
    is_shared_out,
    later_strengths,
    part_times,
    stages_of_others,
)
from extraction.rules.meanings import Amount
from extraction.rules.numbers import DASHED
from extraction.rules.strength import STRENGTH_UNITS
from prescription.dosage import Quantity, Ratio

SITUATIONS = frozenset({"as_needed", "condition", "maximum"})
SOLID_FORMS = frozenset({"comprimé", "gélule", "capsule", "sachet", "suppositoire", "ovule"})
INJECTED_BY = frozenset({"injection", "seringue", "stylo", "ampoule"})


@dataclass(slots=True)
class Split:
    """What the first numbers turned out to be; `flow` is what is left to be read as posology.

    `injected` tells that the first quantity is what is injected: `1000 mg IV` below `Amikacine`.
    """

    strength: tuple[Ratio, ...] = ()
    nodes: list[Node] = field(default_factory=list)
    flow: list[Node] = field(default_factory=list)
    refused: list[Node] = field(default_factory=list)
    form: str | None = None
    formed: bool = False
    injected: bool = False

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


def split_strength(
    pieces: Sequence[Node],
    strengths: Strengths,
    choices: Choices,
    *,
    formed: bool = False,
    injected: bool = False,
) -> Split:
    """Take the strength out of the pieces."""
    split = Split(formed=formed, injected=injected)
    later = later_strengths(pieces)
    for node in pieces:
        if node in later:
            split.refused.append(node)
        elif node.kind == "strength":
            split.add(node, node.value)
        else:
            split.flow.append(node)
    part_times(split.flow)
    meaning = [n for n in split.flow if n.kind not in SILENT and n.kind not in BESIDE]
    if meaning and _is_strength_and_form(meaning, strengths):
        unit = meaning[0].value.unit
        split.form = unit if unit in SOLID_FORMS else None
        number = replace(meaning[0], kind="count", value=meaning[0].value.of(None))
        split.flow[split.flow.index(meaning[0])] = number
        meaning[0] = number
    ranged = bool(meaning) and meaning[0].kind == "dose" and _part_dash(meaning[0], strengths)
    if meaning and (meaning[0].kind in ("quantity", "count") or ranged):
        _split_first(split, meaning, strengths, choices)
    for node in split.flow:
        if node.kind == "dose" and node.value.strength:
            split.add(node, node.value.strength)
    return split


def _is_strength_and_form(meaning: Sequence[Node], strengths: Strengths) -> bool:
    """`Lasilix 40 cp 1 le matin`, `Ciflox 500 dose unique`: nobody takes forty tablets at once."""
    first = meaning[0]
    if first.kind != "dose" or first.value.high is not None or first.value.strength:
        return False
    amount: Amount = first.value
    if amount.low <= LIKELY_DOSE or amount.unit not in SOLID_FORMS | {"dose"}:
        return False
    return marketed_number(amount.low, strengths) is not None or is_dose(meaning[1:2])


def _split_first(
    split: Split, meaning: Sequence[Node], strengths: Strengths, choices: Choices
) -> None:
    first, others = meaning[0], meaning[1:]
    amount: Amount = first.value
    parted = _part_dash(first, strengths)
    if parted is not None and not choices.second("dosage et dose, ou intervalle"):
        split.add(first, parted)
        one = replace(first, value=replace(amount, low=amount.high or amount.low, high=None))
        split.flow = [one if n is first else n for n in split.flow]
        return
    in_units = bool(others) and others[0].kind == "quantity" and others[0].value.unit in IN_UI
    held = concentration(amount.low, strengths) if in_units and amount.high is None else None
    if first.kind == "count" and held is not None:
        split.add(first, held)
        split.flow = [n for n in split.flow if n is not first]
        return
    if first.kind == "count" and others and _goes_on(first, others[0]):
        # `Coumadine 2 5 mg`: a comma may have been lost.
        split.refused += [first, others[0]]
        split.flow = [n for n in split.flow if n is not first and n is not others[0]]
        return
    if first.kind == "quantity":
        amount = _settled(amount, strengths)
        ratios: tuple[Ratio, ...] = (Ratio(amount.quantity),)
        hours = hours_of_release(others, strengths)
        if hours is not None:
            split.add(others[0], (Ratio(amount.quantity, Quantity(hours, "h")),))
            split.nodes.append(first)
            split.flow = [n for n in split.flow if n is not first and n is not others[0]]
            return
        role = _role_of_quantity(amount, others, split, strengths, choices)
    else:
        known = marketed_number(amount.low, strengths)
        ratios = known or (Ratio(Quantity(amount.low)),)
        if _is_their_sum(amount, split.strength) and others:
            # `Modopar 125 (100 mg/25 mg)`
            split.flow = [n for n in split.flow if n is not first]
            split.nodes.append(first)
            return
        role = _role_of_number(first, others, split, strengths, choices)
        before_dose = bool(others) and (others[0].kind == "dose" or counts_acts(others[0]))
        injected = before_dose and others[0].value.unit in INJECTED_BY
        guessed = announced_number(amount.low, strengths, per_ml=injected) if before_dose else None
        guessed = guessed or _in_their_unit(amount, strengths)
        if role is Role.REFUSED and guessed is not None and is_dose(others):
            role, ratios = Role.STRENGTH, guessed
    if role is Role.REFUSED:
        split.refused.append(first)
    if role in (Role.STRENGTH, Role.BOTH):
        split.add(first, ratios)
    if role in (Role.STRENGTH, Role.REFUSED):
        split.flow = [n for n in split.flow if n is not first]


def _in_their_unit(amount: Amount, strengths: Strengths) -> tuple[Ratio, ...] | None:
    """`Bi-Profénid 150 : 1 le matin`: a strength in the one unit of all that are sold.

    It is then shown as one that nobody sells.
    """
    units = {r.numerator.unit for s in strengths for r in s}
    plain = all(len(s) == 1 and not s[0].denominator for s in strengths)
    if len(units) != 1 or not plain or amount.low <= LIKELY_DOSE or amount.low % 1:
        return None
    return (Ratio(Quantity(amount.low, units.pop())),)


def _part_dash(first: Node, strengths: Strengths) -> tuple[Ratio, ...] | None:
    """`Solupred 20 - 40 mg le matin`: the first number may be the strength."""
    amount: Amount = first.value
    dashed = any(child.rule == DASHED for child in first.children)
    return marketed_number(amount.low, strengths) if dashed and amount.high is not None else None


def _goes_on(number: Node, quantity: Node) -> bool:
    return quantity.kind == "quantity" and quantity.start == number.end


def _is_their_sum(amount: Amount, strength: Sequence[Ratio]) -> bool:
    several = len(strength) > 1 and len({r.numerator.unit for r in strength}) == 1
    return several and amount.low == sum(r.numerator.value for r in strength)


def _settled(amount: Amount, strengths: Strengths) -> Amount:
    """A doubtful number (`1.000 mg`) is settled when one reading makes a marketed strength."""
    if not amount.doubtful or amount.high is not None:
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
    ranged = amount.high is not None
    if ranged or amount.unit not in STRENGTH_UNITS or amount.unit == "mL" or is_shared_out(others):
        return Role.DOSE
    marketed = is_strength(amount.quantity, strengths)
    if amount.unit in IN_UI and not marketed and _are_units_taken(others, strengths):
        return Role.DOSE
    if split.strength:
        return (
            Role.STRENGTH
            if equal_strengths(split.strength, (Ratio(amount.quantity),))
            else Role.DOSE
        )
    timed = any(n.kind in RHYTHM or n.kind in SITUATIONS for n in others)
    # `8 mg : une prise quotidienne de huit milligrammes`
    again = marketed and any(n.kind == "quantity" and n.value == amount for n in others)
    told = again or is_dose(others[:1]) or is_dosed_later(others) or counts_halves(others)
    if told or not timed:
        return Role.STRENGTH
    if stages := stages_of_others(others):
        once = stages == 1 and choices.second("dosage ou dose avant une étape")
        return Role.DOSE if once else Role.STRENGTH
    in_units = is_limited_in_units(others) or (split.formed and is_one_unit(others))
    if (marketed and in_units) or is_counted_later(amount, others):
        return Role.STRENGTH
    if marketed and is_measured_later(others):
        told = split.formed or not choices.second("dosage ou dose avant un moment")
        return Role.STRENGTH if told else Role.DOSE
    insulin = not marketed and amount.unit in IN_UI
    if (marketed or split.formed) and counts_tablets(others):
        return Role.STRENGTH
    if insulin or is_dose(others) or others[0].kind == "per":
        return Role.DOSE
    if counts_a_day(others) and choices.second("fois ou unités par jour"):
        return Role.STRENGTH
    return Role.DOSE if split.injected else Role.BOTH


def _are_units_taken(others: Sequence[Node], strengths: Strengths) -> bool:
    """`10 UI 8 UI 12 UI`; `Lantus 10 UI, augmenter de 2 UI`, sold by 100 UI/mL alone."""
    if others and others[0].kind == "quantity":
        return True
    said = any(n.kind in RHYTHM or n.kind in SITUATIONS or n.kind in DOSES for n in others)
    return bool(strengths) and not said


def _role_of_number(
    first: Node, others: Sequence[Node], split: Split, strengths: Strengths, choices: Choices
) -> Role:
    amount: Amount = first.value
    if amount.high is not None or split.strength:
        return Role.DOSE
    another = is_dose(others[:1]) or is_dosed_later(others)
    timed = any(n.kind in RHYTHM for n in others)
    small = amount.low <= LIKELY_DOSE
    if marketed_number(amount.low, strengths) is not None:
        decimal = first.children[0].rule == "nombre en chiffres" and amount.low % 1 != 0
        if not small or another or decimal or not timed:
            return Role.STRENGTH
        return Role.STRENGTH if choices.second("nombre après le nom") else Role.DOSE
    # `Primpéran 1 si nausées`
    needed = small and bool(others) and others[0].kind in ("condition", "as_needed")
    if another or not (timed or needed):
        return Role.REFUSED
    return Role.DOSE if small or strengths else Role.REFUSED
