"""What goes in comes out, numbered and unchanged; nothing else goes in."""

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import IntegrityError

import tests.storage.records  # noqa: F401 - how to make up any record
from prescription.json import to_json
from prescription.record import Draft, Prescription, Source
from storage.faults import PathTaken
from storage.register import Register
from tests.storage.conftest import LIGHT, PASSPHRASE, PATIENT, SOURCE, make_prescription


def test_an_entry_survives_closing(register: Register, register_path: Path) -> None:
    prescription = make_prescription()
    pages = (b"first page", b"second page")
    assert register.add(prescription, SOURCE, pages) == 1
    assert register.add(make_prescription("AUTRE"), SOURCE) == 2
    register.close()
    with Register.open(register_path, PASSPHRASE) as again:
        first, second = again.entries()
        assert (first.number, second.number) == (1, 2)
        assert first.prescription == prescription
        assert first.prescription.content.readings == prescription.content.readings
        assert first.source == SOURCE
        assert first.recorded_at.tzinfo is not None
        assert again.pages(1) == pages
        assert again.pages(2) == ()
        assert again.entry(2) == second
        assert again.entry(3) is None


def test_only_what_a_human_confirmed_goes_in(register: Register) -> None:
    draft: Any = make_prescription().content
    with pytest.raises(TypeError, match="confirmed"):
        register.add(draft, SOURCE)
    assert list(register.entries()) == []


def test_the_same_page_is_stored_once(register: Register, register_path: Path) -> None:
    page = bytes(range(256)) * 4096
    for _ in range(5):
        register.add(make_prescription(), SOURCE, [page])
    assert [register.pages(n) for n in range(1, 6)] == [(page,)] * 5
    register.close()
    assert len(page) < register_path.stat().st_size < 2 * len(page)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE prescription SET recorded_at = ''",
        "UPDATE prescription_content SET content = '{}'",
        "DELETE FROM prescription",
        "DELETE FROM prescription_content",
        "DELETE FROM prescription_page",
        "UPDATE page_image SET image = x'00'",
        "REPLACE INTO prescription SELECT * FROM prescription",
        "REPLACE INTO prescription_content SELECT * FROM prescription_content",
        "INSERT INTO prescription SELECT 7, '', '', NULL, hash, hash, content_digest "
        "FROM prescription",
    ],
)
def test_no_statement_changes_what_is_recorded(register: Register, statement: str) -> None:
    register.add(make_prescription(), SOURCE, [b"page"])
    before = list(register.entries())
    with pytest.raises(IntegrityError, match=r"append-only|numbers follow"):
        register.vault.execute(statement)
    assert list(register.entries()) == before


def test_a_failed_addition_leaves_nothing(register: Register) -> None:
    pages: Any = [b"good", "no bytes"]
    with pytest.raises(TypeError):
        register.add(make_prescription(), SOURCE, pages)
    assert list(register.entries()) == []
    assert register.add(make_prescription(), SOURCE) == 1


def test_creating_never_touches_what_exists(register_path: Path) -> None:
    register_path.write_text("important")
    with pytest.raises(PathTaken):
        Register.create(register_path, PASSPHRASE, cost=LIGHT)
    assert register_path.read_text() == "important"
    register_path.unlink()
    keys = register_path.with_name(register_path.name + ".keys")
    keys.write_text("keys of another register")
    with pytest.raises(PathTaken):
        Register.create(register_path, PASSPHRASE, cost=LIGHT)
    assert keys.read_text() == "keys of another register"
    assert not register_path.exists()


def test_entries_added_while_listing_do_not_disturb(register: Register) -> None:
    for _ in range(3):
        register.add(make_prescription(), SOURCE)
    seen = []
    for entry in register.entries():
        register.add(make_prescription(), SOURCE)
        seen.append(entry.number)
    assert seen == [1, 2, 3]
    assert len(list(register.entries())) == 6


@pytest.fixture(scope="module")
def shared_register() -> Iterator[Register]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Register.create(Path(folder, "r"), PASSPHRASE, cost=LIGHT) as register,
    ):
        yield register


@settings(deadline=None, max_examples=40)
@given(content=st.from_type(Draft), source=st.from_type(Source), by=st.text(min_size=1))
def test_any_record_comes_out_as_it_went_in(
    shared_register: Register, content: Draft, source: Source, by: str
) -> None:
    if not by.strip():
        by = "someone"
    prescription = Prescription(content, by, datetime(2026, 1, 1, tzinfo=UTC))
    entry = shared_register.entry(shared_register.add(prescription, source))
    assert entry is not None
    assert json.dumps(to_json(entry.prescription.content)) == json.dumps(to_json(content))
    assert entry.prescription == prescription
    assert entry.source == source


def test_no_byte_on_the_disk_names_the_patient(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    names = [f"{PATIENT} {n}" for n in range(100)]
    path = tmp_path / "register"
    with Register.create(path, PASSPHRASE, cost=LIGHT) as register:
        for name in names:
            register.add(make_prescription(name), SOURCE, [name.encode() * 50])
        list(register.entries())
        assert path.with_name("register-wal").stat().st_size > 0
        _assert_absent(names, tmp_path)
    _assert_absent(names, tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", None)


def _assert_absent(names: list[str], folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"register", "register.keys"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        for word in (*names, *PATIENT.split(), "DOLIPRANE", "paracétamol", "Jeanne Martin"):
            for encoding in ("utf-8", "utf-16-le", "latin-1"):
                assert word.encode(encoding) not in content, path.name
