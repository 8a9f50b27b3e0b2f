"""Drafts that go for pages read anew come back as they were, with what a human had corrected."""

from pathlib import Path

import pytest

from prescription.record import Document
from storage.corrections import begin_correction, corrected_entry
from storage.faults import AlreadyRecorded
from storage.register import Register
from storage.set_aside import exchange, take_back
from tests.storage.conftest import PASSPHRASE, SOURCE, make_prescription
from tests.storage.test_drafts import DRAFT, MENDED


@pytest.fixture
def waiting(register: Register) -> int:
    """A draft with a page, corrected by a human; another one behind it."""
    first = register.drafts.add(DRAFT, SOURCE, [b"page"])
    register.drafts.change(first, MENDED)
    register.drafts.add(DRAFT, SOURCE, [b"another page"])
    return first


def test_what_was_exchanged_is_put_back_in_its_place(register: Register, waiting: int) -> None:
    before = list(register.drafts)
    done = exchange(register, [waiting], "scan.tiff", [b"left", b"right"])
    assert [draft.id for draft in register.drafts] == [before[1].id]
    assert [file.name for file in register.captures] == ["scan.tiff", "scan.tiff"]
    # One of them was read meanwhile, the other still waits.
    register.captures.read(done.captures[0], Document(SOURCE, (DRAFT, DRAFT)))
    assert len(list(register.drafts)) == 3
    take_back(register, done)
    assert list(register.drafts) == before
    assert next(iter(register.drafts)).current == MENDED
    assert register.drafts.pages(waiting) == (b"page",)
    assert not list(register.captures)
    assert register.vault.value("SELECT count(*) FROM page_image") == 2


def test_what_it_was_to_replace_is_known_again(register: Register) -> None:
    number = register.add(make_prescription(), SOURCE, [b"page"])
    draft = begin_correction(register, number)
    done = exchange(register, [draft], "scan.tiff", [b"turned"])
    assert corrected_entry(register, draft) is None
    take_back(register, done)
    assert corrected_entry(register, draft) == number


def test_what_was_recorded_is_not_undone(register: Register, waiting: int) -> None:
    done = exchange(register, [waiting], "scan.tiff", [b"turned"])
    (draft,) = register.captures.read(done.captures[0], Document(SOURCE, (DRAFT,)))
    register.add(make_prescription(), SOURCE, [b"turned"], draft=draft)
    left = list(register.drafts)
    with pytest.raises(AlreadyRecorded):
        take_back(register, done)
    assert list(register.drafts) == left


def test_it_outlives_closing(register: Register, register_path: Path, waiting: int) -> None:
    before = list(register.drafts)
    done = exchange(register, [waiting], "scan.tiff", [b"turned"])
    register.close()
    with Register.open(register_path, PASSPHRASE) as again:
        take_back(again, done)
        assert list(again.drafts) == before
