"""The process that touches foreign files: bounded memory, no file written, no way back but data.

It takes a task and the file on standard input and answers on standard output in frames: one
letter, the length in eight bytes, then JSON or pixels. `ocr.files.isolation` is the other end. With
the task `serve` it reads one file after the other (`ocr.files.forking`).
"""

import json
import os
import struct
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import BinaryIO

from ocr.files.decode import count_pages, decode_pages
from ocr.files.forking import serve
from ocr.files.frames import BUG, COUNT, DECODED, END, FAULT, PAGE, PICTURE, PIXELS
from prescription.language import Fault

MEMORY_BYTES = 4 * 2**30
"""Of address space, most of which libraries reserve and never use."""


def main() -> None:
    """Do the task named by the first argument (`show`, `read` or `serve`)."""
    _limit()
    task = sys.argv[1]
    # What libraries print must not get between the frames.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if task == "serve":
        serve(_load, partial(_answer, answer, _send_readings))
    else:
        give = _send_readings if task == "read" else _send_pictures
        _answer(answer, give, sys.stdin.buffer.read())


def _answer(
    answer: BinaryIO, give: Callable[[BinaryIO, bytes], None], untrusted_data: bytes
) -> None:
    try:
        _send(answer, COUNT, count_pages(untrusted_data))
        give(answer, untrusted_data)
        _send(answer, END, None)
    except Fault as fault:
        _send(answer, FAULT, {"fr": fault.fr, "en": fault.en})
    except MemoryError:
        raise  # the file is too much: the process ends as when a decoder ends it
    except Exception as error:
        # Its type is enough to report it; its text could quote the page.
        _send(answer, BUG, type(error).__name__)


def _load() -> None:
    """What every reading needs, before the first one."""
    import ocr.sheet_reading  # noqa: F401
    from ocr.tesseract.library import load_models

    _keep_to_one_core()
    load_models()


def _keep_to_one_core() -> None:
    """Steps of cleaning take milliseconds: sharing each out between cores costs more than it wins.

    Where every core reads a page of its own, the threads only stand in each other's way.
    """
    import cv2

    cv2.setNumThreads(1)


def _limit() -> None:
    """Own process group, so that Tesseract ends with this process; bounded memory; no files."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send_readings(answer: BinaryIO, untrusted_data: bytes) -> None:
    # Showing a page must not wait for what only reading needs.
    from ocr.files.sheets import decode_sheets
    from ocr.sheet_reading import read_sheet

    for number, sheet in enumerate(decode_sheets(untrusted_data), start=1):
        _send(answer, DECODED, number)
        _send(answer, PAGE, asdict(read_sheet(sheet, number)))


def _send_pictures(answer: BinaryIO, untrusted_data: bytes) -> None:
    for number, picture in enumerate(decode_pages(untrusted_data), start=1):
        _send(answer, PICTURE, (*picture.shape[:2], number))
        pixels = picture.tobytes()
        answer.write(PIXELS + struct.pack(">Q", len(pixels)))
        answer.write(pixels)
        answer.flush()


def _send(answer: BinaryIO, kind: bytes, value: object) -> None:
    body = json.dumps(value).encode()
    answer.write(kind + struct.pack(">Q", len(body)) + body)
    answer.flush()
