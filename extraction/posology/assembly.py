"""From the pieces of one cover to FHIR dosages, strength, supply and substitution."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.drugs.marketed import Strengths, marketed_number
from extraction.drugs.product import ProductFacts
from extraction.grammar.chart import Chart, Node
from extraction.posology.announced import name_announced
from extraction.posology.combined import name_combined
from extraction.posology.contents import note_contents
from extraction.posology.counted import keep_second_intakes, note_totals, said_on_both_sides
from extraction.posology.dosage import DoseDraft, Made, field_of, make_dosages
from extraction.posology.first_slot import part_first_slot
from extraction.posology.flow import (
    drop_first_arrow,
    drop_scales,
    name_alternated,
    part_pairs,
)
from extraction.posology.groups import (
    DOSES,
    RHYTHM,
    SILENT,
    Choices,
    Group,
    group,
)
from extraction.posology.implied import (
    hours_of_others,
    keep_hours_of_flow,
    may_be_swapped,
    name_the_ear,
    told_every,
    unit_told,
)
from extraction.posology.inheriting import inherit
from extraction.posology.joined import refuse_joined
from extraction.posology.later import LIKELY_DOSE, may_share_unit
from extraction.posology.merging import merge_equal
from extraction.posology.outside import Assembled, take_outside
from extraction.posology.per_weight import is_per_weight
from extraction.posology.puffs import is_injected, name_counted
from extraction.posology.rhythms import read_rhythms, told_once_a_day
from extraction.posology.settling import settle_flow
from extraction.posology.sharing import spread, taken
from extraction.posology.steps import sequence_numbers
from extraction.posology.strength import split_strength
from extraction.rules.frequency import MOST_BARE
from extraction.rules.meanings import ONE, Amount, Events, Rhythm
from extraction.rules.units import COUNTED, EVENTS
from prescription.dosage import Ratio

GRADUATED = frozenset({"dose", "graduation", "pipette", "seringue", "cuillère à mesure"})
TWO = Decimal(2)
TEN = 10
MOST_ACTS = 24
"""Of applications or injections a day: a larger number is something else."""
MOST_UNITS = 80
"""A larger number beside an insulin is its units in a millilitre."""
DROPS, DROP = "gouttes", "goutte"


def assemble(
    chart: Chart, cover: Iterable[Node], choices: Choices, facts: ProductFacts
) -> Assembled:
    """Put the pieces together. Pieces that contradict the others end in `refused`."""
    cover, unclear = name_announced(chart, cover)
    result = Assembled(mixed_first=_mixed_first(cover), refused=unclear)
    meant = keep_second_intakes(chart, name_counted(chart, cover, facts))
    meant = note_contents(meant, facts)
    flow = drop_first_arrow(chart, take_outside(result, meant, facts.strengths))
    flow = name_alternated(note_totals(chart, flow), facts.strengths)
    flow = part_first_slot(flow, facts, result.form)
    flow, joined = refuse_joined(chart, name_combined(chart, flow, _strengths(result, facts)))
    result.refused += joined
    flow, written = _take_strength(chart, flow, meant, result, choices, facts)
    settled = settle_flow(chart, cover, result, drop_first_arrow(chart, flow))
    groups, refused = group(chart, settled.flow)
    groups = part_pairs(groups)
    result.refused += [*settled.lost, *said_on_both_sides(groups), *settled.refused, *refused]
    groups = drop_scales(chart, [g for g in groups if g.nodes or g.slots], result.refused)
    numbers = sequence_numbers(groups, choices)
    result.refused += spread(groups, numbers, choices)
    groups, numbers, untaken = taken(groups, numbers)
    result.said_again += untaken
    unit = facts.unit_of_bare_number(result.form, result.strength)
    unit = unit or unit_told(chart, meant, facts.forms)
    if written is not None and result.form == "ovule":
        unit = _unit_in_form(chart, written) or unit
    made: list[Made] = []
    for draft in inherit(
        _drafts(chart, groups, numbers, result, unit, choices, facts), choices, result.refused
    ):
        made += make_dosages(chart, draft, choices, unit, result.refused)
    made = name_the_ear(chart, merge_equal(made), facts.forms)
    _record(made, result)
    result.refused += _dropped(cover, made, result)
    return result


def _take_strength(
    chart: Chart,
    flow: Sequence[Node],
    meant: Iterable[Node],
    result: Assembled,
    choices: Choices,
    facts: ProductFacts,
) -> tuple[list[Node], Node | None]:
    """The flow without strength and form, which go into `result`, and the form that is written."""
    split = split_strength(
        flow,
        _strengths(result, facts),
        choices,
        formed=result.form is not None,
        injected=is_injected(chart, flow, meant),
    )
    result.strength = split.strength
    written = next((n for field, n in result.evidence if field == "medication.form"), None)
    said = chart.words(written) if written is not None else ""
    applied = any(text.startswith("appl") for text in chart.texts)
    result.form = facts.form_meant(result.form or split.form, said, applied=applied)
    if split.form == "gélule" and facts.forms and "gélule" not in facts.forms:
        # `Curaspot 5 gel`
        result.form = facts.form_meant("gel") if "gel" in facts.forms else result.form
    result.evidence += [("medication.strength", node) for node in split.nodes]
    result.refused += split.refused
    return split.flow, written


def _strengths(result: Assembled, facts: ProductFacts) -> Strengths:
    return _of_drops(facts) if result.form == DROPS else facts.strengths


def _of_drops(facts: ProductFacts) -> Strengths:
    """The 5 of `Haldol gouttes 5 matin, 10 soir` is no 5 mg tablet, nor what an ampoule holds.

    The 40 of `Tercian gouttes 40` may be that of 40 mg/mL.
    """
    sold = [p.strength for p in facts.presentations if p.form == DROPS]
    held = sold or [s for s in facts.strengths if any(r.denominator for r in s)]
    return (*held, *(tuple(Ratio(r.numerator) for r in s) for s in held))


def _record(made: Sequence[Made], result: Assembled) -> None:
    """The dosages, with where each begins, its notes and the evidence of its fields."""
    result.dosages = tuple(m.dosage for m in made)
    result.starts = [min(node.start for node in m.nodes) for m in made]
    result.notes = [{(n.start, n.end) for n in m.notes} for m in made]
    for index, one in enumerate(made):
        for node in one.nodes:
            name = field_of(node)
            if name is not None:
                result.evidence.append((f"dosageInstruction[{index}].{name}", node))


def _dropped(cover: Iterable[Node], made: Sequence[Made], result: Assembled) -> list[Node]:
    """Pieces with a meaning that went into nothing: a human must see that they were not used."""
    kept = [n for m in made for n in (*m.nodes, *m.notes)]
    kept += [n for _, n in result.evidence] + result.refused + result.said_again
    used = {i for n in kept for i in range(n.start, n.end)}
    told = [n for n in cover if n.kind in DOSES | RHYTHM | {"slots", "maximum", "as_needed"}]
    return [n for n in told if used.isdisjoint(range(n.start, n.end))]


def _unit_in_form(chart: Chart, written: Node) -> str | None:
    """`capsule vaginale` is taken by the capsule."""
    units = (u for i in range(written.start, written.end) for u in chart.at[i].get("unit", ()))
    return next((node.value for node in units), None)


def _mixed_first(cover: Iterable[Node]) -> Node | None:
    """`5 1/2 cp` right after the name: five and a half, or half of the 5 mg tablet."""
    first = next((n for n in cover if n.kind not in SILENT and n.kind != "form"), None)
    return first if first is not None and is_mixed(first) else None


def is_mixed(node: Node) -> bool:
    """Whether a piece begins with a whole number and a fraction apart from it."""
    value = node.value.times if node.kind == "daily" else node.value
    return isinstance(value, Amount) and value.mixed


def _drafts(
    chart: Chart,
    groups: Sequence[Group],
    numbers: Sequence[int],
    result: Assembled,
    unit: str | None,
    choices: Choices,
    facts: ProductFacts,
) -> list[DoseDraft]:
    drafts: list[DoseDraft] = []
    written: str | None = None
    before: Amount | None = None
    for here, number in zip(groups, numbers, strict=True):
        dose = here.dose
        amount: Amount | None = dose.value if dose is not None else None
        if dose is not None and dose.kind == "times_dose":
            rhythm, amount = dose.value
            if may_be_swapped(rhythm, amount) and choices.second(f"fois ou dose {dose.start}"):
                # `2 x 1/j`: two once a day, or one twice.
                rhythm, amount = replace(rhythm, times=amount), rhythm.times
            here.nodes.append(replace(dose, kind="rhythm", value=rhythm))
        if amount is None and here.slots is None:
            amount = _counted(here, unit, whole=bool(result.form and result.strength))
        if amount is not None and amount.unit is None:
            drops = DROP in (written, unit)
            if dose and drafts and not drops and _is_no_count(amount, before, facts):
                result.refused.append(dose)
                amount = amount.of(facts.unit_of_large_number(amount.low))
            amount = amount.of(amount.unit or written or unit)
        if amount is not None and dose is not None and not _is_sound(amount, dose, written):
            result.refused.append(dose)
            amount = None
        if dose is not None and amount is not None:
            amount = _by_weight(here, _acts_a_day(here, amount))
        weighed = amount is not None and (amount.unit == "dose-poids" or is_per_weight(amount.unit))
        if not weighed:
            result.refused += here.of("weight")
        keep_hours_of_flow(here, amount)
        result.refused += hours_of_others(here, amount)
        _tell_once_a_day(here, drafts)
        rhythms = read_rhythms(here.nodes, has_dose=dose is not None)
        if amount is not None:
            rhythms.interval = told_every(chart, here, amount, rhythms)
        result.refused += rhythms.refused
        if amount is not None and dose is not None:
            written, before = amount.unit, amount
        drafts.append(DoseDraft(here, number, rhythms, amount, alone=len(groups) == 1))
    return drafts


def _tell_once_a_day(here: Group, drafts: Sequence[DoseDraft]) -> None:
    """`x 3 7 j puis x 1 7 j`: behind other times a day, `x 1` is one of them."""
    if here.follows and drafts and drafts[-1].rhythms.rhythm is not None:
        here.nodes = [told_once_a_day(node) for node in here.nodes]


def _is_no_count(amount: Amount, before: Amount | None, facts: ProductFacts) -> bool:
    """`Aricept 5 1 le soir 1 mois puis 10`: ten milligrams, as they are sold, no ten tablets."""
    taken = amount.low <= LIKELY_DOSE and (amount.low % 1 == 0 or amount.low < TWO)
    sold = not taken and amount.high is None and marketed_number(amount.low, facts.strengths)
    return bool(sold) or (before is not None and not may_share_unit(amount, before))


def _acts_a_day(here: Group, amount: Amount) -> Amount:
    """`2 applications sur le visage par jour` is one twice a day."""
    per = here.of("per")
    others = RHYTHM - {"per", "duration", "stage", "days"}
    counted = amount.unit in EVENTS and amount.high is None and amount.low % 1 == 0
    if not per or not counted or not 1 < amount.low <= MOST_ACTS or here.has(*others):
        return amount
    rhythm = replace(per[0], kind="rhythm", value=Rhythm(Amount(amount.low), per[0].value))
    here.nodes = [n for n in here.nodes if n.kind != "per"] + [rhythm]
    return replace(amount, low=ONE)


def _by_weight(here: Group, amount: Amount) -> Amount:
    """`1 mesure de 10 kg` is a dose by weight."""
    return amount.of("dose-poids") if here.has("weight") and amount.unit in GRADUATED else amount


def _is_sound(amount: Amount, dose: Node, written: str | None) -> bool:
    """Never zero, 1.2 tablets, or a large bare number without any unit before it."""
    numbers = (amount.low, amount.high or amount.low)
    if amount.doubtful or min(numbers) <= 0:
        return False
    counted = amount.unit is None or amount.unit in COUNTED
    if counted and any(4 * n % 1 for n in numbers):
        return False
    if dose.kind == "count" and written is None and amount.unit == "UI" and amount.low % TEN == 0:
        # `60`, beside an insulin, may be a misread `6 U`.
        return False
    most = MOST_UNITS if amount.unit == "UI" else MOST_BARE
    return dose.kind != "count" or written is not None or max(numbers) <= most


def _counted(here: Group, unit: str | None, *, whole: bool) -> Amount | None:
    """One act each time (`3 applications par jour`), or the number of `1/j`, `1/2 par jour`.

    `dose unique` is one of the form, where strength and form are written (`whole`).
    """
    for node in here.of("events"):
        value: Events = node.value
        return Amount(ONE, unit=value.unit or unit)
    if whole and unit is not None and any("dose" in n.rule for n in here.of("single")):
        return Amount(ONE, unit=unit)
    for node in here.of("daily"):
        times: Amount = node.value.times
        whole = unit in COUNTED and 4 * times.low % 1 != 0
        if times.high is None and not whole and (times.low <= 1 or times.low % 1 != 0):
            return times
    return None
