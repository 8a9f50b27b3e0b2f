"""What leaves for other software says what the register says, and who took it is noted."""

import io
import json
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
import pyzipper
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

import tests.storage.records  # noqa: F401 - how to make up any record
from prescription.json import from_json, to_json
from prescription.record import Box, Document, Draft, Prescription
from storage.edition.book import write_edition
from storage.edition.extent import Extent, Order
from storage.entries import Entry
from storage.export.columns import COLUMNS, lines
from storage.export.csv import Profile, write_csv, write_prescriptions
from storage.export.excel import write_excel
from storage.export.fhir import fhir_bundle
from storage.export.flat import write_flat
from storage.export.formats import Format, Wish, export
from storage.export.jsonlines import write_json_lines
from storage.export.nested import nested_type, nested_value, write_nested_entries
from storage.export.omop import DRUG_EXPOSURE, PERSON, omop_tables
from storage.export.people import pseudonymise
from storage.faults import FolderMissing, MissingExtra, PathTaken
from storage.journal import Action
from storage.register import Register, utc_now
from storage.search import Query
from storage.settings import Pharmacy, name_pharmacy
from tests.conftest import ROOT
from tests.storage.conftest import SOURCE, make_prescription

KEY = bytes(32)


def test_json_lines_give_the_record_back(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription("AUTRE"), SOURCE, corrects=1)
    path = tmp_path / "out.jsonl"
    assert export(register, Format.JSON_LINES, path, Wish()).prescriptions == 2
    rows = path.read_text().splitlines()
    first, second = (json.loads(row, parse_float=Decimal) for row in rows)
    content = replace(make_prescription().content, readings=())
    assert from_json(Draft, first["prescription"]) == content
    assert (first["number"], first["confirmedBy"]) == (1, "Jeanne Martin")
    assert "corrects" not in first
    assert second["corrects"] == 1


