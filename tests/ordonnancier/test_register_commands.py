"""`register`: create, add, list, export, with the passphrase from a file descriptor."""

import csv
import io
import json
import os
import stat
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from prescription.json import dump, to_json
from prescription.record import Document, Review, ReviewReason
from tests.ordonnancier.pages import TRUTH
from tests.ordonnancier.running import COMMAND, ENGLISH, FRENCH, Finished, environment, run_cli

PHRASE = "trois petits chats bleus"
CHECKED = TRUTH  # every review of the truth is empty


def to_check(document: Document) -> Document:
    """The same document with one point open."""
    (draft,) = document.prescriptions
    review = Review("patient.birthDate", ReviewReason.LOW_OCR_CONFIDENCE)
    return replace(document, prescriptions=(replace(draft, review=(review,)),))


def with_phrase(*arguments: str | Path, phrase: str = PHRASE, **options: Any) -> Finished:
    """Run a register command, the passphrase on a descriptor of its own."""
    read_end, write_end = os.pipe()
    os.write(write_end, f"{phrase}\n".encode())
    os.close(write_end)
    try:
        return run_cli(
            "register", *arguments, "--passphrase-fd", str(read_end), pass_fds=[read_end], **options
        )
    finally:
        os.close(read_end)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register."""
    path = tmp_path / "registre.ordonnancier"
    created = with_phrase("create", path)
    assert created.status == 0, created.err
    return path


def test_the_register_is_encrypted_and_its_owners_alone(register: Path) -> None:
    keys = register.with_name(register.name + ".keys")
    assert not register.read_bytes().startswith(b"SQLite format 3")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (register, keys)} == {0o600}


def test_a_checked_record_enters_and_comes_out_again(register: Path, tmp_path: Path) -> None:
    record = tmp_path / "fiche.json"
    record.write_text(f"[{dump(CHECKED)}]", encoding="utf-8")
    added = with_phrase("add", register, record, "--confirmed-by", "Anne Morel")
    assert added.status == 0, added.err
    assert added.out == "Recorded as no. 1: ordonnance.png, checked by Anne Morel.\n"

    listed = with_phrase("list", register, "--format", "json")
    (entry,) = json.loads(listed.out)
    assert entry["number"] == 1
    assert entry["prescription"]["confirmedBy"] == "Anne Morel"
    assert entry["prescription"]["content"] == to_json(CHECKED.prescriptions[0])

    table = with_phrase("list", register, locale=FRENCH, columns=140)
    for expected in ("DURAND Jeanne", "Dr Hélène ROUX", "Anne Morel", "Enregistrée"):
        assert expected in table.out

    for profile, mark, strength in (("fr", ";", "2,5 mg"), ("international", ",", "2.5 mg")):
        out = tmp_path / f"{profile}.csv"
        exported = with_phrase("export", register, "--csv", out, "--profile", profile)
        assert exported.status == 0, exported.err
        assert "not encrypted" in exported.err
        text = out.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
        assert len(rows) == len(CHECKED.prescriptions[0].medications)
        assert strength in rows[0].values()
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_record_with_points_to_check_needs_who_looked(register: Path, tmp_path: Path) -> None:
    record = tmp_path / "fiche.jsonl"
    record.write_text(f"{dump(CHECKED)}\n{dump(to_check(CHECKED))}\n", encoding="utf-8")
    for options, reason in (
        ((), "Nothing enters the register without the name"),
        (("--confirmed-by", "Anne Morel"), "1 point to compare"),
        (("--reviewed-by", " "), "Nothing enters the register without the name"),
    ):
        refused = with_phrase("add", register, record, *options)
        assert (refused.status, refused.out) == (1, "")
        assert reason in refused.err
    assert json.loads(with_phrase("list", register, "--format", "json").out) == []
    added = with_phrase("add", register, record, "--reviewed-by", "Anne Morel")
    assert added.status == 0, added.err
    assert len(json.loads(with_phrase("list", register, "--format", "json").out)) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "holds no prescription"),
        ("[]", "holds no prescription"),
        ("{}", "no record given by"),
        ('{"source": 3}', "no record given by"),
        ("Doliprane", "no record given by"),
        ("[" * 100_000, "no record given by"),
        ('{"source": {"name": "a", "sha256": "", "pages": NaN}}', "no record given by"),
    ],
)
def test_what_is_no_record_is_refused(
    content: str, reason: str, register: Path, tmp_path: Path
) -> None:
    record = tmp_path / "fiche.json"
    record.write_text(content, encoding="utf-8")
    refused = with_phrase("add", register, record, "--confirmed-by", "Anne Morel")
    assert refused.status == 1
    (sentence,) = refused.sentences
    assert sentence.startswith(f"{record}: ")
    assert reason in sentence


def test_a_wrong_passphrase_opens_nothing(register: Path) -> None:
    refused = with_phrase("list", register, phrase="une autre phrase")
    assert (refused.status, refused.out) == (1, "")
    assert refused.sentences == ["The passphrase is wrong."]


def test_a_short_passphrase_makes_no_register(tmp_path: Path) -> None:
    path = tmp_path / "registre"
    refused = with_phrase("create", path, phrase="court")
    assert refused.status == 1
    assert "at least 12 characters" in refused.err
    assert not path.exists()


def test_create_never_replaces_a_file(register: Path) -> None:
    before = register.read_bytes()
    refused = with_phrase("create", register)
    assert refused.status == 1
    assert "exists already" in refused.err
    assert register.read_bytes() == before


def test_export_never_replaces_the_register(register: Path) -> None:
    for target in (register, register.with_name(register.name + ".keys")):
        before = target.read_bytes()
        refused = with_phrase("export", register, "--csv", target)
        assert refused.status == 1
        assert target.read_bytes() == before


def test_without_a_terminal_the_passphrase_is_not_read_from_standard_input(register: Path) -> None:
    process = subprocess.run(
        [*COMMAND, "register", "list", str(register)],
        input=f"{PHRASE}\n".encode(),
        capture_output=True,
        check=False,
        env=environment(ENGLISH),
        start_new_session=True,
    )
    assert process.returncode == 1
    assert b"--passphrase-fd" in process.stderr
    closed = run_cli("register", "list", register, "--passphrase-fd", "77")
    assert closed.status == 1
    assert "Descriptor 77 cannot be read" in closed.err
