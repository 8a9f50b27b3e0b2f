"""The rhythms, moments, days and lengths written for one dose, sorted by what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from extraction.grammar.chart import Node
from extraction.rules.duration import HOURS_A_DAY
from extraction.rules.intervals import DAY
from extraction.rules.meanings import ONE, Amount, Cycle, Events, Moment, Moments, Per, Rhythm, Span
from extraction.rules.moments import same_moment
from prescription.dosage import DayOfWeek, EventTiming, PeriodUnit

ONCE = Rhythm(Amount(ONE))
MOST_A_DAY = 24
"""A bare number above is no number of intakes."""
APART_FROM_MEALS = frozenset({EventTiming.HS, EventTiming.WAKE, EventTiming.NIGHT, EventTiming.AFT})
HOURS_OF = {
    EventTiming.WAKE: (4, 10),
    EventTiming.MORN: (4, 11),
    EventTiming.NOON: (11, 14),
    EventTiming.AFT: (13, 18),
    EventTiming.EVE: (17, 23),
    EventTiming.HS: (19, 23),
}
"""First and last hour of a part of the day."""


@dataclass(slots=True)
class Rhythms:
    """Everything written about when one dose is taken; `refused` are nodes that contradict."""

    rhythm: Rhythm | None = None
    divided: Rhythm | None = None
    per: Per | None = None
    interval: Per | None = None
    cycle: Cycle | None = None
    moments: tuple[Moment, ...] = ()
    frequency: int | None = None
    clock: tuple[time, ...] = ()
    days: tuple[DayOfWeek, ...] = ()
    span: Span | None = None
    once: bool = False
    single: bool = False
    as_needed: bool = False
    notes: list[Node] = field(default_factory=list)
    refused: list[Node] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing says how often."""
        return not (
            self.rhythm
            or self.divided
            or self.per
            or self.interval
            or self.cycle
            or self.moments
            or self.clock
            or self.days
            or self.once
            or self.single
        )


def _drop_unfinished(found: Rhythms, nodes: Sequence[Node]) -> None:
    """`x 6/j … / j`: a second `par jour` is a misread number, unless it says each day.

    `1 cp une fois` may be every day or once for all.
    """
    rhythm = found.rhythm
    elsewhere = found.per or found.interval or found.moments or found.clock or found.days
    if rhythm == ONCE and not elsewhere:
        found.refused += [node for node in nodes if node.kind == "rhythm"]
        found.rhythm = None
    complete = found.rhythm is not None and found.rhythm.per is not None
    said = found.rhythm.per if found.rhythm is not None else None
    each = said is not None and found.per is not None and found.per.each
    same = each and said is not None and found.per is not None and said.unit is found.per.unit
    if complete and found.per is not None and not same:
        found.refused += [node for node in nodes if node.kind == "per"]
        found.per = None


def told_once_a_day(node: Node) -> Node:
    """`x 1` as once a day; any other piece as it is."""
    if node.kind != "rhythm" or node.value != ONCE:
        return node
    return replace(node, value=Rhythm(ONCE.times, DAY))


def read_rhythms(nodes: Sequence[Node], *, has_dose: bool) -> Rhythms:
    """Sort the pieces of one dose; a second, different piece of the same kind is refused."""
    found = Rhythms()
    first = next((n for n in nodes if n.kind == "daily"), None)
    for node in nodes:
        if not has_dose and node.kind == "daily" and first and node.value != first.value:
            # `2/j sauf le dimanche 1/j`: the second is meant for the days that are left out.
            found.refused.append(node)
            continue
        _TAKERS.get(node.kind, _ignore)(found, node, has_dose)
    _drop_unfinished(found, nodes)
    _lengthen_hours(found)
    if found.clock and _are_same(found.moments, found.clock):
        found.moments = ()
    elif found.clock and any(m.when in HOURS_OF for m in found.moments):
        found.refused += [node for node in nodes if node.kind == "clock"]
        found.clock = ()
    return found


def _lengthen_hours(found: Rhythms) -> None:
    """`toutes les 20 min pendant 1 h`: longer than from intake to intake, it is no intake's."""
    spans = [n for n in found.notes if n.kind == "duration"]
    often = found.interval is not None and found.interval.unit is PeriodUnit.MIN
    if often and found.span is None and len(spans) == 1:
        found.span, found.notes = spans[0].value, [n for n in found.notes if n is not spans[0]]


