"""`ordonnancier reference` as a user runs it, and where else the reference speaks up."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ordonnancier.reference.importing import import_reference
from tests.ordonnancier.official_files import write_files
from tests.ordonnancier.running import FRENCH, run_cli


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    import_reference(write_files(folder / "files"), folder / "reference.sqlite")
    return folder


@pytest.fixture
def reference(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the reference, which the command line uses, as old as its files."""
    path = tmp_path / "reference.sqlite"
    path.write_bytes((made / "reference.sqlite").read_bytes())
    monkeypatch.setenv("ORDONNANCIER_REFERENCE", str(path))
    return path


def set_age(reference: Path, days: int) -> None:
    newest = date.today() - timedelta(days)  # noqa: DTZ011 - a day of the user's calendar
    with closing(sqlite3.connect(reference)) as database, database:
        database.execute("UPDATE meta SET value = ? WHERE key = 'newest'", (newest.isoformat(),))


def test_an_import_prints_rows_and_what_changed(made: Path, reference: Path) -> None:
    reference.unlink()
    first = run_cli("reference", "import", made / "files")
    assert first.status == 0
    assert "CIS_COMPO_bdpm.txt" in first.out
    assert "120 rows" in first.out
    assert "First import." in first.out
    again = run_cli("reference", "import", made / "files", locale=FRENCH)
    assert "120 lignes" in again.out
    assert "Rien n'a changé depuis le dernier import." in again.out


def test_changes_are_told_in_numbers(made: Path, reference: Path, tmp_path: Path) -> None:
    def rename(tables: dict[str, list[list[str]]]) -> None:
        for row in tables["CIS_bdpm.txt"][:2]:
            row[1] = row[1].replace("BRELLUDAN", "BRELLUDEX")

    finished = run_cli("reference", "import", write_files(tmp_path / "files", rename))
    assert "Since the last import: +1 names, −0, 2 strengths." in finished.out


def test_a_damaged_file_is_named_in_one_sentence(
    made: Path, reference: Path, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "files")
    whole = (folder / "CIS_CPD_bdpm.txt").read_bytes()
    (folder / "CIS_CPD_bdpm.txt").write_bytes(whole[:-30])
    before = reference.read_bytes()
    finished = run_cli("reference", "import", folder, locale=FRENCH)
    assert finished.status == 1
    assert finished.sentences == [
        "CIS_CPD_bdpm.txt est abîmé : sa dernière ligne est coupée. Téléchargez-le de nouveau ; "
        "rien n'a été changé."
    ]
    assert reference.read_bytes() == before


def test_of_several_empty_files_the_main_one_is_named(reference: Path, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "files")
    for name in ("CIS_bdpm.txt", "CIS_COMPO_bdpm.txt"):
        (folder / name).write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "files.zip", "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    for source in (folder, tmp_path / "files.zip"):
        finished = run_cli("reference", "import", source, locale=FRENCH)
        assert finished.sentences == [
            "CIS_bdpm.txt est abîmé : il est vide. Téléchargez-le de nouveau ; rien n'a été changé."
        ]


def test_status_without_a_reference_says_that_the_lexicon_serves() -> None:
    finished = run_cli("reference", "status")
    assert finished.status == 0
    assert finished.sentences == [
        "No official reference is imported: the lexicon of the program is used."
    ]


def test_status_tells_date_counts_and_age(reference: Path) -> None:
    set_age(reference, 40)
    finished = run_cli("reference", "status")
    assert finished.err == ""
    assert "(40 days old)" in finished.out
    answer = json.loads(run_cli("reference", "status", "--format", "json").out)
    assert answer["ageInDays"] == 40
    assert answer["counts"]["drugs"] == 120
    assert answer["files"]["CIS_CIP_bdpm.txt"] == 240


@pytest.mark.parametrize(
    "arguments", [("reference", "status"), ("parse", "--format", "json"), ("doctor",)]
)
def test_a_reference_older_than_six_months_is_mentioned(
    reference: Path, arguments: tuple[str, ...]
) -> None:
    set_age(reference, 170)
    assert "months old" not in _said(arguments)
    set_age(reference, 200)
    assert "import newer files" in _said(arguments)


