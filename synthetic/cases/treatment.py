"""Draws a treatment from a situation: what is meant, before any word is chosen."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from prescription.dosage import Dosage, DoseAndRate, Quantity, Range, Repeat, Timing
from prescription.record import DispenseRequest
from synthetic.cases.clashes import repeats
from synthetic.cases.extras import draw_extras
from synthetic.cases.facts import Product
from synthetic.cases.limits import is_usual
from synthetic.cases.planned import PlannedLine
from synthetic.cases.rhythm import read_timing
from synthetic.cases.situations import Situation, TreatmentLine

_TRIES = 200
_PACKS = {"crème": "tube", "pommade": "tube", "gel": "tube", "sirop": "flacon", "collyre": "flacon"}


def draw_treatment(situation: Situation, random: Random) -> tuple[PlannedLine, ...]:
    """The lines of one treatment, at least one; nothing twice."""
    lines: list[PlannedLine] = []
    for group in _groups(situation):
        weights = [sum(c.product.weight for c in line.choices) for line in group]
        line = random.choices(group, weights)[0]
        if random.random() < group[0].chance:
            planned = _draw_line(line, random)
            if not any(repeats(planned.product, other.product) for other in lines):
                lines.append(planned)
    return tuple(lines) or (_draw_line(situation.lines[0], random),)


def with_weight(planned: PlannedLine, weight: Quantity | None) -> PlannedLine:
    """The line with the child's weight, where a dose goes by weight."""
    amounts = [d.dose_and_rate[0].dose_quantity for d in planned.dosages]
    by_weight = all(
        a and (a.unit == "dose-poids" or (a.unit or "").endswith("/kg")) for a in amounts
    )
    return replace(planned, weight=weight) if by_weight else planned


def _groups(situation: Situation) -> list[list[TreatmentLine]]:
    groups: list[list[TreatmentLine]] = []
    for line in situation.lines:
        if line.instead:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _draw_line(line: TreatmentLine, random: Random) -> PlannedLine:
    for _ in range(_TRIES):
        planned = _draw_any(line, random)
        if is_usual(planned.product, planned.strength, planned.dosages):
            return planned
    raise ValueError(f"no usual dose in {line}")


def _draw_any(line: TreatmentLine, random: Random) -> PlannedLine:
    choice = random.choices(line.choices, [c.product.weight for c in line.choices])[0]
    product = choice.product
    strength = choice.strength or (random.choice(product.strengths) if product.strengths else ())
    dosages = _draw_dosages(line, product, random)
    duration = random.choice(line.durations)
    if ">" in duration:
        steps = [part.strip() for part in duration.split(">")]
        if len(steps) != dosages[-1].sequence:
            steps = [steps[0]] * dosages[-1].sequence
        dosages = tuple(_bounded_by(d, steps[d.sequence - 1]) for d in dosages)
        dispense = None
    else:
        dosages, dispense = _draw_duration(dosages, duration, product, random)
    planned = PlannedLine(product, strength, dosages, dispense=dispense, secured=product.letters)
    return draw_extras(planned, line, random)


def _draw_dosages(line: TreatmentLine, product: Product, random: Random) -> tuple[Dosage, ...]:
    shapes = [(d, t) for d in line.doses for t in line.timings if _shape(d) == _shape(t)]
    steps = [(d, t) for d in line.doses for t in line.timings if ">" in d and _shape(t) == (1, 1)]
    dose, timing = random.choice(shapes or steps)
    dosages: list[Dosage] = []
    doses = [part.strip() for part in dose.split(">")]
    timings = [part.strip() for part in timing.split(">")]
    for step, text in enumerate(doses):
        rhythm = timings[step] if len(timings) > 1 else timings[0]
        whens = rhythm.split("+") if "+" in text else [rhythm]
        for amount, when in zip(text.split("+"), whens, strict=True):
            repeat = read_timing(when)
            given = _read_dose(amount, product.unit)
            timed = Timing(repeat) if repeat else None
            dosages.append(Dosage(step + 1, timing=timed, dose_and_rate=(given,)))
    return _merge_equal(dosages)


