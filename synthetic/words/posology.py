"""Doses and rhythms of a line in words: one dosage, several at once, one after the other."""

from collections.abc import Sequence
from decimal import Decimal

from prescription.dosage import Dosage, DoseAndRate, EventTiming, PeriodUnit, Quantity, Repeat
from synthetic.words.numbers import in_digits
from synthetic.words.phrases import draw_counted
from synthetic.words.segments import Segment, join_segments
from synthetic.words.wording import MEASURES, Hand, say_amount, say_measure, say_period, say_repeat

_SLOTS = (EventTiming.MORN, EventTiming.NOON, EventTiming.EVE, EventTiming.HS)
_DIVIDED = ("mg", "g", "mg/kg")
_COUNTED_AS_INTAKES = ("application", "injection")

Said = tuple[list[Segment], list[Segment], list[str]]


def say_dosages(dosages: Sequence[Dosage], form: str, hand: Hand, bare: Quantity | None) -> Said:
    """Segments of the doses, segments of the rhythm, and the words of each dosage.

    Where doses and moments alternate (`2 le matin et 1 le soir`) all stand in the first list.
    """
    slots = _say_slots(dosages, hand)
    if slots and hand.random.random() < {"h": 0.6, "t": 0.4, "s": 0.4, "p": 0.25}.get(
        hand.style, 0
    ):
        return [Segment(slots, "FREQUENCY")], [], [slots] * len(dosages)
    if len(dosages) == 1:
        amount, timing = _say_one(dosages[0], form, hand, bare)
        return amount, timing, [join_segments([*amount, *timing])]
    segments: list[Segment] = []
    texts: list[str] = []
    for place, dosage in enumerate(dosages):
        amount, timing = _say_one(dosage, form, hand, bare)
        own = [*amount, *timing]
        if dosage.sequence > 1 or dosages[-1].sequence > 1:
            own += _say_step_length(dosage, hand)
        texts.append(join_segments(own))
        if place:
            meaning = "then" if dosage.sequence > dosages[place - 1].sequence else "and"
            word = hand.phrase(meaning).rstrip()
            own[0] = own[0]._replace(before=f"{word} ")
        segments += own
    return segments, [], texts


def _say_one(
    dosage: Dosage, form: str, hand: Hand, bare: Quantity | None
) -> tuple[list[Segment], list[Segment]]:
    given = dosage.dose_and_rate[0]
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    quantity = given.dose_quantity
    if quantity is not None and _is_daily(repeat) and (repeat.frequency or 0) > 1:
        if quantity.unit in _DIVIDED and quantity != bare and hand.random.random() < 0.6:
            return _say_divided(quantity, repeat.frequency or 1, hand)
        if quantity.unit in _COUNTED_AS_INTAKES and quantity.value == 1:
            return _say_counted(quantity.unit or "", repeat.frequency or 1, hand)
    timing = say_repeat(repeat, hand)
    if bare is not None and quantity == bare:
        return [], [Segment(timing, "FREQUENCY")]
    amount = say_amount(given, form, hand)
    if not timing:
        return [Segment(amount, "DOSE")], []
    before = "" if timing.startswith("/") else " "
    return [Segment(amount, "DOSE")], [Segment(timing, "FREQUENCY", before)]


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


def _say_counted(unit: str, times: int, hand: Hand) -> tuple[list[Segment], list[Segment]]:
    """`3 applications par jour`: one application, three times."""
    noun = draw_counted(f"unit.{unit}", hand.style, hand.random, plural=times > 1)
    per_day = hand.random.choice(("/j", "/jour") if hand.style in "ths" else (" par jour",))
    number = hand.number(Decimal(times))
    before = " " if per_day.startswith(" ") else ""
    return [Segment(f"{number} {noun}", "DOSE")], [Segment(per_day.strip(), "FREQUENCY", before)]


def _say_step_length(dosage: Dosage, hand: Hand) -> list[Segment]:
    bounds = dosage.timing.repeat.bounds_duration if dosage.timing else None
    if bounds is None:
        return []
    return [Segment(hand.phrase("duration").format(p=say_period(bounds, hand)), "DURATION")]


def _say_slots(dosages: Sequence[Dosage], hand: Hand) -> str:
    """`1-0-1`, `1 0 1 0`, `2 - 0 - 1`: doses by moment; empty where that cannot say it."""
    doses: dict[EventTiming, Decimal] = {}
    for dosage in dosages:
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        given: DoseAndRate = dosage.dose_and_rate[0]
        quantity = given.dose_quantity
        whole = quantity is not None and (quantity.value % 1 == 0 or quantity.value < 1)
        if quantity is None or not whole or quantity.unit in MEASURES or quantity.value > 6:
            return ""
        if dosage.sequence > 1 or not repeat.when or not set(repeat.when) <= set(_SLOTS):
            return ""
        doses.update(dict.fromkeys(repeat.when, quantity.value))
    night = EventTiming.HS in doses or hand.random.random() < 0.2
    shown = [doses.get(slot, Decimal(0)) for slot in (_SLOTS if night else _SLOTS[:3])]
    halves = {Decimal("0.5"): "1/2", Decimal("0.25"): "1/4", Decimal("0.75"): "3/4"}
    words = [halves.get(value) or in_digits(value) for value in shown]
    if any("/" in word for word in words):
        return " - ".join(words)
    return hand.random.choice(("-", "-", " - ", " ")).join(words)
