"""Killed, out of room, without rights: nothing confirmed is lost, and the user is told."""

import os
import random
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from prescription.language import Fault
from storage.backup import backup
from storage.export.jsonlines import write_json_lines
from storage.export.landing import land
from storage.faults import FullDisk, ReadOnlyPlace
from storage.keyring import key_file, load_keyring, parse_keyring
from storage.register import Register
from storage.rekey import rekey
from storage.rescue import rescue
from storage.users import change_passphrase
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription
from tests.storage.elsewhere import Confirm, become_nobody, finished, killed

KILLS = 24


def _add_forever(confirm: Confirm, path: Path) -> None:
    with Register.open(path, PASSPHRASE) as register:
        while True:
            confirm(register.add(make_prescription(), SOURCE, [bytes([1]) * 30_000]))


def test_kill_9_loses_nothing_confirmed(register_path: Path) -> None:
    Register.create(register_path, PASSPHRASE, cost=LIGHT).close()
    chance = random.Random(7)  # noqa: S311 - a seed makes the run repeatable
    for _ in range(KILLS):
        confirmed = killed(_add_forever, register_path, after=chance.uniform(0, 0.05))
        with Register.open(register_path, PASSPHRASE) as register:
            numbers = [entry.number for entry in register.entries()]
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) >= max(confirmed)
            assert register.verify().is_sound


def _allow_files_of(size: int) -> None:
    # The system refuses to make any file longer, as it does on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _add_until_full(confirm: Confirm, path: Path, size: int) -> None:
    _allow_files_of(size)
    with Register.open(path, PASSPHRASE) as register:
        try:
            while True:
                confirm(register.add(make_prescription(), SOURCE, [os.urandom(30_000)]))
        except FullDisk as fault:
            confirm((fault.fr, fault.en))


def test_a_full_disk_is_told_and_loses_nothing(register_path: Path) -> None:
    Register.create(register_path, PASSPHRASE, cost=LIGHT).close()
    *confirmed, (fr, en) = finished(_add_until_full, register_path, 1_000_000)
    assert confirmed == list(range(1, len(confirmed) + 1))
    assert len(confirmed) > 3
    assert "plein" in fr
    assert "full" in en
    with Register.open(register_path, PASSPHRASE) as register:
        assert [entry.number for entry in register.entries()] == confirmed
        assert register.add(make_prescription(), SOURCE) == len(confirmed) + 1


def _change_passphrase_when_full(confirm: Confirm, path: Path) -> None:
    with Register.open(path, PASSPHRASE) as register:
        register.add(make_prescription(), SOURCE, [os.urandom(90_000)])
        _allow_files_of(path.with_name(path.name + "-wal").stat().st_size)
        try:
            change_passphrase(register, "une tout autre phrase", LIGHT)
        except FullDisk as fault:
            confirm(fault.en)


def test_a_passphrase_changed_on_a_full_disk_is_still_the_old_one(register_path: Path) -> None:
    Register.create(register_path, PASSPHRASE, cost=LIGHT).close()
    keys = key_file(register_path).read_bytes()
    (told,) = finished(_change_passphrase_when_full, register_path)
    assert "full" in told
    assert load_keyring(key_file(register_path)) == parse_keyring(keys, register_path)
    with Register.open(register_path, PASSPHRASE) as register:
        assert len(list(register.entries())) == 1


def _create_when_full(confirm: Confirm, folder: Path) -> None:
    for size in (0, 2_000, 20_000):
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            Register.create(folder / f"register-{size}", PASSPHRASE, cost=LIGHT)
        except Fault as fault:
            confirm(type(fault))


def test_creating_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    assert finished(_create_when_full, tmp_path) == [FullDisk] * 3
    assert list(tmp_path.iterdir()) == []


