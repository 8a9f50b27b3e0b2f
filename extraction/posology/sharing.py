"""What is written once for several doses or steps and holds for each of them."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.grammar.chart import Node
from extraction.posology.groups import RHYTHM, SILENT, Choices, Group
from extraction.posology.timing import GENERIC_MEALS, MEAL_OF
from extraction.rules.meanings import Amount, Moment, Moments

_NAMED = frozenset({"moments", "clock"})
_WHOLE = frozenset({None, "comprimé", "gélule", "capsule", "sachet", "lyophilisat"})
_TEN = 10


def spread(groups: Sequence[Group], numbers: Sequence[int], choices: Choices) -> list[Node]:
    """What is written once before or behind several doses taken together holds for each of them.

    Returns what stands before them and is contradicted by each.
    """
    contradicted: list[Node] = []
    for one in groups:
        held = [n for n in one.shared if not one.has(n.kind) or _names_meals_of(one, n)]
        contradicted += [n for n in one.shared if n not in held and n.kind not in SILENT]
        one.nodes = held + one.nodes
    if not any(one.beside for one in groups):
        _spread_place(groups)
    if groups:
        _spread_over_steps(groups, numbers, choices)
    places = [(number, one.segment) for one, number in zip(groups, numbers, strict=True)]
    for number in sorted(set(places)):
        together = [g for g, place in zip(groups, places, strict=True) if place == number]
        if len(together) < 2:
            continue
        last = together[-1]
        for other in together[:-1]:
            other.nodes += [
                n for n in last.nodes if n.kind in ("duration", "stage") and not other.has(n.kind)
            ]
            if other.has("moments", "clock") and last.has("moments", "clock"):
                other.nodes += [
                    n
                    for n in last.nodes
                    if n.kind in ("cycle", "interval", "days") and not other.has(n.kind)
                ]
        _spread_meals(together)
        _spread_moments(together, f"moments {number}", choices)
        _spread_condition(together, str(number), choices)
        _spread_maximum(together)
    used = [n for g in groups for n in g.nodes]
    return [n for n in dict.fromkeys(contradicted) if n not in used]


def _names_meals_of(one: Group, node: Node) -> bool:
    """`avant les repas : 8 UI le matin, 6 UI le midi`: before the meal of each moment."""
    own = [m for n in one.of("moments") for m in n.value.moments]
    return _generic_meal(node) is not None and all(m.when in MEAL_OF for m in own)


def _spread_place(together: Sequence[Group]) -> None:
    for kinds in (("route",), ("site", "body_site")):
        owners = [g for g in together if g.has(*kinds)]
        if len(together) > 1 and len(owners) == 1 and owners[0] in (together[0], together[-1]):
            for other in together:
                if other is not owners[0]:
                    other.nodes += owners[0].of(*kinds)


def _spread_condition(together: Sequence[Group], number: str, choices: Choices) -> None:
    """`1 le matin, 2 le soir, si douleur`: after a comma for all, else the last or all."""
    last = together[-1]
    kinds = ("condition", "as_needed")
    if not last.has(*kinds) or any(g.has(*kinds) for g in together[:-1]):
        return
    if last.nodes[0].kind in kinds:
        # `…, si angoisse 1 cp`: of the dose behind it.
        return
    if _is_one_more(together):
        return
    if last.ended_by_comma != choices.second(f"condition {number}"):
        for other in together[:-1]:
            other.nodes += last.of(*kinds)


def _is_one_more(together: Sequence[Group]) -> bool:
    """`2 bouffées x 2/j + 1 si besoin`: what is no more than the usual dose and has no rhythm."""
    *others, last = together
    usual = [g.dose.value for g in others if g.dose is not None and g.has(*RHYTHM - {"duration"})]
    more = last.dose.value if last.dose is not None else None
    if last.ended_by_comma or last.has(*RHYTHM) or len(usual) != len(others):
        return False
    amounts = [dose for dose in (*usual, more) if isinstance(dose, Amount) and not dose.high]
    return len(amounts) == len(together) and amounts[-1].low <= min(a.low for a in amounts)


def _spread_maximum(together: Sequence[Group]) -> None:
    """`1 le matin, 1 le soir, max 3/j`: of all that are taken in the same case."""
    last, kinds = together[-1], ("condition", "as_needed")
    for other in together[:-1]:
        if last.has(*kinds) == other.has(*kinds) and not other.has("maximum"):
            other.nodes += last.of("maximum")


def _generic_meal(node: Node) -> Moment | None:
    """`avant les repas` among the moments of a piece."""
    value = node.value
    if node.kind != "moments" or not isinstance(value, Moments) or value.frequency:
        return None
    found = [m for m in value.moments if m.when in GENERIC_MEALS]
    return found[0] if len(found) == 1 else None


def _spread_meals(together: Sequence[Group]) -> None:
    """`8 UI matin, 6 UI midi et soir, avant les repas`: before each of these meals."""
    meals = [(g, n) for g in together for n in g.of("moments") if _generic_meal(n)]
    if len(meals) != 1 or meals[0][0] is not together[-1]:
        return
    node = meals[0][1]
    relation = _generic_meal(node)
    others = [n.value.moments for g in together[:-1] for n in g.of("moments")]
    if relation is None or len(others) != len(together) - 1:
        return
    if all(m.when in MEAL_OF for moments in others for m in moments):
        for other in together[:-1]:
            other.nodes.append(replace(node, value=Moments((relation,))))


def _spread_moments(together: Sequence[Group], place: str, choices: Choices) -> None:
    """`1 du lundi au vendredi, 2 le samedi, le soir`: behind a comma for all, else open."""
    last = together[-1]
    kinds = ("moments", "clock")
    if not last.has(*kinds) or any(g.has(*kinds) for g in together[:-1]):
        return
    if not all(g.has("days", "cycle") for g in together):
        return
    if last.tail or not choices.second(place):
        for other in together[:-1]:
            other.nodes += last.of(*kinds)


def _spread_over_steps(groups: Sequence[Group], numbers: Sequence[int], choices: Choices) -> None:
    """`40 mg 3 jours puis 20 mg 3 jours, le matin`: of the last step, or of all."""
    last = groups[-1]
    shared = last.tail or last.late
    before = [g for g, n in zip(groups, numbers, strict=True) if n != numbers[-1]]
    timed = any(g.has("moments", "clock") or g.slots for g in before)
    if (
        not before
        or not shared
        or timed
        or last.after_semicolon
        or (not last.for_all and choices.second("moments de toutes les étapes"))
    ):
        return
    for one in before:
        one.nodes += shared


def taken(
    groups: Sequence[Group], numbers: Sequence[int]
) -> tuple[list[Group], list[int], list[Node]]:
    """The groups of which something is taken, their numbers, and the pieces of the others.

    Of `1 cp le matin, 0 à midi` nothing is taken at noon; of drops and units `0` may be 10.
    """
    kept = [i for i, here in enumerate(groups) if not _takes_none(here)]
    doses = [groups[i].dose for i in kept]
    if not any(doses) or not all(dose is None or _is_small_count(dose) for dose in doses):
        kept = list(range(len(groups)))
    left = [node for i, here in enumerate(groups) if i not in kept for node in here.nodes]
    return [groups[i] for i in kept], [numbers[i] for i in kept], left


def _takes_none(here: Group) -> bool:
    dose = here.dose
    none = dose is not None and _is_small_count(dose) and not dose.value.low
    kinds = {node.kind for node in here.nodes}
    return none and bool(kinds & _NAMED) and kinds <= {"count", "dose", "sign", "duration"} | _NAMED


def _is_small_count(dose: Node) -> bool:
    if dose.kind not in ("count", "dose"):
        return False
    amount: Amount = dose.value
    return amount.unit in _WHOLE and amount.low < _TEN
