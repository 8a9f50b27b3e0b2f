"""OMOP tables count days and people as the common data model asks."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyarrow import parquet

import tests.storage.records  # noqa: F401 - how to make up any record
from prescription.dosage import Dosage, Quantity, Repeat, Timing
from prescription.record import (
    DispenseRequest,
    Draft,
    Gender,
    Medication,
    MedicationRequest,
    Patient,
)
from storage.export.formats import Format, Wish, export
from storage.export.omop import DRUG_EXPOSURE, PERSON, omop_tables
from storage.register import Register
from tests.storage.conftest import SOURCE, make_entry, make_prescription


def _omop_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_omop_tables_hold_their_columns_and_no_name(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription("AUTRE"), SOURCE)
    register.add(make_prescription("AUTRE Nom"), SOURCE, corrects=3)
    assert export(register, Format.OMOP, tmp_path, Wish()).left_out == 0
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
    tables = omop_tables([make_entry(1, content)], bytes(32))
    (row,) = tables.drug_exposure
    assert (str(row["days_supply"]), row["drug_exposure_end_date"]) == (days, end)
    assert tables.person[0]["year_of_birth"] == 1986


def test_omop_counts_what_it_cannot_hold() -> None:
    content = make_prescription().content
    entries = [
        make_entry(1, replace(content, authored_on=None)),
        make_entry(2, replace(content, patient=None)),
        make_entry(3, replace(content, patient=Patient(name="X", gender=Gender.MALE))),
    ]
    tables = omop_tables(entries, bytes(32))
    assert (tables.person, tables.drug_exposure, tables.left_out) == ((), (), 6)


def test_parquet_says_what_the_csv_says_with_types(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    for form in (Format.OMOP, Format.OMOP_PARQUET):
        export(register, form, tmp_path, Wish())
    for name, columns in (("person", PERSON), ("drug_exposure", DRUG_EXPOSURE)):
        table = parquet.read_table(tmp_path / f"{name}.parquet")
        assert tuple(table.column_names) == columns
        typed = table.to_pylist()
        written = _omop_rows(tmp_path, f"{name}.csv")
        for typed_row, row in zip(typed, written, strict=True):
            assert {k: "" if v is None else str(v) for k, v in typed_row.items()} == row
    exposure = parquet.read_table(tmp_path / "drug_exposure.parquet").to_pylist()[0]
    assert exposure["drug_exposure_start_date"] == date(2026, 3, 12)
    assert exposure["refills"] == 2
    assert exposure["days_supply"] is None
