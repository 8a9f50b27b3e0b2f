"""A process killed at any instant loses nothing it had confirmed."""

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from storage.register import Register
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription

KILLS = 40

# A server that has imported everything already: its children start in milliseconds.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.storage.test_crash"])


def kill_at_random_instants(work: Callable[..., None], *arguments: Any, instant: float) -> Any:
    """Run `work(confirm, *arguments)` elsewhere, SIGKILL it, give what it last confirmed."""
    ours, theirs = _processes.Pipe(duplex=False)
    process = _processes.Process(target=work, args=(theirs, *arguments))
    process.start()
    theirs.close()
    last = ours.recv()
    time.sleep(instant)
    process.kill()
    process.join()
    try:
        while True:
            last = ours.recv()
    except EOFError:
        return last
    finally:
        ours.close()
        process.close()


def add_forever(confirm: "Connection[Any, Any]", path: Path) -> None:
    """Add entries with a page each, confirming every number once `add` gave it."""
    with Register.open(path, PASSPHRASE) as register:
        while True:
            confirm.send(register.add(make_prescription(), SOURCE, [bytes([1]) * 30_000]))


def test_kill_9_loses_nothing_confirmed(register_path: Path) -> None:
    Register.create(register_path, PASSPHRASE, cost=LIGHT).close()
    chance = random.Random(7)  # noqa: S311 - a seed makes the run repeatable
    for _ in range(KILLS):
        instant = chance.uniform(0, 0.05)
        confirmed = kill_at_random_instants(add_forever, register_path, instant=instant)
        with Register.open(register_path, PASSPHRASE) as register:
            numbers = [entry.number for entry in register.entries()]
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) >= confirmed
            assert register._vault.value("PRAGMA integrity_check") == "ok"
    assert confirmed >= KILLS
