"""Backups happen by themselves, and their absence is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.automatic import back_up_at_closing, back_up_daily, backup_warning, clock_warning
from storage.backup import backup, list_backups
from storage.faults import FolderMissing, NotAllowed
from storage.keyring import Role
from storage.register import Register
from storage.settings import backup_folder, choose_backup_folder
from storage.status import register_status
from storage.users import add_user
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Monday morning."""
    return Clock()


@pytest.fixture
def register(register_path: Path, clock: Clock) -> Iterator[Register]:
    """A new register whose clock the test sets."""
    with Register.create(register_path, PASSPHRASE, cost=LIGHT, clock=clock) as new:
        yield new


@pytest.fixture
def folder(register: Register, tmp_path: Path) -> Path:
    """The folder chosen for backups."""
    place = tmp_path / "clé USB"
    place.mkdir()
    choose_backup_folder(register, place)
    return place


def test_without_a_folder_nothing_is_backed_up(register: Register) -> None:
    register.add(make_prescription(), SOURCE)
    assert back_up_daily(register) is None
    assert back_up_at_closing(register) is None
    assert backup_folder(register) is None


def test_a_day_of_work_is_backed_up_once_and_at_closing(
    register: Register, clock: Clock, folder: Path
) -> None:
    assert back_up_daily(register) is None  # nothing to lose yet
    register.add(make_prescription(), SOURCE)
    assert back_up_daily(register) is not None
    register.add(make_prescription(), SOURCE)
    assert back_up_daily(register) is None
    assert back_up_at_closing(register) is not None
    assert back_up_at_closing(register) is None  # nothing new since
    clock.now += timedelta(days=1)
    assert back_up_daily(register) is None
    register.drafts.add(make_prescription().content, SOURCE)
    last = back_up_daily(register)
    assert last is not None
    with Register.open(last, PASSPHRASE) as copy:
        assert len(list(copy.entries())) == 2
        assert len(list(copy.drafts)) == 1


def test_old_copies_are_rotated_out(register: Register, clock: Clock, folder: Path) -> None:
    for _ in range(17):
        register.add(make_prescription(), SOURCE)
        back_up_daily(register)
        clock.now += timedelta(days=1)
    stem = register.path.name.removesuffix(".ordonnancier")
    kept = [each.at for each in list_backups(folder, stem)]
    assert 7 <= len(kept) <= 10
    assert max(kept) - min(kept) > timedelta(days=7)


def test_a_copy_somebody_asked_for_outlives_those_of_the_same_day(
    register: Register, clock: Clock, folder: Path
) -> None:
    asked_for = []
    for _ in range(3):
        register.add(make_prescription(), SOURCE)
        asked_for.append(backup(register, folder))
        register.add(make_prescription(), SOURCE)
        back_up_at_closing(register)
        clock.now += timedelta(minutes=1)
    stem = register.path.name.removesuffix(".ordonnancier")
    copies = list_backups(folder, stem)
    assert {each.path for each in copies if not each.automatic} == set(asked_for)
    assert sum(each.automatic for each in copies) == 1
    clock.now += timedelta(days=800)
    register.add(make_prescription(), SOURCE)
    back_up_daily(register)
    assert all(path.exists() for path in asked_for)


def test_a_missing_stick_is_told_and_an_old_backup_too(
    register: Register, clock: Clock, folder: Path
) -> None:
    assert backup_warning(register) is None
    register.add(make_prescription(), SOURCE)
    never = backup_warning(register)
    assert never is not None
    assert "jamais" in never.fr
    back_up_daily(register)
    assert backup_warning(register) is None
    register.add(make_prescription(), SOURCE)
    clock.now += timedelta(days=9)
    old = backup_warning(register)
    assert old is not None
    assert "9 jours" in old.fr
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    with pytest.raises(FolderMissing):
        back_up_daily(register)


def test_a_clock_that_begins_again_each_morning_stops_no_backup(
    register: Register, clock: Clock, folder: Path
) -> None:
    register.add(make_prescription(), SOURCE)
    assert back_up_daily(register) is not None
    assert clock_warning(register) is None
    for day in range(3):
        # Its battery is empty; each day of work is a little shorter.
        clock.now = datetime(2020, 1, 1, 8, tzinfo=UTC)
        behind = clock_warning(register)
        assert behind is not None
        assert "retarde" in behind.fr
        assert back_up_daily(register) is not None
        clock.now += timedelta(hours=9 - day)
        register.add(make_prescription(), SOURCE)
        last = back_up_at_closing(register)
        assert last is not None
        with Register.open(last, PASSPHRASE) as copy:
            assert len(list(copy.entries())) == day + 2


def test_only_an_administrator_chooses_the_folder(
    register: Register, register_path: Path, tmp_path: Path
) -> None:
    add_user(register, "Lea", Role.VALIDATOR, "une autre phrase", LIGHT)
    with Register.open(register_path, "une autre phrase") as validator:
        with pytest.raises(NotAllowed):
            choose_backup_folder(validator, tmp_path)
        assert register_status(validator).users == 2
