"""How fast the register is, beside plain SQLite on the same work.

Run `python -m tests.storage.bench_register [PRESCRIPTIONS] [LINES]` (default 10000 of 2 medication
lines): made-up prescriptions, seeded, in a temporary folder. The first WRITTEN of them are written
as the program writes them and timed; the others are copies of these, made by SQL, so that a large
register is there in minutes. Prints milliseconds of the clock (median, 95th percentile), the
95th percentile of processor time (what other programs do stays out of it), and how much slower
than plain SQLite the median is. With LINES given, plain SQLite is left out.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2

from storage.entries import Stamp, write_entry
from storage.keyring import new_data_key
from storage.migrations import migrate
from storage.ordonnancier import Listing, write_dispensing
from storage.register import utc_now
from storage.search import Query, search
from storage.vault import Vault, create_vault, open_vault
from tests.storage.conftest import SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

SINGLES = 100
LINES = 2
WRITTEN = 10_000
LETTERS = "abcdefghilmnoprstuv"
COPIES = (
    "INSERT INTO prescription SELECT number + :by, recorded_at, recorded_by, NULL, "
    "content_digest, previous_hash, randomblob(32) FROM prescription "
    "WHERE number <= :most ORDER BY number",
    "INSERT INTO prescription_content SELECT number + :by, salt, source, content, readings, "
    "confirmed_by, confirmed_at FROM prescription_content WHERE number <= :most ORDER BY number",
    "INSERT INTO ordonnancier SELECT number + :by, prescription + :by, listing, recorded_at, "
    "recorded_by, NULL, content_digest, previous_hash, randomblob(32) FROM ordonnancier "
    "WHERE number <= :most ORDER BY number",
    "INSERT INTO ordonnancier_content SELECT number + :by, salt, content "
    "FROM ordonnancier_content WHERE number <= :most ORDER BY number",
)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one piece of work."""

    median: float
    p95: float
    processor_p95: float


