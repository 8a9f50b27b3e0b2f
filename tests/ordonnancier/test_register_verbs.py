"""Every verb of `register`, run in this process on a register that opens quickly."""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import keyring
import pypdfium2
import pytest
from click.testing import CliRunner
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from ordonnancier.commands.register import register as group
from prescription.json import dump
from prescription.record import Document
from storage.ordonnancier import Listing
from storage.register import Register
from tests.ordonnancier.pages import TRUTH
from tests.storage.conftest import LIGHT

PHRASE = "trois petits chats bleus"
OTHER = "quatre chevaux roses"
HANDED_OVER = (
    *("--dispensed-on", "2026-03-14", "--patient-address", "2 rue du Port, Quimper"),
    *("--prescriber-address", "1 rue Kéréon, Quimper"),
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a verb ended, and all it said."""

    status: int
    said: str


@contextmanager
def _descriptor(phrase: str) -> Iterator[str]:
    read_end, write_end = os.pipe()
    os.write(write_end, f"{phrase}\n".encode())
    os.close(write_end)
    try:
        yield str(read_end)
    finally:
        os.close(read_end)


def run(*arguments: str | Path, phrase: str | None = PHRASE, new: str = "") -> Ended:
    """Run a verb; `new` is the new passphrase where one is asked for."""
    with _descriptor(phrase or "") as first, _descriptor(new) as second:
        typed = [*map(str, arguments)]
        typed += ["--passphrase-fd", first] if phrase else []
        typed += ["--new-passphrase-fd", second] if new else []
        result = CliRunner().invoke(group, typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.output)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register."""
    path = tmp_path / "registre.ordonnancier"
    Register.create(path, PHRASE, cost=LIGHT).close()
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with nothing to check."""
    path = tmp_path / "fiche.json"
    path.write_text(dump(TRUTH), encoding="utf-8")
    return path


@pytest.fixture
def filled(register: Path, record: Path) -> Path:
    """A register with one prescription."""
    assert run("add", register, record, "--confirmed-by", "Anne Morel").status == 0
    return register


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
    assert "quantity" in refused.said
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


def test_a_draft_is_mended_or_given_up(register: Path, record: Path, tmp_path: Path) -> None:
    run("draft", "add", register, record)
    (draft,) = TRUTH.prescriptions
    shorter = replace(TRUTH, prescriptions=(replace(draft, medications=draft.medications[:1]),))
    mended = tmp_path / "mended.json"
    mended.write_text(dump(shorter), encoding="utf-8")
    assert run("draft", "change", register, "1", mended).status == 0
    assert "1 line(s)" in run("draft", "list", register).said
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
    assert "line(s) 1: drug unknown to the lexicon" in added.said
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
    assert "admin  export  kind=csv, count=1, patient=durand" in noted
    assert len(noted.splitlines()) == 1


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


def test_backing_up_restoring_and_verifying(filled: Path, tmp_path: Path) -> None:
    assert "never been backed up" in run("status", filled).said
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = Path(run("backup", filled, stick).said.splitlines()[0])
    assert "never been backed up" not in run("status", filled).said
    rehearsed = run("restore", copy, "--into", tmp_path / "try", "--rehearse")
    assert "Sound backup: 1 prescription(s)" in rehearsed.said
    assert not (tmp_path / "try").exists()
    assert run("restore", copy, "--into", filled).status == 1
    assert run("restore", copy, "--into", tmp_path / "restored").status == 0
    assert "The register is sound." in run("verify", tmp_path / "restored").said
    assert str(stick) in run("backups", filled, "--folder", stick).said
    assert "No automatic backups" in run("backups", filled, "--stop").said


def test_damage_is_named_and_what_is_left_is_saved(filled: Path, tmp_path: Path) -> None:
    for _ in range(3):
        with Register.open(filled, PHRASE) as opened:
            entry = next(opened.entries())
            opened.add(entry.prescription, entry.source, [os.urandom(9000)])
    content = bytearray(filled.read_bytes())
    content[len(content) - 6000] ^= 1
    filled.write_bytes(content)
    found = run("verify", filled)
    assert found.status == 1
    assert re.search(r"page \d+ of the file \(bytes \d+ to \d+\)", found.said)
    saved = run("rescue", filled, "--into", tmp_path / "saved")
    assert saved.status == 0, saved.said
    assert run("list", tmp_path / "saved", "--count").said == "4\n"


def test_users_come_and_go_and_a_new_key_shuts_out(filled: Path) -> None:
    assert run("users", "add", filled, "léa", "--role", "reader", new=OTHER).status == 0
    assert "léa\treader" in run("users", "list", filled, phrase=OTHER).said
    refused = run("users", "remove", filled, "admin", phrase=OTHER)
    assert "Your role" in refused.said
    assert "last administrator" in run("users", "remove", filled, "admin").said
    assert run("users", "role", filled, "léa", "--role", "validator", new=OTHER).status == 0
    assert "validator" in run("users", "list", filled, phrase=OTHER).said
    assert run("passphrase", "change", filled, phrase=OTHER, new=OTHER + " 2").status == 0
    assert run("users", "list", filled, phrase=OTHER).said == "The passphrase is wrong.\n"
    assert "To add again: léa." in run("rekey", filled).said
    assert run("list", filled, "--count").said == "1\n"
    assert run("users", "add", filled, "x", "--role", "reader", new="court").status == 1


def test_the_recovery_sheet_opens_again(filled: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "fiche.pdf"
    assert "print it, delete it" in run("recovery-sheet", filled, sheet).said
    text = pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()
    code = "".join(re.findall(r"^(?:[0-9A-Z]{4}(?: - )?)+(?=\r?$)", text, re.MULTILINE))
    filled.with_name(filled.name + ".keys").unlink()
    with _descriptor(code) as fd:
        assert run("recover", filled, "--admin", "chef", "--code-fd", fd, phrase=OTHER).status == 0
    assert run("list", filled, "--count", phrase=OTHER).said == "1\n"


def test_nothing_young_is_purged(filled: Path) -> None:
    assert "0 prescription(s)" in run("purge", filled).said
    assert "Deleted for good" in run("purge", filled, "--yes").said
    assert run("list", filled, "--count").said == "1\n"


def _keyring_in_memory() -> KeyringBackend:
    kept: dict[tuple[str, str], str] = {}

    def forget(_: object, service: str, user: str) -> None:
        if kept.pop((service, user), None) is None:
            raise PasswordDeleteError

    verbs = {
        "priority": 1,
        "get_password": lambda _, service, user: kept.get((service, user)),
        "set_password": lambda _, service, user, typed: kept.update({(service, user): typed}),
        "delete_password": forget,
    }
    made: KeyringBackend = type("InMemory", (KeyringBackend,), verbs)()
    return made


def test_the_systems_keyring_gives_the_passphrase(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(_keyring_in_memory())
    try:
        assert "passphrase keep" in run("list", filled, "--keyring", phrase=None).said
        assert run("passphrase", "keep", filled, phrase="fausse phrase ici").status == 1
        assert run("passphrase", "keep", filled).status == 0
        assert run("list", filled, "--count", "--keyring", phrase=None).said == "1\n"
        assert run("passphrase", "forget", filled, phrase=None).status == 0
        assert run("passphrase", "forget", filled, phrase=None).status == 1
        monkeypatch.setitem(sys.modules, "keyring", None)
        told = run("list", filled, "--keyring", phrase=None).said
        assert "ordonnancier[keyring]" in told
    finally:
        keyring.set_keyring(before)


def test_an_image_is_kept_only_with_the_record_read_from_it(
    register: Path, record: Path, tmp_path: Path
) -> None:
    scan, other = tmp_path / "scan.png", tmp_path / "other.png"
    scan.write_bytes(b"the page")
    other.write_bytes(b"another page")
    source = replace(TRUTH.source, sha256=hashlib.sha256(b"the page").hexdigest())
    record.write_text(dump(Document(source, TRUTH.prescriptions)), encoding="utf-8")
    wrong = run("add", register, record, "--confirmed-by", "Anne", "--image", other)
    assert "not read from this file" in wrong.said
    assert run("add", register, record, "--confirmed-by", "Anne", "--image", scan).status == 0
    out = tmp_path / "again.png"
    assert "not encrypted" in run("show", register, "1", "--image", out).said
    assert out.read_bytes() == b"the page"
    assert "kind=image, count=1, number=1, page=1" in run("journal", register, "--exports").said
    assert b"the page" not in register.read_bytes()
