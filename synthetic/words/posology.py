"""Doses and rhythms of a line in words: one dosage, several at once, one after the other."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from prescription.dosage import Dosage, PeriodUnit, Quantity, Repeat
from synthetic.cases.planned import PlannedLine
from synthetic.words.phrases import draw_counted
from synthetic.words.scale import say_scale
from synthetic.words.segments import Segment, join_segments, split_verb
from synthetic.words.slots import say_slots
from synthetic.words.steps import say_again, say_steps
from synthetic.words.wording import Hand, say_amount, say_measure, say_repeat

_DIVIDED = ("mg", "g", "mg/kg")
_COUNTED_AS_INTAKES = ("application", "injection")
_SLOT_SHARES = {"h": 0.6, "t": 0.4, "s": 0.4, "p": 0.25}
_STARTS_WITH_A_NUMBER = ("une ", "un ", "à raison", "ré", "en ")

Said = tuple[list[Segment], list[Segment], list[str]]


def say_dosages(
    planned: PlannedLine, dosages: Sequence[Dosage], hand: Hand, bare: Quantity | None
) -> Said:
    """Segments of the doses, segments of the rhythm, and the words of each dosage.

    Where doses and moments alternate (`2 le matin et 1 le soir`) all stand in the first list.
    `bare` is the strength that is also the dose, where the line writes it once.
    """
    form = planned.product.form
    if planned.scale:
        segments, texts = say_scale(dosages, planned.scale, hand)
        return segments, [], texts
    stepwise = dosages[-1].sequence > 1
    slots = "" if stepwise else say_slots(dosages, hand)
    if slots and hand.random.random() < _SLOT_SHARES.get(hand.style, 0):
        return [Segment(slots, "FREQUENCY")], [], [slots] * len(dosages)
    if stepwise:
        segments, texts = say_steps(dosages, lambda d: say_one(d, form, hand, None), hand)
        if planned.stopped:
            segments.append(Segment(hand.phrase("stop")))
        return segments, [], texts
    alternating = {d.timing.repeat.period for d in dosages if d.timing} == {Decimal(2)}
    alternating = alternating and len(dosages) == 2
    hand = replace(hand, counted=hand.counted and not alternating)
    said = [say_one(dosage, form, hand, bare) for dosage in dosages]
    if len(dosages) == 1:
        amount, timing = said[0]
        return amount, timing, [join_segments([*amount, *timing])]
    texts = [join_segments([*amount, *timing]) for amount, timing in said]
    if alternating:
        return _alternate(said[0][0], said[1][0], hand), [], texts
    return _side_by_side(said, hand), [], texts


def say_one(
    dosage: Dosage, form: str, hand: Hand, bare: Quantity | None
) -> tuple[list[Segment], list[Segment]]:
    """The segments of one dosage's dose, and those of its rhythm."""
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    timing = say_repeat(repeat, hand)
    if not dosage.dose_and_rate:
        return [Segment(hand.phrase("dose.unsaid"))], [Segment(timing, "FREQUENCY")]
    given = dosage.dose_and_rate[0]
    quantity = given.dose_quantity
    if quantity is not None and _is_daily(repeat) and (repeat.frequency or 0) > 1:
        if quantity.unit in _DIVIDED and quantity != bare and hand.random.random() < 0.6:
            return _say_divided(quantity, repeat.frequency or 1, hand)
        if quantity.unit in _COUNTED_AS_INTAKES and quantity.value == 1:
            return _say_counted(quantity.unit or "", repeat.frequency or 1, hand), []
    if bare is not None and quantity == bare:
        return [], [Segment(timing, "FREQUENCY")]
    ambiguous = timing[:1].isdigit() or timing.startswith(_STARTS_WITH_A_NUMBER)
    ambiguous = ambiguous or timing.startswith("/")
    counted = hand.counted and bool(timing) and not repeat.count and not ambiguous
    amount = say_amount(given, form, hand, counted=counted)
    doses = split_verb(amount)
    if not timing:
        return doses, []
    before = "" if timing.startswith("/") else " "
    return doses, [Segment(timing, "FREQUENCY", before)]


def _side_by_side(said: Sequence[tuple[list[Segment], list[Segment]]], hand: Hand) -> list[Segment]:
    """`2 le matin et 1 le soir`."""
    segments: list[Segment] = []
    for place, (amount, timing) in enumerate(said):
        own = [*amount, *timing]
        if place:
            own = say_again(own, f"{hand.phrase('and').rstrip()} ")
        segments += own
    return segments


def _alternate(one: list[Segment], other: list[Segment], hand: Hand) -> list[Segment]:
    """`1/2 cp et 3/4 cp en alternance un jour sur deux`."""
    # "1 cp et 1/2 cp" would be one and a half: the days stand between a whole and a part.
    dose = next(segment.text for segment in one if segment.label == "DOSE")
    whole = dose.startswith(("1 ", "2 ", "un ")) and "/" not in dose
    meaning = "alternate.apart" if whole else "alternate"
    *middle, link, tail = hand.phrase(meaning).split("|")
    rhythm = [Segment(words, "FREQUENCY") for words in middle]
    second = say_again(other, f" {link} ")
    return [*one, *rhythm, *second, *([Segment(tail, "FREQUENCY")] if tail else [])]


def _is_daily(repeat: Repeat) -> bool:
    """So many times a day and nothing else said."""
    plain = repeat.period == 1 and repeat.period_unit is PeriodUnit.D and not repeat.frequency_max
    return plain and not (repeat.when or repeat.time_of_day or repeat.day_of_week)


def _say_divided(quantity: Quantity, times: int, hand: Hand) -> tuple[list[Segment], list[Segment]]:
    """The daily total and how many intakes it is shared among: `60 mg/kg/j en 4 prises`."""
    total = say_measure(quantity.value * times, quantity.unit or "", hand)
    head, _, tail = hand.phrase("divide").partition("|")
    shares = Segment(tail.format(n=hand.number(Decimal(times))), "FREQUENCY")
    return [Segment(head.format(q=total), "DOSE")], [shares]


def _say_counted(unit: str, times: int, hand: Hand) -> list[Segment]:
    """`3 applications par jour`: how often, one each time."""
    noun = draw_counted(f"unit.{unit}", hand.style, hand.random, plural=times > 1)
    per_day = hand.random.choice(("/j", "/jour") if hand.style in "ths" else (" par jour",))
    return [Segment(f"{hand.number(Decimal(times))} {noun}{per_day}", "FREQUENCY")]