def _merge_equal(dosages: list[Dosage]) -> tuple[Dosage, ...]:
    """Joins concurrent dosages of one quantity: 1 in the morning and 1 at noon are one dosage."""
    merged: list[Dosage] = []
    for dosage in dosages:
        last = merged[-1] if merged else None
        if (
            last is None
            or last.timing is None
            or dosage.timing is None
            or (last.sequence, last.dose_and_rate) != (dosage.sequence, dosage.dose_and_rate)
        ):
            merged.append(dosage)
            continue
        when = last.timing.repeat.when + dosage.timing.repeat.when
        repeat = replace(last.timing.repeat, when=when, frequency=len(when))
        merged[-1] = replace(last, timing=Timing(repeat))
    return tuple(merged)


def _shape(text: str) -> tuple[int, int]:
    """Steps, and doses at a time: `+C` after a daily rhythm names a meal and adds no dose."""
    first = text.split(">")[0]
    doses = 1 if first.rstrip().endswith(("d+C", "d+PC", "d+AC")) else first.count("+") + 1
    return text.count(">") + 1, doses


def _read_dose(text: str, unit: str) -> DoseAndRate:
    amount, _, given = text.strip().partition(" ")
    unit = given or unit
    low, _, high = amount.partition("-")
    if high:
        return DoseAndRate(
            dose_range=Range(Quantity(Decimal(low), unit), Quantity(Decimal(high), unit))
        )
    return DoseAndRate(dose_quantity=Quantity(Decimal(low), unit))


def read_period(text: str) -> Quantity:
    """`5d`, `3wk`, `2mo` as a quantity."""
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return Quantity(Decimal(number), text[len(number) :])


def _bounded_by(dosage: Dosage, period: str) -> Dosage:
    return dosage if period == "-" else _bounded(dosage, read_period(period))


def _bounded(dosage: Dosage, period: Quantity, until: Quantity | None = None) -> Dosage:
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    if until is not None:
        repeat = replace(repeat, bounds_range=Range(period, until))
    else:
        repeat = replace(repeat, bounds_duration=period)
    return replace(dosage, timing=Timing(repeat))


def _draw_duration(
    dosages: tuple[Dosage, ...], duration: str, product: Product, random: Random
) -> tuple[tuple[Dosage, ...], DispenseRequest | None]:
    if duration == "c":
        return _draw_long_term(dosages, random)
    single = any(d.timing and d.timing.repeat.count for d in dosages)
    if duration == "-" or single:
        pack = _PACKS.get(product.form, "boîte") if random.random() < 0.85 else None
        packs = Quantity(Decimal(random.choice((1, 1, 1, 2, 3))), pack)
        wanted = random.random() < (0.35 if duration == "-" else 0.1)
        return dosages, DispenseRequest(packs) if wanted else None
    period = read_period(duration)
    draw = random.random()
    if draw < 0.1 and not product.letters:
        return dosages, DispenseRequest(expected_supply_duration=period)
    until = None
    if draw > 0.96 and period.unit == "d" and period.value < 14 and not product.letters:
        until = Quantity(period.value + 2, "d")
    dispense = DispenseRequest(number_of_repeats_allowed=0) if 0.1 < draw < 0.13 else None
    return tuple(_bounded(d, period, until) for d in dosages), dispense


def _draw_long_term(
    dosages: tuple[Dosage, ...], random: Random
) -> tuple[tuple[Dosage, ...], DispenseRequest | None]:
    months = random.choice((1, 1, 3, 3, 3, 6))
    period = Quantity(Decimal(months), "mo")
    repeats = random.choice({1: (2, 5, 11), 3: (1, 2, 3), 6: (1,)}[months])
    allowed = repeats if random.random() < 0.4 else None
    draw = random.random()
    if draw < 0.5:
        return dosages, DispenseRequest(None, period, allowed)
    dispense = DispenseRequest(number_of_repeats_allowed=allowed) if allowed else None
    if draw < 0.85:
        return tuple(_bounded(d, period) for d in dosages), dispense
    return dosages, dispense
