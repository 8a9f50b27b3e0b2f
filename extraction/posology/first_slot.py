"""`Lasilix 40 - 1-0-1`: what looks like the first of four slots is the strength."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.drugs.marketed import marketed_number
from extraction.drugs.product import ProductFacts
from extraction.grammar.chart import Node
from extraction.posology.groups import SILENT
from extraction.rules.meanings import Slots
from extraction.rules.slots import PARTS

MOST_TAKEN = 4
"""Nobody takes more of a solid form at once."""
TOKENS_OF_FOUR = 7
"""Four whole numbers and the three signs between them."""
NUMBERS_OF_FOUR = 4
"""Without signs: `Lexomil 6 0 0 1`."""
_COUNTED_HIGH = frozenset({"goutte", "UI", "mL"})
"""Of these five or ten are taken at once: `Haldol gouttes 5 - 0 - 5 - 0`."""


def part_first_slot(flow: Sequence[Node], facts: ProductFacts, form: str | None) -> list[Node]:
    """The flow with a strength that is sold parted from the three slots behind it."""
    said = [n for n in flow if n.kind not in SILENT]
    if not said or said[0].kind != "slots":
        return list(flow)
    node, slots = said[0], said[0].value
    first = slots.doses[0][1]
    bare = first.unit is None and first.high is None
    length = node.end - node.start
    four = slots.doses[0][0] is PARTS[0] and length in (TOKENS_OF_FOUR, NUMBERS_OF_FOUR)
    if not (bare and four and first.low > MOST_TAKEN and first.low % 1 == 0):
        return list(flow)
    unit = facts.unit_of_bare_number(form, ()) if form else None
    if marketed_number(first.low, facts.strengths) is None or unit in _COUNTED_HIGH:
        return list(flow)
    if any(amount.low > MOST_TAKEN for _, amount in slots.doses[1:]):
        # `5 - 0 - 5 - 0` has two doses alike.
        return list(flow)
    moved = {later: earlier for earlier, later in pairwise(PARTS)}
    rest = Slots(tuple((moved[part], amount) for part, amount in slots.doses[1:]))
    digits = Node(node.start, node.start + 1, "number", first, node.rule)
    number = replace(digits, kind="count", children=(digits,))
    start = node.start + (2 if length == TOKENS_OF_FOUR else 1)
    parted = [number, replace(node, start=start, value=rest)] if rest.doses else [node]
    return [p for n in flow for p in (parted if n is node else [n])]
