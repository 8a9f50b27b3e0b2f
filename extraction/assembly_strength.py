"""Strength or dose: what the first quantity after the drug's name is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extraction.assembly_groups import DOSES, RHYTHM, SILENT, Choices
from extraction.grammar import Node
from extraction.meanings import Amount
from extraction.rules.strength import STRENGTH_UNITS
from prescription.dosage import Quantity, Ratio

Strengths = tuple[tuple[Ratio, ...], ...]
IN_MG = {"mg": Decimal(1), "g": Decimal(1000), "µg": Decimal("0.001"), "ng": Decimal("0.000001")}
IN_UI = {"UI": Decimal(1), "MUI": Decimal(1_000_000)}
LIKELY_DOSE = Decimal(4)
"""Up to here a bare number is a number of tablets when nothing says otherwise."""


@dataclass(slots=True)
class Split:
    """What the first numbers turned out to be; `flow` is what is left to be read as posology."""

    strength: tuple[Ratio, ...] = ()
    nodes: list[Node] = field(default_factory=list)
    flow: list[Node] = field(default_factory=list)
    refused: list[Node] = field(default_factory=list)


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are equal, 1 g being 1000 mg."""
    for scale in (IN_MG, IN_UI):
        if one.unit in scale and other.unit in scale:
            return one.value * scale[one.unit] == other.value * scale[other.unit]
    return one == other


def marketed(quantity: Quantity, strengths: Strengths) -> tuple[Ratio, ...] | None:
    """The marketed strength written so: its only or first numerator."""
    for ratios in strengths:
        if ratios and same_quantity(ratios[0].numerator, quantity):
            return ratios
    return None


def marketed_number(value: Decimal, strengths: Strengths) -> tuple[Ratio, ...] | None:
    """The marketed strength a bare number after the name means, when there is exactly one."""
    found = [r for r in strengths if r and r[0].numerator.value == value]
    return found[0] if len(found) == 1 else None


def split_strength(pieces: Sequence[Node], strengths: Strengths, choices: Choices) -> Split:
    """Take the strength out of the pieces."""
    split = Split()
    rest: list[Node] = []
    for node in pieces:
        if node.kind == "strength":
            _add_strength(split, node, node.value)
        else:
            rest.append(node)
    meaning = [n for n in rest if n.kind not in SILENT and n.kind not in ("form", "route")]
    first = meaning[0] if meaning else None
    if first is None or first.kind not in ("quantity", "count"):
        split.flow = rest
    elif first.kind == "quantity":
        _split_quantity(split, first, meaning, rest, strengths)
    else:
        _split_number(split, first, meaning, rest, strengths, choices)
    _take_dosed(split)
    return split


def _add_strength(split: Split, node: Node, ratios: tuple[Ratio, ...]) -> None:
    if not split.strength:
        split.strength = ratios
        split.nodes.append(node)
    elif _equal(split.strength, ratios):
        split.nodes.append(node)
    else:
        split.refused.append(node)


def _equal(one: tuple[Ratio, ...], other: tuple[Ratio, ...]) -> bool:
    return len(one) == len(other) and all(
        same_quantity(a.numerator, b.numerator) and a.denominator == b.denominator
        for a, b in zip(one, other, strict=True)
    )


def _split_quantity(
    split: Split, first: Node, meaning: Sequence[Node], rest: list[Node], strengths: Strengths
) -> None:
    amount: Amount = first.value
    split.flow = rest
    if amount.doubtful:
        amount = _settled(amount, strengths) or amount
        if amount.doubtful:
            split.flow = [n for n in rest if n is not first]
            split.refused.append(first)
            return
    if amount.high is not None or amount.unit not in STRENGTH_UNITS or split.strength:
        if split.strength and _equal(split.strength, (Ratio(amount.quantity),)):
            split.flow = [n for n in rest if n is not first]
            split.nodes.append(first)
        return
    follower = meaning[1] if len(meaning) > 1 else None
    known = marketed(amount.quantity, strengths)
    ratios = (Ratio(amount.quantity),)
    if known is not None and any(r.denominator for r in known) and len(known) == 1:
        known = None if amount.unit in ("UI", "mL") else known
    later = [n for n in meaning[1:] if n.kind in DOSES or n.kind in ("slots", "events")]
    with_unit = [n for n in later if n.kind in ("dose", "slots", "events")]
    if follower in later or with_unit:
        if amount.unit != "mL":
            _add_strength(split, first, ratios)
            split.flow = [n for n in rest if n is not first]
        return
    if follower is None or not any(n.kind in RHYTHM or _says_when(n) for n in meaning):
        if amount.unit != "mL":
            _add_strength(split, first, ratios)
            split.flow = [n for n in rest if n is not first]
        return
    if later or amount.unit == "mL":
        return
    unknown = known is None and (bool(strengths) or amount.unit in IN_UI)
    if not unknown and not (follower.kind == "per" and known is None):
        _add_strength(split, first, ratios)


def _says_when(node: Node) -> bool:
    return node.kind in ("as_needed", "condition", "maximum")


def _settled(amount: Amount, strengths: Strengths) -> Amount | None:
    """A doubtful number that only one reading makes a marketed strength."""
    readings = [Amount(amount.low, unit=amount.unit)]
    if amount.low != amount.low.to_integral_value() or amount.low.as_tuple().exponent == -3:
        readings.append(Amount(amount.low * 1000, unit=amount.unit))
    found = [r for r in readings if marketed(r.quantity, strengths)]
    return found[0] if len(found) == 1 else None


def _split_number(
    split: Split,
    first: Node,
    meaning: Sequence[Node],
    rest: list[Node],
    strengths: Strengths,
    choices: Choices,
) -> None:
    amount: Amount = first.value
    without = [n for n in rest if n is not first]
    split.flow = rest
    if amount.high is not None or split.strength:
        return
    known = marketed_number(amount.low, strengths)
    follower = meaning[1] if len(meaning) > 1 else None
    another = any(n.kind in DOSES or n.kind in ("slots", "events") for n in meaning[1:2])
    another = another or any(n.kind == "dose" for n in meaning[1:])
    if known is not None:
        digits = first.children and first.children[0].rule == "nombre en chiffres"
        decimal = digits and amount.low % 1 != 0
        small = amount.low <= LIKELY_DOSE and not another and not decimal
        timed = follower is not None and follower.kind in RHYTHM
        if small and timed and not choices.second("nombre après le nom"):
            return
        split.strength, split.flow = known, without
        split.nodes.append(first)
        return
    if another or follower is None or not any(n.kind in RHYTHM for n in meaning):
        split.flow = without
        if strengths or (amount.low.as_tuple().exponent == 0 and follower is None):
            split.refused.append(first)
        else:
            split.strength = (Ratio(Quantity(amount.low)),)
            split.nodes.append(first)
    elif amount.low > LIKELY_DOSE and not strengths:
        split.flow = without
        split.refused.append(first)


def _take_dosed(split: Split) -> None:
    """The strength written with a dose: `2 cp à 500 mg`."""
    for node in split.flow:
        if node.kind == "dose" and node.value.strength:
            if not split.strength:
                split.strength = node.value.strength
            elif not _equal(split.strength, node.value.strength):
                split.refused.append(node)
