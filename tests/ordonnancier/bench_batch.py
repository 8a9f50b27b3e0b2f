"""How fast archives are read, beside plain Tesseract in parallel, and in how much memory.

    python -m tests.ordonnancier.bench_batch [--pages 24] [--dpi 200] [--growth 10,30] …

Made-up pages (all layouts, clean and scanned, seeded). `xargs -P2` gives each page to a Tesseract
or to an `ordonnancier read` of its own. CPU is the processors' time with all children. Memory is
what a worker adds to the machine (PSS) with the process that reads for it, at most; that of the
command itself is apart. `--growth` reads archives of so many drawn pages of two lines, `--slips` of
so many pictures of one number, of which a machine can read ten thousand; `--lines` gives so many
made-up lines, no two the same, to `parse-table`, then ten times as many rows that repeat them.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyarrow as pa
from PIL import Image, ImageDraw, ImageFont
from pyarrow import parquet

from synthetic.corpus import make_corpus
from synthetic.lines import make_lines
from tests.ocr.drawn import SANS, file_of
from tests.ordonnancier.archives import page
from tests.ordonnancier.running import COMMAND, ENGLISH, environment

SEED, REPEATS = 20261128, 10
ENVIRONMENT = environment(ENGLISH) | {"OMP_THREAD_LIMIT": "1"}
IN_MEMORY = {
    "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "False",
    "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "False",
    "ORDONNANCIER_THREADS": "1",
}
PORT = "tcp://127.0.0.1:18786"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock and of the processors; it read so many pages."""

    pages: int
    seconds: float
    cpu: float

    def row(self, name: str, beside: "Cost") -> str:
        """One line of the table, `beside` plain Tesseract."""
        return (
            f"{name:34}{self.pages / self.seconds:9.2f}{self.seconds / self.pages:10.2f}"
            f"{self.cpu / self.pages:10.2f}{self.seconds / beside.seconds:9.2f}"
            f"{self.cpu / beside.cpu:9.2f}"
        )


def slip(number: int) -> bytes:
    """A picture of a number, the smallest thing that can be read."""
    image = Image.new("L", (170, 50), "white")
    pen = ImageDraw.Draw(image)
    pen.text((10, 8), f"{10_000 + number} mg", font=ImageFont.truetype(SANS, 30), fill="black")
    return file_of(image)


HEAD = f"{'':34}{'pages/s':>9}{'s/page':>10}{'CPU/page':>10}{'s ratio':>9}{'CPU r.':>9}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--growth", default="10,30,100")
    parser.add_argument("--slips", default="")
    parser.add_argument("--lines", type=int, default=20_000)
    told = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if told.pages:
            looks = ("clean", "scan")
            make_corpus(folder / "c", told.pages, SEED, (), looks, told.dpi, 2, line_images=False)
            _say(f"{told.pages} made-up pages at {told.dpi} dpi, clean and scanned\n{HEAD}")
            _speed(folder / "c/files", folder, told.pages)
            _memory(folder / "c/files", folder)
        if told.lines:
            _texts(told.lines, folder)
        for what, sizes, draw in (
            ("drawn pages of two lines", told.growth, page),
            ("slips of one number", told.slips, slip),
        ):
            if sizes:
                _growth(what, [int(size) for size in sizes.split(",")], folder, draw)


def _speed(files: Path, folder: Path, pages: int) -> None:
    every = " ".join(shlex.quote(str(path)) for path in sorted(files.iterdir()))
    ours = shlex.join(COMMAND)
    plain = _timed(
        ["sh", "-c", f"echo {every} | xargs -n1 -P2 sh -c 'tesseract $0 - -l fra >/dev/null 2>&1'"],
        pages,
    )
    _say(plain.row("tesseract, xargs -P2", plain))
    one = _timed(_batch(files, folder / "one", 1), pages)
    _say(one.row("batch, 1 worker", plain))
    two = _timed(_batch(files, folder / "two", 2), pages)
    _say(two.row("batch, 2 workers", plain))
    with ExitStack() as stack:
        _say(_on_dask(stack, files, folder, pages).row("batch, Dask, 2 workers", plain))
    each = _timed(
        ["sh", "-c", f"echo {every} | xargs -n1 -P2 {ours} read -q --format json >/dev/null"], pages
    )
    _say(each.row("ordonnancier read, xargs -P2", plain))
    _say(f"\nefficiency of two workers: {one.seconds / two.seconds:.2f}")
    _say(f"CPU of two workers beside one: {two.cpu / one.cpu:.2f}")
    _say(f"batch beside read under xargs -P2: {two.seconds / each.seconds:.2f}")
    report = json.loads((folder / "two/report.json").read_text())
    spent = _reading_seconds(folder / "two") / (2 * report["seconds"])
    _say(f"of the time of two workers, from first to last, reading took {spent:.0%}")
    same = {(folder / name / "records.jsonl").read_bytes() for name in ("one", "two", "dask")}
    _say(f"the three batches gave the same bytes: {'yes' if len(same) == 1 else 'NO'}")


