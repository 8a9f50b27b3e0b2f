"""No network: capture, review window and export open no network socket, and need no interface."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# The whole day in the window: first start, files and a scan, checking, printing, export, lock, a
# power cut; and the demo of the command line.
JOURNEY = (
    *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
    "tests/desktop/test_journey.py",
    "tests/ordonnancier/test_demo.py::test_the_demo_leaves_an_encrypted_register_and_a_csv",
)
TRACE = ("strace", "--follow-forks", "--seccomp-bpf", "--trace=socket,connect,bind", "--output")
NETWORK = re.compile(r"\b(AF|PF)_(INET6?|PACKET|NETLINK|BLUETOOTH|VSOCK|XDP)\b")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def needs(*command: str) -> None:
    """Skip where the system lacks the tool or forbids its use."""
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    if run(*command, sys.executable, "-c", "").returncode:
        pytest.skip(f"{command[0]} is not allowed here")


def sockets(log: Path) -> list[str]:
    """The calls of a trace that name a network."""
    return [line for line in log.read_text().splitlines() if NETWORK.search(line)]


def test_the_trace_would_show_a_socket(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    needs(*TRACE, str(log))
    run(*TRACE, str(log), sys.executable, "-c", "import socket; socket.socket()")
    assert sockets(log)


def test_capture_review_and_export_open_no_network_socket(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    needs(*TRACE, str(log))
    done = run(*TRACE, str(log), *JOURNEY)
    assert done.returncode == 0, done.stdout
    assert not sockets(log)


def test_the_journey_needs_no_network_interface() -> None:
    isolated = ("unshare", "--net", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    needs(*isolated)
    done = run(*isolated, *JOURNEY)
    assert done.returncode == 0, done.stdout