def _export_when_full(confirm: Confirm, path: Path, out: Path) -> None:
    with Register.open(path, PASSPHRASE) as register:
        _allow_files_of(100)
        try:
            land({out: lambda stream: write_json_lines(register.entries(), stream)})
        except FullDisk as fault:
            confirm(fault.en)


def test_exporting_on_a_full_disk_leaves_nothing(register: Register, register_path: Path) -> None:
    register.add(make_prescription(), SOURCE)
    out = register_path.with_name("out.jsonl")
    (sentence,) = finished(_export_when_full, register_path, out)
    assert "full" in sentence
    assert not out.exists()
    assert list(out.parent.glob(".*")) == []


def _keep_when_full(confirm: Confirm, path: Path) -> None:
    _allow_files_of(100_000)
    with Register.open(path, PASSPHRASE) as register:
        try:
            backup(register, path.parent)
        except Fault as fault:
            confirm(type(fault))
    try:
        rekey(path, PASSPHRASE, cost=LIGHT)
    except Fault as fault:
        confirm(type(fault))


def test_backups_and_new_keys_on_a_full_disk_leave_nothing(
    register: Register, register_path: Path
) -> None:
    for _ in range(10):
        register.add(make_prescription(), SOURCE, [os.urandom(20_000)])
    register.close()
    before = register_path.read_bytes()
    assert finished(_keep_when_full, register_path) == [FullDisk] * 2
    left = {file.name for file in register_path.parent.iterdir()}
    assert left == {register_path.name, key_file(register_path).name}
    with Register.open(register_path, PASSPHRASE) as again:
        assert len(list(again.entries())) == 10
        assert again.verify().is_sound
    assert len(before) == register_path.stat().st_size


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _use_without_rights(confirm: Confirm, path: Path) -> None:
    become_nobody()
    for attempt in (
        lambda: Register.open(path, PASSPHRASE),
        lambda: Register.create(path.with_name("new"), PASSPHRASE, cost=LIGHT),
        lambda: land({path.with_name("out.jsonl"): lambda stream: stream.write(b"")}),
        lambda: rekey(path, PASSPHRASE, cost=LIGHT),
        lambda: rescue(path, path.with_name("saved"), PASSPHRASE),
    ):
        try:
            attempt()
        except Fault as fault:
            confirm(type(fault))


def test_a_read_only_folder_is_told(public_folder: Path) -> None:
    path = public_folder / "register"
    Register.create(path, PASSPHRASE, cost=LIGHT).close()
    before = {file.name: file.read_bytes() for file in public_folder.iterdir()}
    if os.geteuid() == 0:
        for file in public_folder.iterdir():
            os.chown(file, 65534, 65534)
    public_folder.chmod(0o555)
    told = finished(_use_without_rights, path)
    public_folder.chmod(0o755)
    assert told == [ReadOnlyPlace] * 5
    assert {file.name: file.read_bytes() for file in public_folder.iterdir()} == before


def _back_up_without_rights(confirm: Confirm, path: Path) -> None:
    become_nobody()
    with Register.open(path, PASSPHRASE) as register:
        for folder in ("closed", "locked"):
            try:
                backup(register, path.parent.with_name(folder))
            except Fault as fault:
                confirm(fault.fr)


def test_the_folder_that_takes_no_backup_is_named(public_folder: Path) -> None:
    own, closed, locked = (public_folder / name for name in ("own", "closed", "locked"))
    for folder in (own, closed, locked):
        folder.mkdir()
    Register.create(own / "register", PASSPHRASE, cost=LIGHT).close()
    if os.geteuid() == 0:
        for file in (*public_folder.iterdir(), *own.iterdir()):
            os.chown(file, 65534, 65534)
    closed.chmod(0o555)
    locked.chmod(0o444)
    told = finished(_back_up_without_rights, own / "register")
    closed.chmod(0o755)
    locked.chmod(0o755)
    assert told == [
        f"Impossible d'écrire dans le dossier {folder} : il en faut le droit."
        for folder in (closed, locked)
    ]
