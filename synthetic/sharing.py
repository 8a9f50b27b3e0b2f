"""What is written once for the whole prescription: how long it lasts, how often renewed."""

from dataclasses import replace
from random import Random

from prescription.dosage import Quantity, Timing
from prescription.record import DispenseRequest
from synthetic.cases.planned import PlannedLine
from synthetic.wish import Wish
from synthetic.words.phrases import draw_phrase
from synthetic.words.phrasing import PhrasedLine


def draw_renewal(
    lines: list[PhrasedLine], wish: Wish, random: Random
) -> tuple[str, list[PhrasedLine]]:
    """A renewal for the whole prescription holds for every line without its own."""
    own = [line.request.dispense_request for line in lines]
    known = [d.number_of_repeats_allowed for d in own if d]
    if wish.secured or wish.bizone or any(n is not None for n in known) or random.random() > 0.12:
        return "", lines
    if any(line.planned.secured for line in lines) or not any(map(_lasts, lines)):
        return "", lines
    times = random.choice((1, 2, 3, 5))
    words = draw_phrase("repeats.all", "p", random).format(n=times)
    renewed = []
    for line in lines:
        dispense = line.request.dispense_request or DispenseRequest()
        dispense = replace(dispense, number_of_repeats_allowed=times)
        renewed.append(replace(line, request=replace(line.request, dispense_request=dispense)))
    return words, renewed


def share_supply(
    planned: list[PlannedLine], wish: Wish, random: Random
) -> tuple[list[PlannedLine], Quantity | None]:
    """Sometimes what lasts for months is said once, below: it holds for lines without their own."""
    lasting = [line for line in planned if _months(line)]
    if wish.secured or wish.bizone or len(lasting) < 2 or random.random() > 0.1:
        return planned, None
    shared = _months(lasting[0])
    return [_without_supply(line) if _months(line) else line for line in planned], shared


def _months(line: PlannedLine) -> Quantity | None:
    """The months one dosage lasts or is supplied for; None for anything else."""
    if len(line.dosages) > 1:
        return None
    supply = line.dispense.expected_supply_duration if line.dispense else None
    timing = line.dosages[0].timing
    period = supply or (timing.repeat.bounds_duration if timing else None)
    return period if period is not None and period.unit == "mo" else None


def _without_supply(line: PlannedLine) -> PlannedLine:
    (dosage,) = line.dosages
    timing = dosage.timing and Timing(replace(dosage.timing.repeat, bounds_duration=None))
    return replace(line, dosages=(replace(dosage, timing=timing),), dispense=None)


def supplied(line: PhrasedLine, shared: Quantity) -> PhrasedLine:
    """The line with the common supply, unless it says itself for how long."""
    request = line.request
    dispense = request.dispense_request or DispenseRequest()
    repeats = [d.timing.repeat for d in request.dosage_instruction if d.timing]
    own = any(r.bounds_duration or r.bounds_range for r in repeats)
    if own or dispense.expected_supply_duration or dispense.quantity:
        return line
    dispense = replace(dispense, expected_supply_duration=shared)
    return replace(line, request=replace(request, dispense_request=dispense))


def _lasts(line: PhrasedLine) -> bool:
    """Whether the treatment is counted in months: only then is a prescription renewed."""
    dispense = line.request.dispense_request
    supply = dispense.expected_supply_duration if dispense else None
    timings = [d.timing.repeat.bounds_duration for d in line.request.dosage_instruction if d.timing]
    return any(period is not None and period.unit == "mo" for period in (supply, *timings))
