"""What the storage tests share: a made-up prescription and a register that opens quickly."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from prescription.dosage import (
    CodeableConcept,
    Dosage,
    DoseAndRate,
    EventTiming,
    PeriodUnit,
    Quantity,
    Ratio,
    Repeat,
    Timing,
)
from prescription.record import (
    Box,
    DispenseRequest,
    Draft,
    Item,
    Medication,
    MedicationRequest,
    Patient,
    Prescriber,
    Prescription,
    Reading,
    Source,
    Substitution,
    SubstitutionReason,
)
from storage.entries import Entry
from storage.keyring import Argon2Cost
from storage.register import Register, utc_now

PASSPHRASE = "la pluie tombe à Brest"
LIGHT = Argon2Cost(memory_kib=64, iterations=1, lanes=1)
"""Argon2id as light as it gets: these tests measure no attacker."""
PATIENT = "QUÉMÉNEUR Solenn"


def make_prescription(patient: str = PATIENT, drug: str = "DOLIPRANE") -> Prescription:
    """A confirmed prescription of two lines and an item that is no medication."""
    first = MedicationRequest(
        text=f"{drug} 1000 mg cp : 2 cp le matin et 1 le soir",
        medication=Medication(
            text=drug,
            name=drug.capitalize(),
            substances=("paracétamol",),
            atc="N02BE01",
            strength=(Ratio(Quantity(Decimal(1000), "mg")),),
            form="comprimé",
        ),
        page=1,
        box=Box(210, 905, 1680, 96),
        dosage_instruction=(
            _dosage(Decimal(2), EventTiming.MORN),
            _dosage(Decimal(1), EventTiming.EVE),
        ),
        dispense_request=DispenseRequest(number_of_repeats_allowed=2),
        substitution=Substitution(allowed=False, reason=SubstitutionReason.MTE),
        confidence=0.97,
    )
    second = MedicationRequest(
        text="AUGMENTIN 500 mg/62,5 mg : 1/2 cp si douleur",
        medication=Medication(
            text="AUGMENTIN",
            substances=("amoxicilline", "acide clavulanique"),
            strength=(
                Ratio(Quantity(Decimal(500), "mg")),
                Ratio(Quantity(Decimal("62.5"), "mg")),
            ),
        ),
        dosage_instruction=(
            Dosage(
                text="1/2 cp si douleur",
                as_needed_codeable_concept=CodeableConcept("si douleur"),
                dose_and_rate=(DoseAndRate(Quantity(Decimal("0.5"), "comprimé")),),
            ),
        ),
    )
    content = Draft(
        authored_on=date(2026, 3, 12),
        prescriber=Prescriber(name="Dr Hélène ROUX", rpps="10101234567"),
        patient=Patient(name=patient, birth_date=date(1956, 3, 12)),
        medications=(first, second),
        other_items=(Item("Bilan lipidique à jeun"),),
        readings=(Reading("patient.name", patient, page=1, box=Box(1, 2, 3, 4), confidence=0.9),),
    )
    return Prescription(content, "Jeanne Martin", datetime(2026, 3, 13, 9, 30, tzinfo=UTC))


def _dosage(dose: Decimal, moment: EventTiming) -> Dosage:
    repeat = Repeat(frequency=1, period=Decimal(1), period_unit=PeriodUnit.D, when=(moment,))
    return Dosage(timing=Timing(repeat), dose_and_rate=(DoseAndRate(Quantity(dose, "comprimé")),))


SOURCE = Source(name="scan.png", sha256="00" * 32, pages=1)


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """Where a test's register stands, or will."""
    return tmp_path / "registre été #1.ordonnancier"


@pytest.fixture
def register(register_path: Path) -> Iterator[Register]:
    """A new register."""
    with Register.create(register_path, PASSPHRASE, cost=LIGHT) as new:
        yield new


def make_entry(number: int, content: Draft, corrects: int | None = None) -> Entry:
    """An entry of this content."""
    prescription = replace(make_prescription(), content=content)
    return Entry(number, prescription, SOURCE, utc_now(), "admin", corrects)
