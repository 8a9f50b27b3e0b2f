"""A batch killed at random instants and resumed, beside one that nobody disturbed.

Run `python -m tests.ordonnancier.batch_kills [PAGES] [KILLS]` (default 300 pages, 10 kills): it
makes pages up (150 dpi, all layouts, clean and scanned), kills the batch with SIGKILL, and fails
unless the results are the same bytes and nothing that was kept was read twice.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic.corpus import make_corpus
from tests.ordonnancier.archives import RESULTS, journaled
from tests.ordonnancier.running import COMMAND, ENGLISH, environment

FORMATS = ("jsonl", "csv", "parquet", "parquet-nested")
SEED = 20261128


def start(archive: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    """A batch under way, that goes on with what is there."""
    formats = [word for form in FORMATS for word in ("--format", form)]
    typed = ["batch", archive, "--out", out, "--resume", "--workers", str(workers), *formats]
    return subprocess.Popen(
        [*COMMAND, *map(str, typed)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(ENGLISH),
    )


def finish(archive: Path, out: Path, workers: int) -> None:
    """Let a batch come to its end. Raises AssertionError."""
    process = start(archive, out, workers)
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()


def survive(archive: Path, folder: Path, kills: int, workers: int = 2, seed: int = SEED) -> int:
    """Kill a batch so many times and let it end; how many contents were read.

    Raises AssertionError when its results differ from an undisturbed run's, or a record that was
    kept is lost or read again.
    """
    chance = random.Random(seed)  # noqa: S311 - a seed makes the run repeatable
    finish(archive, folder / "undisturbed", workers)
    every = journaled(folder / "undisturbed")
    out = folder / "killed"
    for turn in range(kills):
        kept = journaled(out)
        process = start(archive, out, workers)
        wanted = len(every) * turn // (kills + 1) + chance.randint(0, len(every) // (kills + 1))
        while len(journaled(out)) < wanted and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 1.5))
        helpers = _children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert journaled(out)[: len(kept)] == kept
        _wait_until_gone(helpers)
    finish(archive, out, workers)
    assert sorted(journaled(out)) == sorted(every)
    for name in RESULTS:
        one, other = (folder / run / name for run in ("undisturbed", "killed"))
        assert one.read_bytes() == other.read_bytes(), name
    return len(every)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        found += map(int, task.read_text().split())
    return found


def _wait_until_gone(processes: list[int]) -> None:
    """A killed batch leaves no process behind. Raises AssertionError."""
    until = time.monotonic() + 60
    while any(Path(f"/proc/{process}").exists() for process in processes):
        assert time.monotonic() < until, "processes of a killed batch are still there"
        time.sleep(0.02)


def main() -> None:
    """Do it and tell."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place, "corpus")
        looks = ("clean", "scan")
        make_corpus(corpus, pages, SEED, (), looks, 150, os.cpu_count() or 1, line_images=False)
        read = survive(corpus / "files", Path(place), kills)
    sys.stdout.write(
        f"{pages} pages, {kills} kills: {read} contents read, the results are the same bytes\n"
    )


if __name__ == "__main__":
    main()
