"""A backup is a whole register; restoring never touches what exists."""

import os
import random
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.backup import (
    backup,
    last_backup,
    list_backups,
    restore,
    rotate,
    worth_keeping,
)
from storage.faults import (
    BackupUnsound,
    DamagedRegister,
    FolderMissing,
    PathTaken,
    WrongPassphrase,
)
from storage.journal import Action
from storage.keyring import key_file
from storage.register import Register
from storage.restoring import put_back
from tests.storage.conftest import PASSPHRASE, SOURCE, make_prescription
from tests.storage.elsewhere import Confirm, killed, start
from tests.storage.filled import READER, fill


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder for backups."""
    folder = tmp_path / "clé USB"
    folder.mkdir()
    return folder


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with some entries and two users."""
    return fill(register)


def test_a_backup_opens_with_the_same_passphrases(filled: Register, stick: Path) -> None:
    assert last_backup(filled) is None
    path = backup(filled, stick)
    assert [each.path for each in list_backups(stick, "registre été #1")] == [path]
    assert last_backup(filled) is not None
    filled.add(make_prescription(), SOURCE)
    for passphrase in (PASSPHRASE, READER):
        with Register.open(path, passphrase) as copy:
            assert list(copy.entries()) == list(filled.entries())[:12]
            assert copy.pages(3) == filled.pages(3)
            assert list(copy.ordonnancier()) == list(filled.ordonnancier())
            assert copy.verify().is_sound
    files = list(stick.iterdir())
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    for file in files:
        assert b"PATIENT" not in file.read_bytes()


def test_two_backups_within_one_second_are_two(filled: Register, stick: Path) -> None:
    copies = [backup(filled, stick) for _ in range(3)]
    found = list_backups(stick, "registre été #1")
    assert sorted(each.path for each in found) == sorted(copies)
    assert len(set(copies)) == 3


