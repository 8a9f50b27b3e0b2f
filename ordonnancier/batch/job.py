"""One file's reading as something that travels: to another process, to another machine."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from ocr.files.limits import MAX_BYTES
from ordonnancier.files import read_bytes, shown_path
from prescription.json import dump
from prescription.language import Fault
from prescription.record import Document

CHANGED = Fault(
    fr="Ce fichier a changé pendant la lecture : relancez avec --resume.",
    en="This file changed while it was being read: run again with --resume.",
)
LOST = Fault(
    fr="Le processus qui lisait ce fichier s'est arrêté deux fois (mémoire insuffisante ?) : "
    "relancez avec --resume.",
    en="The process that read this file ended twice (not enough memory?): run again with --resume.",
)

_EMPTY = sha256().hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: its name in the results, its digest in hexadecimal, where it is, its bytes.

    Without the bytes whoever reads it takes them from the path. Only the digest shows in what
    libraries log.
    """

    sha256: str
    name: str = field(repr=False)
    path: Path = field(repr=False)
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: the record, else a fault, else the type of an error of ours."""

    sha256: str
    document: Document | None = field(default=None, repr=False)
    fault: Fault | None = None
    bug: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """What a record holds, in numbers: lines are medications, `reasons` count the reviews."""

    pages: int = 0
    prescriptions: int = 0
    lines: int = 0
    to_check: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The counts under the names of the report."""
        return {
            "pages": self.pages,
            "prescriptions": self.prescriptions,
            "lines": self.lines,
            "linesToCheck": self.to_check,
            "reasons": dict(sorted(self.reasons.items())),
        }


def read_job(job: Job) -> Outcome:
    """Read one file; whatever happens becomes the outcome."""
    from ordonnancier.capture import capture_bytes

    began = time.perf_counter()
    try:
        document = capture_bytes(_data_of(job), job.name)
        dump(document).encode()  # half a character of UTF-16 could not be kept: this file fails
    except Fault as fault:
        return Outcome(job.sha256, fault=fault)
    except Exception as error:
        # Its type is enough to report it; its text could quote the page.
        return Outcome(job.sha256, bug=type(error).__name__)
    return Outcome(job.sha256, document, seconds=round(time.perf_counter() - began, 3))


def make_job(path: Path) -> Job:
    """The job of reading a file, which is opened now to know its content. Raises Fault."""
    data = read_bytes(path, at_most=MAX_BYTES)
    return Job(sha256(data).hexdigest(), shown_path(path), path.resolve(), data)


def without_data(job: Job) -> Job:
    """The job for a reader that has the file at the same path."""
    return replace(job, data=b"")


def tally_of(document: Document) -> Tally:
    """The counts of a record."""
    drafts = document.prescriptions
    lines = [line for draft in drafts for line in draft.medications]
    return Tally(
        document.source.pages,
        len(drafts),
        len(lines),
        sum(bool(line.review) for line in lines),
        Counter(review.reason.value for draft in drafts for review in draft.open_reviews),
    )


def _data_of(job: Job) -> bytes:
    if not job.data and job.sha256 != _EMPTY:
        data = read_bytes(job.path, at_most=MAX_BYTES)
        if sha256(data).hexdigest() != job.sha256:
            raise CHANGED
        return data
    return job.data
