"""What leaves for research platforms and other software says what the register says."""

import csv
import hashlib
import json
import re
import stat
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.storage.records  # noqa: F401 - how to make up any record
from prescription.dosage import Dosage, PeriodUnit, Quantity, Range, Ratio, Repeat, Timing
from prescription.json import from_json
from prescription.record import (
    DispenseRequest,
    Draft,
    Gender,
    Item,
    Medication,
    MedicationRequest,
    Patient,
    Prescriber,
    Prescription,
)
from storage.entries import Entry
from storage.export.csv import export_csv
from storage.export.fhir import export_fhir, fhir_bundle
from storage.export.jsonlines import export_json_lines
from storage.export.omop import DRUG_EXPOSURE, PERSON, export_omop, omop_tables
from storage.export.people import patient_identity, pseudonymise
from storage.faults import FolderMissing
from storage.journal import Action
from storage.register import Register, utc_now
from storage.search import Query
from tests.conftest import ROOT
from tests.storage.conftest import PATIENT, SOURCE, make_prescription

KEY = bytes(32)


def _entry(number: int, content: Draft, corrects: int | None = None) -> Entry:
    prescription = replace(make_prescription(), content=content)
    return Entry(number, prescription, SOURCE, utc_now(), "admin", corrects)


def _by_kind(bundle: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    kinds: dict[str, list[dict[str, Any]]] = {}
    for each in bundle["entry"]:
        kinds.setdefault(each["resource"]["resourceType"], []).append(each["resource"])
    return kinds


def test_the_bundle_says_what_the_register_says(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    path = tmp_path / "bundle.json"
    assert export_fhir(register.entries(), path, "r") == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    bundle = json.loads(path.read_text())
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    kinds = _by_kind(bundle)
    (patient,) = kinds["Patient"]
    assert patient["name"] == [{"text": PATIENT}]
    assert patient["birthDate"] == "1956-03-12"
    (practitioner,) = kinds["Practitioner"]
    assert practitioner["identifier"][0]["value"] == "10101234567"
    first, second = kinds["MedicationRequest"]
    assert (first["status"], first["intent"], first["authoredOn"]) == (
        "unknown",
        "order",
        "2026-03-12",
    )
    assert first["identifier"] == [{"value": "1-1"}]
    assert first["substitution"] == {"allowedBoolean": False, "reason": {"text": "MTE"}}
    assert first["dispenseRequest"] == {"numberOfRepeatsAllowed": 2}
    assert [d["timing"]["repeat"]["when"] for d in first["dosageInstruction"]] == [
        ["MORN"],
        ["EVE"],
    ]
    (medication,) = first["contained"]
    assert medication["code"]["coding"][0]["code"] == "N02BE01"
    assert medication["ingredient"][0]["strength"]["numerator"] == {
        "value": 1000,
        "unit": "mg",
        "system": "http://unitsofmeasure.org",
        "code": "mg",
    }
    assert second["dosageInstruction"][0]["asNeededCodeableConcept"] == {"text": "si douleur"}
    strengths = [i["strength"]["numerator"]["value"] for i in second["contained"][0]["ingredient"]]
    assert strengths == [500, 62.5]


def test_every_reference_of_a_bundle_points_into_it() -> None:
    entries = [
        _entry(1, make_prescription().content),
        _entry(2, make_prescription("quemeneur SOLENN").content),
        _entry(3, make_prescription("AUTRE Nom").content),
        _entry(4, Draft(medications=make_prescription().content.medications)),
    ]
    bundle = fhir_bundle(entries)
    urls = [each["fullUrl"] for each in bundle["entry"]]
    assert len(urls) == len(set(urls))
    kinds = _by_kind(bundle)
    assert len(kinds["Patient"]) == 3
    assert len(kinds["Practitioner"]) == 1
    for request in kinds["MedicationRequest"]:
        assert request["subject"]["reference"] in urls
        assert request.get("requester", {}).get("reference", urls[0]) in urls
    assert fhir_bundle(entries) == bundle
    assert fhir_bundle(entries, "another register") != bundle


def test_units_carry_their_code_and_ratios_both_parts() -> None:
    line = MedicationRequest(
        text="x",
        medication=Medication(
            text="X",
            strength=(Ratio(Quantity(Decimal(250), "mg"), Quantity(Decimal(5), "mL")),),
        ),
        dosage_instruction=(
            Dosage(
                timing=Timing(
                    Repeat(
                        bounds_range=Range(Quantity(Decimal(5), "d"), Quantity(Decimal(7), "d")),
                        frequency=1,
                        period=Decimal(6),
                        period_unit=PeriodUnit.H,
                        time_of_day=(time(7),),
                    )
                ),
                max_dose_per_period=Ratio(
                    Quantity(Decimal(3), "comprimé"), Quantity(Decimal(1), "d")
                ),
            ),
        ),
        dispense_request=DispenseRequest(expected_supply_duration=Quantity(Decimal(3), "mo")),
    )
    (request,) = _by_kind(fhir_bundle([_entry(1, Draft(medications=(line,)))]))["MedicationRequest"]
    strength = request["contained"][0]["ingredient"][0]["strength"]
    assert (strength["numerator"]["code"], strength["denominator"]["code"]) == ("mg", "mL")
    dosage = request["dosageInstruction"][0]
    assert dosage["timing"]["repeat"]["boundsRange"]["high"]["code"] == "d"
    assert dosage["maxDosePerPeriod"]["denominator"]["code"] == "d"
    assert "code" not in dosage["maxDosePerPeriod"]["numerator"]
    assert request["dispenseRequest"]["expectedSupplyDuration"]["code"] == "mo"


def test_json_lines_give_the_record_back(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription("AUTRE"), SOURCE, corrects=1)
    path = tmp_path / "out.jsonl"
    assert export_json_lines(register.entries(), path) == 2
    rows = path.read_text().splitlines()
    first, second = (json.loads(row, parse_float=Decimal) for row in rows)
    content = replace(make_prescription().content, readings=())
    assert from_json(Draft, first["prescription"]) == content
    assert (first["number"], first["confirmedBy"]) == (1, "Jeanne Martin")
    assert "corrects" not in first
    assert second["corrects"] == 1


def _omop_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_omop_tables_hold_their_columns_and_no_name(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription("AUTRE"), SOURCE)
    register.add(make_prescription("AUTRE Nom"), SOURCE, corrects=3)
    tables = export_omop(register.entries(), tmp_path, register.pseudonym_key())
    assert tables.left_out == 0
    persons = _omop_rows(tmp_path, "person.csv")
    exposures = _omop_rows(tmp_path, "drug_exposure.csv")
    assert tuple(persons[0]) == PERSON
    assert tuple(exposures[0]) == DRUG_EXPOSURE
    assert [row["person_id"] for row in persons] == ["1", "4"]
    assert [row["person_id"] for row in exposures] == ["1", "1", "1", "1", "4", "4"]
    assert len({row["drug_exposure_id"] for row in exposures}) == 6
    first = exposures[0]
    assert first["drug_exposure_start_date"] == "2026-03-12"
    assert first["refills"] == "2"
    assert first["drug_source_value"] == "N02BE01"
    assert first["dose_unit_source_value"] == "comprimé"
    assert persons[0]["year_of_birth"] == "1956"
    for file in tmp_path.glob("*.csv"):
        assert "QUÉMÉNEUR" not in file.read_text()
        assert "1956-03-12" not in file.read_text()


@pytest.mark.parametrize(
    ("supply", "bounds", "days", "end"),
    [
        (("3", "mo"), [], "90", "2026-06-09"),
        (None, [(1, "7", "d")], "7", "2026-03-18"),
        (None, [(1, "3", "d"), (2, "3", "d")], "6", "2026-03-17"),
        (None, [(1, "3", "d"), (1, "3", "d")], "3", "2026-03-14"),
        (None, [(1, "2", "wk")], "14", "2026-03-25"),
        (None, [(1, "5", "h")], "", "2026-03-12"),
        (None, [], "", "2026-03-12"),
    ],
)
def test_omop_counts_the_days_of_a_supply(
    supply: tuple[str, str] | None, bounds: list[tuple[int, str, str]], days: str, end: str
) -> None:
    line = MedicationRequest(
        text="x",
        medication=Medication(text="X"),
        dosage_instruction=tuple(
            Dosage(
                sequence=sequence,
                timing=Timing(Repeat(bounds_duration=Quantity(Decimal(value), unit))),
            )
            for sequence, value, unit in bounds
        ),
        dispense_request=DispenseRequest(
            expected_supply_duration=Quantity(Decimal(supply[0]), supply[1])
        )
        if supply
        else None,
    )
    patient = Patient(age=Quantity(Decimal(40), "a"))
    content = Draft(authored_on=date(2026, 3, 12), patient=patient, medications=(line,))
    tables = omop_tables([_entry(1, content)], KEY)
    (row,) = tables.drug_exposure
    assert (str(row["days_supply"]), row["drug_exposure_end_date"]) == (days, end)
    assert tables.person[0]["year_of_birth"] == 1986


def test_omop_counts_what_it_cannot_hold() -> None:
    content = make_prescription().content
    entries = [
        _entry(1, replace(content, authored_on=None)),
        _entry(2, replace(content, patient=None)),
        _entry(3, replace(content, patient=Patient(name="X", gender=Gender.MALE))),
    ]
    tables = omop_tables(entries, KEY)
    assert (tables.person, tables.drug_exposure, tables.left_out) == ((), (), 6)


def test_the_same_patient_is_known_again() -> None:
    def identity(number: int = 1, **patient: Any) -> str:
        return patient_identity(_entry(number, Draft(patient=Patient(**patient))))

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
    export_csv(hidden, tmp_path / "a.csv")
    export_json_lines(hidden, tmp_path / "a.jsonl")
    export_fhir(hidden, tmp_path / "a.json")
    for path in tmp_path.glob("a.*"):
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


def test_an_export_is_chosen_counted_and_noted(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription("LE GOFF Anaïs", "KARDEGIC"), SOURCE)
    query = Query(drug="kardegic")
    assert register.count(query) == 1
    assert register.count(Query()) == 2
    assert register.count(Query(since=date(2027, 1, 1))) == 0
    assert [entry.number for entry in register.select(query)] == [2]
    assert [entry.number for entry in register.select(Query())] == [1, 2]
    count = export_csv(register.select(query), tmp_path / "out.csv")
    register.note_export("csv", count, drug="kardegic")
    event = next(register.journal(Action.EXPORT))
    assert (event.by, event.detail) == ("admin", {"kind": "csv", "count": 2, "drug": "kardegic"})


@pytest.mark.parametrize("export", [export_fhir, export_json_lines])
def test_exporting_into_a_missing_folder_is_told(tmp_path: Path, export: Any) -> None:
    with pytest.raises(FolderMissing):
        export([], tmp_path / "nowhere" / "out")


@settings(deadline=None, max_examples=30)
@given(content=st.from_type(Draft))
def test_any_record_can_leave_in_every_form(content: Draft) -> None:
    entry = Entry(1, Prescription(content, "x", utc_now()), SOURCE, utc_now())
    for each in (entry, pseudonymise(entry, KEY)):
        json.dumps(fhir_bundle([each]))
        omop_tables([each], KEY)


def test_the_dictionary_describes_every_export() -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for name in (*PERSON, *DRUG_EXPOSURE, "MedicationRequest", "JSON Lines", "pseudonym"):
        assert name in text, name


def test_no_prescriber_is_invented() -> None:
    bundle = fhir_bundle([_entry(1, Draft(prescriber=Prescriber(specialty="Cardiologie")))])
    assert set(_by_kind(bundle)) == {"Patient"}
