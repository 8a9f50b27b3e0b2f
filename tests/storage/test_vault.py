"""Nothing but SQLCipher, and each thing that can be wrong with a file has its own sentence."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlite_utils

from prescription.language import Fault
from storage import faults
from storage.attempts import attempts_file
from storage.keyring import key_file
from storage.register import Register
from storage.schema import MIGRATIONS
from storage.vault import cipher_version
from tests.conftest import ROOT
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription


def test_sqlite_utils_runs_on_sqlcipher() -> None:
    sqlcipher = sys.modules["sqlcipher3"]
    assert sys.modules["pysqlite3"] is sqlcipher
    assert vars(sqlite_utils.db)["sqlite3"] is sqlcipher
    assert vars(sqlite_utils.utils)["dbapi2"] is sys.modules["sqlcipher3.dbapi2"]
    assert cipher_version()


@pytest.mark.parametrize("recreate", [False, True])
def test_sqlite_utils_opens_no_path(tmp_path: Path, recreate: bool) -> None:
    existing, new = tmp_path / "there", tmp_path / "new"
    existing.write_bytes(b"content")
    for path in (existing, new):
        for form in (path, str(path)):
            with pytest.raises(TypeError, match="vault"):
                sqlite_utils.Database(form, recreate=recreate)
    with pytest.raises(TypeError, match="vault"):
        sqlite_utils.Database(memory=True)
    with sqlite3.connect(":memory:") as plain, pytest.raises(TypeError, match="vault"):
        sqlite_utils.Database(plain)
    plain.close()
    assert existing.read_bytes() == b"content"
    assert not new.exists()


def test_the_vault_refuses_to_come_second() -> None:
    code = "import sqlite_utils, storage.vault"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode != 0
    assert "before sqlite_utils" in run.stderr


def test_only_the_vault_knows_a_database_driver() -> None:
    driver = re.compile(r"\b(import|from)\s+(sqlite3|sqlite_utils|sqlcipher3|pysqlite3|apsw)\b")
    packages = ("desktop", "extraction", "ocr", "ordonnancier", "prescription", "storage")
    sources = [path for name in packages for path in (ROOT / name).rglob("*.py")]
    users = {path for path in sources if driver.search(path.read_text(encoding="utf-8"))}
    # The official drug files are public: their database holds no patient.
    public = {ROOT / "ordonnancier/reference/database.py", ROOT / "extraction/drugs/reference.py"}
    assert users - public == {ROOT / "storage" / "vault.py"}


def test_the_settings_are_the_safe_ones(register: Register) -> None:
    value = register.vault.value
    assert value("PRAGMA cipher_version")
    assert value("PRAGMA journal_mode") == "wal"
    assert value("PRAGMA foreign_keys") == 1
    assert value("PRAGMA recursive_triggers") == 1
    assert value("PRAGMA temp_store") == 2
    assert value("PRAGMA synchronous") == 2
    assert value("PRAGMA secure_delete") == 1
    assert value("PRAGMA trusted_schema") == 0
    tables = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    plain = f"{tables} AND NOT strict AND name NOT LIKE 'sqlite_%'"
    assert [row["name"] for row in register.vault.query(plain)] == []


def test_files_are_their_owners_alone(register: Register, register_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    files = list(register_path.parent.iterdir())
    assert len(files) == 4  # the register, its keys, its log, the log's index
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


@pytest.fixture
def closed(register: Register, register_path: Path) -> Path:
    """A closed register with some entries."""
    for _ in range(20):
        register.add(make_prescription(), SOURCE, [os.urandom(5000)])
    register.close()
    return register_path


def _truncate_anywhere(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1000)


def _truncate_at_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def _truncate_to_one_page(path: Path) -> None:
    os.truncate(path, 4096)


def _empty(path: Path) -> None:
    os.truncate(path, 0)


def _replace_by_plain_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE t (a)")
    plain.close()


def _replace_by_text(path: Path) -> None:
    path.write_text("a letter to the editor\n" * 100)
    key_file(path).unlink()


def _replace_by_other_register(path: Path) -> None:
    path.unlink()
    keys = key_file(path)
    kept = keys.read_bytes()
    keys.unlink()
    Register.create(path, PASSPHRASE, cost=LIGHT).close()
    keys.write_bytes(kept)


def _flip_a_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(2 * 4096 + 100)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def _flip_a_byte_of_the_first_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"x" * 8)


def _lose_the_keys(path: Path) -> None:
    key_file(path).unlink()


def _damage_the_keys(path: Path) -> None:
    keys = key_file(path)
    text = keys.read_text()
    at = text.index('"wrappedKey": "') + len('"wrappedKey": "')
    keys.write_text(text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :])


def _truncate_the_keys(path: Path) -> None:
    os.truncate(key_file(path), 100)


def _empty_the_keys(path: Path) -> None:
    os.truncate(key_file(path), 0)


def _swell_the_keys(path: Path) -> None:
    key_file(path).write_text('{"slots": [' * 100_000)


def _make_newer(path: Path) -> None:
    with Register.open(path, PASSPHRASE) as register:
        register.vault.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def _remove(path: Path) -> None:
    path.unlink()


def _replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("break_it", "fault"),
    [
        (_truncate_anywhere, faults.TruncatedRegister),
        (_truncate_at_a_page, faults.TruncatedRegister),
        (_truncate_to_one_page, faults.TruncatedRegister),
        (_empty, faults.EmptyFile),
        (_replace_by_plain_database, faults.PlainDatabase),
        (_replace_by_text, faults.NoRegister),
        (_replace_by_other_register, faults.KeyFileForeign),
        (_flip_a_byte, faults.DamagedRegister),
        (_flip_a_byte_of_the_first_page, faults.DamagedRegister),
        (_lose_the_keys, faults.KeyFileMissing),
        (_damage_the_keys, faults.KeyFileDamaged),
        (_truncate_the_keys, faults.KeyFileDamaged),
        (_empty_the_keys, faults.KeyFileDamaged),
        (_swell_the_keys, faults.KeyFileDamaged),
        (_make_newer, faults.NewerRegister),
        (_remove, faults.RegisterMissing),
        (_replace_by_folder, faults.UnreadableFile),
    ],
)
def test_a_failing_file_gets_its_sentence_and_is_left_alone(
    closed: Path, break_it: Callable[[Path], None], fault: type[Fault]
) -> None:
    break_it(closed)
    before = _contents(closed.parent)
    with pytest.raises(fault) as raised:
        Register.open(closed, PASSPHRASE)
    assert type(raised.value) is fault
    assert raised.value.fr != raised.value.en
    assert _contents(closed.parent) == before


def test_a_wrong_passphrase_is_called_that(closed: Path) -> None:
    before = _contents(closed.parent)
    with pytest.raises(faults.WrongPassphrase):
        Register.open(closed, PASSPHRASE + "!")
    attempts_file(closed).unlink()
    assert _contents(closed.parent) == before


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
