"""A dose said a second time, by weight or by volume: `2 cp (1 g)`, `7,5 ml (750 mg)`."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.drugs.equal_amounts import same_quantity
from extraction.grammar.chart import Node
from extraction.posology.groups import SILENT
from extraction.posology.outside import Assembled
from extraction.rules.meanings import Amount
from extraction.rules.strength import STRENGTH_UNITS
from prescription.dosage import Quantity, Ratio

MEASURED = frozenset(
    {"cuillère à café", "cuillère à soupe", "cuillère à mesure", "pipette", "graduation"}
)


def take_equivalents(result: Assembled, flow: list[Node]) -> list[Node]:
    """`2 cp (1 g)`: the second says the first again when the strength makes them equal."""
    kept: list[Node] = []
    before: Node | None = None
    for node in flow:
        if node.kind in SILENT:
            kept.append(node)
            continue
        if before is not None and before.kind == "quantity" and _is_release(node):
            # `puis 14 mg/24 h 1 patch par jour`
            kept.append(node)
            continue
        if before is not None and _is_of_volume(before, node, result.strength):
            result.said_again.append(node)
            continue
        if before is not None and {before.kind, node.kind} == {"dose", "quantity"}:
            node = _equivalent(result, kept, before, node)
        else:
            kept.append(node)
        before = node
    return kept


def _equivalent(result: Assembled, kept: list[Node], before: Node, node: Node) -> Node:
    """Settle a dose and a quantity side by side; the piece that counts as the last one."""
    dose, quantity = (before, node) if before.kind == "dose" else (node, before)
    amount: Amount = quantity.value
    if amount.unit not in STRENGTH_UNITS or amount.unit == "mL":
        note = replace(quantity, kind="note")
        kept[:] = [n for n in [*kept, node] if n is not quantity] + [note]
    elif dose is before and dose.value.unit in MEASURED:
        # `1 mesure (15 g)` says what the measure holds.
        kept.append(replace(quantity, kind="note"))
    elif dose is before and not result.strength and amount.high is None and not amount.doubtful:
        result.strength = (Ratio(amount.quantity),)
        result.evidence.append(("medication.strength", node))
    elif dose is node and before in kept and not _says_again(dose.value, amount, result.strength):
        # `puis 0,5 mg 1 injection`: another strength, which the record has no room for.
        aside = [before, *(n for n in kept if n.start == before.end and _is_release(n))]
        result.refused += aside
        kept[:] = [n for n in kept if n not in aside] + [node]
    elif not _says_again(dose.value, amount, result.strength):
        kept.append(node)
    elif dose is node and before in kept:
        kept[kept.index(before)] = node
        result.said_again.append(before)
    elif dose is node:
        # The quantity was already said by the dose before it: this dose stands for itself.
        kept.append(node)
    else:
        result.said_again.append(node)
    return node


def _is_of_volume(volume: Node, mass: Node, strength: Sequence[Ratio]) -> bool:
    """`7,5 ml (750 mg)` of 500 mg/5 ml: what the volume holds."""
    if volume.kind != "quantity" or mass.kind != "quantity" or len(strength) != 1:
        return False
    held, one, other = strength[0].denominator, volume.value, mass.value
    if held is None or held.unit != "mL" or one.unit != "mL" or one.high or other.high:
        return False
    each = strength[0].numerator
    total = Quantity(each.value * one.low / held.value, each.unit)
    return same_quantity(total, other.quantity)


def _is_release(node: Node) -> bool:
    return node.kind == "per" and bool(node.value.in_hours)


def _says_again(dose: Amount, quantity: Amount, strength: Sequence[Ratio]) -> bool:
    if len(strength) != 1 or strength[0].denominator or dose.high or quantity.high:
        return False
    each = strength[0].numerator
    total = Quantity(each.value * dose.low, each.unit)
    return any(same_quantity(said, quantity.quantity) for said in (each, total))
