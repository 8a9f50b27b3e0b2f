"""What a damaged register still holds is saved, what is lost is named, and nothing is touched."""

import os
import re
from pathlib import Path

import pytest

from storage.faults import DamagedRegister
from storage.keyring import key_file
from storage.register import Register
from storage.rescue import rescue
from storage.search import Query
from tests.storage.conftest import PASSPHRASE, PATIENT, SOURCE, make_prescription
from tests.storage.filled import READER, fill


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with some entries and two users."""
    return fill(register)


def test_what_can_be_saved_is_saved(filled: Register, tmp_path: Path) -> None:
    filled.close()
    sound = filled.path.read_bytes()
    everything = set(range(1, 13))
    saved: list[int] = []
    hopeless = 0
    for page in range(1, len(sound) // 4096, 3):
        damaged = bytearray(sound)
        damaged[page * 4096 + 2000] ^= 1
        filled.path.write_bytes(damaged)
        into = tmp_path / f"saved-{page}"
        try:
            report = rescue(filled.path, into, PASSPHRASE)
        except DamagedRegister:
            hopeless += 1  # a page that describes the tables
            assert not into.exists()
            continue
        assert filled.path.read_bytes() == damaged
        with Register.open(into, PASSPHRASE) as register:
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
        into.unlink()
        key_file(into).unlink()
    assert hopeless <= 4
    assert sum(saved) > 11 * len(saved)


def test_a_damaged_image_is_named_and_costs_no_other(register: Register, tmp_path: Path) -> None:
    images = [os.urandom(9000) for _ in range(3)]
    for image in images:
        register.add(make_prescription(), SOURCE, [image])
    register.close()
    sound = register.path.read_bytes()
    losses: list[int] = []
    for page in range(1, len(sound) // 4096):
        damaged = bytearray(sound)
        damaged[page * 4096 + 2000] ^= 1
        register.path.write_bytes(damaged)
        into = tmp_path / f"saved-{page}"
        try:
            report = rescue(register.path, into, PASSPHRASE)
        except DamagedRegister:
            continue
        told = {found.fr for found in report.findings}
        assert not any("page_image" in sentence for sentence in told)
        with Register.open(into, PASSPHRASE) as saved:
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
