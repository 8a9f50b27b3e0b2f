"""Guessing at the desk takes longer and longer, and never locks the pharmacist out."""

import json
from pathlib import Path

import pytest

from storage.attempts import (
    FREE_ATTEMPTS,
    LONGEST_WAIT,
    attempts_file,
    check_attempts,
    count_failure,
    forget_failures,
)
from storage.faults import ShortPassphrase, TooManyAttempts, WrongPassphrase
from storage.passphrase import SHORTEST_PASSPHRASE, passphrase_strength
from storage.register import Register
from tests.storage.conftest import LIGHT, PASSPHRASE

NOON = 1_800_000_000.0


def _seconds_to_wait(path: Path, now: float) -> int:
    """How long a user is told to wait."""
    try:
        check_attempts(path, now)
    except TooManyAttempts as fault:
        return int("".join(filter(str.isdigit, fault.en)))
    return 0


def test_the_delay_grows_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "r"
    waits = []
    for _ in range(FREE_ATTEMPTS + 9):
        count_failure(path, NOON)
        waits.append(_seconds_to_wait(path, NOON))
    assert waits[: FREE_ATTEMPTS - 1] == [0] * (FREE_ATTEMPTS - 1)
    assert waits[FREE_ATTEMPTS - 1 :][:4] == [1, 2, 4, 8]
    assert max(waits) == LONGEST_WAIT
    for _ in range(200):
        count_failure(path, NOON)
    assert _seconds_to_wait(path, NOON + LONGEST_WAIT) == 0
    # A clock put back must not lock anyone out.
    assert _seconds_to_wait(path, NOON - 10_000_000) == LONGEST_WAIT
    forget_failures(path)
    assert _seconds_to_wait(path, NOON) == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"failures": "x", "last": 0}', "[" * 999])
def test_a_damaged_count_locks_nobody_out(tmp_path: Path, content: str) -> None:
    attempts_file(tmp_path / "r").write_text(content)
    assert _seconds_to_wait(tmp_path / "r", NOON) == 0


def test_wrong_passphrases_are_slowed_and_the_right_one_opens(register_path: Path) -> None:
    Register.create(register_path, PASSPHRASE, cost=LIGHT).close()
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(WrongPassphrase):
            Register.open(register_path, "une phrase fausse")
    with pytest.raises(TooManyAttempts):
        Register.open(register_path, PASSPHRASE)
    noted = json.loads(attempts_file(register_path).read_text())
    attempts_file(register_path).write_text(json.dumps({**noted, "last": noted["last"] - 60}))
    Register.open(register_path, PASSPHRASE).close()
    assert not attempts_file(register_path).exists()


def test_a_short_passphrase_makes_no_register(register_path: Path) -> None:
    with pytest.raises(ShortPassphrase):
        Register.create(register_path, "x" * (SHORTEST_PASSPHRASE - 1), cost=LIGHT)
    assert list(register_path.parent.iterdir()) == []


def test_strength_tells_poor_passphrases_from_good_ones() -> None:
    for poor in ("motdepasse123", "azertyuiop12", "aaaaaaaaaaaaaaa", "ordonnancier1"):
        assert passphrase_strength(poor).score <= 1, poor
    # Two French words are few, whatever English dictionaries make of them.
    for fair in ("chevaux bleus", "pommes rouges", "chat bateau 7"):
        assert 1 <= passphrase_strength(fair).score <= 3, fair
        assert passphrase_strength(f"{fair} dorment dehors").score == 4
    name = "solenn quemeneur"
    assert (
        passphrase_strength(name, ["Solenn", "Quemeneur"]).score < passphrase_strength(name).score
    )
    assert passphrase_strength(PASSPHRASE).score == 4
    assert passphrase_strength(PASSPHRASE * 200).score == 4
