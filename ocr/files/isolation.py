"""Foreign files are decoded and read in a process of their own, and only data comes back.

A file that makes a decoder crash, hang or eat memory ends that process; the user gets one
sentence.
"""

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from ocr.files.forking import CAN_FORK
from ocr.files.frames import BUG, COUNT, DECODED, END, FAULT, PAGE, PIXELS
from ocr.files.limits import MAX_PIXELS
from ocr.files.processes import end, keep, kill, take_idle
from ocr.page import Code, Line, Page, Word
from prescription.language import Fault
from prescription.record import Box, Review, ReviewReason

Progress = Callable[[int, int], None]
"""Called after each page with how many pages are done and how many there are."""

DECODE_SECONDS = 30.0
"""For decoding one page."""
READ_SECONDS = 300.0
"""For reading one page that is decoded, second readings included."""
_MOST_TEXT = 50_000_000  # bytes of one JSON frame

KEEP_MEMORY = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(256 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(512 * 2**20),
}
"""For GNU's allocator: one page's pictures take the place of others, which need not be cleared."""
LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Pictures lie on large pages of memory where the system has them: a fifth of the page faults."""

Frame = tuple[bytes, bytes]


class ReadingDefectError(RuntimeError):
    """A defect of this program, met in the worker; the message is the type of the error there."""


def receive_pages(untrusted_data: bytes, progress: Progress | None = None) -> Iterator[Page]:
    """The pages of the file as words. Raises Fault."""
    done = total = 0
    with answers("read", untrusted_data) as frames:
        for kind, body in frames:
            if kind == COUNT:
                total = int(json.loads(body))
            elif kind == PAGE:
                yield _page(json.loads(body))
                done += 1
                if progress is not None:
                    progress(done, max(total, done))


@contextmanager
def answers(task: str, untrusted_data: bytes) -> Iterator[Iterator[Frame]]:
    """The frames that a worker answers to `show` or `read`.

    A worker that reads is kept for the next file where it can be (`ocr.files.forking`); any other,
    and one that did not answer to the end, is ended with all its children.
    """
    serves = task == "read" and CAN_FORK
    process = (take_idle() if serves else None) or _start("serve" if serves else task)
    answer = _Answer(process, serves)
    try:
        yield answer.frames(untrusted_data)
    finally:
        if serves and answer.complete:
            keep(process)
        else:
            end(process)


def _start(task: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        worker_command(task),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **LARGE_PAGES,
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "OPENBLAS_NUM_THREADS": "1",  # each thread reserves memory
            **KEEP_MEMORY,
        },
    )


def worker_command(task: str) -> list[str]:
    """How a worker is started; a frozen program is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--ocr-worker", task]
    # -P: a folder that a file lies in must not give the worker its modules.
    return [sys.executable, "-P", "-c", "from ocr.files.worker import main; main()", task]


class _Answer:
    """What a worker says to one file; `complete` once it has said everything."""

    def __init__(self, process: subprocess.Popen[bytes], serves: bool) -> None:
        self._process, self._serves = process, serves
        self.complete = False

    def frames(self, untrusted_data: bytes) -> Iterator[Frame]:
        """Each frame as it comes, the last one left out. Raises Fault when one does not."""
        late = threading.Event()
        seconds = DECODE_SECONDS
        try:
            self._ask(untrusted_data)
            while True:
                assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
                with _deadline(self._process, seconds, late):
                    kind, body = _take_frame(self._process.stdout)
                self.complete = kind in (END, FAULT, BUG)
                if kind == END:
                    return
                seconds = READ_SECONDS if kind == DECODED else DECODE_SECONDS
                if kind == FAULT:
                    words = json.loads(body)
                    raise Fault(fr=str(words["fr"]), en=str(words["en"]))
                if kind == BUG:
                    raise ReadingDefectError(str(json.loads(body))[:80])
                yield kind, body
        except (BrokenPipeError, EOFError):
            raise (_too_slow() if late.is_set() else _crashed()) from None

    def _ask(self, untrusted_data: bytes) -> None:
        question = self._process.stdin
        assert question is not None  # noqa: S101 - a pipe was asked for
        if self._serves:
            question.write(struct.pack(">Q", len(untrusted_data)))
        question.write(untrusted_data)
        question.flush()
        if not self._serves:
            question.close()


@contextmanager
def _deadline(
    process: subprocess.Popen[bytes], seconds: float, late: threading.Event
) -> Iterator[None]:
    """Ends the process, and with it the waiting for its answer, after `seconds`."""

    def end_late() -> None:
        late.set()
        kill(process)

    timer = threading.Timer(seconds, end_late)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _take_frame(answer: IO[bytes]) -> Frame:
    """Raises EOFError when the answer ends or is none of a worker."""
    head = answer.read(9)
    if len(head) < 9:
        raise EOFError
    kind, (length,) = head[:1], struct.unpack(">Q", head[1:])
    if length > (3 * MAX_PIXELS if kind == PIXELS else _MOST_TEXT):
        raise EOFError
    body = answer.read(length)
    if len(body) < length:
        raise EOFError
    return kind, body


def _page(untrusted: Any) -> Page:
    """The page that `ocr.files.worker` sent, field by field: nothing else is taken over."""
    return Page(
        int(untrusted["number"]),
        tuple(_line(line) for line in untrusted["lines"]),
        int(untrusted["width"]),
        int(untrusted["height"]),
        tuple(_review(review) for review in untrusted["review"]),
        tuple(float(value) for value in untrusted["from_level"]),
        tuple(
            Code(str(code["kind"]), str(code["text"]), _box(code["box"]))
            for code in untrusted["codes"]
        ),
    )


def _line(untrusted: Any) -> Line:
    words = tuple(
        Word(
            str(word["text"]),
            _box(word["box"]),
            float(word["confidence"]),
            tuple(str(other) for other in word["alternatives"]),
            _box(word["level"]) if word["level"] else None,
        )
        for word in untrusted["words"]
    )
    return Line(words, int(untrusted["block"]))


def _review(untrusted: Any) -> Review:
    return Review(
        str(untrusted["field"]),
        ReviewReason(untrusted["reason"]),
        None if untrusted["text"] is None else str(untrusted["text"]),
        _box(untrusted["box"]),
        page=int(untrusted["page"]),
    )


def _box(untrusted: Any) -> Box:
    x, y, width, height = (int(side) for side in untrusted)
    return Box(x, y, width, height)


def _crashed() -> Fault:
    return Fault(
        fr="La lecture de ce fichier a échoué : il est peut-être abîmé, numérisez-le à nouveau.",
        en="Reading this file failed: it may be damaged, scan it again.",
    )


def _too_slow() -> Fault:
    return Fault(
        fr="La lecture de ce fichier prend trop de temps : numérisez la page à nouveau.",
        en="Reading this file takes too long: scan the page again.",
    )
