"""What a damaged register still holds is saved, what is lost is named, and nothing is touched."""

import os
import re
from pathlib import Path

import pytest

from storage.register import Register
from storage.rescue import rescue
from storage.search import Query
from tests.storage.conftest import PASSPHRASE, PATIENT, SOURCE, make_prescription
from tests.storage.damaging import rescue_each
from tests.storage.filled import READER, fill


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with some entries and two users."""
    return fill(register)


def test_what_can_be_saved_is_saved(filled: Register, tmp_path: Path) -> None:
    filled.close()
    everything = set(range(1, 13))
    saved: list[int] = []
    hopeless = 0
    for rescued in rescue_each(filled.path, tmp_path, step=3):
        if rescued is None:
            hopeless += 1
            continue
        report = rescued.report
        with Register.open(rescued.path, PASSPHRASE) as register:
            numbers = {entry.number for entry in register.entries()}
            for entry in register.entries():
                assert entry.prescription == make_prescription(f"PATIENT {entry.number - 1}")
            lost = {found.number for found in report.findings if found.table == "prescription"}
            assert numbers | lost >= everything
            assert set(register.verify().findings) <= set(report.findings)
            if numbers != everything:
                assert report.findings
            assert register.add(make_prescription(), SOURCE) > max(numbers, default=0)
        saved.append(len(numbers))
    assert hopeless <= 4
    assert sum(saved) > 11 * len(saved)


def test_a_damaged_image_is_named_and_costs_no_other(register: Register, tmp_path: Path) -> None:
    images = [os.urandom(9000) for _ in range(3)]
    for image in images:
        register.add(make_prescription(), SOURCE, [image])
    register.close()
    losses: list[int] = []
    for rescued in filter(None, rescue_each(register.path, tmp_path)):
        told = rescued.told
        assert not any("page_image" in sentence for sentence in told)
        with Register.open(rescued.path, PASSPHRASE) as saved:
            kept = [saved.pages(number) for number in (1, 2, 3)]
        gone = {number for number, pages in enumerate(kept, 1) if pages != (images[number - 1],)}
        lost = "ordonnance {} : l'image de la page 1 est perdue"
        named = {n for n in (1, 2, 3) if lost.format(n) in told}
        assert named <= gone
        content = re.findall(r"ordonnance (\d) : le contenu", "\n".join(told))
        assert gone - named <= set(map(int, content))
        losses += [len(named)] if named else []
    # Each image goes on in two pages of its own, whose loss is its own loss.
    assert losses.count(1) >= 6


def test_a_sound_register_is_rescued_whole(filled: Register, tmp_path: Path) -> None:
    report = rescue(filled.path, tmp_path / "saved", PASSPHRASE)
    assert report.is_sound
    with Register.open(tmp_path / "saved", READER) as saved:
        assert list(saved.entries()) == list(filled.entries())
        assert saved.pages(5) == filled.pages(5)
        assert [hit.number for hit in saved.search(Query(patient="patient 3"))] == [4]
        assert list(saved.journal()) == list(filled.journal())
    assert PATIENT not in (tmp_path / "saved").read_bytes().decode("latin-1")
