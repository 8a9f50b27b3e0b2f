"""What a prescription becomes: the machine's draft, and the record a human confirmed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from prescription.dosage import Dosage, Quantity, Ratio

ALWAYS = {"json": "always"}
"""Metadata of a field that is written even when it is empty."""
NEVER = {"json": "never"}
"""Metadata of a field that stays out of the JSON."""


class Box(NamedTuple):
    """A rectangle in pixels of the page as it was given: left edge, top edge, width, height."""

    x: int
    y: int
    width: int
    height: int


class Gender(StrEnum):
    """FHIR's administrative gender."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


class Zone(StrEnum):
    """The half of a bizone prescription a line stands in."""

    ALD = "ald"
    INTERCURRENT = "intercurrent"


class SubstitutionReason(StrEnum):
    """Why the prescriber forbids substitution (arrêté of 12 November 2019)."""

    MTE = "MTE"
    EFG = "EFG"
    CIF = "CIF"


class ReviewReason(StrEnum):
    """Why a human must look."""

    LOW_OCR_CONFIDENCE = "low-ocr-confidence"
    UNKNOWN_DRUG = "unknown-drug"
    AMBIGUOUS_DRUG = "ambiguous-drug"
    STRENGTH_NOT_MARKETED = "strength-not-marketed"
    FORM_NOT_MARKETED = "form-not-marketed"
    DOSE_IMPLAUSIBLE = "dose-implausible"
    AMBIGUOUS_POSOLOGY = "ambiguous-posology"
    UNREAD_TEXT = "unread-text"
    MISSING_POSOLOGY = "missing-posology"
    UNREAD_REGION = "unread-region"
    REPAIRED_TEXT = "repaired-text"


@dataclass(frozen=True, slots=True)
class Review:
    """A field to look at (a dotted path in the record's JSON names), why, and what was seen."""

    field: str
    reason: ReviewReason
    text: str | None = None
    box: Box | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Prescriber:
    """Who prescribed."""

    name: str | None = None
    specialty: str | None = None
    rpps: str | None = None
    am: str | None = None
    finess: str | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """For whom."""

    name: str | None = None
    birth_date: date | None = None
    gender: Gender | None = None
    age: Quantity | None = None
    weight: Quantity | None = None
    height: Quantity | None = None
    nir: str | None = None


@dataclass(frozen=True, slots=True)
class Medication:
    """The drug as written (`text`) and as recognised; no denominator: an absolute strength."""

    text: str
    name: str | None = None
    substances: tuple[str, ...] = ()
    atc: str | None = None
    cis: str | None = None
    strength: tuple[Ratio, ...] = ()
    form: str | None = None


@dataclass(frozen=True, slots=True)
class DispenseRequest:
    """How much to dispense, for how long, how many times more."""

    quantity: Quantity | None = None
    expected_supply_duration: Quantity | None = None
    number_of_repeats_allowed: int | None = None


@dataclass(frozen=True, slots=True)
class Substitution:
    """Whether another product may be given instead."""

    allowed: bool
    reason: SubstitutionReason | None = None


@dataclass(frozen=True, slots=True)
class MedicationRequest:
    """One medication of a prescription: `text` is every word of the page that belongs to it.

    `confidence` is the probability, 0 to 1, that every field is right. An empty `review` promises
    that the line may be accepted without a look.
    """

    text: str
    medication: Medication
    page: int | None = None
    box: Box | None = None
    zone: Zone | None = None
    dosage_instruction: tuple[Dosage, ...] = field(default=(), metadata=ALWAYS)
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None
    confidence: float | None = None
    review: tuple[Review, ...] = field(default=(), metadata=ALWAYS)


@dataclass(frozen=True, slots=True)
class Item:
    """A line that is no medication, word for word."""

    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The evidence of one field: the words it was read from, where they stand, by which rule.

    `field` is the dotted path from the draft in the record's JSON names
    (`medications[0].medication.strength`); `confidence` 0 to 1.
    """

    field: str
    text: str
    rule: str | None = None
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None

    def within(self, owner: str) -> "Reading":
        """The same, its path leading from what holds the owner."""
        path = f"{owner}.{self.field}"
        return Reading(path, self.text, self.rule, self.page, self.box, self.confidence)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the machine claims to have read of one prescription.

    `header_items` are the lines above and below the body, `other_items` those of the body that are
    no medication: with the medications' texts they hold every word of the page.
    """

    authored_on: date | None = None
    prescriber: Prescriber | None = None
    patient: Patient | None = None
    medications: tuple[MedicationRequest, ...] = field(default=(), metadata=ALWAYS)
    other_items: tuple[Item, ...] = field(default=(), metadata=ALWAYS)
    header_items: tuple[Item, ...] = ()
    review: tuple[Review, ...] = field(default=(), metadata=ALWAYS)
    readings: tuple[Reading, ...] = field(default=(), metadata=NEVER)

    @property
    def pages(self) -> frozenset[int]:
        """The pages of its file that it stands on, from 1: a file may hold several prescriptions.

        Empty where that is not known: what a human keyed in.
        """
        items = (item.page for item in (*self.header_items, *self.other_items))
        lines = (line.page for line in self.medications)
        return frozenset(page for page in (*items, *lines) if page)

    @property
    def open_reviews(self) -> tuple[Review, ...]:
        """Every review of the prescription and of its lines."""
        return self.review + tuple(r for line in self.medications for r in line.review)


@dataclass(frozen=True, slots=True)
class Prescription:
    """A draft that a human confirmed: the only thing the register accepts."""

    content: Draft
    confirmed_by: str
    confirmed_at: datetime

    def __post_init__(self) -> None:
        if not self.confirmed_by.strip():
            raise ValueError("confirmed_by must name a person")
        if self.confirmed_at.tzinfo is None:
            raise ValueError("confirmed_at must carry its time zone")


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read; `sha256` in hexadecimal of its bytes."""

    name: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word as it was read, where it stands; `line` counts the lines of its page from 0.

    `confidence` 0 to 1; near 0 where the same ink has other readings.
    """

    text: str
    page: int
    box: Box
    line: int = 0
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """A file and the prescriptions read from it; `words` are all words of its pages, in order."""

    source: Source
    prescriptions: tuple[Draft, ...] = field(default=(), metadata=ALWAYS)
    words: tuple[PageWord, ...] = field(default=(), metadata=NEVER, compare=False)
