"""The run of a batch: files in their order to whoever reads, records to where they are kept."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ordonnancier.batch.job import Job, Outcome, make_job, tally_of
from ordonnancier.batch.report import Report
from ordonnancier.batch.sources import Found
from ordonnancier.capture import NOTHING_READ, is_blank
from ordonnancier.files import shown_path
from ordonnancier.messages import bug_fault
from prescription.language import Fault
from prescription.record import Document

Read = Callable[[Iterator[Job]], Iterator[Outcome]]
"""Reads jobs, taking few at a time, and gives their outcomes as they come."""


class Keeper(Protocol):
    """Where records go."""

    def list(self, name: str, sha256: str) -> None:
        """Be told the next file, in order."""

    def holds(self, sha256: str) -> bool:
        """Whether this content was read before."""

    def keep(self, document: Document, data: bytes, seconds: float) -> None:
        """Keep a record for good, or raise Fault."""

    def recall(self, sha256: str) -> tuple[Document, float | None] | None:
        """The record of a content it holds, and how long reading took, where it can tell."""


@dataclass(slots=True)
class _Pending:
    """A content that is being read, and the files that have it: their positions and names."""

    job: Job
    files: list[tuple[int, str]] = field(default_factory=list)


class Run:
    """One run; `report` is what became of it so far.

    `told` is called after each file that was dealt with, `failed` with the name of one that could
    not be read and why.
    """

    def __init__(
        self,
        keeper: Keeper,
        told: Callable[[Report], None],
        failed: Callable[[str, Fault], None],
    ) -> None:
        self.report = Report()
        self._keeper, self._told, self._failed = keeper, told, failed
        self._pending: dict[str, _Pending] = {}
        self._faults: dict[str, Fault] = {}
        self._met: set[bytes] = set()
        self._began = time.monotonic()

    def go(self, found: Iterable[Found], read: Read) -> Report:
        """Read everything. Raises Fault when what was read cannot be kept."""
        for outcome in read(self._jobs(found)):
            self._settle(outcome)
            self._tell()
        self._tell()
        return self.report

    def _jobs(self, found: Iterable[Found]) -> Iterator[Job]:
        """A job for each content that is still to be read."""
        for position, each in enumerate(found):
            self.report.files += 1
            name = shown_path(each.path)
            try:
                if each.fault is not None:
                    raise each.fault
                job = make_job(each.path)
            except Fault as fault:
                self._fail(position, name, fault)
                continue
            self._keeper.list(name, job.sha256)
            if (pending := self._pending.get(job.sha256)) is not None:
                pending.files.append((position, name))
            elif (known := self._faults.get(job.sha256)) is not None:
                self._fail(position, name, known)
            elif self._keeper.holds(job.sha256):
                self._count_held(position, name, job.sha256)
            else:
                self._pending[job.sha256] = _Pending(job, [(position, name)])
                self._met.add(bytes.fromhex(job.sha256))
                yield job

    def _count_held(self, position: int, name: str, sha256: str) -> None:
        """A file whose content need not be read: another one has it, or an earlier run met it."""
        digest = bytes.fromhex(sha256)
        is_first = digest not in self._met
        self._met.add(digest)
        held = self._keeper.recall(sha256)
        if held is None or self._holds_words(*held, [(position, name)], is_first=is_first):
            self.report.before += is_first
            self.report.same += not is_first
        self._tell()

    def _settle(self, outcome: Outcome) -> None:
        pending = self._pending.pop(outcome.sha256)
        document = outcome.document
        if document is not None:
            self._keeper.keep(document, pending.job.data, outcome.seconds)
            self.report.pages_now += document.source.pages
            if self._holds_words(document, outcome.seconds, pending.files, is_first=True):
                self.report.read += 1
                self.report.same += len(pending.files) - 1
            return
        fault = outcome.fault or bug_fault(outcome.bug or "?")
        self.report.has_bug = self.report.has_bug or outcome.bug is not None
        self._faults[outcome.sha256] = fault
        for position, name in pending.files:
            self._fail(position, name, fault)

    def _holds_words(
        self,
        document: Document,
        seconds: float | None,
        files: list[tuple[int, str]],
        *,
        is_first: bool,
    ) -> bool:
        """Count what stands on a content; where no word does, its files failed."""
        if is_first:
            self.report.add(files[0][1], tally_of(document), seconds)
        if not is_blank(document):
            return True
        for position, name in files:
            self._fail(position, name, NOTHING_READ)
        return False

    def _fail(self, position: int, name: str, fault: Fault) -> None:
        self.report.fail(position, name, fault)
        self._failed(name, fault)

    def _tell(self) -> None:
        self.report.elapsed = time.monotonic() - self._began
        self._told(self.report)
