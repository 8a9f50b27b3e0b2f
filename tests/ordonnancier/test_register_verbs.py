"""Every verb of `register`, run in this process on a register that opens quickly."""

import json
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from ordonnancier.commands.register.journal import describe_event
from prescription.json import dump
from prescription.record import Review, ReviewReason
from storage.journal import Action, Event
from storage.ordonnancier import Listing
from storage.register import Register
from storage.search import Query
from tests.ordonnancier.pages import TRUTH
from tests.ordonnancier.verbs import PHRASE, run

HANDED_OVER = (
    *("--dispensed-on", "2026-03-14", "--patient-address", "2 rue du Port, Quimper"),
    *("--prescriber-address", "1 rue Kéréon, Quimper"),
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def _all_quantities() -> list[str]:
    lines = range(1, len(TRUTH.prescriptions[0].medications) + 1)
    return [word for line in lines for word in ("--quantity", f"{line}=2 boîtes")]


def test_a_sheet_recorded_before_is_noticed(filled: Path, record: Path) -> None:
    again = run("add", filled, record, "--confirmed-by", "Anne Morel")
    assert again.status == 1
    assert "seems recorded already (no. 1)" in again.said
    wanted = run("add", filled, record, "--confirmed-by", "Anne Morel", "--allow-duplicates")
    assert wanted.status == 0
    assert run("duplicates", filled).said == "no. 2: like no. 1\n"


def test_validating_a_draft_numbers_every_listed_drug(register: Path, record: Path) -> None:
    assert run("draft", "add", register, record).said.startswith("draft 1: ")
    assert "DURAND Jeanne" in run("draft", "list", register).said
    (document,) = json.loads(run("draft", "show", register, "1").said)
    assert document["prescriptions"]
    refused = run("draft", "validate", register, "1", "--confirmed-by", "Léa", *HANDED_OVER)
    assert refused.status == 1
    # Every quantity that is missing is named in one go, and no other.
    asked = re.findall(r'--quantity "(\d)=1 boîte"', refused.said)
    assert len(asked) > 1
    given = (word for line in asked for word in ("--quantity", f"{line}=2 boîtes"))
    nearly = run(
        *("draft", "validate", register, "1", "--confirmed-by", "Léa"),
        *HANDED_OVER,
        *list(given)[2:],
    )
    assert re.findall(r'--quantity "(\d)=1 boîte"', nearly.said) == asked[:1]
    done = run(
        *("draft", "validate", register, "1", "--confirmed-by", "Léa"),
        *HANDED_OVER,
        *_all_quantities(),
    )
    assert done.status == 0, done.said
    with Register.open(register, PHRASE) as opened:
        lines = list(opened.ordonnancier())
        assert not list(opened.drafts)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) >= 4
    assert {line.dispensing.quantity for line in lines} == {"2 boîtes"}
    shown = run("ordonnancier", register, "--list", "I").said.splitlines()
    assert len(shown) == sum(line.dispensing.listing is Listing.LIST_I for line in lines)
    assert all(" : 14/03/2026, DURAND Jeanne, " in line for line in shown)


def test_a_draft_is_mended_or_given_up(register: Path, record: Path, tmp_path: Path) -> None:
    run("draft", "add", register, record)
    (draft,) = TRUTH.prescriptions
    shorter = replace(TRUTH, prescriptions=(replace(draft, medications=draft.medications[:1]),))
    mended = tmp_path / "mended.json"
    mended.write_text(dump(shorter), encoding="utf-8")
    assert run("draft", "change", register, "1", mended).status == 0
    assert "1 line," in run("draft", "list", register).said
    assert run("draft", "remove", register, "1").status == 0
    assert "No draft" in run("draft", "list", register).said


def test_a_drug_of_no_known_list_is_told_and_can_be_entered(register: Path, record: Path) -> None:
    (draft,) = TRUTH.prescriptions
    medication = replace(draft.medications[0].medication, text="ZORGLUB", name=None)
    unheard = replace(draft.medications[0], medication=medication)
    record.write_text(
        dump(replace(TRUTH, prescriptions=(replace(draft, medications=(unheard,)),))),
        encoding="utf-8",
    )
    added = run("add", register, record, "--confirmed-by", "Anne", *HANDED_OVER)
    assert "line 1: drug unknown to the lexicon" in added.said
    refused = run("dispense", register, "1", *HANDED_OVER)
    assert "no listed drug known" in refused.said
    entered = run(
        *("dispense", register, "1", *HANDED_OVER),
        *("--line-list", "1=stupéfiant", "--quantity", "1=1 boîte"),
    )
    assert entered.said.startswith("1 : ZORGLUB")


