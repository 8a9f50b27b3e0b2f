"""How a medication is taken: FHIR R4's Dosage and Timing, with `Decimal` for every quantity.

Names are FHIR's in snake_case; `prescription.json` writes them in camelCase.
"""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum


class EventTiming(StrEnum):
    """Moments of the day a dose is tied to (FHIR value set EventTiming)."""

    MORN = "MORN"
    NOON = "NOON"
    AFT = "AFT"
    EVE = "EVE"
    NIGHT = "NIGHT"
    HS = "HS"
    WAKE = "WAKE"
    C = "C"
    CM = "CM"
    CD = "CD"
    CV = "CV"
    AC = "AC"
    ACM = "ACM"
    ACD = "ACD"
    ACV = "ACV"
    PC = "PC"
    PCM = "PCM"
    PCD = "PCD"
    PCV = "PCV"


class DayOfWeek(StrEnum):
    """Days of the week (FHIR value set DaysOfWeek)."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class PeriodUnit(StrEnum):
    """Units of time (UCUM)."""

    S = "s"
    MIN = "min"
    H = "h"
    D = "d"
    WK = "wk"
    MO = "mo"
    A = "a"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: UCUM's code, or a dose unit in singular French (`comprimé`)."""

    value: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both in the same unit."""

    low: Quantity
    high: Quantity


@dataclass(frozen=True, slots=True)
class Ratio:
    """`numerator` for each `denominator`; a strength such as 1000 mg has no denominator."""

    numerator: Quantity
    denominator: Quantity | None = None


@dataclass(frozen=True, slots=True)
class CodeableConcept:
    """A concept known by its words."""

    text: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """When the doses are taken (FHIR Timing.repeat).

    `period` counts `period_unit`s; `offset` is in minutes from the moment in `when`.
    """

    bounds_duration: Quantity | None = None
    bounds_range: Range | None = None
    count: int | None = None
    count_max: int | None = None
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = None
    period_max: Decimal | None = None
    period_unit: PeriodUnit | None = None
    day_of_week: tuple[DayOfWeek, ...] = ()
    time_of_day: tuple[time, ...] = ()
    when: tuple[EventTiming, ...] = ()
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """FHIR Timing: here always a `repeat`."""

    repeat: Repeat


@dataclass(frozen=True, slots=True)
class DoseAndRate:
    """The quantity of one intake (`dose_quantity` or `dose_range`), or a flow (`rate_quantity`)."""

    dose_quantity: Quantity | None = None
    dose_range: Range | None = None
    rate_quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Dosage:
    """One instruction.

    Equal `sequence`s run together, rising ones follow each other.
    """

    sequence: int = 1
    text: str | None = None
    additional_instruction: tuple[CodeableConcept, ...] = ()
    as_needed_boolean: bool | None = None
    as_needed_codeable_concept: CodeableConcept | None = None
    timing: Timing | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    dose_and_rate: tuple[DoseAndRate, ...] = ()
    max_dose_per_period: Ratio | None = None
    max_dose_per_administration: Quantity | None = None