class Work:
    """Made-up prescriptions and the questions asked of them, drawn from one seed."""

    def __init__(self, count: int, lines: int) -> None:
        self.count, self.lines = count, lines
        self.chance = random.Random(1)  # noqa: S311 - a seed makes the run repeatable
        self.names = self._words(5000, 7)
        self.drugs = [word.upper() for word in self._words(600, 9)]

    def add(self, vault: Vault, pages: list[bytes]) -> None:
        """Write one prescription and its line of the ordonnancier."""
        chance, stamp = self.chance, Stamp(utc_now(), "bench")
        patient = f"{chance.choice(self.names)} {chance.choice(self.names)}"
        made = make_prescription(patient, chance.choice(self.drugs))
        content = replace(
            made.content,
            medications=(made.content.medications * self.lines)[: self.lines],
            authored_on=date(2016, 1, 1) + timedelta(days=chance.randrange(3650)),
        )
        made = replace(made, content=content)
        number = write_entry(vault, made, SOURCE, pages, stamp=stamp, corrects=None)
        listing = Listing.NARCOTIC if chance.random() < 0.01 else Listing.LIST_I
        write_dispensing(vault, number, replace(DISPENSING, listing=listing), stamp=stamp)

    def queries(self) -> dict[str, Callable[[], Query]]:
        """What is looked for, by what it is called."""
        pick, names, drugs = self.chance.choice, self.names, self.drugs
        of_a_year = partial(Query, since=date(2018, 1, 1), until=date(2018, 12, 31))
        return {
            "search, newest": Query,
            "search, three letters": lambda: Query(text=pick(names)[:3]),
            "search, patient": lambda: Query(patient=pick(names)),
            "search, drug": lambda: Query(drug=pick(drugs)),
            "search, ATC of every line": lambda: Query(atc="N02"),
            "search, ATC between levels": lambda: Query(atc="N02BE0"),
            "search, ATC of none": lambda: Query(atc="C09"),
            "search, dates of none": lambda: Query(since=date(2030, 1, 1)),
            "search, dates of one year": of_a_year,
            "search, dates of all": lambda: Query(since=date(2000, 1, 1)),
            "search, drug and dates": lambda: Query(drug=pick(drugs), since=date(2020, 1, 1)),
            "search, list of nearly all": lambda: Query(listing=Listing.LIST_I),
            "search, list of few": lambda: Query(listing=Listing.NARCOTIC),
            "search, list of few, a year": lambda: of_a_year(listing=Listing.NARCOTIC),
            "search, what is replaced": lambda: Query(replaced=True),
            "search, one number": lambda: Query(number=self.count // 2),
        }

    def _words(self, count: int, length: int) -> list[str]:
        return ["".join(self.chance.choices(LETTERS, k=length)) for _ in range(count)]


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else WRITTEN
    lines = int(sys.argv[2]) if len(sys.argv) > 2 else LINES
    with tempfile.TemporaryDirectory() as folder:
        key = new_data_key()
        path, other = Path(folder, "encrypted"), Path(folder, "plain")
        encrypted = measure(
            create_vault(path, key), lambda: open_vault(path, key), Work(count, lines)
        )
        plain = {}
        if len(sys.argv) < 3:
            plain = measure(_plain(other), lambda: _plain(other), Work(count, lines))
        size = path.stat().st_size / 1e6
    sys.stdout.write(f"{count} prescriptions, {count * lines} lines, {size:.0f} MB\n")
    sys.stdout.write(f"{'ms':32}  median      p95  p95 cpu   plain   ratio\n")
    for label, times in encrypted.items():
        beside = plain.get(label)
        ratio = f"{beside.median:8.1f}{times.median / beside.median:8.1f}" if beside else ""
        numbers = f"{times.median:8.1f} {times.p95:8.1f} {times.processor_p95:8.1f}"
        sys.stdout.write(f"{label:32}{numbers}{ratio}\n")


def measure(vault: Vault, reopen: Callable[[], Vault], work: Work) -> dict[str, Times]:
    """Fill a register, open it again, search it."""
    migrate(vault)
    written = min(work.count, WRITTEN)

    def fill() -> None:
        for _ in range(0, written, 1000):
            with vault.writing():
                for _ in range(min(1000, written)):
                    work.add(vault, [])

    whole = _timed(fill)
    found = {"add, in batches": Times(*(each / written for each in (whole[0], whole[0], whole[1])))}
    with vault.writing():
        for by in range(written, work.count, written):
            for sql in COPIES:
                vault.execute(sql, {"by": by, "most": min(written, work.count - by)})

    def add_alone() -> None:
        with vault.writing():
            work.add(vault, [work.chance.randbytes(50_000)])

    found["add, alone"] = _repeated(add_alone)
    vault.close()
    opened: list[Vault] = []
    found["open, the key being known"] = _once(lambda: opened.append(reopen()))
    (again,) = opened
    for label, query in work.queries().items():
        found[label] = _repeated(lambda query=query: search(again, query()))  # type: ignore[misc]
    found["integrity check"] = _once(lambda: again.value("PRAGMA integrity_check"))
    again.close()
    return found


def _plain(path: Path) -> Vault:
    import sqlite_utils  # storage.vault comes first, always

    # The same driver without a key: SQLite's plain files.
    connection = dbapi2.connect(str(path), isolation_level=None)
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {setting}")
    return Vault(path, sqlite_utils.Database(connection))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.thread_time() - processor) * 1000


def _once(work: Callable[[], object]) -> Times:
    clock, processor = _timed(work)
    return Times(clock, clock, processor)


def _repeated(work: Callable[[], object]) -> Times:
    clocks, processors = zip(*(_timed(work) for _ in range(SINGLES)), strict=True)
    return Times(
        statistics.median(clocks),
        statistics.quantiles(clocks, n=20)[-1],
        statistics.quantiles(processors, n=20)[-1],
    )


if __name__ == "__main__":
    main()
