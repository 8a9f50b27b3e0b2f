"""A growing delay after wrong passphrases; it never locks anyone out for good.

The failures are counted in `<register>.attempts`, which tells nothing else. Whoever steals the
register can delete that file: against them Argon2id stands, this slows down the one at the desk.
"""

import json
import time
from contextlib import suppress
from math import ceil
from pathlib import Path

from prescription.language import Fault
from storage.faults import TooManyAttempts
from storage.files import write_replacing

FREE_ATTEMPTS = 3
LONGEST_WAIT = 60
"""Seconds."""
_MAX_BYTES = 1000


def attempts_file(register: Path) -> Path:
    """Where the failures of a register are counted."""
    return register.with_name(register.name + ".attempts")


def check_attempts(register: Path, now: float | None = None) -> None:
    """Raise TooManyAttempts while the delay after the last wrong passphrase runs."""
    failures, last = _read(register)
    delay = min(2 ** (failures - FREE_ATTEMPTS), LONGEST_WAIT) if failures >= FREE_ATTEMPTS else 0
    # A clock that was put back must not make anyone wait for it to come round.
    waited = max(0.0, (time.time() if now is None else now) - last)
    if waited < delay:
        raise TooManyAttempts(ceil(delay - waited))


def count_failure(register: Path, now: float | None = None) -> None:
    """Note one more wrong passphrase; where nothing can be written, nothing is."""
    failures, _ = _read(register)
    noted = {"failures": min(failures + 1, 100), "last": time.time() if now is None else now}
    with suppress(Fault), write_replacing(attempts_file(register)) as stream:
        stream.write(json.dumps(noted).encode())


def forget_failures(register: Path) -> None:
    """Start again from none: the right passphrase was given."""
    with suppress(OSError):
        attempts_file(register).unlink(missing_ok=True)


def _read(register: Path) -> tuple[int, float]:
    try:
        with attempts_file(register).open("rb") as stream:
            noted = json.loads(stream.read(_MAX_BYTES))
        return min(max(0, int(noted["failures"])), 100), float(noted["last"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return 0, 0.0
