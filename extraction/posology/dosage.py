"""One dose with all that belongs to it becomes a FHIR Dosage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extraction.grammar.chart import Chart, Node
from extraction.posology.groups import DOSES, OFTEN, RHYTHM, Choices, Group
from extraction.posology.maxima import most_taken
from extraction.posology.open_lengths import days_or_times, every_or_for
from extraction.posology.rhythms import Rhythms
from extraction.posology.shares import TAKEN_BY_FEW, parts_oddly, share_out
from extraction.posology.sites import site_of
from extraction.posology.slot_moments import by_slot
from extraction.posology.timing import (
    UNTIMED,
    combine,
    differ_in_offset,
    is_total_over_meals,
    join_meals,
    may_be_single,
)
from extraction.posology.weekly import spread_over_days
from extraction.rules.dates import FROM_TO
from extraction.rules.meanings import ONE, Amount, Moment, Rhythm, Slots, Span
from extraction.rules.units import NOT_DAILY
from extraction.spelling.matching import fold
from extraction.values import value
from prescription.dosage import (
    CodeableConcept,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Repeat,
    Timing,
)

NOTES = frozenset({"note", "again", "pause", "weight"})
MOST_OF_A_SLOT = 4
"""Nobody takes more of these at once; a larger number in slots is something else."""
MOST_WITH_UNIT = 12
"""The same where the unit is written: `10-0-0 cp` is a high dose of cortisone."""
FIELDS = {
    "condition": "asNeededCodeableConcept",
    "as_needed": "asNeededBoolean",
    "maximum": "maxDosePerPeriod",
    "route": "route",
    "site": "site",
    "body_site": "site",
    "slots": "doseAndRate",
} | dict.fromkeys(NOTES, "additionalInstruction")


@dataclass(slots=True)
class DoseDraft:
    """One group becoming one or several dosages."""

    group: Group
    sequence: int
    rhythms: Rhythms
    amount: Amount | None = None
    alone: bool = True

    def of(self, *kinds: str) -> list[Node]:
        """The group's pieces of these kinds."""
        return self.group.of(*kinds)


@value
class Made:
    """A dosage and the pieces it was made from."""

    dosage: Dosage
    nodes: tuple[Node, ...]
    notes: tuple[Node, ...] = ()


