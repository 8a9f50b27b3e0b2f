"""The ordonnancier: no number missing, none twice, nothing rewritten unseen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import IntegrityError

from storage.faults import AlreadyCorrected, NoSuchEntry
from storage.ordonnancier import Dispensing, Listing
from storage.register import Register
from tests.storage.conftest import LIGHT, PASSPHRASE, PATIENT, SOURCE, make_prescription
from tests.storage.damaging import PAGE, damaged
from tests.storage.elsewhere import Confirm, start

DISPENSING = Dispensing(
    line=1,
    listing=Listing.LIST_I,
    dispensed_on=date(2026, 3, 13),
    drug="Doliprane 1000 mg comprimé",
    quantity="2 boîtes",
    prescriber="Dr Hélène ROUX",
    prescriber_address="1 place de la Mairie, 29200 Brest",
    patient=PATIENT,
    patient_address="2 rue du Port, 29200 Brest",
)
NARCOTIC = replace(DISPENSING, line=2, listing=Listing.NARCOTIC, hospital="CHU", service="Soins")


def test_each_listed_drug_gets_its_number(register: Register, register_path: Path) -> None:
    first = register.add(make_prescription(), SOURCE, dispensings=[DISPENSING, NARCOTIC])
    second = register.add(make_prescription(), SOURCE)
    assert register.dispense(second, [DISPENSING]) == (3,)
    assert register.dispense(first, [NARCOTIC]) == (4,)
    register.close()
    with Register.open(register_path, PASSPHRASE) as again:
        lines = list(again.ordonnancier())
        assert [line.number for line in lines] == [1, 2, 3, 4]
        assert [line.dispensing for line in lines] == [DISPENSING, NARCOTIC, DISPENSING, NARCOTIC]
        assert [line.prescription for line in lines] == [first, first, second, first]
        assert [line.number for line in again.ordonnancier(prescription=first)] == [1, 2, 4]
        assert [line.number for line in again.ordonnancier(listing=Listing.NARCOTIC)] == [2, 4]
        assert again.verify().is_sound


def test_a_correction_points_to_what_it_replaces(register: Register) -> None:
    register.add(make_prescription(), SOURCE, dispensings=[DISPENSING])
    fixed = replace(DISPENSING, quantity="1 boîte")
    assert register.correct_dispensing(1, fixed) == 2
    old, new = register.ordonnancier()
    assert (old.dispensing, old.corrects) == (DISPENSING, None)
    assert (new.dispensing, new.corrects) == (fixed, 1)
    with pytest.raises(AlreadyCorrected):
        register.correct_dispensing(1, fixed)
    with pytest.raises(NoSuchEntry):
        register.correct_dispensing(9, fixed)
    assert register.add(make_prescription("AUTRE"), SOURCE, corrects=1) == 2
    corrected = register.entry(2)
    assert corrected is not None
    assert corrected.corrects == 1
    with pytest.raises(AlreadyCorrected):
        register.add(make_prescription(), SOURCE, corrects=1)
    with pytest.raises(NoSuchEntry):
        register.dispense(7, [DISPENSING])
    assert [entry.number for entry in register.entries()] == [1, 2]


def test_a_line_that_does_not_exist_records_nothing(register: Register) -> None:
    with pytest.raises(ValueError, match="line"):
        register.add(make_prescription(), SOURCE, dispensings=[replace(DISPENSING, line=3)])
    assert list(register.entries()) == []
    assert list(register.ordonnancier()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ordonnancier SET listing = 'II'",
        "UPDATE ordonnancier_content SET content = '{}'",
        "DELETE FROM ordonnancier",
        "DELETE FROM ordonnancier_content",
        "REPLACE INTO ordonnancier SELECT * FROM ordonnancier",
        "INSERT INTO ordonnancier SELECT 3, prescription, listing, recorded_at, recorded_by, "
        "corrects, content_digest, previous_hash, content_digest FROM ordonnancier",
    ],
)
def test_no_statement_changes_a_line(register: Register, statement: str) -> None:
    register.add(make_prescription(), SOURCE, dispensings=[DISPENSING])
    with pytest.raises(IntegrityError, match=r"append-only|numbers follow"):
        register.vault.execute(statement)
    assert [line.dispensing for line in register.ordonnancier()] == [DISPENSING]


def _number_many(confirm: Confirm, path: Path, count: int) -> None:
    with Register.open(path, PASSPHRASE) as register:
        for _ in range(count):
            number = register.add(make_prescription(), SOURCE, dispensings=[DISPENSING])
            (line,) = register.ordonnancier(prescription=number)
            confirm((number, line.number))


def test_two_processes_number_without_gap(register_path: Path) -> None:
    Register.create(register_path, PASSPHRASE, cost=LIGHT).close()
    both = [start(_number_many, register_path, 300) for _ in range(2)]
    given = [numbers for each in both for numbers in each.confirmed()]
    assert sorted(number for number, _ in given) == list(range(1, 601))
    assert sorted(line for _, line in given) == list(range(1, 601))
    with Register.open(register_path, PASSPHRASE) as register:
        report = register.verify()
        assert report.findings == ()
        assert (report.prescriptions, report.dispensings) == (600, 600)


def _forge(register: Register, statement: str) -> None:
    # What the triggers forbid, someone who holds the key could still do without them.
    vault = register.vault
    triggers = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    for row in list(vault.query(triggers)):
        vault.execute(f"DROP TRIGGER {row['name']}")
    vault.execute("PRAGMA foreign_keys = OFF")
    vault.execute(statement)


@pytest.mark.parametrize(
    ("statement", "table", "number", "words"),
    [
        (
            "UPDATE prescription_content SET content = replace(content, 'QU', 'XX') "
            "WHERE number = 3",
            "prescription",
            3,
            "content has changed",
        ),
        (
            "UPDATE prescription SET recorded_at = '2020-01-01' WHERE number = 4",
            "prescription",
            4,
            "seal does not match",
        ),
        ("DELETE FROM prescription WHERE number = 2", "prescription", 2, "missing"),
        ("DELETE FROM prescription_content WHERE number = 2", "prescription", 2, "is missing"),
        ("DELETE FROM prescription_page WHERE number = 5", "prescription", 5, "has changed"),
        ("UPDATE page_image SET image = x'00'", "page_image", 1, "image is no longer"),
        (
            "UPDATE ordonnancier_content SET content = replace(content, '2 bo', '9 bo') "
            "WHERE number = 3",
            "ordonnancier",
            3,
            "content has changed",
        ),
        (
            "UPDATE ordonnancier SET hash = zeroblob(32) WHERE number = 2",
            "ordonnancier",
            3,
            "does not follow",
        ),
        ("DELETE FROM ordonnancier WHERE number < 3", "ordonnancier", 1, "1–2: missing"),
    ],
)
def test_a_forgery_is_found_where_it_is(
    register: Register, statement: str, table: str, number: int, words: str
) -> None:
    for _ in range(6):
        register.add(make_prescription(), SOURCE, [b"page"], dispensings=[DISPENSING])
    sound = register.verify()
    assert sound.is_sound
    assert (sound.prescriptions, sound.dispensings, sound.images) == (6, 6, 1)
    _forge(register, statement)
    findings = register.verify().findings
    assert any(
        (found.table, found.number) == (table, number) and words in found.en for found in findings
    ), findings


def test_a_rewritten_history_has_another_seal(register: Register, tmp_path: Path) -> None:
    register.add(make_prescription(), SOURCE, dispensings=[DISPENSING])
    before = register.verify()
    with Register.create(tmp_path / "forged", PASSPHRASE, cost=LIGHT) as forged:
        forged.add(make_prescription("AUTRE"), SOURCE, dispensings=[DISPENSING])
        after = forged.verify()
    assert after.is_sound
    assert after.prescription_seal != before.prescription_seal
    assert after.ordonnancier_seal != before.ordonnancier_seal


def test_a_flipped_byte_is_found_with_its_page(register: Register, register_path: Path) -> None:
    for number in range(30):
        register.add(make_prescription(), SOURCE, [bytes([number]) * 9000])
    register.close()
    content = register_path.read_bytes()
    for page in range(2, len(content) // PAGE, 17):
        flipped = damaged(content, page)
        register_path.write_bytes(flipped)
        with Register.inspect(register_path, PASSPHRASE) as broken:
            report = broken.verify()
        assert page + 1 in [found.page for found in report.findings]
        assert register_path.read_bytes() == flipped
