"""Doses by moment of the day: `1-0-1` in one word, or one number for each column of a chart."""

from collections.abc import Sequence
from decimal import Decimal

from prescription.dosage import Dosage, EventTiming, Repeat
from synthetic.words.numbers import in_digits
from synthetic.words.wording import Hand, is_measure

SLOTS = (EventTiming.MORN, EventTiming.NOON, EventTiming.EVE, EventTiming.HS)
_HALVES = {Decimal("0.5"): "1/2", Decimal("0.25"): "1/4", Decimal("0.75"): "3/4"}


def fill_slots(dosages: Sequence[Dosage]) -> dict[EventTiming, str]:
    """The number of units at each moment; empty where numbers at moments cannot say it all."""
    doses: dict[EventTiming, str] = {}
    for dosage in dosages:
        repeat = dosage.timing.repeat if dosage.timing else Repeat()
        given = dosage.dose_and_rate[0].dose_quantity if dosage.dose_and_rate else None
        if given is None or is_measure(given.unit or "") or given.value > 6:
            return {}
        if given.value % 1 and given.value not in _HALVES:
            return {}
        if not repeat.when or not set(repeat.when) <= set(SLOTS) or repeat.period != 1:
            return {}
        doses.update(dict.fromkeys(repeat.when, _HALVES.get(given.value, in_digits(given.value))))
    return doses


def say_slots(dosages: Sequence[Dosage], hand: Hand) -> str:
    """`1-0-1`, `1 0 1 0`, `2 - 0 - 1`; empty where that cannot say it."""
    doses = fill_slots(dosages)
    if not doses:
        return ""
    night = EventTiming.HS in doses or hand.random.random() < 0.2
    words = [doses.get(slot, "0") for slot in (SLOTS if night else SLOTS[:3])]
    if any("/" in word for word in words):
        return " - ".join(words)
    # Three numbers with spaces would take in the one that follows: `1 0 1 1 mois`.
    joints = ("-", "-", " - ", " ") if len(words) == len(SLOTS) else ("-", "-", "-", " - ")
    return hand.random.choice(joints).join(words)
