"""Work done in another process: one that is killed, has no rights, or has no room.

The server has imported everything already, so that its children start in milliseconds.
"""

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

Confirm = Callable[[Any], None]

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["storage.register", "tests.storage.conftest"])


class Work:
    """Work under way in another process."""

    def __init__(self, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        self._pipe, theirs = _processes.Pipe(duplex=False)
        self._process = _processes.Process(target=_confirming, args=(theirs, work, arguments))
        self._process.start()
        theirs.close()

    def wait_for_first(self) -> None:
        """Wait until something is confirmed."""
        self._pipe.poll(None)

    def kill(self, after: float) -> list[Any]:
        """SIGKILL it, `after` seconds from its first confirmation; all it confirmed."""
        self.wait_for_first()
        time.sleep(after)
        self._process.kill()
        return self._rest()

    def confirmed(self) -> list[Any]:
        """Wait for its end; all it confirmed."""
        rest = self._rest()
        assert self._exitcode == 0
        return rest

    def _rest(self) -> list[Any]:
        confirmed = []
        try:
            while True:
                confirmed.append(self._pipe.recv())
        except EOFError:
            pass
        self._process.join()
        self._exitcode = self._process.exitcode
        self._process.close()
        self._pipe.close()
        return confirmed


def start(work: Callable[..., None], *arguments: Any) -> Work:
    """Begin `work(confirm, *arguments)`."""
    return Work(work, arguments)


def killed(work: Callable[..., None], *arguments: Any, after: float) -> list[Any]:
    """Everything `work(confirm, *arguments)` confirmed before it was killed."""
    return start(work, *arguments).kill(after)


def finished(work: Callable[..., None], *arguments: Any) -> list[Any]:
    """Everything `work(confirm, *arguments)` confirmed until it came to its end."""
    return start(work, *arguments).confirmed()


def become_nobody() -> None:
    """Give up root's rights, which no read-only folder stops."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def _confirming(
    pipe: "Connection[Any, Any]", work: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    work(pipe.send, *arguments)
