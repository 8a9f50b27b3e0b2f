"""One folder for everything: a portable installation."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.ordonnancier.official_files import write_files

CLOSING = """
import sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from desktop.application import run

shown = QApplication.exec

def close_soon(application):
    QTimer.singleShot(500, lambda: QSettings().setValue("kept", 1))
    QTimer.singleShot(1000, application.closeAllWindows)
    return shown()

QApplication.exec = close_soon
sys.exit(run(["ordonnancier-app", *sys.argv[1:]]))
"""


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with nothing but `home` to write to."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ORDONNANCIER_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**kept, "HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def files_in(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_the_reference_is_imported_into_the_folder_and_nowhere_else(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    home.mkdir()
    official = write_files(tmp_path / "bdpm")
    main = ("-c", "from ordonnancier.cli import main; main()", "--portable", str(stick))
    done = run(home, *main, "reference", "import", str(official))
    assert done.returncode == 0, done.stderr
    assert "reference.sqlite" in files_in(stick)
    assert not files_in(home)
    looked = run(home, *main, "reference", "status")
    assert str(stick) in "".join(looked.stdout.split())


def test_the_window_keeps_its_settings_in_the_folder(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    home.mkdir()
    done = run(home, "-c", CLOSING, "--portable", str(stick))
    assert done.returncode == 0, done.stderr
    settings = [name for name in files_in(stick) if name.endswith(".ini")]
    assert settings
    assert {stat.S_IMODE((stick / name).stat().st_mode) for name in settings} == {0o600}
    # Qt and the system keep caches of fonts and shaders; nothing of ours is among them.
    assert not [name for name in files_in(home) if "rdonnancier" in name]
