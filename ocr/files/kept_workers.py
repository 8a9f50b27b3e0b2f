"""Workers that are kept from one file to the next, so that starting is paid once a process."""

import os
import subprocess
import threading
from contextlib import suppress

from ocr.files.forking import CAN_FORK

_idle: list[subprocess.Popen[bytes]] = []
_lock = threading.Lock()


def take_idle() -> subprocess.Popen[bytes] | None:
    """A worker that serves and has nothing to do, or None."""
    with _lock:
        while _idle:
            process = _idle.pop()
            if process.poll() is None:
                return process
    return None


def keep(process: subprocess.Popen[bytes]) -> None:
    """Let a worker that has answered wait for the next file; it ends with this process."""
    with _lock:
        _idle.append(process)


def end_idle() -> None:
    """End the workers that wait."""
    while process := take_idle():
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.kill()
        process.wait()


def _forget() -> None:
    """In a copy of this process: its workers answer the original alone."""
    _idle.clear()


if CAN_FORK:
    import atexit

    atexit.register(end_idle)
    os.register_at_fork(after_in_child=_forget)
