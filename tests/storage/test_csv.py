"""The CSV opens in a spreadsheet as it is meant to."""

import csv
import io
import json
import re
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from prescription.record import Draft, Medication, MedicationRequest, Prescription
from storage.export.columns import COLUMNS
from storage.export.csv import Profile, write_csv
from storage.export.formats import Format, Wish, export
from storage.export.landing import land
from storage.export.prescription_columns import PRESCRIPTION_COLUMNS
from storage.faults import FolderMissing
from storage.register import Entry, Register, utc_now
from tests.conftest import ROOT
from tests.storage.conftest import SOURCE, make_prescription


def _entry(prescription: Prescription) -> Entry:
    return Entry(1, prescription, SOURCE, utc_now())


def _rows(entry: Entry, profile: Profile) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv([entry], stream, profile)
    text = stream.getvalue().removeprefix("\ufeff")
    delimiter = ";" if profile is Profile.FRENCH else ","
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_the_french_file_is_what_french_excel_wants(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    path = tmp_path / "lignes.csv"
    assert export(register, Format.CSV, path, Wish()).prescriptions == 1
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfnumero;ligne;")
    assert b"sep=" not in content
    header, first, second = content.decode("utf-8-sig").split("\r\n")[:3]
    assert "2026-03-12" in first
    assert "500 mg + 62,5 mg" in second
    assert ";0,5;" in second
    assert header.count(";") == len(COLUMNS) - 1


def test_the_international_file_has_commas_and_points(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    path = tmp_path / "lines.csv"
    export(register, Format.CSV, path, Wish(profile=Profile.INTERNATIONAL))
    content = path.read_bytes()
    assert content.startswith(b"number,line,")
    assert b"62.5 mg" in content


def test_every_dosage_of_a_line_is_told_in_order() -> None:
    first, second = _rows(_entry(make_prescription()), Profile.FRENCH)
    assert first["dose_min"] == "2 | 1"
    assert first["moments"] == "MORN | EVE"
    assert first["patient"] == "QUÉMÉNEUR Solenn"
    assert first["substituable"] == "non"
    assert first["confiance"] == "0,97"
    assert second["substances"] == "amoxicilline + acide clavulanique"
    assert second["si_besoin"] == "oui"
    assert second["si_besoin_motif"] == "si douleur"
    assert len(json.loads(first["posologie_json"])) == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("profile", Profile)
def test_no_cell_runs_as_a_formula(start: str, profile: Profile) -> None:
    evil = start + 'HYPERLINK("x";"y")'
    request = MedicationRequest(text=evil, medication=Medication(text=evil, substances=(evil,)))
    prescription = make_prescription(evil)
    content = Draft(patient=prescription.content.patient, medications=(request,))
    entry = _entry(Prescription(content, evil + "x", prescription.confirmed_at))
    (row,) = _rows(entry, profile)
    cells = [cell for cell in row.values() if evil in cell]
    assert len(cells) == 5
    assert all(cell.startswith("'") for cell in cells)


def test_the_file_is_its_owners_alone_and_replaces_whole(
    register: Register, tmp_path: Path
) -> None:
    register.add(make_prescription(), SOURCE)
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o644)
    export(register, Format.CSV, path, Wish(overwrite=True))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()

    def broken(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise RuntimeError("the machine stopped")

    with pytest.raises(RuntimeError):
        land({path: broken})
    assert path.read_bytes() == before
    assert list(tmp_path.glob(".*.part")) == []


def test_a_missing_folder_is_told(register: Register, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        export(register, Format.CSV, tmp_path / "nowhere" / "out.csv", Wish())


def test_every_column_stands_in_the_dictionary() -> None:
    text = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", text, flags=re.MULTILINE)
    columns = [*COLUMNS, *PRESCRIPTION_COLUMNS]
    assert described == [(column.fr, column.en) for column in columns]
    for table in (COLUMNS, PRESCRIPTION_COLUMNS):
        assert len({column.fr for column in table}) == len(table)
        assert len({column.en for column in table}) == len(table)


def test_every_prescription_has_its_row(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription("=AUTRE"), SOURCE)
    empty = Prescription(Draft(), "Jeanne Martin", utc_now())
    register.add(empty, SOURCE, corrects=1)
    path = tmp_path / "prescriptions.csv"
    assert export(register, Format.CSV_PRESCRIPTIONS, path, Wish()).prescriptions == 2
    text = path.read_text(encoding="utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (first["numero"], first["lignes"]) == ("1", "2")
    assert first["medicaments"] == "Doliprane + AUGMENTIN"
    assert first["autres"] == "Bilan lipidique à jeun"
    assert first["patient"] == "'=AUTRE"
    assert (second["numero"], second["remplace"], second["lignes"]) == ("2", "1", "0")
    assert second["enregistre_par"] == "admin"
