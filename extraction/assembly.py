"""From the pieces of one cover to FHIR dosages, strength, supply and substitution."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extraction.assembly_groups import (
    DOSES,
    RHYTHM,
    SILENT,
    Choices,
    Group,
    group,
    sequence_numbers,
    spread,
)
from extraction.assembly_strength import Strengths, split_strength
from extraction.assembly_timing import Combined, Rhythms, combine, read_rhythms
from extraction.grammar import Chart, Node
from extraction.meanings import ONE, Amount, Events, Maximum, Slots
from extraction.rules.strength import DOSE_UNIT_OF_FORM
from prescription.dosage import (
    CodeableConcept,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Range,
    Ratio,
    Repeat,
    Timing,
)
from prescription.record import DispenseRequest, Substitution, SubstitutionReason

OUTSIDE = frozenset({"form", "supply", "supply_span", "repeats", "substitution"})
NOTES = frozenset({"note", "again"})
CONTAINERS = frozenset({"flacon", "tube", "stylo", "cartouche", "seringue", "ampoule", "sachet"})


@dataclass(slots=True)
class Assembled:
    """One meaning of a cover; `refused` are pieces that fit nowhere."""

    strength: tuple[Ratio, ...] = ()
    form: str | None = None
    dosages: tuple[Dosage, ...] = ()
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None
    refused: list[Node] = field(default_factory=list)
    evidence: list[tuple[str, Node]] = field(default_factory=list)
    mixed_first: Node | None = None


@dataclass(slots=True)
class _Draft:
    """One group becoming one or several dosages."""

    group: Group
    sequence: int
    rhythms: Rhythms
    amount: Amount | None = None


def assemble(
    chart: Chart,
    cover: Iterable[Node],
    choices: Choices,
    strengths: Strengths = (),
    dose_units: Sequence[str] = (),
) -> Assembled:
    """Put the pieces together. Pieces that contradict the others end in `refused`."""
    result = Assembled()
    flow = _take_outside(result, list(cover))
    split = split_strength(flow, strengths)
    if split.ambiguous:
        _choose_number(result, split.flow, strengths, choices, split)
    result.strength = split.strength
    result.evidence += [("medication.strength", node) for node in split.nodes]
    result.refused += split.refused
    flow = _take_stop(result, _take_container(result, _take_equivalents(result, split.flow)))
    groups, refused = group(flow)
    result.refused += refused
    groups = [g for g in groups if g.nodes or g.slots]
    numbers = sequence_numbers(groups, choices)
    spread(groups, numbers, choices)
    unit = _only_unit(result.form, dose_units)
    drafts = _inherit(_drafts(groups, numbers, result, unit), choices)
    dosages: list[Dosage] = []
    for draft in drafts:
        dosages += _dosages(chart, draft, choices, result, len(dosages), unit)
    result.dosages = _merge_equal(dosages, result)
    result.mixed_first = _mixed_first(cover)
    return result


def _choose_number(
    result: Assembled, flow: list[Node], strengths: Strengths, choices: Choices, split: object
) -> None:
    """`Xanax 1 le soir`: one tablet, or the 1 mg one."""
    del result, flow, strengths, split
    choices.second("nombre après le nom")


def _mixed_first(cover: Iterable[Node]) -> Node | None:
    first = next((n for n in cover if n.kind not in SILENT and n.kind != "form"), None)
    if first is not None and first.kind in ("count", "dose") and first.value.mixed:
        return first
    return None


def _take_outside(result: Assembled, pieces: list[Node]) -> list[Node]:
    flow: list[Node] = []
    quantity: Quantity | None = None
    supply: Quantity | None = None
    repeats: int | None = None
    for node in pieces:
        if node.kind not in OUTSIDE:
            flow.append(node)
            continue
        if node.kind == "form":
            if result.form is None:
                result.form = node.value
                result.evidence.append(("medication.form", node))
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


def _take_substitution(result: Assembled, node: Node) -> None:
    reason = node.value if isinstance(node.value, SubstitutionReason) else None
    known = result.substitution.reason if result.substitution else None
    if known and reason and known is not reason:
        result.refused.append(node)
        return
    result.substitution = Substitution(allowed=False, reason=known or reason)
    result.evidence.append(("substitution", node))


def _take_stop(result: Assembled, flow: list[Node]) -> list[Node]:
    """`puis arrêt` ends the last step; before any dose it is an order of another kind."""
    kept: list[Node] = []
    for node in flow:
        if node.kind == "stop" and not any(n.kind in DOSES or n.kind in RHYTHM for n in kept):
            result.refused.append(node)
        elif node.kind != "stop":
            kept.append(node)
    return kept


def _take_container(result: Assembled, flow: list[Node]) -> list[Node]:
    """`1 flacon` at the end, after a dose in another unit, is what to dispense."""
    meaning = [n for n in flow if n.kind not in SILENT]
    if len(meaning) < 2 or meaning[-1].kind != "dose":
        return flow
    last = meaning[-1]
    amount: Amount = last.value
    others = [n for n in meaning[:-1] if n.kind in DOSES]
    apart = others and all(getattr(n.value, "unit", None) != amount.unit for n in others)
    known = result.dispense_request.quantity if result.dispense_request else None
    if amount.unit not in CONTAINERS or amount.high or amount.low % 1 or not apart or known:
        return flow
    request = result.dispense_request or DispenseRequest()
    result.dispense_request = replace(request, quantity=amount.quantity)
    result.evidence.append(("dispenseRequest.quantity", last))
    return [n for n in flow if n is not last]


def _take_equivalents(result: Assembled, flow: list[Node]) -> list[Node]:
    """`2 cp (1 g)`: the second says the first again when the strength makes them equal."""
    kept: list[Node] = []
    for node in flow:
        before = next((n for n in reversed(kept) if n.kind not in SILENT), None)
        pair = before is not None and {before.kind, node.kind} == {"dose", "quantity"}
        if not pair or before is None:
            kept.append(node)
            continue
        dose, quantity = (before, node) if before.kind == "dose" else (node, before)
        ratio = Ratio(quantity.value.quantity)
        if dose is before and not result.strength and quantity.value.high is None:
            result.strength = (ratio,)
            result.evidence.append(("medication.strength", node))
        elif not _says_again(dose.value, quantity.value, result.strength):
            kept.append(node)
        elif dose is node:
            kept.remove(before)
            kept.append(node)
    return kept


def _says_again(dose: Amount, quantity: Amount, strength: Sequence[Ratio]) -> bool:
    if len(strength) != 1 or strength[0].denominator or dose.high or quantity.high:
        return False
    each = strength[0].numerator
    scale = {"mg": Decimal(1), "g": Decimal(1000), "µg": Decimal("0.001")}
    if each == quantity.quantity:
        return True
    if each.unit not in scale or quantity.unit not in scale:
        return each.unit == quantity.unit and each.value * dose.low == quantity.low
    total = each.value * scale[each.unit] * dose.low
    return total == quantity.low * scale[quantity.unit]


def _only_unit(form: str | None, dose_units: Sequence[str]) -> str | None:
    if form in DOSE_UNIT_OF_FORM:
        return DOSE_UNIT_OF_FORM[form]
    return dose_units[0] if len(set(dose_units)) == 1 else None


def _drafts(
    groups: Sequence[Group], numbers: Sequence[int], result: Assembled, unit: str | None
) -> list[_Draft]:
    drafts = []
    written: str | None = None
    for here, number in zip(groups, numbers, strict=True):
        dose = here.dose
        amount = dose.value if dose is not None else None
        if dose is not None and dose.kind == "times_dose":
            rhythm, amount = dose.value
            here.nodes.append(replace(dose, kind="rhythm", value=rhythm))
        events = next(iter(here.of("events")), None)
        if amount is None and events is not None:
            value: Events = events.value
            amount = Amount(ONE, unit=value.unit or unit)
        if amount is None and here.slots is None:
            amount = _one_a_period(here)
        if amount is not None and amount.doubtful and dose is not None:
            result.refused.append(dose)
            amount = None
        if amount is not None and amount.unit is None:
            amount = amount.of(written or unit)
        rhythms = read_rhythms(here.nodes, has_dose=dose is not None)
        result.refused += rhythms.refused
        written = amount.unit if amount is not None and dose is not None else written
        drafts.append(_Draft(here, number, rhythms, amount))
    return drafts


def _one_a_period(here: Group) -> Amount | None:
    """`1/j`, `1/2 par jour` without another dose: that number is the dose."""
    daily = next(iter(here.of("daily")), None)
    if daily is None:
        return None
    times: Amount = daily.value.times
    single = times.high is None and (times.low <= 1 or times.low % 1 != 0)
    return times if single else None


def _inherit(drafts: list[_Draft], choices: Choices) -> list[_Draft]:
    """A step without its own dose or rhythm goes on with the one before."""
    for before, here in zip(drafts, drafts[1:], strict=False):
        if not here.group.follows and here.sequence == before.sequence:
            continue
        rhythms = here.rhythms
        if here.amount is None and here.group.slots is None:
            here.amount = before.amount
            here.group.slots = before.group.slots
            if rhythms.is_empty:
                _copy_rhythm(before.rhythms, rhythms)
        elif rhythms.is_empty and here.group.slots is None:
            repeat = combine(before.rhythms, has_dose=True).repeat
            daily = repeat.frequency == 1 and repeat.period_unit is PeriodUnit.D
            once_a_day = daily and repeat.period == ONE
            if not once_a_day and choices.second(f"rythme de l'étape {here.sequence}"):
                _copy_rhythm(before.rhythms, rhythms)
            elif rhythms.span is None:
                _copy_rhythm(before.rhythms, rhythms)
    return drafts


def _copy_rhythm(source: Rhythms, target: Rhythms) -> None:
    for name in ("rhythm", "divided", "per", "interval", "cycle", "moments", "frequency"):
        setattr(target, name, getattr(source, name))
    for name in ("clock", "days", "once", "single"):
        setattr(target, name, getattr(source, name))


def _dosages(
    chart: Chart,
    draft: _Draft,
    choices: Choices,
    result: Assembled,
    index: int,
    unit: str | None,
) -> list[Dosage]:
    here = draft.group
    if here.slots is not None:
        slots: Slots = here.slots.value
        found = []
        for when, amount in slots.doses:
            known = amount if amount.unit else amount.of(unit)
            found.append(_slot_dosage(chart, draft, when, known, result))
        path = f"dosageInstruction[{index}].doseAndRate"
        result.evidence.append((path, here.slots))
        return found
    split = _total_over_moments(draft) and choices.second(f"total du jour {index}")
    combined = combine(draft.rhythms, has_dose=draft.amount is not None, split_by_moments=split)
    if not combined.agrees:
        result.refused += [n for n in here.nodes if n.kind in ("moments", "clock", "interval")][-1:]
    amount = _divide(draft.amount, combined)
    dosage = _dosage(chart, draft, amount, combined.repeat, result)
    if dosage is None:
        return []
    _note_evidence(result, index, here)
    return [dosage]


def _total_over_moments(draft: _Draft) -> bool:
    """`2 cp par jour matin et soir`: two each time, or two a day."""
    rhythms = draft.rhythms
    several = len(rhythms.moments) > 1 or len(rhythms.clock) > 1
    return draft.amount is not None and rhythms.per is not None and several and not rhythms.rhythm


def _slot_dosage(
    chart: Chart, draft: _Draft, when: EventTiming, amount: Amount, result: Assembled
) -> Dosage:
    combined = combine(draft.rhythms, has_dose=True)
    period = combined.repeat.period or ONE
    repeat = replace(
        combined.repeat,
        when=(when,),
        frequency=1,
        period=period if draft.rhythms.cycle or draft.rhythms.interval else ONE,
        period_unit=PeriodUnit.D,
    )
    dosage = _dosage(chart, draft, amount, repeat, result)
    assert dosage is not None  # noqa: S101 - an amount always makes a dosage
    return dosage


def _divide(amount: Amount | None, combined: Combined) -> Amount | None:
    if amount is None or combined.divided_by is None:
        return amount
    by = combined.divided_by
    if by.high is None:
        return amount.times(ONE / by.low)
    low, high = amount.times(ONE / by.high), amount.times(ONE / by.low)
    return replace(amount, low=low.low, high=high.high or high.low)


def _dosage(
    chart: Chart, draft: _Draft, amount: Amount | None, repeat: Repeat, result: Assembled
) -> Dosage | None:
    here = draft.group
    timing = Timing(repeat) if repeat != Repeat() else None
    dose = _dose_and_rate(amount)
    needed = here.of("as_needed")
    reasons = here.of("condition")
    notes = [*here.of(*NOTES), *draft.rhythms.notes, *_interval_notes(draft)]
    notes.sort(key=lambda n: n.start)
    route = next(iter(here.of("route")), None)
    sites = here.of("site", "body_site")
    period, administration = _maxima(here, amount, result)
    if not (timing or dose or needed or reasons or period or administration):
        result.refused += notes
        if not (route or sites):
            return None
    return Dosage(
        sequence=draft.sequence,
        text=_text(chart, here),
        additional_instruction=tuple(CodeableConcept(chart.words(n)) for n in notes),
        as_needed_boolean=True if needed and not reasons else None,
        as_needed_codeable_concept=(
            CodeableConcept(" ".join(chart.words(n) for n in reasons)) if reasons else None
        ),
        timing=timing,
        site=_site(chart, sites),
        route=CodeableConcept(route.value) if route else None,
        dose_and_rate=dose,
        max_dose_per_period=period,
        max_dose_per_administration=administration,
    )


def _interval_notes(draft: _Draft) -> list[Node]:
    """`3 fois par jour toutes les 8 h`: the hours stay as an instruction."""
    rhythms = draft.rhythms
    if rhythms.rhythm is None or rhythms.interval is None:
        return []
    if rhythms.interval.unit is not PeriodUnit.H:
        return []
    return draft.group.of("interval")


def _dose_and_rate(amount: Amount | None) -> tuple[DoseAndRate, ...]:
    if amount is None:
        return ()
    if amount.high is None:
        return (DoseAndRate(dose_quantity=Quantity(amount.low, amount.unit)),)
    low, high = Quantity(amount.low, amount.unit), Quantity(amount.high, amount.unit)
    return (DoseAndRate(dose_range=Range(low, high)),)


def _site(chart: Chart, sites: Sequence[Node]) -> CodeableConcept | None:
    if not sites:
        return None
    node = sites[0]
    if node.kind == "site":
        return CodeableConcept(node.value)
    return CodeableConcept(chart.words(node))


def _maxima(
    here: Group, amount: Amount | None, result: Assembled
) -> tuple[Ratio | None, Quantity | None]:
    period: Ratio | None = None
    administration: Quantity | None = None
    for node in here.of("maximum"):
        value: Maximum = node.value
        limit = value.amount
        if value.of_intakes:
            if amount is None:
                result.refused.append(node)
                continue
            limit = Amount((amount.high or amount.low) * limit.low, unit=amount.unit)
        elif limit.unit is None and amount is not None:
            limit = limit.of(amount.unit)
        if value.per is None:
            administration = limit.quantity
        elif period is None:
            below = Quantity(value.per.period, value.per.unit.value)
            period = Ratio(limit.quantity, below)
        else:
            result.refused.append(node)
    return period, administration


def _text(chart: Chart, here: Group) -> str:
    nodes = [*here.nodes, *([here.slots] if here.slots else [])]
    start = min(chart.span(n)[0] for n in nodes)
    end = max(chart.span(n)[1] for n in nodes)
    return " ".join(chart.given[start:end].split())


FIELDS = {
    "condition": "asNeededCodeableConcept",
    "as_needed": "asNeededBoolean",
    "maximum": "maxDosePerPeriod",
    "route": "route",
    "site": "site",
    "body_site": "site",
    "note": "additionalInstruction",
    "again": "additionalInstruction",
}


def _note_evidence(result: Assembled, index: int, here: Group) -> None:
    for node in here.nodes:
        name = FIELDS.get(node.kind)
        if node.kind in DOSES:
            name = "doseAndRate"
        elif node.kind in RHYTHM:
            name = "timing.repeat"
        if name:
            result.evidence.append((f"dosageInstruction[{index}].{name}", node))


def _merge_equal(dosages: Sequence[Dosage], result: Assembled) -> tuple[Dosage, ...]:
    """`1 le matin, 1 le soir` is one dose at two moments."""
    del result
    merged: list[Dosage] = []
    for dosage in dosages:
        for i, known in enumerate(merged):
            joined = _join(known, dosage)
            if joined is not None:
                merged[i] = joined
                break
        else:
            merged.append(dosage)
    return tuple(merged)


def _join(one: Dosage, other: Dosage) -> Dosage | None:
    if one.timing is None or other.timing is None:
        return None
    a, b = one.timing.repeat, other.timing.repeat
    by_moment = a.when and b.when and not set(a.when) & set(b.when)
    by_clock = a.time_of_day and b.time_of_day and not set(a.time_of_day) & set(b.time_of_day)
    if bool(by_moment) == bool(by_clock) or a.frequency is None or b.frequency is None:
        return None
    blank = {"when": (), "time_of_day": (), "frequency": None}
    rest_a = replace(one, text=None, timing=Timing(replace(a, **blank)))
    rest_b = replace(other, text=None, timing=Timing(replace(b, **blank)))
    if rest_a != rest_b:
        return None
    repeat = replace(
        a,
        when=a.when + b.when,
        time_of_day=a.time_of_day + b.time_of_day,
        frequency=a.frequency + b.frequency,
    )
    text = one.text if one.text == other.text else f"{one.text}, {other.text}"
    return replace(one, text=text, timing=Timing(repeat))
