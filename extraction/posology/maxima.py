"""The most that may be taken, in the unit of the dose."""

from collections.abc import Sequence
from decimal import Decimal

from extraction.grammar.chart import Node
from extraction.rules.meanings import Amount, Maximum, Per
from prescription.dosage import Quantity, Ratio

MEASURED = frozenset({"g", "mg", "µg", "mL"})
MOST_INTAKES = 12
"""Up to here a bare maximum beside a measured dose counts doses."""
MOST_PIECES = 30
"""Up to here it may count gums or tablets; a larger one is in the unit of the dose."""


def most_taken(
    written: Sequence[Node], amount: Amount | None, refused: list[Node]
) -> tuple[Ratio | None, Quantity | None]:
    """The most of a period and of one intake; what cannot be said in the record is refused."""
    period: Ratio | None = None
    administration: Quantity | None = None
    limits = [(n, v) for n in written for v in (n.value, n.value.also) if v]
    for node, value in limits:
        limit = _limit(value, amount)
        if limit is None or (value.per is not None and period is not None):
            refused.append(node)
        elif value.per is None:
            administration = limit.quantity
        else:
            period = Ratio(limit.quantity, _length(value.per))
    return period, administration


def _length(per: Per) -> Quantity:
    """The period of a maximum, in hours when it was written so."""
    return Quantity(Decimal(24), "h") if per.in_hours else Quantity(per.period, per.unit.value)


def _limit(value: Maximum, amount: Amount | None) -> Amount | None:
    """The maximum in the unit of the dose; `3 fois par jour maximum` is three doses."""
    if value.of_intakes:
        if amount is None:
            return None
        return Amount((amount.high or amount.low) * value.amount.low, unit=amount.unit)
    if value.amount.unit is None and amount is not None:
        measured = amount.unit in MEASURED
        few = measured and value.amount.low <= MOST_INTAKES
        if measured and not few and amount.low < value.amount.low <= MOST_PIECES:
            # `Nicorette 2 mg, max 15/j`: fifteen gums, or fifteen milligrams.
            return None
        if few or value.amount.low < amount.low:
            # `5 mg toutes les 4 h, max 6/j`: six of these doses, no 6 mg; `20 gouttes, max 3/j`.
            return Amount((amount.high or amount.low) * value.amount.low, unit=amount.unit)
        return value.amount.of(amount.unit)
    return value.amount
