"""Whether a number or a quantity is a marketed strength of the drug."""

from collections.abc import Sequence
from decimal import Decimal

from extraction.drugs.equal_amounts import IN_UI, equal_strengths, same_quantity
from prescription.dosage import Quantity, Ratio

Strengths = tuple[tuple[Ratio, ...], ...]


def is_strength(quantity: Quantity, strengths: Strengths) -> bool:
    """Whether a marketed strength is written so; a concentration is no strength of one dose."""
    return any(
        ratios
        and same_quantity(ratios[0].numerator, quantity)
        and not (ratios[0].denominator and quantity.unit in IN_UI and len(strengths) == 1)
        for ratios in strengths
    )


def marketed_number(value: Decimal, strengths: Strengths) -> tuple[Ratio, ...] | None:
    """The marketed strength a bare number after the name means, when there is exactly one."""
    found = [r for r in strengths if len(r) == 1 and r[0].numerator.value == value]
    if not found:
        meant = [(Ratio(Quantity(value, unit)),) for unit in ("mg", "µg")]
        found = [m for m in meant for r in strengths if equal_strengths(r, m)]
        # `Anapen 0,3`: the milligrams, in a syringe of 0,3 mL
        found = found or [m for m in meant for r in strengths if _holds(r, m[0].numerator)]
    if not found:
        # `Lovenox 0,4`: the syringe's volume.
        volumes = {r[0].denominator for r in strengths if len(r) == 1 and r[0].denominator}
        held = [v for v in volumes if v.unit == "mL" and v.value == value != 1]
        if value % 1 and len(held) == 1:
            return (Ratio(held[0]),)
    if not found:
        # `Modopar 125` holds 100 mg and 25 mg.
        sums = {sum(p.numerator.value for p in r) for r in strengths if _is_in_mg(r)}
        return (Ratio(Quantity(value, "mg")),) if value in sums else None
    plain = [r for r in found if not r[0].denominator]
    plain = plain or [r for r in found if r[0].denominator and r[0].denominator.unit != "mL"]
    return plain[0] if len(set(plain)) == 1 else None


def announced_number(
    value: Decimal, strengths: Strengths, *, per_ml: bool = False
) -> tuple[Ratio, ...] | None:
    """What a bare number before a dose says of a marketed strength, when it can only be one.

    `Josacine 250` is 250 mg of `250 mg/5 mL`, `Klipal 600` the first part of `600 mg/50 mg`:
    the rest is not on the paper, and is not written down. What stands in one millilitre is a
    concentration, which nobody means by a bare number: `Lantus 100` may be a dose. Before what
    holds it (`per_ml`: `Copaxone 40 1 inj`) it is what one of them holds.
    """
    one = Quantity(Decimal(1), "mL")
    said = {
        Ratio(r[0].numerator)
        for r in strengths
        if r and r[0].numerator.value == value and (per_ml or r[0].denominator != one)
    }
    return (said.pop(),) if len(said) == 1 else None


def concentration(value: Decimal, strengths: Strengths) -> tuple[Ratio, ...] | None:
    """`Toujeo 300 24 U`: the units in a millilitre, where the dose behind it is in units too."""
    units = Quantity(value, "UI")
    per_ml = Ratio(units, Quantity(Decimal(1), "mL"))
    return (Ratio(units),) if any(s == (per_ml,) for s in strengths) else None


def _is_in_mg(ratios: Sequence[Ratio]) -> bool:
    return len(ratios) > 1 and all(p.numerator.unit == "mg" and not p.denominator for p in ratios)


def _holds(ratios: Sequence[Ratio], mass: Quantity) -> bool:
    """A fraction of a milligram, written as what a volume holds."""
    small = mass.unit == "mg" and mass.value < 1
    return small and len(ratios) == 1 and same_quantity(ratios[0].numerator, mass)
