"""What the rules recognise, before it becomes a FHIR Dosage."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from extraction.values import value
from prescription.dosage import EventTiming, PeriodUnit, Quantity, Range, Ratio, Repeat

ONE = Decimal(1)
CLOSES = ";"
"""What a semicolon says: nothing behind it is meant for what stands before."""


@value
class Amount:
    """A number or a range with its unit; `doubtful` when its own writing has two meanings.

    `strength` is the one written with a dose (`2 cp à 500 mg`); `mixed` marks `1 1/2`, which after
    a drug's name may be a strength and a half tablet.
    """

    low: Decimal
    high: Decimal | None = None
    unit: str | None = None
    strength: tuple[Ratio, ...] = ()
    doubtful: bool = False
    mixed: bool = False

    def of(self, unit: str | None) -> "Amount":
        """The same number in a unit."""
        return Amount(self.low, self.high, unit, self.strength, self.doubtful, self.mixed)

    def times(self, factor: Decimal) -> "Amount":
        """The amount multiplied, rounded to four figures when it does not come out even."""
        return replace(
            self,
            low=rounded(self.low * factor),
            high=None if self.high is None else rounded(self.high * factor),
        )

    def divided(self, by: Decimal) -> "Amount":
        """The amount split in equal parts."""
        high = None if self.high is None else rounded(self.high / by)
        return replace(self, low=rounded(self.low / by), high=high)

    @property
    def quantity(self) -> Quantity:
        """The number, the upper one of a range."""
        return Quantity(self.low if self.high is None else self.high, self.unit)


@value
class Per:
    """`par jour`, `/24h`: so many units of time; `each` when it is `tous les jours`, no total.

    `in_hours` when a day was written `24 h`.
    """

    period: Decimal
    unit: PeriodUnit
    period_max: Decimal | None = None
    each: bool = field(default=False, compare=False)
    in_hours: bool = field(default=False, compare=False)


@value
class Rhythm:
    """`3 fois par jour`: how often in a period; without a period when none was written."""

    times: Amount
    per: Per | None = None


@value
class Events:
    """`3 applications par jour`: acts counted, each one dose."""

    times: Amount
    unit: str | None
    per: Per | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the day; `offset` in minutes from it."""

    when: EventTiming
    offset: int | None = None


@value
class Moments:
    """Moments in the order written; `frequency` when it is more than their number."""

    moments: tuple[Moment, ...]
    frequency: int | None = None


@value
class Slots:
    """`1-0-1`: an amount for each moment, zero left out."""

    doses: tuple[tuple[EventTiming, Amount], ...]


@dataclass(frozen=True, slots=True)
class Maximum:
    """`max 4/j`, `max 2 par prise`, `max 3 fois par jour` (`of_intakes`).

    `also` is the second one of `max 2 par prise et 6 par jour`.
    """

    amount: Amount
    per: Per | None = None
    of_intakes: bool = False
    also: "Maximum | None" = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """`5 jours sur 7`: `on` units out of `of` (31 for a month or a cycle)."""

    on: Decimal
    of: Decimal
    unit: PeriodUnit


@value
class Span:
    """A length of time of the treatment."""

    low: Decimal
    unit: PeriodUnit
    high: Decimal | None = None

    @property
    def bounds(self) -> Repeat:
        """As FHIR's bounds."""
        if self.high is None:
            return Repeat(bounds_duration=Quantity(self.low, self.unit.value))
        low, high = Quantity(self.low, self.unit.value), Quantity(self.high, self.unit.value)
        return Repeat(bounds_range=Range(low, high))


def rounded(value: Decimal) -> Decimal:
    """The number in its shortest writing, to four figures when it has more."""
    if value == value.to_integral_value():
        return value.quantize(ONE) if abs(value) < Decimal("1e20") else value
    figures = value.as_tuple()
    if len(figures.digits) > 6:
        value = Decimal(f"{value:.4g}")
    return value.normalize() if value != value.to_integral_value() else value.quantize(ONE)
