"""The verbs that keep a register: backups, damage, users, keys, the keyring, pictures."""

import hashlib
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import keyring
import pypdfium2
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from prescription.json import dump
from prescription.record import Document
from storage.register import Register
from tests.ordonnancier.pages import TRUTH
from tests.ordonnancier.verbs import OTHER, PHRASE, descriptor, run
from tests.storage.test_ordonnancier import DISPENSING


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_backing_up_restoring_and_verifying(filled: Path, tmp_path: Path) -> None:
    assert "never been backed up" in run("status", filled).said
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = Path(run("backup", filled, stick).said.splitlines()[0])
    said = run("status", filled).said
    assert "never been backed up" not in said
    assert re.search(r"Last backup +\d\d/\d\d/\d{4} \d\d:\d\d$", said, re.M)
    rehearsed = run("restore", copy, "--into", tmp_path / "try", "--rehearse")
    assert "Sound backup: 1 prescription" in rehearsed.said
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
    assert saved.status == 1
    assert "- prescription 4: the image of page 1 is lost\n" in saved.said
    assert "Prescriptions: 3 saved whole; saved in part: no. 4\n" in saved.said
    assert "the register is not whole: 1 fault, see above." in saved.said
    assert run("list", tmp_path / "saved", "--count").said == "4\n"


def test_what_is_damaged_is_said_in_french_and_in_few_sentences(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    with Register.open(filled, PHRASE) as opened:
        entry = next(opened.entries())
        for _ in range(30):
            opened.add(entry.prescription, entry.source, [os.urandom(9000)])
        # Each index holds what the other should: SQLite tells it row by row.
        first, other = (
            opened.vault.value("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,))
            for name in ("search_key_by_source", "search_key_by_rpps")
        )
        opened.vault.execute("PRAGMA writable_schema = ON")
        opened.vault.execute(
            "UPDATE sqlite_schema SET rootpage = ? - rootpage WHERE rootpage IN (?, ?)",
            (first + other, first, other),
        )
    content = bytearray(filled.read_bytes())
    content[len(content) - 6000] ^= 1
    said = run("verify", filled).said
    quoted = r"- la structure du fichier a au moins \d\d défauts \(.*«\u00a0.+\u00a0»\)\n"
    assert re.search(quoted, said)
    assert said.count("\n") < 8
    filled.write_bytes(content)
    sentences = [line for line in run("verify", filled).said.splitlines() if line[:1] == "-"]
    assert "page 1 de l'ordonnance 31" in sentences[0]
    assert "octets" in sentences[-2]
    assert "structure" in sentences[-1]
    saved = run("rescue", filled, "--into", tmp_path / "saved")
    assert saved.status == 1
    lost = re.findall(r"^- (ordonnance \d+ : l'image de la page 1 est perdue)$", saved.said, re.M)
    assert lost
    plural = "s" if len(lost) > 1 else ""
    assert f"pas entier : {len(lost)} anomalie{plural}, voir ci-dessus." in saved.said
    told = r"^Ordonnances : (\d+) sauvées entières ; sauvées en partie"
    whole = re.search(told, saved.said, re.M)
    assert whole is not None
    assert int(whole[1]) + len(lost) == 31
    assert "page_image" not in saved.said


def test_lines_of_which_only_the_numbers_remain_are_not_called_saved(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    with Register.open(filled, PHRASE) as opened:
        opened.dispense(1, [DISPENSING] * 4)
        opened.vault.execute("PRAGMA foreign_keys = OFF")
        held = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?"
        for trigger in list(opened.vault.query(held, ("ordonnancier_content",))):
            opened.vault.execute(f"DROP TRIGGER {trigger['name']}")
        opened.vault.execute("DELETE FROM ordonnancier_content WHERE number <> 2")
    saved = run("rescue", filled, "--into", tmp_path / "saved")
    assert saved.status == 1
    assert "- ordonnancier, ligne 3 : le contenu manque\n" in saved.said
    lines = "Lignes d'ordonnancier : 1 sauvée entière ; contenu perdu : n° 1, 3–4\n"
    assert "Ordonnances : 1 sauvée entière\n" + lines in saved.said


def test_nothing_is_lost_of_a_sound_register(filled: Path, tmp_path: Path) -> None:
    saved = run("rescue", filled, "--into", tmp_path / "saved")
    assert saved.status == 0
    assert "Nothing is lost: 1 prescription" in saved.said


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
    again = run("rekey", filled).said
    assert "To add again: léa." in again
    assert "Make a new backup: earlier ones still open with the old key." in again
    assert run("list", filled, "--count").said == "1\n"
    assert run("users", "add", filled, "x", "--role", "reader", new="court").status == 1


def test_a_role_has_one_name_in_french(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    run("users", "add", filled, "léa", "--role", "reader", new=OTHER)
    assert "léa\tlecture\n" in run("users", "list", filled).said
    status = run("status", filled).said
    assert "admin (administration)" in status
    assert re.search(r"Taille +\d+,\d Mo", status)
    assert "rôle : lecture" in run("journal", filled).said
    refused = run("users", "remove", filled, "admin", phrase=OTHER).said
    assert "Votre rôle (lecture) ne le permet pas : il faut le rôle administration." in refused
    changed = run("users", "role", filled, "léa", "--role", "validator", new=OTHER).said
    assert "léa a le rôle validation." in changed


def test_anyone_may_count_what_a_purge_would_delete(filled: Path) -> None:
    run("users", "add", filled, "léa", "--role", "reader", new=OTHER)
    assert "Nothing was deleted" in run("purge", filled, phrase=OTHER).said
    assert "Your role (reader)" in run("purge", filled, "--yes", phrase=OTHER).said


def test_the_recovery_sheet_opens_again(filled: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "fiche.pdf"
    assert "print it, delete it" in run("recovery-sheet", filled, sheet).said
    text = pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()
    code = "".join(re.findall(r"^(?:[0-9A-Z]{4}(?: - )?)+(?=\r?$)", text, re.MULTILINE))
    filled.with_name(filled.name + ".keys").unlink()
    with descriptor(code) as fd:
        assert run("recover", filled, "--admin", "chef", "--code-fd", fd, phrase=OTHER).status == 0
    assert run("list", filled, "--count", phrase=OTHER).said == "1\n"


def test_nothing_young_is_purged(filled: Path) -> None:
    assert "0 prescriptions" in run("purge", filled).said
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
    assert (
        "export (form: image, prescriptions: 1, no. 1, page: 1)"
        in run("journal", register, "--exports").said
    )
    assert b"the page" not in register.read_bytes()
