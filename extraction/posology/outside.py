"""What is no posology: form, supply, renewals, substitution, the stop, words said twice."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from extraction.drugs.marketed import Strengths, marketed_number
from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import DOSES, RHYTHM, SILENT
from extraction.rules.meanings import Amount
from prescription.dosage import Dosage, PeriodUnit, Quantity, Ratio
from prescription.record import DispenseRequest, Substitution, SubstitutionReason

GENERAL_FORMS = ("solution", "suspension")
"""Forms that a more exact word beside them replaces."""
OUTSIDE = frozenset({"form", "supply", "supply_span", "repeats", "substitution"})
NEVER_TAKEN = frozenset({"tube", "pot", "flacon"})
BOTTLED = frozenset(
    {"lotion", "collyre", "shampooing", "mousse", "spray nasal", "spray buccal", "vernis"}
    | {"gouttes auriculaires", "crème", "gel", "pommade", "solution cutanée"}
)
"""Of these nobody empties a bottle at once: `lotion matin et soir, 2 flacons`."""
STOPPED_AT = frozenset({"moments", "clock", "mixed_moments", "days", "condition", "as_needed"})
"""What may stand right behind a stop and belong to it."""
LENGTHS = frozenset({"duration", "longest_duration", "stage", "cycle", "interval"})
ENDS = LENGTHS - {"interval"} | {"numbered_day", "single"}
"""What tells how long, or until when: a stop may follow."""
BEHIND_DOSE = "x tant d'unités"
LEAST_STOCK, TIMES_THE_DOSE = 10, 5
LEAST_RARELY = 2
"""From how many on, and how many doses, a number of tablets is what to dispense."""
LINKS = frozenset({"et", "de", "d", "du", "des", "la", "le", "les", "l", "au", "aux", "a"})
CONTAINERS = frozenset(
    {"flacon", "tube", "pot", "stylo", "cartouche", "seringue", "ampoule", "sachet"}
)


@dataclass(slots=True)
class Assembled:
    """One meaning of a cover; `refused` are pieces that fit nowhere, `said_again` repeat others.

    Of each dosage, `starts` has the first token, `notes` the token spans of its instructions.
    """

    strength: tuple[Ratio, ...] = ()
    form: str | None = None
    dosages: tuple[Dosage, ...] = ()
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None
    refused: list[Node] = field(default_factory=list)
    said_again: list[Node] = field(default_factory=list)
    evidence: list[tuple[str, Node]] = field(default_factory=list)
    mixed_first: Node | None = None
    starts: list[int] = field(default_factory=list)
    notes: list[set[tuple[int, int]]] = field(default_factory=list)


def take_outside(result: Assembled, pieces: list[Node], strengths: Strengths = ()) -> list[Node]:
    """The pieces without form, supply, renewals and substitution, which go into `result`."""
    _refuse_first_packs(result, pieces, strengths)
    flow: list[Node] = []
    quantity: Quantity | None = None
    supply: Quantity | None = None
    repeats: int | None = None
    for node, behind in zip(pieces, [*pieces[1:], None], strict=False):
        if node.kind not in OUTSIDE:
            flow.append(replace(node, kind="duration") if node.kind == "longest_duration" else node)
            continue
        if node.kind == "form":
            use = node.rule == "forme annoncée" and any(n.kind in DOSES for n in flow)
            if result.form in (None, node.value, *GENERAL_FORMS) and not use:
                result.form = node.value
                result.evidence.append(("medication.form", node))
            elif use or node.rule == "forme annoncée":
                flow.append(replace(node, kind="note"))
            else:
                # `ovule unique + crème 1 application`: a second product, which has no room here.
                result.refused.append(node)
        elif _is_taken(node, behind, flow):
            result.refused.append(node)
        elif node.kind == "supply" and quantity in (None, node.value):
            quantity = node.value
            result.evidence.append(("dispenseRequest.quantity", node))
        elif node.kind == "supply_span" and supply in (None, node.value):
            supply = node.value
            result.evidence.append(("dispenseRequest.expectedSupplyDuration", node))
        elif node.kind == "repeats" and repeats in (None, node.value):
            repeats = node.value
            result.evidence.append(("dispenseRequest.numberOfRepeatsAllowed", node))
        elif node.kind == "substitution":
            _take_substitution(result, node)
        else:
            result.refused.append(node)
    if (quantity, supply, repeats) != (None, None, None):
        result.dispense_request = DispenseRequest(quantity, supply, repeats)
    return flow


def _is_taken(node: Node, behind: Node | None, flow: Sequence[Node]) -> bool:
    """Whether a number of packs or renewals may be of what is taken."""
    if node.rule == BEHIND_DOSE:
        return not _is_complete(flow) or _is_rate(node, behind)
    return node.kind == "repeats" and _is_of_dose(node, behind)


def _is_of_dose(node: Node, behind: Node | None) -> bool:
    """`renouvellement 1 cp le soir`: the number is that of the tablets."""
    bare = bool(node.children) and node.children[-1].end == node.end
    return bare and behind is not None and behind.kind == "form" and behind.start == node.end


def _refuse_first_packs(result: Assembled, pieces: Sequence[Node], strengths: Strengths) -> None:
    """`Xarelto 10 boîte de 30`: the number right behind the name may be the strength."""
    first = next((n for n in pieces if n.kind not in SILENT and n.kind != "form"), None)
    if first is None or first.kind != "supply" or not isinstance(first.value, Quantity):
        return
    if marketed_number(first.value.value, strengths) is not None:
        result.refused.append(first)


def _is_rate(node: Node, behind: Node | None) -> bool:
    """`ma× 8 gél/j`: what is taken in a day is not dispensed."""
    return behind is not None and behind.kind == "per" and behind.start == node.end


def _is_complete(flow: Sequence[Node]) -> bool:
    """Whether a dose and its rhythm stand before: only then is `x 4 ampoules` what to dispense."""
    dosed = any(n.kind in DOSES or n.kind == "slots" for n in flow)
    return dosed and any(n.kind in RHYTHM or n.kind == "slots" for n in flow)


def _take_substitution(result: Assembled, node: Node) -> None:
    reason = node.value if isinstance(node.value, SubstitutionReason) else None
    known = result.substitution.reason if result.substitution else None
    if known and reason and known is not reason:
        result.refused.append(node)
        return
    result.substitution = Substitution(allowed=False, reason=known or reason)
    result.evidence.append(("substitution", node))


def take_stop(
    chart: Chart, cover: Iterable[Node], result: Assembled, flow: list[Node]
) -> list[Node]:
    """`puis arrêt` ends the last step; before any dose it is an order of another kind.

    A length right behind it (`arrêt 7 jours`) is that of the stop, and words that nothing read
    (`arrêt la veille du geste`) tell of another one. A moment or a condition (`arrêt du soir si
    TA basse`) says what is stopped, or when: no intake, and no need of the dose before.
    """
    read = {i for n in cover if n.kind not in SILENT for i in range(n.start, n.end)}
    kept: list[Node] = []
    stopped: Node | None = None
    end = -1
    for node in flow:
        if stopped is not None and node.kind in LENGTHS:
            result.refused += [stopped, node]
            stopped = None
        elif node.kind in STOPPED_AT and node.start == end:
            result.refused += [stopped, node] if stopped is not None else [node]
            stopped, end = None, node.end
        elif node.kind == "stop" and (_goes_on(chart, read, node) or not _is_ended(kept, result)):
            result.refused.append(node)
            end = node.end
        elif node.kind == "stop":
            stopped, end = node, node.end
        else:
            kept.append(node)
            stopped = stopped if node.kind in SILENT else None
    return kept


def _is_ended(flow: Sequence[Node], result: Assembled) -> bool:
    """Whether a dose comes to an end: without a length, `1 cp le soir → STOP` may stop it today."""
    dosed = any(n.kind in DOSES or n.kind in RHYTHM or n.kind == "slots" for n in flow)
    supplied = result.dispense_request and result.dispense_request.expected_supply_duration
    return dosed and (bool(supplied) or any(n.kind in ENDS for n in flow))


def _goes_on(chart: Chart, read: Set[int], stop: Node) -> bool:
    """Whether words of its row follow a stop, which no piece has read."""
    tokens = chart.tokens
    for i in range(stop.end, len(tokens)):
        if i in read or tokens[i].line != tokens[i - 1].line or not tokens[i].text[0].isalnum():
            return False
        if tokens[i].text not in LINKS:
            return True
    return False


def take_tubes(result: Assembled, flow: list[Node]) -> list[Node]:
    """`crème, 2 tubes : 1 application`: nobody takes a tube where another dose stands."""
    doses = [n for n in flow if n.kind == "dose"]
    tubes = [n for n in doses if n.value.unit == "tube" and not n.value.high]
    known = result.dispense_request.quantity if result.dispense_request else None
    if len(tubes) != 1 or len(doses) < 2 or known or tubes[0].value.low % 1:
        return flow
    request = result.dispense_request or DispenseRequest()
    result.dispense_request = replace(request, quantity=tubes[0].value.quantity)
    result.evidence.append(("dispenseRequest.quantity", tubes[0]))
    return [n for n in flow if n is not tubes[0]]


def take_container(result: Assembled, flow: list[Node]) -> list[Node]:
    """`1 flacon` at the end, after a dose in another unit, is what to dispense; `1 tube` always."""
    meaning = [n for n in flow if n.kind not in SILENT]
    if not meaning or meaning[-1].kind != "dose":
        return flow
    last = meaning[-1]
    amount: Amount = last.value
    others = [n for n in meaning[:-1] if n.kind in DOSES or n.kind in ("events", "slots", "daily")]
    others = [n for n in others if n.kind != "events" or n.value.unit is not None]
    apart = others and all(getattr(n.value, "unit", None) != amount.unit for n in others)
    timed = any(n.kind in RHYTHM for n in meaning)
    emptied = timed and result.form not in BOTTLED
    alone = amount.unit == "tube" or (amount.unit in NEVER_TAKEN and not emptied)
    known = result.dispense_request.quantity if result.dispense_request else None
    if amount.high or amount.low % 1 or known:
        return flow
    stocked = _is_stock(flow, last, [n.value for n in others if isinstance(n.value, Amount)])
    if not (alone or stocked or (amount.unit in CONTAINERS and apart)):
        return flow
    request = result.dispense_request or DispenseRequest()
    result.dispense_request = replace(request, quantity=amount.quantity)
    result.evidence.append(("dispenseRequest.quantity", last))
    return [n for n in flow if n is not last]


def _is_stock(flow: Sequence[Node], last: Node, doses: Sequence[Amount]) -> bool:
    """`1 patch par jour, 30 patchs`: behind a comma, many times the dose, in its own unit."""
    apart = any(n.kind == "sign" and n.end == last.start for n in flow)
    timed = any(n.kind in RHYTHM for n in flow if n.start < last.start)
    amount: Amount = last.value
    alike = [d.high or d.low for d in doses if d.unit == amount.unit]
    rarely = any(
        n.kind == "interval" and n.value.unit in (PeriodUnit.WK, PeriodUnit.MO) for n in flow
    )
    if rarely and apart and alike and amount.low >= LEAST_RARELY * max(alike):
        # `1 ampoule tous les 3 mois, 4 ampoules`
        return True
    if not alike or not apart or not timed or amount.unit == "goutte":
        return False
    return amount.low >= LEAST_STOCK and amount.low >= TIMES_THE_DOSE * max(alike)
