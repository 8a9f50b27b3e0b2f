"""What holds for the repository as a whole."""

import re
import subprocess
from pathlib import Path

import pytest

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


MAPPED = [path for path in tracked("*/__init__.py") if "way in" in path.read_text("utf-8")]


@pytest.mark.parametrize("plan", MAPPED, ids=lambda path: path.parent.name)
def test_the_plan_of_a_room_names_each_of_its_files(plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    files = {path.stem for path in plan.parent.glob("*.py")} - {"__init__"}
    files |= {path.parent.name for path in plan.parent.glob("*/__init__.py")}
    assert [name for name in sorted(files) if not re.search(rf"`{name}\b", text)] == []


def test_the_lock_file_pins_by_hash_and_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in pin for pin in pins)
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