def test_an_export_is_chosen_counted_and_noted(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    register.add(make_prescription("LE GOFF Anaïs", "KARDEGIC"), SOURCE)
    query = Query(drug="kardegic")
    assert register.count(query) == 1
    assert register.count(Query()) == 2
    assert register.count(Query(since=date(2027, 1, 1))) == 0
    assert [entry.number for entry in register.select(query)] == [2]
    assert [entry.number for entry in register.select(Query())] == [1, 2]
    assert export(register, Format.CSV, tmp_path / "out.csv", Wish(query)).prescriptions == 1
    event = next(register.journal(Action.EXPORT))
    assert (event.by, event.detail) == ("admin", {"kind": "csv", "count": 1, "drug": "kardegic"})


@pytest.mark.parametrize("form", [form for form in Format if not form.is_folder])
def test_exporting_into_a_missing_folder_is_told(
    register: Register, tmp_path: Path, form: Format
) -> None:
    with pytest.raises(FolderMissing):
        export(register, form, tmp_path / "nowhere" / "out", Wish())


@settings(deadline=None, max_examples=30)
@given(content=st.from_type(Draft))
def test_any_record_can_leave_in_every_form(content: Draft) -> None:
    entry = Entry(1, Prescription(content, "x", utc_now()), SOURCE, utc_now())
    for each in (entry, pseudonymise(entry, KEY)):
        json.dumps(fhir_bundle([each]))
        omop_tables([each], KEY)
        assert write_csv([each], io.StringIO(newline="")) == len(content.medications)
        assert write_prescriptions([each], io.StringIO(newline="")) == 1
        assert write_json_lines([each], io.BytesIO()) == 1
        write_excel([each], io.BytesIO(), Profile.FRENCH)
        write_flat(lines([each]), io.BytesIO())
        write_nested_entries([each], io.BytesIO())


def test_the_dictionary_describes_every_export() -> None:
    text = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    for name in (*PERSON, *DRUG_EXPOSURE, "MedicationRequest", "JSON Lines", "pseudonym"):
        assert name in text, name


LOCK = "quatre chevaux bleus"


@pytest.mark.parametrize("form", list(Format))
def test_every_form_lands_whole_owner_only_and_is_noted(
    register: Register, tmp_path: Path, form: Format
) -> None:
    register.add(make_prescription(), SOURCE)
    out = tmp_path / "export"
    exported = export(register, form, out, Wish(Query(drug="doliprane", until=date(2026, 12, 31))))
    assert (exported.path, exported.prescriptions, exported.left_out) == (out, 1, 0)
    files = list(out.iterdir()) if form.is_folder else [out]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert not form.is_folder or stat.S_IMODE(out.stat().st_mode) == 0o700
    assert not list(tmp_path.glob("**/.*"))
    event = next(register.journal(Action.EXPORT))
    said = {"kind": form.value, "count": 1, "drug": "doliprane", "until": "2026-12-31"}
    assert event.detail == said
    before = [file.read_bytes() for file in files]
    with pytest.raises(PathTaken):
        export(register, form, out, Wish())
    assert [file.read_bytes() for file in files] == before
    export(register, form, out, Wish(Query(drug="absent"), overwrite=True))
    assert [file.read_bytes() for file in files] != before


@pytest.mark.parametrize("suffix", ["", ".keys", "-wal"])
def test_no_register_is_replaced_whatever_was_agreed_to(
    register: Register, register_path: Path, tmp_path: Path, suffix: str
) -> None:
    name_pharmacy(register, Pharmacy("Pharmacie des Tilleuls", "1 place Royale, Nantes"))
    own = register_path.with_name(register_path.name + suffix)
    copy = tmp_path / f"copie.ordonnancier{suffix}"
    copy.write_bytes(b"of another register")
    for path in (own, copy):
        before = path.read_bytes()
        with pytest.raises(PathTaken):
            export(register, Format.CSV, path, Wish(overwrite=True))
        with pytest.raises(PathTaken):
            write_edition(register, path, Extent(Order.DATE), overwrite=True)
        assert path.read_bytes() == before


@pytest.mark.parametrize("form", list(Format))
def test_a_zip_opens_with_its_passphrase_alone(
    register: Register, tmp_path: Path, form: Format
) -> None:
    register.add(make_prescription(), SOURCE)
    exported = export(register, form, tmp_path / "export.x", Wish(zip_passphrase=LOCK))
    assert exported.path == tmp_path / "export.x.zip"
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".zip"] == ["export.x.zip"]
    assert stat.S_IMODE(exported.path.stat().st_mode) == 0o600
    assert b"QU\xc3\x89M" not in exported.path.read_bytes()
    with pyzipper.AESZipFile(exported.path) as archive:
        names = archive.namelist()
        assert names
        with pytest.raises(RuntimeError):
            archive.read(names[0], pwd=b"another passphrase")
        for name in names:
            assert archive.read(name, pwd=LOCK.encode())


def test_the_workbook_opens_with_numbers_dates_and_no_formula(
    register: Register, tmp_path: Path
) -> None:
    made = make_prescription("=HYPERLINK(1)", "@DOLIPRANE\x07")
    register.add(made, SOURCE)
    out = tmp_path / "a.xlsx"
    with watched_temp_files() as seen:
        export(register, Format.EXCEL, out, Wish())
    assert seen == []
    book = openpyxl.load_workbook(out)
    by_line, by_prescription = book["Lignes"], book["Ordonnances"]
    headers = [cell.value for cell in by_line[1]]
    assert headers == [column.fr for column in COLUMNS]
    first = dict(zip(headers, by_line[2], strict=True))
    second = dict(zip(headers, by_line[3], strict=True))
    assert first["patient"].value == "=HYPERLINK(1)"
    assert first["patient"].data_type == "s"
    assert first["medicament_texte"].value == "@DOLIPRANE\N{REPLACEMENT CHARACTER}"
    assert first["date_ordonnance"].value == datetime(2026, 3, 12)  # noqa: DTZ001
    assert first["dose_min"].value == "2 | 1"
    assert second["dose_min"].value == 0.5
    assert first["dosage"].value == "1000 mg"
    assert first["substituable"].value == "non"
    row = dict(zip((c.value for c in by_prescription[1]), by_prescription[2], strict=True))
    assert (row["numero"].value, row["lignes"].value) == (1, 2)


