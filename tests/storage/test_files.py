"""What is written in clear appears whole, or leaves nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import files
from storage.files import write_replacing
from tests.conftest import ROOT

KILLED = """
import os, signal, sys
from pathlib import Path
from storage.files import write_replacing
with write_replacing(Path(sys.argv[1])) as stream:
    stream.write(b"DURAND Jeanne")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_file_takes_the_place_of_another_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_text("before")
    with write_replacing(path) as stream:
        stream.write(b"after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_can_be_given_no_name_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some systems show a program no list of what it has open.
    monkeypatch.setattr(files, "_OPENED", str(tmp_path))
    path = tmp_path / "registre.csv"
    with write_replacing(path) as stream:
        stream.write(b"after")
    assert path.read_text() == "after"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_midway_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError), write_replacing(path) as stream:
        stream.write(b"%d" % (1 // 0))
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_that_is_killed_leaves_nobody_in_clear(tmp_path: Path) -> None:
    try:
        os.close(os.open(tmp_path, os.O_TMPFILE | os.O_RDWR))
    except (OSError, AttributeError):
        pytest.skip("this file system knows no files without a name")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "registre.csv")], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


WRITTEN = """
import sys
from pathlib import Path
from prescription.language import Fault
from storage.backup import beside
from storage.files import write_replacing
for writing in (write_replacing, beside):
    try:
        with writing(Path(sys.argv[1], "registre.csv")) as opened:
            opened.write_bytes(b"")
    except Fault as fault:
        print(fault.fr)
"""
IN_ITS_OWN = ("unshare", "--map-root-user", "--mount", "sh", "-ec")
"""Mounts what nobody else sees."""
MOUNTED = 'mount -t tmpfs -o ro none "$2" && exec "$0" -c "$1" "$2"'


def test_a_read_only_medium_is_no_matter_of_rights(tmp_path: Path) -> None:
    try:
        subprocess.run((*IN_ITS_OWN, 'mount -t tmpfs none "$0"', tmp_path), check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs a system that lets a user mount something for itself")
    told = subprocess.run(
        (*IN_ITS_OWN, MOUNTED, sys.executable, WRITTEN, tmp_path),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert (
        told
        == [
            f"Impossible d'écrire dans le dossier {tmp_path} : son disque ou son support est en "
            "lecture seule."
        ]
        * 2
    )
