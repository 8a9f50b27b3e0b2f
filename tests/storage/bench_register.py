"""How fast the register is, beside plain SQLite on the same work.

Run `python -m tests.storage.bench_register [PRESCRIPTIONS] [LINES]` (default 10000 of 2 medication
lines): made-up prescriptions, seeded, in a temporary folder. Prints median and 95th percentile in
milliseconds, their ratio, and the size of the file. With LINES given, plain SQLite is left out.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from storage.entries import Stamp, write_entry
from storage.keyring import new_data_key
from storage.migrations import migrate
from storage.ordonnancier import Dispensing, Listing, write_dispensing
from storage.register import utc_now
from storage.search import Query, search
from storage.vault import Vault, create_vault, open_vault
from tests.storage.conftest import SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

SINGLES = 100
LINES = 2
LETTERS = "abcdefghilmnoprstuv"


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    lines = int(sys.argv[2]) if len(sys.argv) > 2 else LINES
    with tempfile.TemporaryDirectory() as folder:
        key = new_data_key()
        path, other = Path(folder, "encrypted"), Path(folder, "plain")
        encrypted = _measure(create_vault(path, key), lambda: open_vault(path, key), count, lines)
        plain = {}
        if len(sys.argv) < 3:
            plain = _measure(_plain(other), lambda: _plain(other), count, lines)
        size = path.stat().st_size / 1e6
    sys.stdout.write(
        f"{count} prescriptions, {count * lines} lines, {size:.0f} MB: encrypted (plain) [ratio]\n"
    )
    for label, (median, p95) in encrypted.items():
        beside = ""
        if label in plain:
            plain_median, plain_p95 = plain[label]
            beside = f" ({plain_median:7.1f}, {plain_p95:7.1f}) [{median / plain_median:4.1f}]"
        sys.stdout.write(f"{label:32} median {median:8.1f}  p95 {p95:8.1f}{beside}\n")


def _plain(path: Path) -> Vault:
    import sqlite_utils  # storage.vault comes first, always

    # The same driver without a key: SQLite's plain files.
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return Vault(path, sqlite_utils.Database(connection, execute_plugins=False))


def _measure(
    vault: Vault, reopen: Callable[[], Vault], count: int, lines: int
) -> dict[str, tuple[float, float]]:
    chance = random.Random(1)  # noqa: S311 - a seed makes the run repeatable
    names = ["".join(chance.choices(LETTERS, k=7)) for _ in range(5000)]
    drugs = ["".join(chance.choices(LETTERS, k=9)).upper() for _ in range(600)]
    stamp = Stamp(utc_now(), "bench")

    def add(pages: list[bytes]) -> None:
        patient = f"{chance.choice(names)} {chance.choice(names)}"
        made = make_prescription(patient, chance.choice(drugs))
        medications = (made.content.medications * lines)[:lines]
        day = date(2016, 1, 1) + timedelta(days=chance.randrange(3650))
        content = replace(made.content, medications=medications, authored_on=day)
        number = write_entry(
            vault, replace(made, content=content), SOURCE, pages, stamp=stamp, corrects=None
        )
        write_dispensing(vault, number, dispensing(chance), stamp=stamp)

    def dispensing(chance: random.Random) -> Dispensing:
        narcotic = chance.random() < 0.01
        return replace(DISPENSING, listing=Listing.NARCOTIC if narcotic else Listing.LIST_I)

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
        "search, ATC between levels": lambda: Query(atc="N02BE0"),
        "search, ATC of none": lambda: Query(atc="C09"),
        "search, dates of none": lambda: Query(since=date(2030, 1, 1)),
        "search, dates of one year": lambda: Query(
            since=date(2018, 1, 1), until=date(2018, 12, 31)
        ),
        "search, dates of all": lambda: Query(since=date(2000, 1, 1)),
        "search, drug and dates": lambda: Query(drug=chance.choice(drugs), since=date(2020, 1, 1)),
        "search, list of nearly all": lambda: Query(listing=Listing.LIST_I),
        "search, list of few": lambda: Query(listing=Listing.NARCOTIC),
        "search, list of few and a year": lambda: Query(
            listing=Listing.NARCOTIC, since=date(2018, 1, 1), until=date(2018, 12, 31)
        ),
        "search, what is replaced": lambda: Query(replaced=True),
        "search, one number": lambda: Query(number=count // 2),
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