def _said(arguments: tuple[str, ...]) -> str:
    finished = run_cli(*arguments, stdin=b"Doliprane 1 g 1 cp le soir")
    assert finished.status == 0
    return " ".join((finished.out + finished.err).split())


def test_reading_knows_the_names_that_were_imported(reference: Path) -> None:
    line = "ZORVALINE 75 mg : 1 comprimé le matin pendant 3 mois".encode()
    (medication,) = read_one(line)
    assert medication["medication"]["name"] == "Zorvaline"
    assert medication["medication"]["atc"] == "N02BA01"
    assert medication["review"] == []


def test_a_strength_that_the_reference_lacks_is_not_marketed(reference: Path) -> None:
    (medication,) = read_one("ZORVALINE 57 mg : 1 comprimé le matin pendant 3 mois".encode())
    assert [review["reason"] for review in medication["review"]] == ["strength-not-marketed"]
    assert "75 mg" in medication["review"][0]["text"]


def test_without_the_reference_the_same_name_is_unknown() -> None:
    for medication in read_one("ZORVALINE 75 mg : 1 comprimé le matin".encode()):
        assert "unknown-drug" in {review["reason"] for review in medication["review"]}


def read_one(line: bytes) -> list[dict[str, Any]]:
    finished = run_cli("parse", "--format", "json", "--quiet", stdin=line)
    medications: list[dict[str, Any]] = json.loads(finished.out)[0]["prescriptions"][0][
        "medications"
    ]
    return medications


@pytest.mark.parametrize("content", [b"", b"no database at all", None])
def test_a_damaged_reference_is_told_and_reading_goes_on(
    reference: Path, content: bytes | None
) -> None:
    reference.write_bytes(reference.read_bytes()[:9000] if content is None else content)
    finished = run_cli("parse", "--format", "json", stdin=b"Doliprane 1 g 1 cp le soir")
    assert finished.status == 0
    assert json.loads(finished.out)[0]["prescriptions"][0]["medications"]
    assert "damaged" in finished.err
    assert run_cli("reference", "status").status == 1


def test_look_up_tells_scores_strengths_packs_list_and_conditions(reference: Path) -> None:
    finished = run_cli("reference", "lookup", "zorvaline", "75", locale=FRENCH, columns=120)
    assert finished.status == 0
    assert "Zorvaline" in finished.out
    assert "comprimé 75 mg" in finished.out
    assert "100 mg" not in finished.out
    assert "30 comprimés" in finished.out
    assert "3400900008030" in finished.out
    assert "stupéfiant" in finished.out
    assert "100%" in finished.out


def test_look_up_as_json_names_every_official_drug(reference: Path) -> None:
    finished = run_cli("reference", "lookup", "zorvalime 75 mg", "--format", "json", "--quiet")
    (found, *_) = json.loads(finished.out)
    assert (found["name"], found["strengths"], found["atc"]) == (
        "Zorvaline", ["75 mg"], ["N02BA01"],
    )  # fmt: skip
    assert 0 < found["score"] < 1
    (product,) = found["products"]
    assert product["label"] == "ZORVALINE 75 mg, comprimé pelliculé"
    assert [pack["size"] for pack in product["packs"]] == ["30 comprimés", "90 comprimés"]
    assert product["conditions"][-1] == "stupéfiants"


def test_look_up_without_a_reference_knows_the_lexicon() -> None:
    finished = run_cli("reference", "lookup", "kardegic 75", "--format", "json")
    (found, *_) = json.loads(finished.out)
    assert (found["name"], found["strengths"], found["products"]) == ("Kardégic", ["75 mg"], [])


def test_look_up_of_what_is_no_drug_says_so() -> None:
    finished = run_cli("reference", "lookup", "qzxjwvk", locale=FRENCH)
    assert (finished.status, finished.out) == (0, "")
    assert finished.sentences == ["Aucun médicament de ce nom."]
