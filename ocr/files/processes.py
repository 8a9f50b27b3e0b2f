"""The processes of workers: kept from one file to the next, or ended with all their children."""

import os
import signal
import subprocess
import threading
from contextlib import suppress

from ocr.files.forking import CAN_FORK

_idle: list[tuple[subprocess.Popen[bytes], dict[str, str]]] = []
"""With the environment each was last used in: another one may name another Tesseract."""
_lock = threading.Lock()


def take_idle() -> subprocess.Popen[bytes] | None:
    """A worker that serves and has nothing to do, or None."""
    with _lock:
        while _idle:
            process, environment = _idle.pop()
            if process.poll() is None and environment == dict(os.environ):
                return process
            end(process)
    return None


def keep(process: subprocess.Popen[bytes]) -> None:
    """Let a worker that has answered wait for the next file; it ends with this process."""
    with _lock:
        _idle.append((process, dict(os.environ)))


def end_idle() -> None:
    """End the workers that wait."""
    with _lock:
        while _idle:
            end(_idle.pop()[0])


def end(process: subprocess.Popen[bytes]) -> None:
    """End a worker with all its children, and wait for it."""
    kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and its group, which holds the Tesseract it started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has no group of its own yet
            process.kill()
    else:
        process.kill()


def _forget() -> None:
    """In a copy of this process: its workers answer the original alone."""
    _idle.clear()


if CAN_FORK:
    import atexit

    atexit.register(end_idle)
    os.register_at_fork(after_in_child=_forget)
