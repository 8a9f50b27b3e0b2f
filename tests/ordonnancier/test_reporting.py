"""How a run ends when it is interrupted, when the software is wrong, and what progress shows."""

import os
import pty
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

import ordonnancier.capture
from ordonnancier.cli import cli
from ordonnancier.demo import SAMPLE
from tests.ordonnancier.running import COMMAND, ENGLISH, environment

SECRET = "DURAND Jeanne"


@contextmanager
def answering(out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A `parse --jsonl --out` that has begun to answer and waits for the next question."""
    # A shell that runs the tests in the background leaves its children deaf to interruptions.
    deaf = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [*COMMAND, "parse", "--jsonl", "--out", str(out)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(ENGLISH),
        )
    finally:
        signal.signal(signal.SIGINT, deaf)
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    assert process.stdin is not None
    process.stdin.write(b'{"id": 1, "text": "Doliprane 1 g"}\n')
    process.stdin.flush()
    while process.poll() is None and not _has_written(process, out.parent):
        watchdog.join(0.05)
    yield process
    process.communicate()
    watchdog.cancel()


def _has_written(process: subprocess.Popen[bytes], folder: Path) -> bool:
    """Whether something is in its file: beside the name it will have, or without a name."""
    found = any(part.stat().st_size for part in folder.glob(".*.part"))
    # What it has open may be closed just now.
    with suppress(OSError):
        for opened in Path(f"/proc/{process.pid}/fd").iterdir():
            if str(opened.readlink()).startswith(f"{folder}/"):
                found |= opened.stat().st_size > 0
    return found


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_ends_quietly_and_leaves_no_half_file(
    sent: signal.Signals, status: int, tmp_path: Path
) -> None:
    out = tmp_path / "fiches.jsonl"
    with answering(out) as process:
        process.send_signal(sent)
        _, err = process.communicate()
        assert (process.returncode, err) == (status, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_defect_is_one_sentence_that_quotes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(ordonnancier.capture, "capture", broken)
    result = CliRunner().invoke(cli, ["read", str(SAMPLE), "--format", "json"])
    assert result.exit_code == 70
    assert "internal error (ValueError)" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert SECRET not in result.output
    traced = CliRunner().invoke(cli, ["--debug", "read", str(SAMPLE)])
    assert traced.exit_code == 70
    assert "Traceback" in traced.stderr


def test_progress_shows_on_a_terminal_only_and_not_when_quiet() -> None:
    assert b"page 1" in on_a_terminal()
    assert on_a_terminal("--quiet") == b""


def on_a_terminal(*options: str) -> bytes:
    """What reading the sample writes to a standard error that is a terminal."""
    outer, inner = pty.openpty()
    try:
        process = subprocess.Popen(
            [*COMMAND, "read", str(SAMPLE), *options],
            stdout=subprocess.DEVNULL,
            stderr=inner,
            env=environment(ENGLISH) | {"TERM": "xterm"},
        )
        os.close(inner)
        said = b""
        try:
            while block := os.read(outer, 4096):
                said += block
        except OSError:
            pass  # Linux tells the end of a terminal in this way
        assert process.wait() == 0
        return said
    finally:
        os.close(outer)
