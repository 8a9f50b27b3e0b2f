"""The fields a human checks: those of the heading and those of each medication."""

from dataclasses import dataclass
from enum import StrEnum

from ordonnancier.wording import (
    repeats_in_french,
    strength_in_french,
    supply_in_french,
    zone_in_french,
)
from prescription.french import describe_dosages
from prescription.record import Draft, MedicationRequest, Patient, Prescriber, Reading, Substitution


class Part(StrEnum):
    """A field of a medication line; the value is its path in the record's JSON names."""

    DRUG = "medication"
    STRENGTH = "medication.strength"
    POSOLOGY = "dosageInstruction"
    SUPPLY = "dispenseRequest"
    ZONE = "zone"


class Heading(StrEnum):
    """A field of the prescription itself; the value is its path in the record's JSON names.

    `REST` stands for all that is no field: other lines, places of the page that were not read.
    """

    AUTHORED_ON = "authoredOn"
    PRESCRIBER = "prescriber.name"
    RPPS = "prescriber.rpps"
    PATIENT = "patient.name"
    BIRTH_DATE = "patient.birthDate"
    REST = "page"


@dataclass(frozen=True, slots=True)
class Place:
    """One field: of medication `line` (counted from 0), or of the heading (None)."""

    part: Part | Heading
    line: int | None = None


_PARTS = (
    (Part.STRENGTH, ("medication.strength", "medication.form")),
    (Part.DRUG, ("medication",)),
    (Part.SUPPLY, ("dispenseRequest", "substitution")),
    (Part.ZONE, ("zone",)),
)


def part_of(path: str) -> Part:
    """The field of a line that a dotted path of the record belongs to."""
    found = (part for part, paths in _PARTS if path.startswith(paths))
    return next(found, Part.POSOLOGY)


def heading_of(path: str) -> Heading:
    """The field of the heading that a dotted path of the record belongs to."""
    if path == "patient":
        return Heading.PATIENT
    if path == "prescriber":
        return Heading.PRESCRIBER
    return next((heading for heading in Heading if heading == path), Heading.REST)


def text_of(draft: Draft, place: Place) -> str:
    """What stands in a field, written so that it can be corrected and read again."""
    if isinstance(place.part, Heading):
        return _heading_text(draft, place.part)
    return line_text(draft.medications[place.line or 0], place.part)


def line_text(line: MedicationRequest, part: Part) -> str:
    """What stands in a field of one medication."""
    medication = line.medication
    match part:
        case Part.DRUG:
            return medication.name or medication.text
        case Part.STRENGTH:
            return _joined(strength_in_french(medication.strength), medication.form)
        case Part.POSOLOGY:
            return describe_dosages(line.dosage_instruction)
        case Part.SUPPLY:
            repeats = repeats_in_french(line.dispense_request)
            supply = supply_in_french(line.dispense_request)
            return _joined(*supply, repeats, _told(line.substitution))
        case Part.ZONE:
            return zone_in_french(line.zone)


def evidence_of(machine: Draft, heading: Heading) -> tuple[Reading, ...]:
    """The words of the page a field of the heading was read from; `REST` is no field."""
    if heading is Heading.REST:
        return ()
    return tuple(r for r in machine.readings if heading_of(r.field) is heading)


def line_evidence(machine: Draft, line: MedicationRequest, part: Part) -> tuple[Reading, ...]:
    """The words of the page a field of a line was read from; none for a line a human added."""
    for number, read in enumerate(machine.medications):
        if (read.page, read.box, read.text) == (line.page, line.box, line.text):
            path = f"medications[{number}]."
            own = (r for r in machine.readings if r.field.startswith(path))
            return tuple(r for r in own if part_of(r.field.removeprefix(path)) is part)
    return ()


def _heading_text(draft: Draft, heading: Heading) -> str:
    prescriber, patient = draft.prescriber or Prescriber(), draft.patient or Patient()
    match heading:
        case Heading.AUTHORED_ON:
            return f"{draft.authored_on:%d/%m/%Y}" if draft.authored_on else ""
        case Heading.PRESCRIBER:
            return prescriber.name or ""
        case Heading.RPPS:
            return prescriber.rpps or ""
        case Heading.PATIENT:
            return patient.name or ""
        case Heading.BIRTH_DATE:
            return f"{patient.birth_date:%d/%m/%Y}" if patient.birth_date else ""
        case Heading.REST:
            return "\n".join(" ".join(item.text.split()) for item in draft.other_items)


def _joined(*words: str | None) -> str:
    return ", ".join(filter(None, words))


def _told(substitution: Substitution | None) -> str:
    if substitution is None:
        return ""
    if substitution.allowed:
        return "substituable"
    return "non substituable" + (f" ({substitution.reason})" if substitution.reason else "")
