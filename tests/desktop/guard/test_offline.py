"""The page that tells what was seen of the network: its words, its colour, what scanners ask."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.look.themes import worn_theme
from desktop.main_window import MainWindow
from desktop.office.sockets import can_look, witness
from tests.conftest import ROOT
from tests.desktop.driving import shown_texts

ASKING = """
import socket
asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asked.bind(("127.0.0.1", 0))
print("open", flush=True)
input()
"""


@contextmanager
def asking(program: Path) -> Iterator[None]:
    """A process under this name, which has a socket to a network."""
    program.symlink_to(Path(sys.executable).resolve())
    with subprocess.Popen(
        [program, "-I", "-c", ASKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        yield
        process.kill()


def verdict(window: MainWindow) -> tuple[str, str]:
    """What it says in large letters, and on which ground."""
    page = window.office.offline
    again = next(b for b in page.findChildren(QPushButton) if "maintenant" in b.text())
    again.click()
    label = page.findChildren(QLabel)[0]
    return label.text(), label.grab().toImage().pixelColor(8, 3).name()


@pytest.fixture
def offline(checking: MainWindow) -> Iterator[MainWindow]:
    """The page in sight; what is seen in these tests is forgotten behind them."""
    if not can_look():
        pytest.skip("this system does not tell of open sockets")
    checking.office.show_page(checking.office.offline)
    yield checking
    for seen in (witness().seen, witness().by_scanner):
        seen.clear()


def test_scanners_that_are_looked_for_are_told_and_are_no_alarm(
    offline: MainWindow, tmp_path: Path
) -> None:
    said, ground = verdict(offline)
    assert said == "Aucune connexion à un réseau n'a été ouverte."
    assert ground == worn_theme().sure
    with asking(tmp_path / "scanimage"):
        said, ground = verdict(offline)
    assert "hors la recherche ou l'emploi d'un scanner" in said
    assert ground == worn_theme().sure
    assert "demandent au réseau local quels scanners y sont" in shown_texts(offline)
    assert "prévenez" not in shown_texts(offline)


def test_an_alarm_turns_yellow_on_the_page_that_is_open(
    offline: MainWindow, tmp_path: Path
) -> None:
    with asking(tmp_path / "autre"):
        said, ground = verdict(offline)
    assert "prévenez qui entretient ce poste" in said
    assert ground == worn_theme().notice


CALLS = """
import subprocess
from desktop.office.sockets import watch_sockets, witness
from ordonnancier.scan import list_devices
from prescription.language import Fault
watch_sockets()
subprocess.run(["true"], check=True)
before = witness().scans
try:
    list_devices()
except Fault:
    pass
print(before, witness().scans, witness().made)
"""


def test_each_call_of_the_scanner_s_program_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dll.conf").write_text("test\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", CALLS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "1", "0"]
