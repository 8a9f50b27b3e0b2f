"""A day at the desk, from the first start to a power cut, with nothing taken for granted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from tests.conftest import ROOT
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    accept_when_previewed,
    action,
    enter,
    focused,
    look,
    press_when_ready,
    see_all,
    sheet,
    type_into,
)
from tests.desktop.papers import three_lines
from tests.ordonnancier.pages import as_grey_jpeg, as_pdf

CONTROL = Qt.KeyboardModifier.ControlModifier


def rows(window: MainWindow) -> list[str]:
    queue = window.review.queue
    return [queue.item(n).text() for n in range(queue.count())]


def all_read(window: MainWindow, count: int) -> bool:
    return len(rows(window)) == count and all(row[0] in "?✓!" for row in rows(window))


def papers(folder: Path) -> list[Path]:
    files = {"trois.png": three_lines(), "lundi.pdf": as_pdf(), "mardi.jpg": as_grey_jpeg()}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def record(qtbot: QtBot, window: MainWindow, number: int) -> int:
    """Check the prescription in hand and record it, by keyboard alone; how many keys it took."""
    look(window)
    keys = see_all(qtbot, window)
    QTest.keyClick(focused(window), Qt.Key.Key_Return, CONTROL)
    message = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: f"numéro {number}" in message(), timeout=READING)
    return keys + 1


def first_day(qtbot: QtBot, window: MainWindow) -> None:
    """A name, a passphrase, the pharmacy."""
    enter(qtbot, window)
    steps = window.review.steps
    for edit, text in zip(
        [e for e in steps.findChildren(QLineEdit) if e.isVisible()],
        ("Pharmacie du Pont", "1 rue du Pont, Lyon"),
        strict=True,
    ):
        QTest.keyClicks(edit, text)
    next(
        b for b in steps.findChildren(QPushButton) if "Garder" in b.text().replace("&", "")
    ).click()
    qtbot.waitUntil(lambda: steps.is_done("pharmacy"), timeout=READING)


def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: MainWindow) -> None:
    """Ctrl+Enter scans the next page: SANE's test device gives a grey one without a word."""
    (tmp_path / "dll.conf").write_text("test\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    settings = QSettings()
    settings.setValue("scanner/device", "test:0")
    settings.setValue("scanner/resolution", 75)
    QTest.keyClick(focused(window), Qt.Key.Key_Return, CONTROL)


def test_a_day_at_the_desk(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_day(qtbot, window)
    scan(tmp_path, monkeypatch, window)
    qtbot.waitUntil(lambda: len(rows(window)) == 1, timeout=READING)
    window.open_pages(papers(tmp_path))
    qtbot.waitUntil(lambda: all_read(window, 4), timeout=4 * READING)
    assert sum(row.startswith("!") for row in rows(window)) == 1

    # Checked by keyboard alone; the clean prescription of three lines within ten keys.
    taken = {}
    for number in (1, 2, 3):
        qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
        lines = len(sheet(window).current.medications)
        taken[lines] = record(qtbot, window, number)
    assert taken[3] <= 10
    qtbot.waitUntil(lambda: len(rows(window)) == 1, timeout=READING)
    find_print_and_export(qtbot, window, tmp_path, monkeypatch)

    # Without a window manager nobody gives the keys back to the window after a dialog.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=READING)
    QTest.keyClick(focused(window), Qt.Key.Key_L, CONTROL)
    assert window.door.isVisible()
    qtbot.waitUntil(lambda: "instant" not in window.door.sentence, timeout=READING)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: len(rows(window)) == 1, timeout=READING)
    window.close()


def find_print_and_export(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+F finds them; the ordonnancier becomes a PDF, what was found a CSV."""
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(focused(window), "bisoprolol")
    qtbot.waitUntil(lambda: window.register.count == 3, timeout=READING)
    out = iter([str(tmp_path / "ordonnancier.pdf"), str(tmp_path / "trouvées.csv")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (next(out), ""))
    QTimer.singleShot(0, lambda: press_when_ready("crire un PDF"))
    QTest.keyClick(focused(window), Qt.Key.Key_P, CONTROL)
    pdf, csv = tmp_path / "ordonnancier.pdf", tmp_path / "trouvées.csv"
    qtbot.waitUntil(pdf.exists, timeout=READING)
    buttons = window.register.findChildren(QPushButton)
    QTimer.singleShot(0, accept_when_previewed)
    next(b for b in buttons if "xporter" in b.text()).click()
    qtbot.waitUntil(csv.exists, timeout=READING)
    qtbot.waitUntil(lambda: "BISOPROLOL" in csv.read_text("utf-8-sig").upper(), timeout=READING)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert action(window, "Chercher").isEnabled()


def test_a_power_cut_while_reading_loses_nothing_of_the_queue(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    window.close()
    files = papers(tmp_path)
    killed = subprocess.run(
        [sys.executable, "-m", "tests.desktop.killed", *map(str, files)],
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        timeout=5 * READING / 1000,
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    type_into(again, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: all_read(again, 3), timeout=4 * READING)
    assert all(row[0] in "?✓" for row in rows(again))
    again.close()
