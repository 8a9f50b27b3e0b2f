"""From pieces in their order to groups: one dose with what belongs to it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from extraction.grammar.chart import MOST_NODES, Chart, Node
from extraction.posology.sites import PLACES, places_lead
from extraction.rules.meanings import CLOSES
from extraction.rules.notes import OCCASION

DOSES = frozenset({"dose", "quantity", "count", "times_dose", "alternation"})
WHEN = frozenset({"moments", "clock", "mixed_moments", "days", "stage", "month_day"})
RHYTHM = WHEN | {"rhythm", "daily", "events", "divided", "once", "single", "interval", "per"}
RHYTHM |= {"cycle", "duration"}
SILENT = frozenset({"sign", "filler", "cell"})
CUTS = frozenset({"then", "together"})
OFTEN = frozenset({"rhythm", "daily", "events"})
BEFORE_CONDITION = frozenset({"et", "+", ".", ",", ";", "-", "–", "—", "(", "/"})
"""What parts a dose from the condition of the next one: `1 cp/j ; si insuffisant 2 cp/j`."""
OPENING = {(True, False): {"stage"}, (False, True): WHEN, (False, False): frozenset[str]()}
"""What begins the next dose, by whether a stage or a moment comes first."""


class Choices:
    """Places where two readings are equally good: the first way is taken unless told otherwise."""

    def __init__(self, flipped: str | None = None) -> None:
        self.flipped = flipped
        self.met: list[str] = []

    def second(self, place: str) -> bool:
        """Whether to take the second way at this place."""
        if place not in self.met:
            self.met.append(place)
        return place == self.flipped


@dataclass(slots=True)
class Group:
    """One dose and the pieces around it; `follows` when it comes after the one before.

    `tail` are its moments behind a comma, which may be meant for the doses before it as well;
    `for_all` when they stand in a row of their own (`à prendre au cours des repas`) and are.
    `late` are those behind the length or in the next row: of the last step, or of all.
    """

    nodes: list[Node] = field(default_factory=list)
    slots: Node | None = None
    shared: list[Node] = field(default_factory=list)
    follows: bool = False
    beside: bool = False
    segment: int = 0
    ended_by_comma: bool = False
    after_semicolon: bool = False
    tail: list[Node] = field(default_factory=list)
    for_all: bool = False
    late: list[Node] = field(default_factory=list)

    @property
    def dose(self) -> Node | None:
        """The piece that says how much."""
        return next((n for n in self.nodes if n.kind in DOSES), None)

    @property
    def is_timed(self) -> bool:
        """Whether anything says when or how often."""
        return any(n.kind in RHYTHM for n in self.nodes)

    @property
    def has_occasion(self) -> bool:
        """Whether it says at what occasion a dose is taken."""
        return any(c.rule == OCCASION for n in self.of("note") for c in n.children)

    def has(self, *kinds: str) -> bool:
        """Whether a piece of one of these kinds is here."""
        return any(n.kind in kinds for n in self.nodes)

    def of(self, *kinds: str) -> list[Node]:
        """The pieces of these kinds."""
        return [n for n in self.nodes if n.kind in kinds]


def segments(flow: Sequence[Node]) -> list[tuple[str, list[Node]]]:
    """The flow cut at every `puis` and `en même temps`, each part with the kind of its cut."""
    found: list[tuple[str, list[Node]]] = [("", [])]
    for node in flow:
        if node.kind in CUTS:
            found.append((node.kind, []))
        else:
            found[-1][1].append(node)
    return [(cut, part) for cut, part in found if any(n.kind not in SILENT for n in part)]


def group(chart: Chart, flow: Sequence[Node]) -> tuple[list[Group], list[Node]]:
    """The groups of a flow, and the pieces that fit none."""
    groups: list[Group] = []
    refused: list[Node] = []
    parts = segments(flow)
    by_place = places_lead([n.kind for n in flow], DOSES)
    for index, (cut, segment) in enumerate(parts):
        carried = groups[-1].of(*PLACES) if by_place and groups else ()
        found, left = _group_segment(chart, segment, by_place, carried)
        for one in found:
            one.segment = index
            one.after_semicolon = bool(index and _is_closed(parts[index - 1][1]))
        if index and found:
            found[0].follows = found[0].follows or cut == "then"
            found[0].beside = cut == "together"
        groups += found
        refused += left
    return groups, refused


def _is_closed(segment: Sequence[Node]) -> bool:
    """`3 jours ; puis …`: what comes behind the semicolon is not meant for what stands before."""
    return segment[-1].kind == "sign" and segment[-1].value == CLOSES


def _behind(segment: Sequence[Node], place: int) -> Node | None:
    return next((n for n in segment[place + 1 :] if n.kind not in SILENT), None)


def _opens_with_condition(chart: Chart, segment: Sequence[Node], place: int, here: Group) -> bool:
    """`1 au coucher et si angoisse 1 cp`, `1 cp/j ; si échec 2 cp/j`: before the second dose."""
    node = segment[place]
    behind = _behind(segment, place)
    if node.kind not in ("condition", "as_needed") or behind is None:
        return False
    if behind.kind == "daily" and here.has("daily"):
        return True
    if behind.kind not in DOSES:
        return False
    complete = here.slots is not None or here.has("daily") or (here.dose and here.is_timed)
    if not complete:
        return False
    before, first = chart.tokens[node.start - 1], chart.tokens[node.start]
    announced = chart.tokens[node.end].text == ":"
    # `si TA < 10 : 1/2 cp` in a row of its own, or before a colon, is of the dose behind it.
    return before.text in BEFORE_CONDITION or announced or before.line != first.line


def _opens_without_dose(
    chart: Chart, segment: Sequence[Node], place: int, here: Group, opening: Set[str]
) -> bool:
    """Whether a piece that is no dose begins the next group."""
    node = segment[place]
    if _is_next_cycle(segment, place, here):
        return True
    if _is_next_rhythm(node, here) or (node.kind in opening and here.dose is not None):
        return True
    if node.kind in PLACES and opening is PLACES and here.has(*PLACES) and here.is_timed:
        return True
    return _opens_with_condition(chart, segment, place, here)


def _is_next_cycle(segment: Sequence[Node], place: int, here: Group) -> bool:
    """`1 appl/j 8 j, 1j/2 8 j`: a cycle with a length of its own behind a step with one."""
    if segment[place].kind not in ("cycle", "interval") or not here.has("stage", "duration"):
        return False
    behind = _behind(segment, place)
    bounded = behind is not None and behind.kind in ("duration", "stage")
    return bounded and here.has("per", "interval", "cycle", *OFTEN)


def _is_next_rhythm(node: Node, here: Group) -> bool:
    """`4 fois par jour la 1re semaine, 3 fois la 2e`: the next step of the same dose."""
    if node.kind not in OFTEN or len(here.nodes) > MOST_NODES:
        return False
    return here.has(*OFTEN) and here.has("stage", "duration")


def _group_segment(
    chart: Chart, segment: Sequence[Node], by_place: bool, carried: Sequence[Node]
) -> tuple[list[Group], list[Node]]:
    stage_first = _stage_comes_first(chart, segment)
    moment_first = not stage_first and not by_place and _moment_comes_first(segment)
    opening = PLACES if by_place else OPENING[stage_first, moment_first]
    held = PLACES if by_place else {"stage"} if stage_first else frozenset[str]()
    groups = [Group([*carried])]
    refused: list[Node] = []
    comma = length_for_all = False
    lasting: Group | None = None
    for place, node in enumerate(segment):
        here = groups[-1]
        if node.kind in SILENT:
            comma = comma or node.kind == "sign"
            continue
        if node.kind == "slots":
            _take_slots(groups, node, refused)
        elif node.kind in DOSES and (here.dose is not None or here.slots is not None):
            if here.slots is None and _opens_group(here, moment_first):
                groups.append(Group([*here.of(*held), node]))
            else:
                refused.append(node)
        elif _opens_without_dose(chart, segment, place, here, opening):
            follows = _is_next_rhythm(node, here) or _is_next_cycle(segment, place, here)
            groups.append(Group([node], follows=follows))
        else:
            if node.kind in ("condition", "as_needed"):
                # `…, 2 le soir, pendant 5 jours si spasmes`: of all, as the length is.
                here.ended_by_comma = comma or length_for_all
            if node.kind in ("moments", "clock") and here.is_timed:
                own_row = _has_own_row(chart, segment, place)
                here.for_all = here.for_all or own_row
                here.tail += [node] if comma or own_row else []
                late = here is lasting or _begins_row(chart, node)
                here.late += [node] if late else []
            here.nodes.append(node)
            lasting = here if node.kind == "duration" else lasting
        length_for_all = comma and node.kind == "duration"
        comma = False
    if moment_first and len(groups) > 1 and not groups[-1].dose:
        tail = groups.pop()
        groups[-1].nodes += tail.nodes
    while len(groups) > 1 and not _stands(groups[-1]):
        refused += groups.pop().nodes
    own_heads = moment_first or stage_first or by_place
    return (groups if own_heads else _share_head(groups)), refused


def _take_slots(groups: list[Group], node: Node, refused: list[Node]) -> None:
    """Slots are of the group, or the next step: `1-0-1 15 j, 1/2-0-1/2 15 j`."""
    here = groups[-1]
    if here.slots is not None and here.has("duration", "stage"):
        groups.append(Group(slots=node, follows=True))
    elif here.slots is not None or here.dose is not None:
        refused.append(node)
    else:
        here.slots = node


def _has_own_row(chart: Chart, segment: Sequence[Node], place: int) -> bool:
    """`à prendre au cours des repas` in a row of its own, below the doses."""
    opening = segment[place - 1] if place else None
    if opening is None or opening.kind != "filler" or "prendre" not in chart.words(opening):
        return False
    before = chart.tokens[opening.start - 1] if opening.start else None
    return before is not None and before.line != chart.tokens[opening.start].line


def _begins_row(chart: Chart, node: Node) -> bool:
    return node.start > 0 and chart.tokens[node.start - 1].line != chart.tokens[node.start].line


def _stage_comes_first(chart: Chart, segment: Sequence[Node]) -> bool:
    """`J1 à J3 : 1 le soir, J4 à J6 : 1 matin et soir`: every stage begins a dose.

    So does one with a colon, behind a dose of the stage before: `puis 2 gttes/h ; J2 : 1 gtte/h`.
    """
    order = [n.kind for n in segment if n.kind in DOSES or n.kind in WHEN]
    stages = [n for n in segment if n.kind == "stage"]
    if not stages or order[-1] == "stage":
        return False
    if order[0] == "stage":
        return len(stages) > 1
    return all(chart.texts[n.end - 1] == ":" for n in stages)


def _stands(here: Group) -> bool:
    """A dose beside another needs something of its own that says when: `1 matin 2` has none.

    A bare number needs more than a length: `un soire sur 2 durant 10 jours`.
    """
    dose = here.dose
    if dose is not None and dose.kind == "count" and not here.has(*(RHYTHM - {"duration"})):
        return here.has("condition", "as_needed")
    return here.is_timed or here.has("condition", "as_needed")


def _moment_comes_first(segment: Sequence[Node]) -> bool:
    """`matin : 1, soir : 2` against `1 matin, 2 soir`."""
    order = [n.kind in DOSES for n in segment if n.kind in DOSES or n.kind in WHEN]
    return sum(order) > 1 and not order[0] and order[-1] and not all(order[1:])


def _opens_group(here: Group, moment_first: bool) -> bool:
    """A second dose needs its own rhythm before it: `1 cp 2` is no second dose."""
    return _stands(here) and not moment_first


def _share_head(groups: list[Group]) -> list[Group]:
    """What stands before the first dose holds for all: `le lundi : 1 le matin, 2 le soir`."""
    dose = groups[0].dose
    if len(groups) < 2 or dose is None:
        return groups
    place = groups[0].nodes.index(dose)
    head, own = groups[0].nodes[:place], groups[0].nodes[place:]
    if any(n.kind in RHYTHM for n in own):
        groups[0].nodes = own
        for one in groups:
            one.shared = head
    return groups
