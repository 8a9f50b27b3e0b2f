"""SIGKILL at random instants of every kind of work, and what must hold afterwards.

Run `python -m tests.storage.kills [KILLS] [ENTRIES]` (default 200 kills, 1000 entries numbered by
two processes at once): it prints how many of each were made, and fails at the first loss.
"""

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.backup import backup
from storage.keyring import Keyring, Role, key_file, new_data_key, save_keyring, wrap
from storage.register import Register
from storage.rekey import rekey
from storage.schema import MIGRATIONS
from storage.vault import create_vault
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription
from tests.storage.elsewhere import Confirm, killed, start
from tests.storage.test_migrations import fill, migrate_to
from tests.storage.test_ordonnancier import DISPENSING

OLD = 30
"""Registers of older versions that one process brings up to date before it is killed."""
SEED = 20261122


def add(confirm: Confirm, folder: Path) -> None:
    """Add prescriptions with their pages, for ever."""
    with Register.open(folder / "register", PASSPHRASE) as register:
        confirm(("open", 0))
        while True:
            page = os.urandom(30_000)
            confirm(("entry", register.add(make_prescription(), SOURCE, [page])))


def validate(confirm: Confirm, folder: Path) -> None:
    """Put drafts in the queue and validate them, for ever."""
    prescription = make_prescription()
    with Register.open(folder / "register", PASSPHRASE) as register:
        confirm(("open", 0))
        while True:
            draft = register.drafts.add(prescription.content, SOURCE, [b"page"])
            confirm(("draft", draft))
            lines = [DISPENSING, DISPENSING]
            number = register.add(prescription, SOURCE, [b"page"], dispensings=lines, draft=draft)
            confirm(("entry", number))
            *_, last = register.ordonnancier(prescription=number)
            confirm(("lines", last.number))


def back_up(confirm: Confirm, folder: Path) -> None:
    """Add and back up, for ever."""
    with Register.open(folder / "register", PASSPHRASE) as register:
        confirm(("open", 0))
        while True:
            confirm(("entry", register.add(make_prescription(), SOURCE)))
            place = folder / f"backup {random.getrandbits(64)}"
            place.mkdir()
            backup(register, place)
            confirm(("backup", place.name))


def rekey_forever(confirm: Confirm, folder: Path) -> None:
    """Change the key, for ever."""
    confirm(("open", 0))
    while True:
        rekey(folder / "register", PASSPHRASE, cost=LIGHT)


def bring_up_to_date(confirm: Confirm, folder: Path) -> None:
    """Open one register of an older version after the other."""
    confirm(("open", 0))
    for path in sorted(folder.glob("old-*[0-9]")):
        Register.open(path, PASSPHRASE).close()


WORK: tuple[Callable[..., None], ...] = (add, validate, back_up, rekey_forever, bring_up_to_date)


def survive(folder: Path, kills: int, seed: int = SEED) -> Counter[str]:
    """Kill each kind of work in turn, `kills` times in all; how much was confirmed before.

    Raises AssertionError when anything confirmed is lost.
    """
    chance = random.Random(seed)  # noqa: S311 - a seed makes the run repeatable
    Register.create(folder / "register", PASSPHRASE, cost=LIGHT).close()
    made: Counter[str] = Counter()
    last: dict[str, int] = {"entry": 0, "lines": 0}
    for turn in range(kills):
        work = WORK[turn % len(WORK)]
        if work is bring_up_to_date:
            _make_old_registers(folder, turn)
        confirmed = killed(work, folder, after=chance.uniform(0, 0.25))
        made[work.__name__] += 1
        made.update(kind for kind, _ in confirmed)
        for kind in last:
            last[kind] = max([last[kind], *(n for said, n in confirmed if said == kind)])
        backups = [str(name) for said, name in confirmed if said == "backup"]
        drafts = {number for said, number in confirmed if said == "draft"}
        _check(folder, last["entry"], last["lines"], drafts, backups)
    return made


def _check(folder: Path, entries: int, lines: int, drafts: set[int], backups: list[str]) -> None:
    with Register.open(folder / "register", PASSPHRASE) as register:
        numbers = [entry.number for entry in register.entries()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= entries
        serials = [line.number for line in register.ordonnancier()]
        assert serials == list(range(1, len(serials) + 1))
        assert len(serials) >= lines
        # Each draft either waits or became two lines of the ordonnancier.
        waiting = {draft.id for draft in register.drafts}
        assert drafts <= waiting | set(range(1, max(drafts, default=0) + 1))
        assert len(waiting) + len(serials) // 2 >= max(drafts, default=0)
        report = register.verify()
        assert report.is_sound, report.findings
    for name in backups:
        (copy,) = [p for p in (folder / name).iterdir() if p.suffix == ".ordonnancier"]
        with Register.open(copy, PASSPHRASE) as kept:
            assert kept.verify().is_sound
    for path in folder.glob("old-*[0-9]"):
        with Register.open(path, PASSPHRASE) as old:
            assert len(list(old.entries())) == 2
            assert old.verify().is_sound
            assert old.vault.value("PRAGMA user_version") == len(MIGRATIONS)
        for part in folder.glob(f"{path.name}*"):
            part.unlink()


def _make_old_registers(folder: Path, turn: int) -> None:
    for number in range(OLD):
        path = folder / f"old-{turn:03}-{number:03}"
        key = new_data_key()
        vault = create_vault(path, key)
        version = 1 + number % (len(MIGRATIONS) - 1)
        migrate_to(vault, version)
        fill(vault, version)
        vault.close()
        slot = wrap(key, PASSPHRASE, user="admin", role=Role.ADMINISTRATOR, cost=LIGHT)
        save_keyring(key_file(path), Keyring(key.salt, (slot,)))


def _number(confirm: Confirm, path: Path, count: int) -> None:
    with Register.open(path, PASSPHRASE) as register:
        for _ in range(count):
            confirm(register.add(make_prescription(), SOURCE, dispensings=[DISPENSING]))


def number_together(path: Path, count: int) -> None:
    """Two validators in two processes make `count` entries each. Raises AssertionError."""
    Register.create(path, PASSPHRASE, cost=LIGHT).close()
    both = [start(_number, path, count) for _ in range(2)]
    given: list[Any] = sorted(number for each in both for number in each.confirmed())
    assert given == list(range(1, 2 * count + 1))
    with Register.open(path, PASSPHRASE) as register:
        assert [line.number for line in register.ordonnancier()] == given
        assert register.verify().is_sound


def main() -> None:
    """Do it all and tell."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    entries = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as folder:
        made = survive(Path(folder), kills)
    said = ", ".join(f"{name} {count}" for name, count in made.items())
    sys.stdout.write(f"{kills} kills, nothing confirmed was lost: {said}\n")
    with tempfile.TemporaryDirectory() as folder:
        number_together(Path(folder, "register"), entries)
    sys.stdout.write(f"two processes numbered {entries} entries each: gapless, chain valid\n")


if __name__ == "__main__":
    main()