def make_dosages(
    chart: Chart, draft: DoseDraft, choices: Choices, unit: str | None, refused: list[Node]
) -> list[Made]:
    """The dosages of a draft: several for slots. Pieces that contradict go to `refused`."""
    group = draft.group
    nodes = (*group.nodes, *((group.slots,) if group.slots else ()))
    if group.slots is not None:
        slots: Slots = group.slots.value
        written = draft.rhythms.rhythm
        if written is not None and written.times.low != len(slots.doses):
            refused += draft.of("rhythm", "daily", "events")
        most = max(a.low for _, a in slots.doses)
        told = slots.doses[0][1].unit
        if (told or unit) in TAKEN_BY_FEW and most > (MOST_WITH_UNIT if told else MOST_OF_A_SLOT):
            # `Tahor 20-0-0-1`, `50-1-2 gélules`: the first number is the strength.
            refused.append(group.slots)
            return []
        told_by = by_slot(draft.rhythms, [part for part, _ in slots.doses])
        if told_by is None:
            refused += draft.of("moments", "clock")
            bare = replace(draft.rhythms, moments=(), clock=())
            told_by = {part: bare for part, _ in slots.doses}
        found = [
            _slot_dosage(chart, replace(draft, rhythms=told_by[part]), part, a, unit, refused)
            for part, a in slots.doses
        ]
        return [Made(dosage, nodes, _notes(draft)) for dosage in found if dosage is not None]
    place = f"total aux repas {nodes[0].start}"
    if is_total_over_meals(draft.rhythms, draft.amount) and choices.second(place):
        times = Rhythm(replace(draft.amount or Amount(ONE), unit=None), draft.rhythms.per)
        one = draft.amount and replace(draft.amount, low=ONE)
        draft = replace(draft, rhythms=replace(draft.rhythms, rhythm=times), amount=one)
    weekly, one = spread_over_days(draft.rhythms, draft.amount, choices)
    draft = replace(draft, rhythms=weekly, amount=one)
    length = every_or_for(chart, draft.group.nodes, draft.rhythms)
    if length is not None and choices.second(f"tous les ou pendant {nodes[0].start}"):
        draft = replace(draft, rhythms=replace(draft.rhythms, interval=None, span=length))
    first = draft.alone and draft.amount is not None
    a_day = days_or_times(chart, draft.group.nodes, draft.rhythms) if first else None
    if a_day is not None and choices.second(f"jours ou fois {nodes[0].start}"):
        draft = replace(draft, rhythms=replace(draft.rhythms, rhythm=a_day, span=None))
    split = _total_over_moments(draft) and choices.second(f"total du jour {nodes[0].start}")
    unique = any("unique" in fold(chart.words(n)) for n in draft.of("once"))
    later = any(c.kind in ("span", "timeunit") for n in draft.of("again") for c in n.children)
    once = (unique or later) and may_be_single(draft.rhythms, told=later)
    # `le soir, prise unique` is once for all before it is one intake a day.
    once = once and choices.second(f"prise unique {nodes[0].start}") is not unique
    unit_taken = (draft.amount.unit or "") if draft.amount else ""
    known = (
        draft.amount is not None
        and not group.has_occasion
        and not unit_taken.endswith("/min")
        and (unit_taken not in NOT_DAILY or draft.rhythms.span == Span(ONE, PeriodUnit.D))
        and not _is_limited(draft)
    )
    combined = combine(draft.rhythms, has_dose=known, split_by_moments=split, single=once)
    if not combined.agrees:
        timed = draft.of("moments", "clock", "interval", "cycle", "once", "days", "per")
        refused += (timed or draft.of("single", "divided", *OFTEN))[-1:]
    elif parts_oddly(draft.amount, draft.rhythms, combined):
        refused += draft.of("divided")
    dosage = _dosage(chart, draft, share_out(draft.amount, combined), combined.repeat, refused)
    return [] if dosage is None else [Made(dosage, nodes, _notes(draft))]


def _is_limited(draft: DoseDraft) -> bool:
    """`1 à 2 cp, sans dépasser 8/j, 3 jours`: as often as wanted up to there, not once a day."""
    most = [n for n in draft.of("maximum") if n.kind == "maximum"]
    return bool(most) and replace(draft.rhythms, span=None).is_empty


def _total_over_moments(draft: DoseDraft) -> bool:
    """`2 cp par jour matin et soir`: two each time, or two a day."""
    rhythms = draft.rhythms
    several = len(rhythms.moments) > 1 or len(rhythms.clock) > 1
    total = rhythms.per is not None and not rhythms.per.each and not rhythms.rhythm
    return draft.amount is not None and several and total and not rhythms.divided


def _slot_dosage(
    chart: Chart,
    draft: DoseDraft,
    part: EventTiming,
    amount: Amount,
    unit: str | None,
    refused: list[Node],
) -> Dosage | None:
    combined = combine(draft.rhythms, has_dose=True)
    rhythms = draft.rhythms
    every = rhythms.cycle or rhythms.interval
    moments = join_meals([Moment(part), *rhythms.moments])
    repeat = replace(
        combined.repeat,
        when=tuple(m.when for m in moments),
        frequency=1,
        period=(combined.repeat.period or ONE) if every else ONE,
        period_unit=PeriodUnit.D,
    )
    known = amount if amount.unit else amount.of(unit)
    return _dosage(chart, draft, known, repeat, refused)


