"""A batch on a real Dask scheduler with two real workers, one of which is killed."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.ordonnancier.archives import journaled, make_archive, records
from tests.ordonnancier.batch_kills import finish
from tests.ordonnancier.running import COMMAND, ENGLISH, Finished, environment, run_cli

pytest.importorskip("distributed")
KEEPS_IN_MEMORY = {
    "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "False",
    "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "False",
}


def _until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


@contextmanager
def _running(*words: str, settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:], "--no-dashboard"],
        env=environment(ENGLISH) | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def cluster(
    folder: Path, workers: int, settings: dict[str, str]
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler of this machine's own and its workers: its address, their processes."""
    told = folder / "scheduler.json"
    with ExitStack() as stack:
        at = ("--scheduler-file", str(told))
        begin = ("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        stack.enter_context(_running(*begin, *at, settings=settings))
        _until(lambda: told.exists() and told.read_text().endswith("}"))
        one = ("dask_worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        processes = [
            stack.enter_context(_running(*one, *at, settings=settings)) for _ in range(workers)
        ]
        yield json.loads(told.read_text())["address"], processes


def _batch(archive: Path, out: Path, address: str, *more: str) -> Finished:
    typed = ("batch", archive, "--out", out, "--scheduler", address)
    return run_cli(*typed, *more, "--report", "json")


@pytest.mark.parametrize("shared", [[], ["--shared-storage"]], ids=["travelling", "shared"])
def test_the_results_are_those_of_one_machine_though_a_worker_is_killed(
    tmp_path: Path, shared: list[str]
) -> None:
    archive = make_archive(tmp_path / "archive", 8)
    finish(archive, tmp_path / "local", workers=1)
    out = tmp_path / "out"
    with cluster(tmp_path, 2, KEEPS_IN_MEMORY) as (address, workers):
        process = subprocess.Popen(
            [*COMMAND, "batch", archive, "--out", out, "--scheduler", address, *shared],
            env=environment(ENGLISH),
            stdout=subprocess.DEVNULL,
        )
        _until(lambda: journaled(out) or process.poll() is not None)
        workers[0].kill()
        assert process.wait() == 0
    assert sorted(journaled(out)) == sorted(set(journaled(tmp_path / "local")))
    one, other = (tmp_path / run / "records.jsonl" for run in ("local", "out"))
    assert one.read_bytes() == other.read_bytes()


def test_a_cluster_that_may_write_pages_to_its_disks_must_be_trusted(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 1)
    with cluster(tmp_path, 1, {}) as (address, _):
        refused = _batch(archive, tmp_path / "out", address)
        assert refused.status == 1
        assert "--trust-cluster" in refused.err
        assert journaled(tmp_path / "out") == []
        trusted = _batch(archive, tmp_path / "out", address, "--resume", "--trust-cluster")
        assert trusted.status == 0
    assert len(records(tmp_path / "out")) == 2


def test_a_cluster_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 1)
    missing = _batch(archive, tmp_path / "out", "127.0.0.1:1")
    assert missing.status == 1
    assert missing.sentences[-1] == (
        "The scheduler 127.0.0.1:1 does not answer, or not with these certificates."
    )
