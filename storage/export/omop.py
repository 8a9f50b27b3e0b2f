"""OMOP CDM 5.4 `person` and `drug_exposure` as CSV, for research platforms.

Concepts are left at 0 (no matching concept) and the source values kept: mapping ATC and names to
standard concepts needs OMOP's vocabularies, which their users have. Always pseudonymised.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

from prescription.dosage import Quantity
from prescription.record import Draft, Gender, MedicationRequest, Patient
from storage.entries import Entry
from storage.export.landing import Write, as_text
from storage.export.people import age_in_years, identity_of, pseudonym

# Standard concepts (OHDSI vocabularies, Gender and Type Concept).
GENDER_CONCEPTS = {Gender.MALE: 8507, Gender.FEMALE: 8532}
EHR_PRESCRIPTION = 32838
DAYS = {"d": 1, "wk": 7, "mo": 30, "a": 365}
"""Days in a unit of a supply; a month counts 30, as dispensing law has it."""
SOURCE_VALUE_LENGTH = 50

PERSON = (
    "person_id",
    "gender_concept_id",
    "year_of_birth",
    "month_of_birth",
    "day_of_birth",
    "birth_datetime",
    "race_concept_id",
    "ethnicity_concept_id",
    "location_id",
    "provider_id",
    "care_site_id",
    "person_source_value",
    "gender_source_value",
    "gender_source_concept_id",
    "race_source_value",
    "race_source_concept_id",
    "ethnicity_source_value",
    "ethnicity_source_concept_id",
)
DRUG_EXPOSURE = (
    "drug_exposure_id",
    "person_id",
    "drug_concept_id",
    "drug_exposure_start_date",
    "drug_exposure_start_datetime",
    "drug_exposure_end_date",
    "drug_exposure_end_datetime",
    "verbatim_end_date",
    "drug_type_concept_id",
    "stop_reason",
    "refills",
    "quantity",
    "days_supply",
    "sig",
    "route_concept_id",
    "lot_number",
    "provider_id",
    "visit_occurrence_id",
    "visit_detail_id",
    "drug_source_value",
    "drug_source_concept_id",
    "route_source_value",
    "dose_unit_source_value",
)

Row = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class OmopTables:
    """The rows of both tables, and how many medication lines the model cannot hold.

    OMOP wants a year of birth and a start date: a line without either is left out, and counted.
    """

    person: tuple[Row, ...]
    drug_exposure: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class OmopRows:
    """What one prescription becomes: a person where it is the first of theirs."""

    person: Row | None
    drug_exposure: tuple[Row, ...]
    left_out: int = 0


def omop_tables(entries: Iterable[Entry], key: bytes) -> OmopTables:
    """The entries as OMOP rows; `key` makes the pseudonyms. Replaced entries stay out."""
    kept = list(entries)
    replaced = {entry.corrects for entry in kept}
    current = (e for e in kept if e.number not in replaced)
    rows = list(omop_rows(((e.number, e.prescription.content) for e in current), key))
    return OmopTables(
        tuple(each.person for each in rows if each.person),
        tuple(line for each in rows for line in each.drug_exposure),
        sum(each.left_out for each in rows),
    )


def omop_rows(numbered: Iterable[tuple[int, Draft]], key: bytes) -> Iterator[OmopRows]:
    """The rows of prescriptions, each with its number, one at a time in memory."""
    persons: dict[str, int] = {}
    for number, draft in numbered:
        born = _year_of_birth(draft.patient, draft.authored_on)
        if draft.authored_on is None or born is None:
            yield OmopRows(None, (), len(draft.medications))
            continue
        identity = identity_of(draft.patient, number)
        # The first entry in which a person stands names them: the same in every later export.
        person = persons.setdefault(identity, number)
        yield OmopRows(
            _person(draft.patient, number, born, pseudonym(identity, key))
            if person == number
            else None,
            tuple(
                _exposure(line, draft.authored_on, person, f"{number}{n:03}")
                for n, line in enumerate(draft.medications, start=1)
            ),
        )


def csv_files(tables: OmopTables) -> dict[str, Write]:
    """The content of `person.csv` and `drug_exposure.csv`."""
    return {
        "person.csv": _csv_writer(PERSON, tables.person),
        "drug_exposure.csv": _csv_writer(DRUG_EXPOSURE, tables.drug_exposure),
    }


def _csv_writer(columns: Sequence[str], rows: Sequence[Row]) -> Write:
    return lambda stream: write_omop_csv(columns, rows, stream)


def write_omop_csv(columns: Sequence[str], rows: Iterable[Row], stream: BinaryIO) -> None:
    """Write one of the two tables."""
    with as_text(stream) as text:
        writer = csv.DictWriter(text, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _person(patient: Patient | None, number: int, born: int, name: str) -> Row:
    gender = (patient or Patient()).gender
    return {
        "person_id": number,
        "gender_concept_id": GENDER_CONCEPTS.get(gender, 0) if gender else 0,
        "year_of_birth": born,
        "race_concept_id": 0,
        "ethnicity_concept_id": 0,
        "person_source_value": name,
        "gender_source_value": gender.value if gender else "",
        "gender_source_concept_id": 0,
        "race_source_concept_id": 0,
        "ethnicity_source_concept_id": 0,
    }


def _exposure(line: MedicationRequest, start: date, person: int, number: str) -> Row:
    supply = _days_supply(line)
    end = start + timedelta(days=supply - 1) if supply else start
    request = line.dispense_request
    drug = line.medication
    first = line.dosage_instruction[0] if line.dosage_instruction else None
    dose = first.dose_and_rate[0].dose_quantity if first and first.dose_and_rate else None
    refills = request.number_of_repeats_allowed if request else None
    quantity = request.quantity.value if request and request.quantity else None
    return {
        "drug_exposure_id": int(number),
        "person_id": person,
        "drug_concept_id": 0,
        "drug_exposure_start_date": start.isoformat(),
        "drug_exposure_end_date": end.isoformat(),
        "drug_type_concept_id": EHR_PRESCRIPTION,
        "refills": "" if refills is None else refills,
        "quantity": "" if quantity is None else format(quantity.normalize(), "f"),
        "days_supply": supply or "",
        "sig": " | ".join(each.text or "" for each in line.dosage_instruction),
        "route_concept_id": 0,
        "drug_source_value": (drug.atc or drug.name or drug.text)[:SOURCE_VALUE_LENGTH],
        "drug_source_concept_id": 0,
        "route_source_value": first.route.text[:SOURCE_VALUE_LENGTH]
        if first and first.route
        else "",
        "dose_unit_source_value": (dose.unit or "")[:SOURCE_VALUE_LENGTH] if dose else "",
    }


def _days_supply(line: MedicationRequest) -> int | None:
    """How long the supply lasts: as written for dispensing, else the dosages' own lengths."""
    request = line.dispense_request
    if request and request.expected_supply_duration:
        return _days(request.expected_supply_duration)
    steps: dict[int, int] = {}
    for dosage in line.dosage_instruction:
        bounds = dosage.timing.repeat.bounds_duration if dosage.timing else None
        days = _days(bounds) if bounds else None
        if days is None:
            return None
        # Equal sequences run together, rising ones follow each other.
        steps[dosage.sequence] = max(days, steps.get(dosage.sequence, 0))
    return sum(steps.values()) or None


def _days(duration: Quantity) -> int | None:
    unit = DAYS.get(duration.unit or "")
    return int(duration.value * unit) if unit else None


def _year_of_birth(patient: Patient | None, on: date | None) -> int | None:
    if patient is None:
        return None
    if patient.birth_date:
        return patient.birth_date.year
    years = age_in_years(patient, on)
    return on.year - years if on and years is not None else None
