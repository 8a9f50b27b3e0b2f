"""How fast the register is, beside plain SQLite on the same work.

Run `python -m tests.storage.bench_register [PRESCRIPTIONS]` (default 10000): made-up prescriptions,
seeded, in a temporary folder. Prints median and 95th percentile in milliseconds, and their ratio.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlcipher3 import dbapi2

from storage.entries import Stamp, write_entry
from storage.keyring import new_data_key
from storage.migrations import migrate
from storage.register import utc_now
from storage.search import Query, search
from storage.vault import Vault, create_vault, open_vault
from tests.storage.conftest import SOURCE, make_prescription

SINGLES = 100
LETTERS = "abcdefghilmnoprstuv"


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        key = new_data_key()
        encrypted = _measure(
            create_vault(Path(folder, "encrypted"), key),
            lambda: open_vault(Path(folder, "encrypted"), key),
            count,
        )
        plain = _measure(
            _plain(Path(folder, "plain")), lambda: _plain(Path(folder, "plain")), count
        )
    sys.stdout.write(f"{count} prescriptions: encrypted (plain) [ratio]\n")
    for label, (median, p95) in encrypted.items():
        plain_median, plain_p95 = plain[label]
        sys.stdout.write(
            f"{label:32} median {median:8.1f} ({plain_median:8.1f}) [{median / plain_median:4.1f}]"
            f"   p95 {p95:8.1f} ({plain_p95:8.1f})\n"
        )


def _plain(path: Path) -> Vault:
    import sqlite_utils  # storage.vault comes first, always

    # The same driver without a key: SQLite's plain files.
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return Vault(path, sqlite_utils.Database(connection, execute_plugins=False))


def _measure(
    vault: Vault, reopen: Callable[[], Vault], count: int
) -> dict[str, tuple[float, float]]:
    chance = random.Random(1)  # noqa: S311 - a seed makes the run repeatable
    names = ["".join(chance.choices(LETTERS, k=7)) for _ in range(5000)]
    drugs = ["".join(chance.choices(LETTERS, k=9)).upper() for _ in range(600)]
    stamp = Stamp(utc_now(), "bench")

    def add(pages: list[bytes]) -> None:
        patient = f"{chance.choice(names)} {chance.choice(names)}"
        prescription = make_prescription(patient, chance.choice(drugs))
        write_entry(vault, prescription, SOURCE, pages, stamp=stamp, corrects=None)

    def add_alone() -> None:
        with vault.writing():
            add([chance.randbytes(50_000)])

    migrate(vault)
    start = time.perf_counter()
    for _ in range(0, count, 1000):
        with vault.writing():
            for _ in range(min(1000, count)):
                add([])
    each = (time.perf_counter() - start) * 1000 / count
    found = {"add, in batches": (each, each), "add, alone": _times(add_alone)}
    vault.close()
    start = time.perf_counter()
    vault = reopen()
    opened = (time.perf_counter() - start) * 1000
    found["open, the key being known"] = (opened, opened)
    queries: dict[str, Callable[[], Query]] = {
        "search, newest": Query,
        "search, three letters": lambda: Query(text=chance.choice(names)[:3]),
        "search, patient": lambda: Query(patient=chance.choice(names)),
        "search, drug": lambda: Query(drug=chance.choice(drugs)),
        "search, ATC of every line": lambda: Query(atc="N02"),
        "search, dates of none": lambda: Query(since=date(2030, 1, 1)),
        "search, drug and dates": lambda: Query(drug=chance.choice(drugs), since=date(2026, 1, 1)),
    }
    for label, query in queries.items():
        found[label] = _times(lambda query=query: search(vault, query()))  # type: ignore[misc]
    start = time.perf_counter()
    vault.value("PRAGMA integrity_check")
    whole = (time.perf_counter() - start) * 1000
    found["integrity check"] = (whole, whole)
    vault.close()
    return found


def _times(work: Callable[[], object]) -> tuple[float, float]:
    times = []
    for _ in range(SINGLES):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
