"""What a hand leaves out or says otherwise, and so what its line means."""

from dataclasses import replace
from decimal import Decimal

from prescription.dosage import DoseAndRate, Quantity, Ratio
from synthetic.cases.planned import PlannedLine
from synthetic.words.naming import Naming
from synthetic.words.wording import Hand, say_dose


def with_habits(hand: Hand, planned: PlannedLine, naming: Naming) -> Hand:
    """What this hand leaves out, or says besides, in the doses of this line."""
    clear = any(
        segment.label == "FORM" or (segment.label == "STRENGTH" and not segment.text[-1].isdigit())
        for segment in naming.segments
    )
    counted = clear and hand.style in "pts" and hand.random.random() < 0.1
    holding = ""
    strength = planned.strength
    plain = len(strength) == 1 and strength[0].denominator is None
    if hand.style == "l" and plain and hand.random.random() < 0.45:
        amount = say_dose(strength[0].numerator, hand)
        holding = f" {hand.random.choice(('à', 'à', 'de'))} {amount}"
    taken = planned.product.route == "orale"
    return replace(hand, taken=taken, counted=counted, holding=holding)


def with_wording(
    planned: PlannedLine, naming: Naming, hand: Hand
) -> tuple[PlannedLine, Quantity | None]:
    """The line as these words mean it, and the strength that is also its dose, if it is."""
    bare = naming.bare if naming.medication.form is None and len(planned.dosages) == 1 else None
    planned = _with_bare_dose(planned, bare, hand)
    planned = _without_dose(planned, hand)
    return _with_hours_of_maximum(planned, hand), bare


def _without_dose(planned: PlannedLine, hand: Hand) -> PlannedLine:
    """Sometimes `appliquer matin et soir`: how much is left to whoever reads."""
    one = (DoseAndRate(Quantity(Decimal(1), "application")),)
    repeats = [d.timing.repeat for d in planned.dosages if d.timing]
    regular = repeats and all((r.frequency or 0) > 1 or r.when for r in repeats)
    same = all(dosage.dose_and_rate == one for dosage in planned.dosages)
    if not (same and regular and hand.style in "opts") or hand.random.random() > 0.2:
        return planned
    return replace(planned, dosages=tuple(replace(d, dose_and_rate=()) for d in planned.dosages))


def _with_hours_of_maximum(planned: PlannedLine, hand: Hand) -> PlannedLine:
    """Sometimes the most in a day is written for 24 hours."""
    most = planned.dosages[0].max_dose_per_period
    if most is None or hand.random.random() > 0.15:
        return planned
    hours = Ratio(most.numerator, Quantity(Decimal(24), "h"))
    return replace(
        planned, dosages=tuple(replace(d, max_dose_per_period=hours) for d in planned.dosages)
    )


def _with_bare_dose(planned: PlannedLine, bare: Quantity | None, hand: Hand) -> PlannedLine:
    """Sometimes the strength is also the dose, written once: `Doliprane 1 g x3/j`."""
    dosages = planned.dosages
    if bare is None or hand.style not in "ts":
        return planned
    given = dosages[0].dose_and_rate[0].dose_quantity
    plain = given is not None and given == Quantity(Decimal(1), planned.product.unit)
    limited = dosages[0].max_dose_per_period or dosages[0].max_dose_per_administration
    repeat = dosages[0].timing.repeat if dosages[0].timing else None
    if not plain or limited or repeat is None or not (repeat.frequency or 0) > 1:
        return planned
    if hand.random.random() > 0.5:
        return planned
    dosage = replace(dosages[0], dose_and_rate=(DoseAndRate(bare),))
    return replace(planned, dosages=(dosage,))
