"""Where there is no screen, one sentence tells; help needs none."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a screen")


def start(*arguments: str, **screen: str) -> subprocess.CompletedProcess[str]:
    """Run the application where no screen but `screen` is told."""
    told = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in told}
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        env=kept | {"LC_ALL": "fr_FR.UTF-8"} | screen,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@linux_only
@pytest.mark.parametrize(
    ("screen", "sentence"),
    [({}, "Pas d'écran ici : "), ({"DISPLAY": ":4711"}, "L'écran n'a pas pu être ouvert : ")],
)
def test_without_a_screen_one_sentence_is_said(screen: dict[str, str], sentence: str) -> None:
    ended = start(**screen)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.startswith(sentence)
    assert ended.stdout == ""


@linux_only
def test_help_needs_no_screen() -> None:
    ended = start("--help")
    assert ended.returncode == 0
    assert "--portable <dossier>" in ended.stdout
    assert "Pages à lire." in ended.stdout
