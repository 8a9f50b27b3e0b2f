"""A computer that shuts down closes the window as its user would."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.desktop.driving import READING


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_program_ends_in_order_when_the_system_asks(
    tmp_path: Path, told: signal.Signals
) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc here: it tells when the program listens")
    here = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "desktop"]
    quiet = os.environ | here | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=quiet, stderr=subprocess.DEVNULL) as program:
        deadline = time.monotonic() + READING / 1000
        while not _listens(program.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        program.send_signal(told)
        assert program.wait(READING / 1000) == 0


def _listens(number: int) -> bool:
    """Whether a process handles SIGTERM itself."""
    status = Path(f"/proc/{number}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) & 1 << (signal.SIGTERM - 1))