@contextmanager
def watched_temp_files() -> Iterator[list[str]]:
    """The names of temporary files that are made meanwhile."""
    seen: list[str] = []
    made = tempfile._TemporaryFileWrapper.__init__

    def note(self: Any, file: Any, name: str, *rest: Any, **named: Any) -> None:
        seen.append(name)
        made(self, file, name, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile._TemporaryFileWrapper, "__init__", note)
        yield seen


@pytest.mark.parametrize("form", [Format.CSV, Format.EXCEL, Format.FHIR, Format.JSON_LINES])
def test_a_pseudonymised_export_names_nobody(
    register: Register, tmp_path: Path, form: Format
) -> None:
    register.add(make_prescription(), SOURCE)
    out = tmp_path / "a"
    export(register, form, out, Wish(pseudonymised=True))
    if form is Format.EXCEL:
        with zipfile.ZipFile(out) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    else:
        content = out.read_bytes()
    assert b"oliprane" in content
    for word in ("QUÉMÉNEUR", "Solenn", "ROUX", "Hélène", "1956-03-12"):
        assert word.encode() not in content


def test_a_missing_library_is_one_sentence(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pyarrow", "xlsxwriter", "pyzipper"):
        monkeypatch.setitem(sys.modules, module, None)
    for form, wish in (
        (Format.OMOP_PARQUET, Wish()),
        (Format.EXCEL, Wish()),
        (Format.CSV, Wish(zip_passphrase=LOCK)),
    ):
        with pytest.raises(MissingExtra) as raised:
            export(register, form, tmp_path if form.is_folder else tmp_path / "a", wish)
        assert "ordonnancier[research]" in raised.value.fr
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(("a", "."))]


def test_parquet_flat_and_nested(register: Register, tmp_path: Path) -> None:
    prescription = make_prescription()
    number = register.add(prescription, SOURCE)
    export(register, Format.PARQUET, tmp_path / "flat", Wish())
    export(register, Format.PARQUET_NESTED, tmp_path / "nested", Wish())
    flat = parquet.read_table(tmp_path / "flat").to_pylist()
    lines = prescription.content.medications
    assert [(row["number"], row["text"]) for row in flat] == [(number, line.text) for line in lines]
    assert flat[0]["confirmed_at"] == prescription.confirmed_at
    (entry,) = parquet.read_table(tmp_path / "nested").to_pylist()
    assert entry["number"] == number
    assert entry["source"]["sha256"] == SOURCE.sha256
    assert [line["text"] for line in entry["prescription"]["medications"]] == [
        line.text for line in lines
    ]


def _pruned(value: Any) -> Any:
    """As JSON has it: what is unknown left out, dates and hours as text."""
    if isinstance(value, dict):
        kept = {name: _pruned(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, [], {})}
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _boxed(value: Any) -> Any:
    """With each box as JSON has it."""
    if isinstance(value, dict):
        if value.keys() == set(Box._fields):
            return list(value.values())
        return {name: _boxed(item) for name, item in value.items()}
    return [_boxed(item) for item in value] if isinstance(value, list) else value


@given(st.from_type(Draft))
@settings(max_examples=50)
def test_nothing_of_a_record_is_lost_in_nested_parquet(draft: Draft) -> None:
    document = Document(SOURCE, (draft,))
    (row,) = pa.array([nested_value(document)], nested_type(Document)).to_pylist()
    assert _pruned(_boxed(row)) == _pruned(to_json(document))
