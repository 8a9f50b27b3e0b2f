"""Every older register becomes a register of today, with all it held."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import migrations
from storage.entries import Stamp, read_entries, write_entry
from storage.faults import NewerRegister
from storage.keyring import DataKey, new_data_key
from storage.migrations import migrate
from storage.ordonnancier import read_ordonnancier, write_dispensing
from storage.schema import MIGRATIONS
from storage.search import Query, search
from storage.vault import Vault, create_vault, open_vault
from storage.verify import verify
from tests.storage.conftest import SOURCE, make_prescription
from tests.storage.elsewhere import Confirm, start
from tests.storage.test_ordonnancier import DISPENSING

STAMP = Stamp(datetime(2026, 1, 1, tzinfo=UTC), "admin")
VERSIONS = range(len(MIGRATIONS) + 1)


def migrate_to(vault: Vault, version: int) -> None:
    """Make an empty register of an older version."""
    for step in MIGRATIONS[:version]:
        with vault.writing():
            step(vault)
    vault.execute(f"PRAGMA user_version = {version}")


def fill(vault: Vault, version: int) -> None:
    """Put two prescriptions into it, and a line where it has an ordonnancier."""
    if version < 1:
        return
    with vault.writing():
        write_entry(vault, make_prescription(), SOURCE, [b"page"], stamp=STAMP, corrects=None)
        write_entry(vault, make_prescription("NOM"), SOURCE, [], stamp=STAMP, corrects=1)
        if version >= 2:
            write_dispensing(vault, 2, DISPENSING, stamp=STAMP)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An encrypted database without any table."""
    blank = create_vault(tmp_path / "r", new_data_key())
    yield blank
    blank.close()


def _schema(vault: Vault) -> list[tuple[str, str]]:
    rows = vault.query("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return [(row["name"], row["sql"]) for row in rows]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_comes_up_to_date(vault: Vault, tmp_path: Path, version: int) -> None:
    migrate_to(vault, version)
    fill(vault, version)
    migrate(vault)
    entries = list(read_entries(vault))
    if version >= 1:
        assert [entry.prescription for entry in entries] == [
            make_prescription(),
            make_prescription("NOM"),
        ]
        assert [hit.number for hit in search(vault, Query(patient="solenn"))] == [1]
        assert [hit.number for hit in search(vault, Query(atc="N02"))] == [2, 1]
    if version >= 2:
        assert [line.dispensing for line in read_ordonnancier(vault)] == [DISPENSING]
    assert verify(vault).is_sound
    fresh = create_vault(tmp_path / "fresh", new_data_key())
    migrate(fresh)
    assert _schema(vault) == _schema(fresh)
    migrate(vault)
    assert _schema(vault) == _schema(fresh)
    fresh.close()


def test_a_register_of_the_future_is_refused(vault: Vault) -> None:
    vault.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(NewerRegister):
        migrate(vault)
    assert vault.value("SELECT count(*) FROM sqlite_schema") == 0


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_a_failed_step_changes_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    def fail(vault: Vault) -> None:
        MIGRATIONS[version](vault)
        raise RuntimeError("the machine stopped")

    migrate_to(vault, version)
    fill(vault, version)
    before = _schema(vault)
    steps = (*MIGRATIONS[:version], fail, *MIGRATIONS[version + 1 :])
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with pytest.raises(RuntimeError):
        migrate(vault)
    assert _schema(vault) == before
    assert vault.value("PRAGMA user_version") == version
    monkeypatch.undo()
    migrate(vault)
    assert verify(vault).is_sound


def _migrate_elsewhere(confirm: Confirm, path: Path, key: DataKey) -> None:
    vault = open_vault(path, key)
    confirm("open")
    migrate(vault)
    confirm(vault.value("PRAGMA user_version"))
    vault.close()


@pytest.mark.parametrize("version", VERSIONS[1:-1])
def test_two_processes_migrate_once(tmp_path: Path, version: int) -> None:
    key = new_data_key()
    vault = create_vault(tmp_path / "r", key)
    migrate_to(vault, version)
    fill(vault, version)
    vault.close()
    both = [start(_migrate_elsewhere, tmp_path / "r", key) for _ in range(2)]
    assert [each.confirmed() for each in both] == [["open", len(MIGRATIONS)]] * 2
    vault = open_vault(tmp_path / "r", key)
    assert verify(vault).is_sound
    vault.close()


def _open_and_close(confirm: Confirm, path: Path, key: DataKey) -> None:
    confirm("begun")
    while True:
        vault = open_vault(path, key)
        newest = vault.value("PRAGMA user_version") == len(MIGRATIONS)
        vault.close()
        if newest:
            return


def test_a_register_opens_while_it_is_migrated(tmp_path: Path) -> None:
    key = new_data_key()
    for name in map(str, range(30)):
        vault = create_vault(tmp_path / name, key)
        migrate_to(vault, 2)
        fill(vault, 2)
        others = [start(_open_and_close, tmp_path / name, key) for _ in range(2)]
        for other in others:
            other.wait_for_first()
        migrate(vault)
        vault.close()
        assert [other.confirmed() for other in others] == [["begun"]] * 2


@pytest.mark.parametrize("version", VERSIONS[1:-1])
@pytest.mark.parametrize("instant", [0.0, 0.001, 0.002, 0.004, 0.008])
def test_kill_9_while_migrating(tmp_path: Path, version: int, instant: float) -> None:
    key = new_data_key()
    vault = create_vault(tmp_path / "r", key)
    migrate_to(vault, version)
    fill(vault, version)
    vault.close()
    start(_migrate_elsewhere, tmp_path / "r", key).kill(instant)
    vault = open_vault(tmp_path / "r", key)
    migrate(vault)
    assert len(list(read_entries(vault))) == 2
    assert verify(vault).is_sound
    vault.close()
