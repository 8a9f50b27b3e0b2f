"""A new key in place of one that may be known, and one window at a time."""

import os
import random
import shutil
from pathlib import Path

import pytest

from storage import users
from storage.attempts import attempts_file
from storage.faults import BusyRegister, InUse, NotAllowed, WrongPassphrase, WrongRecoveryCode
from storage.instance import claimed, lock_file
from storage.instance import holder as holder_of
from storage.journal import Action
from storage.keyring import Role, key_file
from storage.register import Register
from storage.rekey import rekey
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription
from tests.storage.elsewhere import Confirm, killed, start
from tests.storage.test_ordonnancier import DISPENSING


@pytest.fixture
def filled(register: Register) -> Path:
    """A closed register with entries and two users."""
    for number in range(20):
        page = bytes([number]) * 3000
        register.add(make_prescription(), SOURCE, [page], dispensings=[DISPENSING])
    users.add_user(register, "reader", Role.READER, "phrase du lecteur", LIGHT)
    register.close()
    return register.path


def test_the_old_key_opens_nothing_more(filled: Path) -> None:
    with Register.open(filled, PASSPHRASE) as register:
        before = list(register.entries())
        old_code = users.recovery_sheet(register)
    old_bytes = filled.read_bytes()
    assert rekey(filled, PASSPHRASE, cost=LIGHT) == ("reader",)
    with Register.open(filled, PASSPHRASE) as register:
        assert list(register.entries()) == before
        assert register.pages(3) == (bytes([2]) * 3000,)
        assert register.verify().is_sound
        assert [user.name for user in users.list_users(register)] == ["admin"]
        assert next(register.journal()).action is Action.REKEY
        assert users.recovery_sheet(register) != old_code
        register.add(make_prescription(), SOURCE)
    for passphrase in ("phrase du lecteur", "wrong"):
        with pytest.raises(WrongPassphrase):
            Register.open(filled, passphrase)
    with pytest.raises(WrongRecoveryCode):
        users.recover(filled, old_code, user="a", passphrase=PASSPHRASE, cost=LIGHT)
    new_bytes = filled.read_bytes()
    shared = sum(
        old_bytes[at : at + 64] == new_bytes[at : at + 64] for at in range(0, len(old_bytes), 64)
    )
    assert shared == 0
    names = {file.name for file in filled.parent.iterdir()}
    assert names == {filled.name, key_file(filled).name, attempts_file(filled).name}


def test_only_an_administrator_rekeys(filled: Path) -> None:
    before = filled.read_bytes()
    with pytest.raises(NotAllowed):
        rekey(filled, "phrase du lecteur", cost=LIGHT)
    assert filled.read_bytes() == before


def test_nobody_rekeys_under_another_program(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.vault.BUSY_SECONDS", 0.1)
    with Register.open(filled, PASSPHRASE) as register:
        with pytest.raises(BusyRegister):
            rekey(filled, PASSPHRASE, cost=LIGHT)
        register.add(make_prescription(), SOURCE)
        assert register.verify().is_sound
    with claimed(filled), pytest.raises(InUse):
        rekey(filled, PASSPHRASE, cost=LIGHT)
    with Register.open(filled, PASSPHRASE) as register:
        assert len(list(register.entries())) == 21
    Register.open(filled, "phrase du lecteur").close()


def _rekey_forever(confirm: Confirm, path: Path) -> None:
    confirm("ready")
    while True:
        rekey(path, PASSPHRASE, cost=LIGHT)


def test_kill_9_while_rekeying(filled: Path) -> None:
    chance = random.Random(11)  # noqa: S311 - a seed makes the run repeatable
    for _ in range(25):
        killed(_rekey_forever, filled, after=chance.uniform(0, 0.12))
        with Register.open(filled, PASSPHRASE) as register:
            assert [entry.number for entry in register.entries()] == list(range(1, 21))
            assert register.verify().is_sound
    rekey(filled, PASSPHRASE, cost=LIGHT)
    assert list(filled.parent.glob(".*")) == []


def test_a_rekey_stopped_between_its_renamings_is_finished(filled: Path, tmp_path: Path) -> None:
    kept = tmp_path / "old keys"
    shutil.copy(key_file(filled), kept)
    rekey(filled, PASSPHRASE, cost=LIGHT)
    key_file(filled).replace(filled.with_name(filled.name + ".keys.next"))
    shutil.copy(kept, key_file(filled))
    with Register.open(filled, PASSPHRASE) as register:
        assert len(list(register.entries())) == 20
    Register.open(filled, PASSPHRASE).close()
    assert not filled.with_name(filled.name + ".keys.next").exists()


def _hold(confirm: Confirm, path: Path) -> None:
    with claimed(path):
        confirm(os.getpid())
        while True:
            confirm(os.getpid())


def test_a_second_window_is_refused_by_name(filled: Path) -> None:
    holder = start(_hold, filled)
    holder.wait_for_first()
    with pytest.raises(InUse) as raised, claimed(filled):
        pass
    held = holder_of(filled)
    with Register.open(filled, PASSPHRASE) as beside:
        beside.add(make_prescription(), SOURCE)
    told = holder.kill(0)
    assert str(held) == str(raised.value)
    assert holder_of(filled) is None
    assert f"process {told[0]}" in raised.value.en
    assert os.uname().nodename in raised.value.en
    with claimed(filled):
        assert lock_file(filled).stat().st_mode & 0o077 == 0
    assert not lock_file(filled).exists()
    with claimed(filled):
        pass