def _reading_seconds(out: Path) -> float:
    notes = map(json.loads, (out / "work/journal.jsonl").read_text().splitlines())
    return float(sum(note["seconds"] for note in notes if "sha256" in note))


def _batch(files: Path, out: Path, workers: int) -> list[str]:
    typed = ["batch", str(files), "--out", str(out), "--workers", str(workers)]
    return [*COMMAND, *typed, "--quiet"]


def _timed(command: list[str], pages: int, more: Sequence[subprocess.Popen[bytes]] = ()) -> Cost:
    before = [_cpu_of(process.pid) for process in more]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"{command[:4]} ended with {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    others = sum(_cpu_of(one.pid) for one in more) - sum(before)
    return Cost(pages, seconds, cpu + others)


def _on_dask(stack: ExitStack, files: Path, folder: Path, pages: int) -> Cost:
    def start(*words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", *words, "--no-dashboard"],
            env=ENVIRONMENT | IN_MEMORY,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(process.wait)
        stack.callback(process.kill)
        return process

    host, port = PORT.removeprefix("tcp://").split(":")
    scheduler = start("distributed.cli.dask_scheduler", "--host", host, "--port", port)
    one = ("distributed.cli.dask_worker", PORT, "--nthreads", "1", "--no-nanny")
    workers = [start(*one, "--local-directory", str(folder)) for _ in range(2)]
    time.sleep(5)
    command = [*_batch(files, folder / "dask", 1), "--scheduler", PORT]
    return _timed(command, pages, [scheduler, *workers])


def _cpu_of(process: int) -> float:
    """Of a process and its running children (what a reader's own children took is in it)."""
    total = 0.0
    for each in _tree(process):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def _tree(process: int) -> list[int]:
    found = [process]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


@dataclass(slots=True)
class Peak:
    """At most, in MB: the command alone, and one of its workers with what reads for it."""

    command: float = 0.0
    worker: float = 0.0


def _memory(files: Path, folder: Path) -> None:
    peak, _ = _watched(_batch(files, folder / "watched", 2))
    _say(f"memory: a worker at most {peak.worker:.0f} MB, the command {peak.command:.0f} MB")


def _watched(command: list[str], pages: int = 0) -> tuple[Peak, Cost]:
    peak = Peak()
    began = time.perf_counter()
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            peak.command = max(peak.command, _megabytes(process.pid))
            for worker in _children(process.pid):
                peak.worker = max(peak.worker, sum(map(_megabytes, _tree(worker))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    over.set()
    watcher.join()
    return peak, Cost(pages, seconds, usage.ru_utime + usage.ru_stime)


def _children(process: int) -> list[int]:
    return [int(one) for task in Path(f"/proc/{process}/task").glob("*/children")
            for one in task.read_text().split()]  # fmt: skip


def _megabytes(process: int) -> float:
    """What a process adds to the machine: what it shares is divided among those who share it."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def _texts(count: int, folder: Path) -> None:
    texts = list(dict.fromkeys(line.text for line in make_lines(count, SEED)))
    # By Zipf's law, as words and orders are: the second text half as often as the first.
    often = Random(SEED).choices(  # noqa: S311 - no secret
        texts, [1 / rank for rank in range(1, len(texts) + 1)], k=REPEATS * len(texts)
    )
    for said, column in (
        (f"{len(texts)} made-up lines, each once", texts),
        (f"{len(often)} rows of {len(set(often))} such lines", often),
    ):
        table = folder / "lines.parquet"
        parquet.write_table(pa.table({"posology": column}), table)
        _say(f"\nparse-table, {said}, starting included")
        for workers in (1, 2):
            out = folder / "read.parquet"
            typed = ["parse-table", str(table), "--column", "posology", "--out", str(out)]
            command = [*COMMAND, *typed, "--force", "--workers", str(workers), "--quiet"]
            cost = _timed(command, len(column))
            _say(
                f"{workers} workers: {len(column) / cost.seconds:.0f} lines/s,"
                f" {1e6 * cost.cpu / len(column):.0f} µs of CPU a line"
            )


def _growth(what: str, sizes: Sequence[int], folder: Path, draw: Callable[[int], bytes]) -> None:
    titles = ("pages", "seconds", "pages/s", "CPU/page", "command MB", "worker MB")
    _say(f"\n{what}, 2 workers\n" + "".join(f"{title:>12}" for title in titles))
    for size in sizes:
        archive = folder / f"{what} {size}"
        archive.mkdir()
        for number in range(size):
            (archive / f"{number:05}.png").write_bytes(draw(number))
        peak, cost = _watched(_batch(archive, archive / "out", 2), size)
        read = json.loads((archive / "out/report.json").read_text())["read"]
        if read != size:
            sys.exit(f"{read} of {size} pages were read")
        _say(
            f"{size:12}{cost.seconds:12.1f}{size / cost.seconds:12.2f}{cost.cpu / size:12.3f}"
            f"{peak.command:12.0f}{peak.worker:12.0f}"
        )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
