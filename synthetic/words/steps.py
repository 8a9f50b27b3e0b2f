"""Steps that follow each other: `40 mg pendant 3 jours puis 20 mg pendant 3 jours`."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from prescription.dosage import Dosage, Quantity
from synthetic.words.segments import VERBS, Segment, join_segments
from synthetic.words.slots import say_slots
from synthetic.words.wording import Hand, say_period

SayOne = Callable[[Dosage], tuple[list[Segment], list[Segment]]]
_NEVER_ALONE = ("/", "x", "ré")


def say_steps(
    dosages: Sequence[Dosage], say_one: SayOne, hand: Hand
) -> tuple[list[Segment], list[str]]:
    """The segments of all steps, and the words of each.

    Now and then days come first (`J1 à J3 :`), or a rhythm common to all (`le matin :`), a step
    of numbers at moments (`1-1-1`), or the dose is not said again where it stays the same.
    """
    draw = hand.random.random()
    if dosages[0].timing and dosages[0].timing.repeat.count:
        return _at_once(dosages, say_one, hand)
    if draw < 0.15 and (days := _days_of_steps(dosages)):
        parts = [_after(f"{label} :", _plain(d, say_one)) for label, d in days]
        return _follow_each_other(parts, hand)
    common = _common_rhythm(dosages, say_one)
    if common and draw < 0.4:
        doses = [[*say_one(d)[0], *_say_length(d, hand)] for d in dosages]
        doses[0] = [common, doses[0][0]._replace(before=" : "), *doses[0][1:]]
        return _follow_each_other(doses, hand)
    sparing = len({d.dose_and_rate for d in dosages}) == 1 and hand.random.random() < 0.5
    parts = []
    for place, dosage in enumerate(dosages):
        amount, timing = say_one(dosage)
        slots = say_slots([dosage], hand) if hand.style in "pths" else ""
        if slots and draw > 0.85:
            amount, timing = [Segment(slots, "FREQUENCY")], []
        elif sparing and place and timing:
            amount = []
        parts.append([*amount, *timing, *_say_length(dosage, hand)])
    return _follow_each_other(parts, hand)


def _at_once(
    dosages: Sequence[Dosage], say_one: SayOne, hand: Hand
) -> tuple[list[Segment], list[str]]:
    """`2 gélules d'emblée puis 1 gélule après chaque selle`."""
    start = [*say_one(dosages[0])[0], Segment(hand.phrase("at-once"), "FREQUENCY")]
    rest = [[*_plain(d, say_one), *_say_length(d, hand)] for d in dosages[1:]]
    return _follow_each_other([start, *rest], hand)


def _plain(dosage: Dosage, say_one: SayOne) -> list[Segment]:
    amount, timing = say_one(dosage)
    return [*amount, *timing]


def _after(label: str, segments: list[Segment]) -> list[Segment]:
    head, _, colon = label.rpartition(" ")
    return [Segment(head, "DURATION", after=f" {colon}"), *segments]


def _days_of_steps(dosages: Sequence[Dosage]) -> list[tuple[str, Dosage]]:
    """`J1 à J3` for each step; empty unless each lasts a number of days."""
    found: list[tuple[str, Dosage]] = []
    first = 1
    for dosage in dosages:
        bounds = dosage.timing.repeat.bounds_duration if dosage.timing else None
        if bounds is None or bounds.unit != "d":
            return []
        last = first + int(bounds.value) - 1
        found.append((f"J{first} à J{last}" if last > first else f"J{first}", dosage))
        first = last + 1
    return found


def _common_rhythm(dosages: Sequence[Dosage], say_one: SayOne) -> Segment | None:
    """The rhythm that all steps share, in words; None when they differ or it cannot stand first."""
    whens = {d.timing.repeat.when if d.timing else () for d in dosages}
    whole = all(d.timing and d.timing.repeat.period == 1 for d in dosages)
    if len(whens) != 1 or whens == {()} or not whole:
        return None
    timing = say_one(dosages[0])[1]
    if len(timing) != 1 or timing[0].text.startswith(_NEVER_ALONE):
        return None
    return timing[0]._replace(before=" ")


def _follow_each_other(parts: list[list[Segment]], hand: Hand) -> tuple[list[Segment], list[str]]:
    texts = [join_segments(part) for part in parts]
    word = hand.phrase("then").rstrip()
    segments = list(parts[0])
    for part in parts[1:]:
        again = word if hand.random.random() < 0.8 else hand.phrase("then").rstrip()
        segments += say_again(part, f"{again} ")
    return segments, texts


def say_again(segments: Sequence[Segment], before: str) -> list[Segment]:
    """A further dose after `before`; its verb has been said."""
    first, *rest = segments
    if rest and f"{first.text} " in VERBS:
        first, *rest = rest
    return [first._replace(before=before), *rest]


def _say_length(dosage: Dosage, hand: Hand) -> list[Segment]:
    bounds: Quantity | None = dosage.timing.repeat.bounds_duration if dosage.timing else None
    if bounds is None:
        return []
    if bounds.value == Decimal(1) and bounds.unit == "d":
        return [Segment(hand.phrase("duration.one-day"), "DURATION")]
    return [Segment(hand.phrase("duration").format(p=say_period(bounds, hand)), "DURATION")]
