"""The strengths of a combination without a slash: `Coveram 5 mg 10 mg`, `Exforge 5-160 mg`."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from extraction.drugs.marketed import Strengths
from extraction.drugs.strengths import same_strength, units_left_out
from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import SILENT
from extraction.posology.joined import JOINS
from extraction.posology.later import BESIDE, LIKELY_DOSE
from extraction.rules.units import COUNTED
from prescription.dosage import Quantity, Ratio

_PARTING = JOINS | {"-", "–", "—"}
_STOPS = frozenset({",", ";"})
"""Behind these stands another strength only where the dose comes later: `5 mg, 10 mg : 1 cp/j`."""
_BETWEEN = frozenset({"sign", "together"})
_NUMBERS = frozenset({"count", "quantity"})
_BEFORE = frozenset(SILENT) | frozenset(BESIDE)


@dataclass(frozen=True, slots=True)
class _Part:
    """One number with its unit, or the two of a range, and the piece it stands in."""

    node: Node
    held: tuple[Quantity, ...]


def name_combined(chart: Chart, flow: Sequence[Node], strengths: Strengths) -> list[Node]:
    """The flow with the first numbers as one strength, where a combination is sold so.

    Nothing but spaces, a dash or `+` may part them: behind a comma or a colon stands a dose.
    """
    if not any(len(strength) > 1 for strength in strengths):
        return list(flow)
    counted = any(node.kind == "dose" and node.value.unit in COUNTED for node in flow)
    parts = _parts(chart, flow, _PARTING | _STOPS if counted else _PARTING)
    for count in range(len(parts), 0, -1):
        held = [quantity for part in parts[:count] for quantity in part.held]
        ratios = _sold(held, strengths) if len(held) > 1 else ()
        if ratios:
            first, last = parts[0].node, parts[count - 1].node
            named = Node(first.start, last.end, "strength", ratios, "dosages d'une association")
            rest = (n for n in flow if n is first or not first.start <= n.start < last.end)
            return [named if n is first else n for n in rest]
    return list(flow)


def _parts(chart: Chart, flow: Sequence[Node], parting: Set[str]) -> list[_Part]:
    """The numbers that begin the flow, as far as nothing else stands between them."""
    parts: list[_Part] = []
    for node in flow:
        if node.kind in _NUMBERS:
            between = chart.tokens[parts[-1].node.end : node.start] if parts else ()
            if not {token.text for token in between} <= parting:
                break
            amount = node.value
            ends = (amount.low,) if amount.high is None else (amount.low, amount.high)
            parts.append(_Part(node, tuple(Quantity(end, amount.unit) for end in ends)))
        elif node.kind not in _BETWEEN and (parts or node.kind not in _BEFORE):
            break
    return parts


def _sold(held: Sequence[Quantity], strengths: Strengths) -> tuple[Ratio, ...]:
    """The parts with their units, where just so many are sold together; `()` otherwise.

    Small numbers without any unit count what is taken: `Coveram 5 1 le matin`.
    """
    if not any(one.unit for one in held) and any(one.value <= LIKELY_DOSE for one in held):
        return ()
    units = tuple(one.unit for one in held)
    if not all(units):
        units = units_left_out(held, strengths)
    if not units:
        return ()
    written = tuple(Ratio(Quantity(one.value, unit)) for one, unit in zip(held, units, strict=True))
    alike = (sold for sold in strengths if len(sold) == len(written))
    return written if any(same_strength(written, sold) for sold in alike) else ()
