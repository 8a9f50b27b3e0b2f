"""When two amounts, or two strengths, are equal, whatever unit each is written in."""

from collections.abc import Sequence
from decimal import Decimal

from prescription.dosage import Quantity, Ratio

IN_MG = {"mg": Decimal(1), "g": Decimal(1000), "µg": Decimal("0.001"), "ng": Decimal("0.000001")}
IN_UI = {"UI": Decimal(1), "MUI": Decimal(1_000_000)}


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are equal, 1 g being 1000 mg."""
    for scale in (IN_MG, IN_UI):
        if one.unit in scale and other.unit in scale:
            return one.value * scale[one.unit] == other.value * scale[other.unit]
    return one == other


def equal_strengths(one: Sequence[Ratio], other: Sequence[Ratio]) -> bool:
    """Whether every part of two strengths is equal."""
    return len(one) == len(other) and all(
        same_quantity(a.numerator, b.numerator) and a.denominator == b.denominator
        for a, b in zip(one, other, strict=True)
    )
