"""Who leaves without a name stays one person, and names nobody."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import tests.storage.records  # noqa: F401 - how to make up any record
from prescription.dosage import Quantity
from prescription.record import (
    Draft,
    Item,
    Patient,
)
from storage.export.formats import Format, Wish, export
from storage.export.people import patient_identity, pseudonymise
from storage.register import Register
from tests.storage.conftest import PATIENT, SOURCE, make_entry, make_prescription


def test_the_same_patient_is_known_again() -> None:
    def identity(number: int = 1, **patient: Any) -> str:
        return patient_identity(make_entry(number, Draft(patient=Patient(**patient))))

    born = date(1956, 3, 12)
    assert identity(name="QUÉMÉNEUR Solenn", birth_date=born) == identity(
        2, name="Solenn Quemeneur", birth_date=born
    )
    assert identity(name="A B", birth_date=born) != identity(
        name="A B", birth_date=date(1957, 3, 12)
    )
    assert identity(1, name="A B") != identity(2, name="A B")
    assert identity(1, nir="2560329") == identity(2, nir="2560329", name="x")


def test_a_pseudonymised_entry_names_nobody(register: Register, tmp_path: Path) -> None:
    content = make_prescription().content
    line = replace(
        content.medications[0], text="Pour Mme QUÉMÉNEUR solenn, dit le Dr Roux : DOLIPRANE"
    )
    named = replace(
        content,
        patient=Patient(name=PATIENT, birth_date=date(1930, 3, 12), nir="230032900100112"),
        medications=(line,),
        other_items=(Item("Revoir Mme Quéméneur"),),
        header_items=(Item("Dr Hélène ROUX"), Item("née le 12/03/1930")),
    )
    register.add(replace(make_prescription(), content=named), SOURCE)
    key = register.pseudonym_key()
    hidden = [pseudonymise(entry, key) for entry in register.entries()]
    for form in (Format.CSV, Format.JSON_LINES, Format.FHIR):
        path = tmp_path / f"a.{form}"
        export(register, form, path, Wish(pseudonymised=True))
        text = path.read_text().casefold()
        for word in ("quéméneur", "solenn", "roux", "hélène", "martin", "1930", "2300329"):
            assert not re.search(rf"\b{word}", text), (path.name, word)
        for word in ("10101234567", "scan.png", "admin", SOURCE.sha256):
            assert word not in text
        assert "doliprane" in text
    (entry,) = hidden
    patient = entry.prescription.content.patient
    assert patient is not None
    assert patient.age == Quantity(Decimal(90), "a")
    assert patient.name
    other = pseudonymise(next(register.entries()), bytes(32))
    assert other.prescription.content.patient != patient


def test_a_pseudonym_is_no_plain_hash(register: Register) -> None:
    register.add(make_prescription(), SOURCE)
    (entry,) = register.entries()
    patient = pseudonymise(entry, register.pseudonym_key()).prescription.content.patient
    assert patient is not None
    assert patient.name is not None
    plain = hashlib.sha256(patient_identity(entry).encode()).hexdigest()
    assert patient.name not in plain
    assert register.pseudonym_key() == register.pseudonym_key()
    assert register.pseudonym_key() not in (register.key.secret, register.key.salt)
