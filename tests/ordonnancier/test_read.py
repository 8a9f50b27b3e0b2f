"""`read`: images and PDFs to records, in every format."""

import csv
import io
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ordonnancier.demo import SAMPLE
from prescription.json import load
from prescription.record import MedicationRequest
from tests.ordonnancier import pages
from tests.ordonnancier.pages import TRUTH
from tests.ordonnancier.running import FRENCH, run_cli

READINGS = {
    "ordonnance.png": SAMPLE.read_bytes,
    "ordonnance.pdf": pages.as_pdf,
    "ordonnance.jpg": pages.as_grey_jpeg,
    "de_travers.png": pages.skewed,
}


@pytest.mark.parametrize("name", READINGS)
def test_every_field_of_the_sample_is_read(name: str, tmp_path: Path) -> None:
    page = pages.write(tmp_path, name, READINGS[name]())
    finished = run_cli("read", page, "--format", "jsonl")
    assert (finished.status, finished.err, finished.left_in_temp) == (0, "", ())
    document = load(finished.out)
    assert document.source.name == name
    assert document.source.pages == 1
    (found,), (true,) = document.prescriptions, TRUTH.prescriptions
    assert found.authored_on == true.authored_on
    assert found.prescriber == true.prescriber
    assert found.patient == true.patient
    assert [fields(line) for line in found.medications] == [
        fields(line) for line in true.medications
    ]
    for line, true_line in zip(found.medications, true.medications, strict=True):
        for dosage, true_dosage in zip(
            line.dosage_instruction, true_line.dosage_instruction, strict=True
        ):
            assert spaced(true_dosage.text) in spaced(dosage.text)
    assert [item.text for item in found.other_items] == [item.text for item in true.other_items]


def fields(line: MedicationRequest) -> tuple[object, ...]:
    """Everything the page says of a line."""
    return (
        line.medication,
        line.zone,
        [replace(dosage, text=None) for dosage in line.dosage_instruction],
        line.dispense_request,
        line.substitution,
    )


def spaced(text: str | None) -> str:
    """The words with one space between."""
    return " ".join((text or "").split())


