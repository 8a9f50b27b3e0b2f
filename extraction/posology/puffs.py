"""Words that count something else: `2 b x 4/j` puffs, `1 unité` a tablet, `1 IM` an injection."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.drugs.equal_amounts import IN_UI
from extraction.drugs.marketed import Strengths, marketed_number
from extraction.drugs.product import ProductFacts
from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import RHYTHM, SILENT
from extraction.rules.meanings import Amount
from extraction.spelling.matching import fold

BY_NEEDLE = frozenset({"intraveineuse", "intramusculaire", "sous-cutanée"})
PUFF = "bouffée"
_WHOLE = frozenset({"comprimé", "gélule", "capsule", "sachet", "suppositoire", "ovule", "patch"})
"""Forms of which one unit is one of them."""
_LETTER = re.compile(r"\d{1,2} ?b\.?")
_UNIT = re.compile(r"[^a-z]*(?:unites?(?: ?\( ?s ?\))?|u\.?)")
_APART = re.compile(r"[\n:=→⇒…]|\.{3}|[-=]>")
"""What parts the posology from the name."""
_TAKEN = (RHYTHM - {"duration"}) | {"condition", "as_needed"}


def name_counted(chart: Chart, cover: Iterable[Node], facts: ProductFacts) -> list[Node]:
    """The cover with what its numbers count, as far as the drug tells it."""
    puffs = name_puffs(chart, list(cover), facts.dose_units)
    named = name_injections(count_units(chart, puffs, facts.strengths), facts.strengths)
    return [_units_injected(n) for n in named] if facts.is_taken_in_units else named


def name_puffs(chart: Chart, flow: Sequence[Node], units: Sequence[str]) -> list[Node]:
    """The flow with `2 b` as two puffs, where the drug is inhaled and a rhythm stands behind."""
    if PUFF not in units:
        return list(flow)
    return [
        replace(node, kind="dose", value=Amount(node.value.value, unit=PUFF))
        if node.kind == "supply" and _is_puff(chart, flow[place:])
        else node
        for place, node in enumerate(flow)
    ]


def _is_puff(chart: Chart, flow: Sequence[Node]) -> bool:
    behind = next((n for n in flow[1:] if n.kind not in SILENT), None)
    letter = _LETTER.fullmatch(fold(chart.words(flow[0])))
    return letter is not None and behind is not None and behind.kind in _TAKEN


def _units_injected(node: Node) -> Node:
    """`1 injection de 30 U` of an insulin is thirty units."""
    if node.kind != "dose" or node.value.unit != "injection" or len(node.value.strength) != 1:
        return node
    units, one = node.value.strength[0], node.value.low == 1 and not node.value.high
    if not one or units.denominator or units.numerator.unit != "UI":
        return node
    return replace(node, kind="quantity", value=Amount(units.numerator.value, unit="UI"))


def name_injections(flow: Sequence[Node], strengths: Strengths) -> list[Node]:
    """`1 IM tous les mois`: one injection; right behind the name it may be a strength, `1` g."""
    found = list(flow)
    said = [node for node in flow if node.kind not in SILENT]
    for place, (node, behind) in enumerate(pairwise(said)):
        few = node.kind == "count" and node.value.high is None and node.value.low in (1, 2)
        sold = not place and marketed_number(node.value.low, strengths) if few else None
        if few and not sold and behind.kind == "route" and behind.value in BY_NEEDLE:
            amount = node.value.of("injection")
            found[found.index(node)] = replace(node, kind="dose", value=amount)
    return found


def count_units(chart: Chart, flow: Sequence[Node], strengths: Strengths) -> list[Node]:
    """`1 unité(s) le matin` of a drug sold in milligrams: hospital software counts its tablets."""
    held = {
        quantity.unit
        for s in strengths
        for r in s
        for quantity in (r.numerator, r.denominator)
        if quantity
    }
    if not held or not held.isdisjoint({*IN_UI, "U"}):
        return list(flow)
    formed = [n.value for n in flow if n.kind == "form"]
    unit = formed[0] if len(formed) == 1 and formed[0] in _WHOLE else None
    return [
        replace(node, kind="dose" if unit else "count", value=node.value.of(unit))
        if node.kind == "quantity" and node.value.unit == "UI" and _is_unit(chart, node)
        else node
        for node in flow
    ]


def _is_unit(chart: Chart, node: Node) -> bool:
    return _UNIT.fullmatch(fold(chart.words(node))) is not None


def is_injected(chart: Chart, flow: Sequence[Node], meant: Iterable[Node]) -> bool:
    """Whether the first quantity is apart from the drug's name, with a way to inject it.

    In a row below, behind a colon or leaders: `Ceftriaxone : 2 g IV` tells no strength.
    """
    first = next((node for node in flow if node.kind == "quantity"), None)
    apart = first is not None and _APART.search(chart.given, 0, chart.span(first)[0]) is not None
    return apart and any(node.kind == "route" and node.value in BY_NEEDLE for node in meant)
