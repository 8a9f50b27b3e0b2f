"""What a tube or a bottle holds, written behind the form: `crème 15 g : 1 application par jour`."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.drugs.marketed import Strengths
from extraction.drugs.product import ProductFacts
from extraction.grammar.chart import Node
from extraction.posology.groups import DOSES, SILENT
from extraction.rules.meanings import Amount

SPREAD = frozenset({"crème", "pommade", "gel", "pâte", "lotion", "shampooing", "mousse"})
ONLY_SPREAD = SPREAD | {"émulsion cutanée", "solution cutanée"}
LEAST = {"g": 5, "mL": 15}
"""What the smallest tube or bottle holds."""
TOO_MUCH = {"g": 15, "mL": 60}
"""Nobody puts so much on at once, even where no other dose is written."""
BESIDE = frozenset({"form", "strength"})


def note_contents(flow: Sequence[Node], facts: ProductFacts) -> list[Node]:
    """The pieces, what a tube holds among them kept as words: it is no strength and no dose.

    `gel 5 g 3 fois par jour` may be what is put on; `gel 5 g : 1 application` is not.
    """
    said = [n for n in flow if n.kind not in SILENT]
    spread = bool(facts.forms) and set(facts.forms) <= ONLY_SPREAD
    for place, node in enumerate(said):
        if node.kind in BESIDE:
            spread = spread or node.value in SPREAD if node.kind == "form" else spread
            continue
        held = spread and node.kind == "quantity"
        if held and _is_content(node.value, said[place + 1 :], facts.strengths):
            return [replace(n, kind="note") if n is node else n for n in flow]
        break
    return list(flow)


def _is_content(amount: Amount, behind: Sequence[Node], strengths: Strengths) -> bool:
    unit = amount.unit or ""
    if amount.high or amount.low % 1 or amount.doubtful or unit not in LEAST:
        return False
    dosed = any(n.kind in DOSES and getattr(n.value, "unit", None) not in LEAST for n in behind)
    dosed = dosed or any(n.kind == "events" for n in behind)
    enough = amount.low >= (LEAST if dosed else TOO_MUCH)[unit]
    # `Androgel 50 g` may be its 50 mg.
    sold = any(r.numerator.value == amount.low for ratios in strengths for r in ratios)
    return enough and not sold
