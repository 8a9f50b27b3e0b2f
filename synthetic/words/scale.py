"""Doses that depend on a measure: `selon glycémie : 4 UI si 1,50 à 2 g/L, 6 UI si > 2 g/L`."""

from collections.abc import Sequence
from decimal import Decimal

from prescription.dosage import Dosage
from synthetic.words.numbers import in_digits
from synthetic.words.segments import Segment
from synthetic.words.wording import Hand, say_amount, say_repeat


def say_scale(
    dosages: Sequence[Dosage], levels: Sequence[Decimal], hand: Hand
) -> tuple[list[Segment], list[str]]:
    """The segments, and the condition of each dosage as written.

    `levels` are the glycaemias in g/L from which each dose is due, rising.
    """
    repeat = dosages[0].timing.repeat if dosages[0].timing else None
    head = hand.phrase("scale.head")
    segments = [Segment(say_repeat(repeat, hand), "FREQUENCY")] if repeat else []
    segments.append(Segment(head, "", after=" :"))
    unit = hand.random.choice((" g/L", " g/l", "g/L"))
    conditions = [_say_level(levels, place, unit, hand) for place in range(len(levels))]
    condition_first = hand.random.random() < 0.35
    gap = hand.random.choice((", ", " ; ", ", "))
    for place, (dosage, condition) in enumerate(zip(dosages, conditions, strict=True)):
        before = gap if place else " "
        dose = Segment(say_amount(dosage.dose_and_rate[0], "", hand), "DOSE", before)
        when = Segment(condition, "CONDITION")
        if condition_first:
            dose, when = dose._replace(before=" : "), when._replace(before=before)
            segments += [when, dose]
        else:
            segments += [dose, when]
    return segments, conditions


def _say_level(levels: Sequence[Decimal], place: int, unit: str, hand: Hand) -> str:
    """`si 1,50 à 2 g/L`; the last level is open."""
    low = _write(levels[place])
    if place == len(levels) - 1:
        return hand.phrase("scale.above").format(a=low, u=unit)
    return hand.phrase("scale.between").format(a=low, b=_write(levels[place + 1]), u=unit)


def _write(level: Decimal) -> str:
    return in_digits(level) if level % 1 == 0 else f"{level:.2f}".replace(".", ",")
