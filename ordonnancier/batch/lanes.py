"""Reading by processes of this machine, one file and one thread of Tesseract in each."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from ocr.files.processes import end_idle
from ordonnancier.batch.job import LOST, Job, Outcome, read_job

MOST_ATTEMPTS = 2
"""A file whose process ends is given to another one, once."""
PATIENCE = 5.0
"""Seconds that a process without work may take to end."""


def read_locally(jobs: Iterator[Job], workers: int) -> Iterator[Outcome]:
    """The outcomes, as they come; never more jobs are taken than there are workers.

    A process that ends takes its own file with it and nothing else.
    """
    lanes = [_Lane() for _ in range(workers)]
    try:
        for lane in lanes:
            lane.begin(next(jobs, None))
        while busy := {lane.connection: lane for lane in lanes if lane.job is not None}:
            for connection in wait(list(busy)):
                lane = busy[connection]  # type: ignore[index]
                outcome = lane.take()
                if outcome is None:
                    continue
                # The next file is under way before this one is put down.
                lane.begin(next(jobs, None))
                yield outcome
    finally:
        for lane in lanes:
            lane.end()


@dataclass(slots=True)
class _Running:
    process: SpawnProcess
    connection: Connection


class _Lane:
    """A process and the job it has; the process starts with its first job."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self._attempts = 0
        self._running: _Running | None = None

    @property
    def connection(self) -> Connection:
        """Where its answer comes."""
        assert self._running is not None  # noqa: S101 - it has a job
        return self._running.connection

    def begin(self, job: Job | None) -> None:
        """Read this next; None: nothing is left to read."""
        self.job, self._attempts = job, 0
        if job is not None:
            self._send(job)

    def take(self) -> Outcome | None:
        """The outcome; None when the process has ended and another one tries again."""
        job = self.job
        assert job is not None  # noqa: S101 - it was waited for
        try:
            outcome: Outcome = self.connection.recv()
        except (EOFError, OSError):
            self.end()
            if self._attempts < MOST_ATTEMPTS:
                self._send(job)
                return None
            return Outcome(job.sha256, fault=LOST)
        return outcome

    def end(self) -> None:
        """Let the process end, or end it where it still reads."""
        if self._running is not None:
            self._running.connection.close()
            if self.job is None:
                self._running.process.join(PATIENCE)
            self._running.process.kill()
            self._running.process.join()
            self._running = None

    def _send(self, job: Job) -> None:
        self._attempts += 1
        if self._running is None:
            self._running = _start()
        with suppress(OSError):  # it has ended: `take` will tell
            self._running.connection.send(job)


def _start() -> _Running:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return _Running(process, ours)


def _work(connection: Connection) -> None:
    """Answer jobs until the other end is gone."""
    os.environ["ORDONNANCIER_THREADS"] = "1"
    serve_parent()
    with suppress(EOFError, OSError):
        while True:
            connection.send(read_job(connection.recv()))
    end_idle()


def serve_parent() -> None:
    """Let this process end when its parent does, however that ends, and not by Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