def test_a_backup_that_fails_leaves_nothing(
    filled: Register, stick: Path, register_path: Path
) -> None:
    with pytest.raises(FolderMissing):
        backup(filled, stick / "absent")
    for row in list(filled.vault.query("SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
        filled.vault.execute(f"DROP TRIGGER {row['name']}")
    filled.vault.execute("UPDATE prescription SET recorded_by = 'x' WHERE number = 3")
    with pytest.raises(BackupUnsound, match="3"):
        backup(filled, stick)
    assert list(stick.iterdir()) == []
    assert last_backup(filled) is None
    assert register_path.exists()


def _add_many(confirm: Confirm, path: Path) -> None:
    with Register.open(path, PASSPHRASE) as register:
        for _ in range(100):
            confirm(register.add(make_prescription(), SOURCE, [os.urandom(5000)]))


def test_a_backup_is_taken_while_others_write(filled: Register, stick: Path) -> None:
    writer = start(_add_many, filled.path)
    writer.wait_for_first()
    path = backup(filled, stick)
    confirmed = writer.confirmed()
    with Register.open(path, PASSPHRASE) as copy:
        numbers = [entry.number for entry in copy.entries()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert confirmed[0] <= len(numbers) <= confirmed[-1]
    assert filled.verify().is_sound


def _set_day(register: Register, day: int) -> None:
    register._clock = lambda: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)


def _backup_forever(confirm: Confirm, path: Path, folder: Path) -> None:
    with Register.open(path, PASSPHRASE) as register:
        for day in range(1000):
            _set_day(register, day)
            confirm(backup(register, folder).name)


def test_kill_9_while_backing_up(filled: Register, stick: Path) -> None:
    filled.close()
    chance = random.Random(3)  # noqa: S311 - a seed makes the run repeatable
    for turn in range(8):
        folder = stick / str(turn)
        folder.mkdir()
        names = killed(_backup_forever, filled.path, folder, after=chance.uniform(0, 0.15))
        found = [each.path for each in list_backups(folder, "registre été #1")]
        assert set(names) <= {path.name for path in found}
        for path in found:
            with Register.open(path, PASSPHRASE) as copy:
                assert copy.verify().is_sound
        later = datetime.now(UTC) + timedelta(days=2)
        rotate(folder, "registre été #1", later)
        assert list(folder.glob("*.part*")) == []
    with Register.open(filled.path, PASSPHRASE) as register:
        assert register.verify().is_sound


def test_restoring_rehearses_into_a_new_file(filled: Register, stick: Path, tmp_path: Path) -> None:
    path = backup(filled, stick)
    before = path.read_bytes()
    into = tmp_path / "restored"
    with pytest.raises(WrongPassphrase):
        restore(path, into, "wrong")
    report = restore(path, into, PASSPHRASE)
    assert (report.prescriptions, report.dispensings) == (12, 12)
    with Register.open(into, READER) as restored:
        assert list(restored.entries()) == list(filled.entries())
        assert next(restored.journal()).action is Action.RESTORE
    kept = into.read_bytes()
    with pytest.raises(PathTaken):
        restore(path, into, PASSPHRASE)
    assert into.read_bytes() == kept
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.glob(".*")) == []


def test_a_damaged_backup_is_not_restored(filled: Register, stick: Path, tmp_path: Path) -> None:
    path = backup(filled, stick)
    content = bytearray(path.read_bytes())
    content[-5000] ^= 1
    path.write_bytes(content)
    with pytest.raises((BackupUnsound, DamagedRegister)):
        restore(path, tmp_path / "restored", PASSPHRASE)
    assert not (tmp_path / "restored").exists()
    assert not key_file(tmp_path / "restored").exists()
    assert path.read_bytes() == content


def test_rotation_keeps_days_weeks_and_months() -> None:
    now = datetime(2026, 11, 22, 18, tzinfo=UTC)
    twice_a_day = [now - timedelta(hours=12 * n) for n in range(2 * 800)]
    kept = worth_keeping(twice_a_day, now)
    assert max(kept) == now
    assert sum(now - at <= timedelta(days=6, hours=18) for at in kept) == 7
    assert 19 <= len(kept) <= 24
    assert min(kept) > now - timedelta(days=366)
    old = [now - timedelta(days=2000), now - timedelta(days=3000)]
    assert worth_keeping(old, now) == {old[0]}
    assert worth_keeping([], now) == set()


def test_rotating_deletes_only_what_it_made(filled: Register, stick: Path) -> None:
    for day in range(40):
        _set_day(filled, day)
        if day % 10 == 0:
            backup(filled, stick, automatic=True)
    asked_for = backup(filled, stick)
    foreign = stick / "other-20200101T000000Z.ordonnancier"
    foreign.write_bytes(b"x")
    gone = rotate(stick, "registre été #1", datetime(2026, 2, 9, tzinfo=UTC))
    left = list_backups(stick, "registre été #1")
    assert len(gone) + len(left) == 5
    assert asked_for in [each.path for each in left]
    assert left
    assert all(key_file(each.path).exists() for each in left)
    assert not any(path.exists() or key_file(path).exists() for path in gone)
    assert foreign.exists()


def _put_back(confirm: Confirm, copy: Path, path: Path) -> None:
    confirm("begun")
    put_back(copy, path, PASSPHRASE)


def test_kill_9_while_a_backup_takes_the_registers_place(filled: Register, stick: Path) -> None:
    copy = backup(filled, stick)
    path = filled.path
    filled.close()
    chance = random.Random(5)  # noqa: S311 - a seed makes the run repeatable
    for _ in range(8):
        killed(_put_back, copy, path, after=chance.uniform(0, 0.3))
        with Register.open(path, PASSPHRASE) as register:
            assert register.verify().is_sound
            assert len(list(register.entries())) == 12
    kept = list(path.parent.glob("registre été #1-avant-*"))
    assert kept
