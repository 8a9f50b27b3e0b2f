"""A total of the day shared out between its intakes: `3 g/j en 3 prises`."""

from dataclasses import replace

from extraction.posology.rhythms import Rhythms
from extraction.posology.timing import Combined
from extraction.rules.meanings import Amount

TAKEN_BY_FEW = frozenset({"comprimé", "gélule", "capsule", "sachet", "ampoule", "suppositoire"})
MASSES, WEIGHED = frozenset({"g", "mg", "µg", "UI"}), 1000
BY_WEIGHT = frozenset({"g/kg", "mg/kg", "µg/kg", "UI/kg"})
"""What is shared out to a thousandth at most."""


def parts_oddly(amount: Amount | None, rhythms: Rhythms, combined: Combined) -> bool:
    """`1 cp matin et soir en 2 prises` is one each time; nobody takes a third of `4 cp/j en 3`.

    Nor a third of `2 g/j`, or of `80 mg/kg/j`: what each intake is, its writer must say.
    """
    parts = combined.divided_by
    if parts is None or amount is None or not rhythms.divided:
        return False
    timed = bool(rhythms.moments or rhythms.clock) and rhythms.per is None
    if amount.unit in MASSES | BY_WEIGHT and parts.high is None:
        return WEIGHED * amount.low % parts.low != 0
    left = amount.low % parts.low if timed else 4 * amount.low % parts.low
    return amount.unit in TAKEN_BY_FEW and left != 0


def share_out(amount: Amount | None, combined: Combined) -> Amount | None:
    """What each intake is."""
    if amount is None or combined.divided_by is None:
        return amount
    by = combined.divided_by
    if by.high is None:
        return amount.divided(by.low)
    low, high = amount.divided(by.high), amount.divided(by.low)
    return replace(amount, low=low.low, high=high.high or high.low)