def test_renewing_and_correcting_add_lines_and_change_none(filled: Path, record: Path) -> None:
    first = run("dispense", filled, "1", *HANDED_OVER, "--line", "1", "--quantity", "1=1 boîte")
    assert first.said.startswith("1 : ")
    renewed = run("dispense", filled, "1", *HANDED_OVER, "--line", "1", "--quantity", "1=1 boîte")
    assert renewed.said.startswith("2 : ")
    corrected = run(
        *("dispense", filled, "1", *HANDED_OVER, "--line", "1"),
        *("--quantity", "1=2 boîtes", "--line-list", "1=stupéfiant", "--corrects", "2"),
    )
    assert corrected.status == 0, corrected.said
    assert "replaces 2" in run("ordonnancier", filled).said
    again = run("correct", filled, "1", record, "--confirmed-by", "Léa")
    assert "Entry 2 replaces entry 1." in again.said
    assert "Replaced by no. 2." in run("show", filled, "1").said
    assert run("list", filled, "--count", "--status", "current").said == "1\n"
    assert run("list", filled, "--count", "--status", "replaced").said == "1\n"
    assert run("show", filled, "9").said == "There is no entry 9.\n"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["--patient", "durand"], 1),
        (["--drug", "absent"], 0),
        (["--prescriber", "roux"], 1),
        (["--since", "2026-01-01", "--until", "31/12/2026"], 1),
        (["--until", "2020-01-01"], 0),
        (["--number", "1"], 1),
        (["--atc", "C07"], 1),
        (["--text", "jeanne"], 1),
        (["--list", "stupéfiant"], 0),
    ],
)
def test_filters_count_and_choose(filled: Path, filters: list[str], count: int) -> None:
    assert run("list", filled, "--count", *filters).said == f"{count}\n"
    assert run("export", filled, "--count", *filters).said == f"{count}\n"


