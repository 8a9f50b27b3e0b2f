"""Files wait in the register until they are read, whatever happens meanwhile."""

import random
from pathlib import Path

import pytest

from prescription.language import Fault
from prescription.record import Document, Draft
from storage.faults import NotAllowed, NotWaiting
from storage.keyring import Role
from storage.register import Register
from storage.rescue import rescue
from storage.users import add_user
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription
from tests.storage.damaging import rescue_each
from tests.storage.elsewhere import Confirm, killed

DRAFT = make_prescription().content


def test_a_file_waits_is_read_and_becomes_drafts(register: Register, register_path: Path) -> None:
    first = register.captures.add("scan.png", b"first page")
    second = register.captures.add("photo.jpg", b"second page")
    register.close()
    with Register.open(register_path, PASSPHRASE) as again:
        assert [waiting.name for waiting in again.captures] == ["scan.png", "photo.jpg"]
        assert again.captures.data(first) == b"first page"
        drafts = again.captures.read(first, Document(SOURCE, (DRAFT, Draft())))
        assert [waiting.id for waiting in again.captures] == [second]
        assert [draft.id for draft in again.drafts] == list(drafts)
        assert again.drafts.pages(drafts[1]) == (b"first page",)
        with pytest.raises(NotWaiting):
            again.captures.data(first)


def test_the_queue_knows_a_file_it_holds_until_it_is_recorded(register: Register) -> None:
    assert not register.captures.holds(b"a page")
    number = register.captures.add("scan.png", b"a page")
    assert register.captures.holds(b"a page")
    (draft,) = register.captures.read(number, Document(SOURCE, (DRAFT,)))
    assert register.captures.holds(b"a page")
    assert not register.captures.holds(b"a pagE")
    register.add(make_prescription(), SOURCE, [b"a page"], draft=draft)
    assert not register.captures.holds(b"a page")


def test_a_file_that_cannot_be_read_stays_with_its_reason(register: Register) -> None:
    number = register.captures.add("scan.png", b"no picture")
    reason = Fault(fr="Ce fichier n'est pas une image.", en="This file is no picture.")
    register.captures.fail(number, reason)
    (waiting,) = register.captures
    assert waiting.fault is not None
    assert (waiting.fault.fr, waiting.fault.en) == (reason.fr, reason.en)
    assert register.captures.data(number) == b"no picture"
    register.captures.remove(number)
    assert not list(register.captures)


def test_a_reader_of_the_register_adds_no_file(register: Register, register_path: Path) -> None:
    add_user(register, "Lea", Role.READER, "another passphrase", LIGHT)
    register.close()
    with Register.open(register_path, "another passphrase") as reader, pytest.raises(NotAllowed):
        reader.captures.add("scan.png", b"page")


def test_a_rescue_saves_the_files(register: Register, tmp_path: Path) -> None:
    register.captures.add("scan.png", b"page")
    assert rescue(register.path, tmp_path / "saved", PASSPHRASE).is_sound
    with Register.open(tmp_path / "saved", PASSPHRASE) as saved:
        assert list(saved.captures) == list(register.captures)


def test_no_file_or_draft_or_deed_is_lost_without_a_word(
    register: Register, tmp_path: Path
) -> None:
    for number in range(30):
        register.captures.add(f"{number}.png", bytes([number]) * 5000)
        register.drafts.add(DRAFT, SOURCE, [bytes([99 - number]) * 100])
        register.note_export("csv", number)
    everything = (list(register.captures), list(register.drafts), list(register.journal()))
    data = [register.captures.data(waiting.id) for waiting in everything[0]]
    register.close()
    losses = 0
    told: set[str] = set()
    for rescued in filter(None, rescue_each(register.path, tmp_path, step=2)):
        with Register.open(rescued.path, PASSPHRASE) as saved:
            left = (list(saved.captures), list(saved.drafts), list(saved.journal()))
            whole = left == everything and data == [saved.captures.data(n.id) for n in left[0]]
        if not whole:
            losses += 1
            assert rescued.told, rescued.page
            told |= rescued.told
    assert losses > 5
    for what in ("les fichiers à lire", "les ordonnances en attente", "le journal"):
        assert f"{what} : tout ne se lit pas, une partie est peut-être perdue" in told


def _capture_and_read(confirm: Confirm, path: Path) -> None:
    with Register.open(path, PASSPHRASE) as register:
        while True:
            number = register.captures.add("scan.png", b"page")
            confirm(number)
            register.captures.read(number, Document(SOURCE, (DRAFT,)))


def test_kill_9_loses_no_file(register_path: Path) -> None:
    Register.create(register_path, PASSPHRASE, cost=LIGHT).close()
    chance = random.Random(7)  # noqa: S311 - a seed makes the run repeatable
    captured = 0
    for _ in range(10):
        captured += len(killed(_capture_and_read, register_path, after=chance.uniform(0, 0.1)))
        with Register.open(register_path, PASSPHRASE) as register:
            # Each file either waits or became one draft, never neither.
            assert len(list(register.captures)) + len(list(register.drafts)) >= captured
            assert register.verify().is_sound
