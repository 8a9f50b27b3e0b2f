"""Killed in the middle of any work, the register loses nothing; two at once leave no gap."""

from pathlib import Path

from tests.storage.kills import WORK, number_together, survive


def test_kill_9_in_any_work_loses_nothing(tmp_path: Path) -> None:
    made = survive(tmp_path, 3 * len(WORK))
    assert all(made[work.__name__] == 3 for work in WORK)
    assert made["entry"] > 10


def test_two_validators_at_once_leave_no_gap(tmp_path: Path) -> None:
    number_together(tmp_path / "register", 100)
