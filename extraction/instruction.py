"""What a doctor wrote after the drug's name, as FHIR dosages with the evidence of every field."""

from dataclasses import dataclass
from typing import Any

from prescription.dosage import Dosage, Ratio
from prescription.record import DispenseRequest, Substitution


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What the reference knows of the drug: it tells a strength from a dose.

    `strengths`: the marketed ones, each a tuple of Ratio (a combination has several);
    `forms`: the record's form words; `dose_units`: the dose units that fit these forms.
    """

    strengths: tuple[tuple[Ratio, ...], ...] = ()
    forms: tuple[str, ...] = ()
    dose_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Words no rule used: offsets into the text as given.

    `matters` when they could change the meaning: a number, a unit, a negation, an unknown word
    beside a dose.
    """

    start: int
    end: int
    matters: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a field was read from: `field` is a dotted path in the record's JSON names."""

    field: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class InstructionReading:
    """The meaning of one instruction; offsets are offsets into the text as given.

    `alternatives` is non-empty when several readings are equally good: it then holds every one of
    them, the first being `dosages`. `share_read` is the share of letters and digits, 0 to 1, that
    rules used.
    """

    text: str
    strength: tuple[Ratio, ...] = ()
    form: str | None = None
    dosages: tuple[Dosage, ...] = ()
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None
    unread: tuple[Unread, ...] = ()
    alternatives: tuple[tuple[Dosage, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    tree: tuple[Any, ...] = ()
    share_read: float = 0.0


def read_instruction(text: str, product: ProductFacts | None = None) -> InstructionReading:
    """Read what follows the drug's name: strength, form, posology, duration, renewals, quantity.

    `text` may hold newlines between printed lines. Never raises on any text.
    """
    unread = (Unread(0, len(text), matters=True),) if text.strip() else ()
    return InstructionReading(text=text, unread=unread)


def explain(reading: InstructionReading) -> str:
    """The tree of rules with the words each used, one a line, then what stayed unread."""
    return "\n".join(f"non lu : {reading.text[u.start : u.end]!r}" for u in reading.unread)
