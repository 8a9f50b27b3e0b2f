"""What a situation adds to dose and rhythm: reasons, directions, maxima, places."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from prescription.dosage import Dosage, Quantity, Ratio, Repeat
from prescription.record import Substitution, SubstitutionReason
from synthetic.cases.planned import PlannedLine
from synthetic.cases.situations import TreatmentLine

_ONE_DAY = Quantity(Decimal(1), "d")
_STOPPED_SHARE = 0.35


def draw_extras(planned: PlannedLine, line: TreatmentLine, random: Random) -> PlannedLine:
    """The line with what the situation adds to dose and rhythm."""
    extras = line.extras
    if "scale" in extras:
        return replace(planned, scale=tuple(Decimal(value) for value in extras["scale"]))
    if "then" in extras:
        return replace(planned, direction=random.choice(extras["then"]))
    if "on" in extras:
        planned = replace(planned, days=random.choice(extras["on"]))
    regular = all(d.timing and _has_rhythm(d.timing.repeat) for d in planned.dosages)
    stepwise = len(planned.dosages) > 1
    if "si" in extras and not stepwise and (not regular or random.random() < 0.6):
        reason = random.choice(extras["si"])
        planned = replace(planned, reason=reason if random.random() < 0.85 else "", as_needed=True)
    elif (not regular and not planned.days) or (
        "sb" in extras and not stepwise and random.random() < 0.4
    ):
        planned = replace(planned, as_needed=True)
    if stepwise and random.random() < _STOPPED_SHARE:
        planned = replace(planned, stopped=_all_bounded(planned.dosages))
    if "add" in extras and random.random() < (0.15 if "espacer" in extras["add"] else 0.6):
        direction = random.choice(extras["add"])
        # "selon la douleur" beside "si douleur" says nothing more.
        if not (planned.as_needed and direction.startswith("selon")):
            planned = replace(planned, direction=direction)
    if "site" in extras and random.random() < 0.85:
        planned = replace(planned, site=random.choice(extras["site"]))
    chance = 0.85 if "route" in extras else 0.05
    if random.random() < chance:
        planned = replace(planned, route=planned.product.route)
    planned = _with_substitution(planned, "ns" in extras, random)
    if ("max" in extras or "maxp" in extras) and not stepwise:
        planned = _with_maximum(planned, extras, random)
    return planned


def _all_bounded(dosages: Sequence[Dosage]) -> bool:
    """Whether steps follow each other and every one of them ends."""
    bounds = [d.timing.repeat.bounds_duration for d in dosages if d.timing]
    return dosages[-1].sequence > 1 and len(bounds) == len(dosages) and all(bounds)


def _has_rhythm(repeat: Repeat) -> bool:
    return bool(repeat.frequency or repeat.count)


def _with_substitution(planned: PlannedLine, likely: bool, random: Random) -> PlannedLine:
    narrow = likely and planned.product.narrow
    if random.random() >= (0.35 if narrow else 0.02):
        return planned
    reason = random.choice((SubstitutionReason.EFG, SubstitutionReason.CIF, None))
    if narrow:
        reason = random.choice((SubstitutionReason.MTE, SubstitutionReason.MTE, None))
    return replace(planned, substitution=Substitution(False, reason))


def _with_maximum(
    planned: PlannedLine, extras: dict[str, tuple[str, ...]], random: Random
) -> PlannedLine:
    """Adds a maximum that does not contradict the dose and its rhythm."""
    (dosage,) = planned.dosages
    given = dosage.dose_and_rate[0]
    highest = given.dose_range.high if given.dose_range else given.dose_quantity
    if highest is None or random.random() > (0.6 if planned.as_needed else 0.25):
        return planned
    if "maxp" in extras:
        most = Quantity(Decimal(extras["maxp"][0]), highest.unit)
        return replace(planned, dosages=(replace(dosage, max_dose_per_administration=most),))
    amount, _, unit = random.choice(extras["max"]).removesuffix("/d").partition(" ")
    most = Quantity(Decimal(amount), unit or highest.unit)
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    times = (repeat.frequency_max or repeat.frequency or 2) if repeat.period_unit == "d" else 2
    if most.unit == highest.unit and most.value < highest.value * max(times, 2):
        return planned
    if "/kg" in (highest.unit or ""):
        return planned
    return replace(planned, dosages=(replace(dosage, max_dose_per_period=Ratio(most, _ONE_DAY)),))