@pytest.fixture(scope="module")
def two_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A page, a bad file, a page."""
    folder = tmp_path_factory.mktemp("files")
    good = SAMPLE.read_bytes()
    return (
        pages.write(folder, "première.png", good),
        pages.write(folder, "vide.png", b""),
        pages.write(folder, "seconde.png", good),
    )


def test_a_bad_file_does_not_stop_the_others(two_files: tuple[Path, ...]) -> None:
    finished = run_cli("read", *two_files, "--format", "json")
    assert finished.status == 1
    assert finished.sentences == [f"{two_files[1]}: The file is empty."]
    documents = json.loads(finished.out)
    assert [d["source"]["name"] for d in documents] == ["première.png", "seconde.png"]


def test_a_file_nobody_may_read_does_not_stop_the_others(
    two_files: tuple[Path, ...], tmp_path: Path
) -> None:
    closed = pages.write(tmp_path, "fermée.png", SAMPLE.read_bytes())
    closed.chmod(0)
    finished = run_cli("read", closed, two_files[0], "--format", "jsonl", as_user=True)
    assert finished.status == 1
    assert finished.sentences == [f"{closed}: You have no right to read this file."]
    assert load(finished.out).source.name == "première.png"


def test_json_lines_are_whole_documents(two_files: tuple[Path, ...]) -> None:
    finished = run_cli("read", two_files[0], two_files[2], "--format", "jsonl")
    assert finished.status == 0
    names = [load(line).source.name for line in finished.out.splitlines()]
    assert names == ["première.png", "seconde.png"]


def test_csv_has_one_row_for_each_medication(two_files: tuple[Path, ...]) -> None:
    finished = run_cli("read", two_files[0], "--format", "csv")
    assert finished.status == 0
    assert finished.out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(finished.out.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == len(TRUTH.prescriptions[0].medications)
    assert rows[0]["patient"] == "DURAND Jeanne"
    assert rows[0]["dosage"] == "2,5 mg"
    # Nobody confirmed these lines, and they stand in no register.
    assert {rows[0][name] for name in ("numero", "enregistre_le", "confirme_par")} == {""}


@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_says_all_and_fits(columns: int) -> None:
    finished = run_cli("read", SAMPLE, locale=FRENCH, columns=columns)
    assert (finished.status, finished.err) == (0, "")
    assert max(map(len, finished.out.splitlines())) <= columns
    assert "…" not in finished.out
    told = " ".join(finished.out.split())
    for expected in ("ROUX", "DURAND Jeanne", "12/03/2026", "Bilan biologique", "À vérifier"):
        assert expected in told
    for line in TRUTH.prescriptions[0].medications:
        assert str(line.medication.name) in told


def test_a_blank_page_is_told_and_stays_in_the_output(tmp_path: Path) -> None:
    blank = io.BytesIO()
    Image.new("L", (1654, 2339), 255).save(blank, "PNG")
    page = pages.write(tmp_path, "blanche.png", blank.getvalue())
    finished = run_cli("read", page, "--format", "json")
    assert finished.status == 1
    assert "blanche.png" in finished.err
    assert len(json.loads(finished.out)) == 1


def test_a_page_from_standard_input() -> None:
    finished = run_cli("read", "-", "--format", "json", stdin=SAMPLE.read_bytes())
    assert finished.status == 0
    (document,) = json.loads(finished.out)
    assert document["source"]["name"] == "-"


def test_out_appears_whole_for_its_owner_alone(two_files: tuple[Path, ...], tmp_path: Path) -> None:
    out = tmp_path / "fiches.jsonl"
    finished = run_cli("read", two_files[0], "--format", "jsonl", "--out", out)
    assert (finished.status, finished.out) == (0, "")
    assert "not encrypted" in finished.err
    assert load(out.read_text(encoding="utf-8")).source.name == "première.png"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = out.read_bytes()
    # Nothing could be read: what the file held stays.
    unread = run_cli("read", two_files[1], "--format", "jsonl", "--out", out, "--force")
    assert unread.status == 1
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_out_never_replaces_the_page(two_files: tuple[Path, ...]) -> None:
    before = two_files[0].read_bytes()
    finished = run_cli("read", two_files[0], "--out", two_files[0])
    assert finished.status == 1
    assert "is also a file to read" in finished.err
    assert two_files[0].read_bytes() == before


def test_out_replaces_another_file_only_when_told_so(tmp_path: Path) -> None:
    out = tmp_path / "fiche.csv"
    out.write_text("kept")
    refused = run_cli("read", SAMPLE, "--format", "csv", "--out", out, locale=FRENCH)
    assert refused.status == 1
    assert refused.sentences == [
        f"{out} existe déjà : choisissez un autre nom, ou --force pour le remplacer."
    ]
    assert out.read_text() == "kept"
    line = b"Doliprane 1 g : 1 cp x3/j"
    assert run_cli("parse", "-", "--format", "csv", "--out", out, stdin=line).status == 1
    assert out.read_text() == "kept"
    done = run_cli("parse", "-", "--format", "csv", "--out", out, "--force", stdin=line)
    assert done.status == 0
    assert "Doliprane" in out.read_text(encoding="utf-8")


def test_out_in_no_folder_is_said_before_any_reading(tmp_path: Path) -> None:
    out = tmp_path / "absent" / "x.json"
    finished = run_cli("read", SAMPLE, "--out", out)
    assert finished.status == 1
    assert finished.sentences == [f"The folder {out.parent} does not exist."]


def test_a_page_scanned_twice_is_counted_once_and_said(tmp_path: Path) -> None:
    scan = pages.write(tmp_path, "scan.tiff", pages.as_tiff_of_two_pages())
    finished = run_cli("read", scan, "--format", "json")
    assert finished.status == 0
    (document,) = json.loads(finished.out)
    assert document["source"]["pages"] == 2
    (draft,) = document["prescriptions"]
    assert {line["page"] for line in draft["medications"]} == {1}
    assert [r["page"] for r in draft["review"] if "copie" in r.get("text", "")] == [2]
