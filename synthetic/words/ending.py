"""The end of a line: supply, renewals, quantity, substitution."""

from synthetic.cases.planned import PlannedLine
from synthetic.words.phrases import draw_counted
from synthetic.words.segments import Segment
from synthetic.words.wording import Hand, say_period


def say_ending(planned: PlannedLine, hand: Hand) -> list[Segment]:
    """What follows the posology, in the order one pattern gives; often nothing."""
    available = _available(planned, hand)
    if not available:
        return []
    segments: list[Segment] = []
    for token in hand.phrase("ending").split(" "):
        name = token.strip(",.-")
        if name in available:
            before = {",": ", ", ".": ". ", "-": " - "}.get(token[0], " ")
            segments.append(available[name]._replace(before=before))
    return segments


def _available(planned: PlannedLine, hand: Hand) -> dict[str, Segment]:
    found: dict[str, Segment] = {}
    dispense, substitution = planned.dispense, planned.substitution
    if dispense and dispense.expected_supply_duration:
        period = say_period(dispense.expected_supply_duration, hand)
        found["supply"] = Segment(hand.phrase("supply").format(p=period), "DURATION")
    if dispense and dispense.number_of_repeats_allowed is not None:
        times = dispense.number_of_repeats_allowed
        meaning = "repeats" if times else "repeats.0"
        found["repeats"] = Segment(hand.phrase(meaning).format(n=times), "REPEATS")
    if dispense and dispense.quantity:
        found["quantity"] = Segment(_say_quantity(planned, hand))
    if substitution and not substitution.allowed:
        if substitution.reason:
            words = hand.phrase("not-substitutable.why").format(r=substitution.reason.value)
        else:
            words = hand.phrase("not-substitutable")
        found["substitution"] = Segment(words)
    return found


def _say_quantity(planned: PlannedLine, hand: Hand) -> str:
    if planned.dispense is None or planned.dispense.quantity is None:
        raise ValueError("no quantity to say")
    quantity = planned.dispense.quantity
    if quantity.unit is None:
        return hand.phrase("quantity.bare").format(n=hand.number(quantity.value))
    noun = draw_counted(
        f"pack.{quantity.unit}", hand.style, hand.random, plural=quantity.value >= 2
    )
    return hand.phrase("quantity").format(n=hand.number(quantity.value), u=noun)