def test_exports_are_told_refused_and_noted(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "lignes.csv"
    assert "not encrypted" in run("export", filled, "--csv", out, "--patient", "durand").said
    before = out.read_bytes()
    assert "exists already" in run("export", filled, "--csv", out).said
    assert out.read_bytes() == before
    assert "--excel" in run("export", filled, "--excel", filled).said
    noted = run("journal", filled, "--exports").said
    assert "admin  export (form: csv, prescriptions: 1, patient: durand)" in noted
    assert len(noted.splitlines()) == 1


def test_a_list_tells_what_replaces_an_entry(filled: Path, record: Path) -> None:
    run("correct", filled, "1", record, "--confirmed-by", "Léa")
    listed = run("list", filled).said
    assert re.search(r"^ ?1 → 2 ", listed, re.MULTILINE)
    assert re.search(r"^ ?2 ", listed, re.MULTILINE)


def test_the_journal_tells_recordings_too_in_the_users_language(
    filled: Path, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("dispense", filled, "1", "--line", "1", *HANDED_OVER, "--quantity", "1=2 boîtes")
    run("correct", filled, "1", record, "--confirmed-by", "Anne Morel")
    since = ("--since", "2026-01-01")
    run("export", filled, "--csv", tmp_path / "lignes.csv", "--pseudonymised", *since)
    newest_first = [
        "admin  export (form: csv, prescriptions: 2, since: 01/01/2026, pseudonyms)",
        "admin  prescription no. 2 recorded, replaces no. 1",
        "admin  line no. 1 in the ordonnancier (prescription no. 1)",
        "admin  prescription no. 1 recorded",
        "admin  register created",
    ]
    told = run("journal", filled).said.splitlines()
    assert [line.split("  ", 1)[1] for line in told] == newest_first
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    french = run("journal", filled).said
    assert "export (forme : csv, ordonnances : 2, depuis : 01/01/2026, pseudonymes)" in french
    assert re.match(r"\d\d/\d\d/\d{4} \d\d:\d\d  admin  export", french)
    assert "ordonnance n° 2 enregistrée, remplace le n° 1" in french
    assert "registre créé" in french


def test_every_action_and_detail_of_the_journal_has_words(
    filled: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = [Event(1, datetime.now(UTC), "Anne", action, {}) for action in Action]
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    french = set(map(describe_event, said))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert len(french) == len(set(map(describe_event, said))) == len(Action)
    every = dict.fromkeys(Query.__dataclass_fields__, "x")
    event = Event(1, datetime.now(UTC), "Anne", Action.EXPORT, every)
    assert describe_event(event).count("x") >= len(every)
    stick = tmp_path / "stick"
    stick.mkdir()
    for verb in (
        ("pharmacy", filled, "--name", "Pharmacie", "--address", "Quimper"),
        ("print", filled, tmp_path / "out.pdf", "--list", "I"),
        ("backup", filled, stick),
        ("recovery-sheet", filled, tmp_path / "sheet.pdf"),
        ("purge", filled, "--yes"),
    ):
        assert run(*verb).status == 0
    told = run("journal", filled).said
    assert "ordonnancier printed (lines: 0, classed by: date, list: I)" in told
    assert "setting changed (name: pharmacy)" in told


def test_what_is_left_to_check_of_a_draft_is_named(register: Path, tmp_path: Path) -> None:
    (draft,) = TRUTH.prescriptions
    doubt = Review("medication.strength", ReviewReason.LOW_OCR_CONFIDENCE, "2,5 rng")
    line = replace(draft.medications[0], review=(doubt,))
    record = tmp_path / "fiche.json"
    doubtful = replace(draft, medications=(line, *draft.medications[1:]))
    record.write_text(dump(replace(TRUTH, prescriptions=(doubtful,))), encoding="utf-8")
    run("draft", "add", register, record)
    refused = run("draft", "validate", register, "1", "--confirmed-by", "Léa")
    assert refused.status == 1
    assert "is not recorded, 1 point to compare with the paper" in refused.said
    assert f"- {line.medication.name}: uncertain reading (strength): “2,5 rng”" in refused.said
    done = run("draft", "validate", register, "1", "--reviewed-by", "Léa")
    assert "Recorded as no. 1: ordonnance.png, checked by Léa." in done.said


def test_research_tables_land_in_a_new_folder(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "omop"
    done = run("export", filled, "--omop", out)
    assert done.status == 0, done.said
    assert {file.name for file in out.iterdir()} == {"person.csv", "drug_exposure.csv"}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert "--force" in run("export", filled, "--help").said
    again = run("export", filled, "--omop", out, "--force")
    assert again.status == 0, again.said
    nowhere = run("export", filled, "--omop", tmp_path / "absent" / "omop")
    assert nowhere.status == 1
    assert f"{tmp_path / 'absent'} does not exist" in nowhere.said


def test_the_edition_is_printed_in_the_pharmacys_name(filled: Path, tmp_path: Path) -> None:
    run("dispense", filled, "1", *HANDED_OVER, *_all_quantities())
    out = tmp_path / "ordonnancier.pdf"
    assert "pharmacy" in run("print", filled, out).said
    named = ("--name", "Pharmacie du Steir", "--address", "3 quai du Steir, Quimper")
    assert run("pharmacy", filled, *named).status == 0
    printed = run("print", filled, out, "--by", "patient")
    assert "not encrypted" in printed.said
    text = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    assert "Pharmacie du Steir" in text
    assert "DURAND Jeanne" in text


def test_what_a_person_settled_is_not_shown_as_open(register: Path, tmp_path: Path) -> None:
    (draft,) = TRUTH.prescriptions
    doubt = Review("medication.strength", ReviewReason.LOW_OCR_CONFIDENCE)
    line = replace(draft.medications[0], confidence=0.41, review=(doubt,))
    asked = Review("patient.name", ReviewReason.UNREAD_TEXT)
    doubted = replace(draft, medications=(line,), review=(asked,))
    path = tmp_path / "doubted.json"
    path.write_text(dump(replace(TRUTH, prescriptions=(doubted,))), encoding="utf-8")
    done = run("add", register, path, "--reviewed-by", "Anne Morel")
    assert done.status == 0, done.said
    shown = run("show", register, "1").said
    assert "Checked by Anne Morel on the prescription" in shown
    assert "- uncertain" in shown
    assert "To check" not in shown
    assert "41%" not in shown
    (kept,) = json.loads(run("show", register, "1", "--format", "json").said)
    assert "low-ocr-confidence" in json.dumps(kept)


def test_a_record_that_replaces_another_holds_one_prescription(
    filled: Path, record: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    drafts = TRUTH.prescriptions * 2
    other.write_text(dump(replace(TRUTH, prescriptions=drafts)), encoding="utf-8")
    assert run("draft", "add", filled, record).status == 0
    for verb in (
        ("draft", "change", filled, "1", other),
        ("correct", filled, "1", other, "--confirmed-by", "Léa"),
    ):
        refused = run(*verb)
        assert refused.status == 1, refused.said
        assert "other.json holds 2 prescriptions: there must be one." in refused.said
