"""What holds for the repository as a whole."""

import subprocess
from pathlib import Path

from tests.conftest import ROOT


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository that match."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_folders_that_must_stay_no_packages() -> None:
    # packaging/__init__.py would hide the library of that name, which pytest needs.
    assert not [p for p in tracked("packaging", "resources") if p.name == "__init__.py"]


def test_the_lock_file_pins_by_hash_and_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in pin for pin in pins)
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