def _are_same(moments: Sequence[Moment], clock: Sequence[time]) -> bool:
    """`matin et soir (8h et 20h)` says each intake twice."""
    return len(moments) == len(clock) and all(
        part.when in HOURS_OF and HOURS_OF[part.when][0] <= at.hour <= HOURS_OF[part.when][1]
        for part, at in zip(moments, clock, strict=True)
    )


def _ignore(found: Rhythms, node: Node, has_dose: bool) -> None:  # noqa: ARG001 - a taker's shape
    return


def _keep(name: str) -> Any:
    def take(found: Rhythms, node: Node, has_dose: bool) -> None:  # noqa: ARG001 - a taker's shape
        known = getattr(found, name)
        if known and known != node.value:
            found.refused.append(node)
        else:
            setattr(found, name, node.value)

    return take


def _take_rhythm(found: Rhythms, node: Node, has_dose: bool) -> None:  # noqa: ARG001 - same
    value = node.value
    if isinstance(value, Events):
        value = Rhythm(value.times, value.per)
    if found.rhythm is None:
        found.rhythm = value
    elif found.rhythm.times != value.times or None not in (found.rhythm.per, value.per):
        if found.rhythm != value:
            found.refused.append(node)
    else:
        found.rhythm = Rhythm(value.times, found.rhythm.per or value.per)


def _take_daily(found: Rhythms, node: Node, has_dose: bool) -> None:
    times = node.value.times
    whole = all(n % 1 == 0 for n in (times.low, times.high or times.low))
    if not has_dose and (times.high or times.low) > MOST_A_DAY:
        found.refused.append(node)
    elif whole and (has_dose or times.high or times.low > 1):
        _take_rhythm(found, node, has_dose)
    elif has_dose:
        found.refused.append(node)
    else:
        _keep("per")(found, replace(node, value=node.value.per), has_dose)


def _take_moments(found: Rhythms, node: Node, has_dose: bool) -> None:  # noqa: ARG001 - same
    value: Moments = node.value
    if node.rule == "un soir sur deux" and set(value.moments) & set(found.moments):
        # `le soir, 1 soir sur 2 la 1re semaine`: one of them holds for a part of the time only.
        found.refused.append(node)
    known = [m for m in found.moments if m not in value.moments]
    if len(known) == len(value.moments) == 1:
        same = same_moment(known[0], value.moments[0]) or same_moment(value.moments[0], known[0])
        known = [] if same is value.moments[0] else known
        value = Moments((), value.frequency) if same is not None and known else value
    found.frequency = _intakes(known, value, found.frequency)
    found.moments = (*known, *value.moments)


def _intakes(known: Sequence[Moment], value: Moments, before: int | None) -> int | None:
    """`après les 3 repas et au coucher` is four; `matin, midi et soir aux 3 repas` is three."""
    counted, others = (before, value.moments) if before else (value.frequency, tuple(known))
    if counted is None or (before and value.frequency):
        return value.frequency or before
    apart = [m for m in others if m.when in APART_FROM_MEALS]
    return counted + len(apart) if len(apart) == len(others) else counted


def _take_span(found: Rhythms, node: Node, has_dose: bool) -> None:  # noqa: ARG001 - same
    span: Span = node.value
    if span.unit is PeriodUnit.H and (span.high or span.low) < HOURS_A_DAY:
        found.notes.append(node)
    elif found.span is not None and found.span != span:
        found.refused.append(node)
    else:
        found.span = span


def _take_cycle(found: Rhythms, node: Node, has_dose: bool) -> None:
    """`5 jours sur 7` names days like weekdays do: FHIR has no word for it, so it stays a note."""
    if node.value.unit is PeriodUnit.D:
        _keep("cycle")(found, node, has_dose)
    if node.value.unit is not PeriodUnit.D or node.value.on > 1:
        found.notes.append(node)


def _take_month_day(found: Rhythms, node: Node, has_dose: bool) -> None:
    found.notes.append(node)
    _take_rhythm(found, node, has_dose)


_TAKERS = {
    "rhythm": _take_rhythm,
    "events": _take_rhythm,
    "daily": _take_daily,
    "divided": _keep("divided"),
    "per": _keep("per"),
    "interval": _keep("interval"),
    "cycle": _take_cycle,
    "moments": _take_moments,
    "clock": _keep("clock"),
    "days": _keep("days"),
    "duration": _take_span,
    "stage": _take_span,
    "once": _keep("once"),
    "single": _keep("single"),
    "as_needed": _keep("as_needed"),
    "month_day": _take_month_day,
    "condition": lambda found, node, has_dose: setattr(found, "as_needed", True),  # noqa: ARG005
}