def _dosage(
    chart: Chart, draft: DoseDraft, amount: Amount | None, repeat: Repeat, refused: list[Node]
) -> Dosage | None:
    timing = Timing(repeat) if repeat != UNTIMED else None
    needed, reasons = draft.of("as_needed"), draft.of("condition")
    route, sites = draft.of("route"), draft.of("site", "body_site")
    refused += [n for n in sites[1:] if n.kind == "site" and n.value != sites[0].value]
    period, administration = most_taken(draft.of("maximum"), amount, refused)
    text = _text(chart, draft.group)
    dosage = Dosage(
        sequence=draft.sequence,
        text=text,
        additional_instruction=_words(chart, _notes(draft)),
        as_needed_boolean=True if needed and not reasons else None,
        as_needed_codeable_concept=_reason(chart, reasons),
        timing=timing,
        site=site_of(chart, sites),
        route=CodeableConcept(route[0].value) if route else _route_of_dose(chart, draft),
        dose_and_rate=_dose_and_rate(amount),
        max_dose_per_period=period,
        max_dose_per_administration=administration,
    )
    return None if dosage == Dosage(sequence=draft.sequence, text=text) else dosage


def _notes(draft: DoseDraft) -> tuple[Node, ...]:
    """The pieces kept word for word, in their order."""
    notes = [*draft.of(*NOTES), *draft.rhythms.notes, *_interval_notes(draft), *_late_days(draft)]
    notes += draft.of("moments") if differ_in_offset(draft.rhythms.moments) else []
    return tuple(sorted(notes, key=lambda n: n.start))


def _words(chart: Chart, nodes: Iterable[Node]) -> tuple[CodeableConcept, ...]:
    return tuple(CodeableConcept(chart.words(n).strip(" ,")) for n in nodes)


def _reason(chart: Chart, reasons: Sequence[Node]) -> CodeableConcept | None:
    words = " ".join(chart.words(n).rstrip(" .") for n in reasons)
    return CodeableConcept(words) if reasons else None


def _route_of_dose(chart: Chart, draft: DoseDraft) -> CodeableConcept | None:
    """`1 capsule vaginale` says how it is taken."""
    dose = draft.group.dose
    vaginal = dose is not None and " vag" in fold(chart.words(dose))
    return CodeableConcept("vaginale") if vaginal else None


def _late_days(draft: DoseDraft) -> list[Node]:
    """`du 11e au 25e jour`, `du 12/11 au 18/11`: the length alone would not say when it begins."""
    dated = [n for n in draft.of("duration") if n.rule.startswith(FROM_TO)]
    if draft.sequence > 1:
        return dated
    return dated + [n for n in draft.of("stage", "duration") if first_day(n) > 1]


def first_day(node: Node) -> Decimal:
    """The first of the numbered days that a piece names; zero when it names none."""
    inner = node.children[0].children if len(node.children) == 1 else node.children
    days = [c.value for c in (*node.children, *inner) if c.kind in ("day_number", "ordinal")]
    first = days[0] if days else None
    return first.low if isinstance(first, Amount) else Decimal(0)


def _interval_notes(draft: DoseDraft) -> list[Node]:
    """`3 fois par jour toutes les 8 h`: the hours stay as an instruction."""
    rhythms = draft.rhythms
    if rhythms.rhythm is None or rhythms.interval is None:
        return []
    return draft.of("interval") if rhythms.interval.unit is PeriodUnit.H else []


def _dose_and_rate(amount: Amount | None) -> tuple[DoseAndRate, ...]:
    if amount is None:
        return ()
    low = Quantity(amount.low, amount.unit)
    if (amount.unit or "").startswith("L/"):
        return (DoseAndRate(rate_quantity=low),)
    if amount.high is None:
        return (DoseAndRate(dose_quantity=low),)
    return (DoseAndRate(dose_range=Range(low, Quantity(amount.high, amount.unit))),)


def _text(chart: Chart, group: Group) -> str:
    nodes = [*group.nodes, *([group.slots] if group.slots else [])]
    start, end = min([n.start for n in nodes]), max([n.end for n in nodes])
    return chart.words(Node(start, end, "", None, ""))


def field_of(node: Node) -> str | None:
    """The dosage's field a piece speaks of, in the record's JSON names."""
    if node.kind in DOSES:
        return "doseAndRate"
    if node.kind in RHYTHM:
        return "timing.repeat"
    return FIELDS.get(node.kind)
