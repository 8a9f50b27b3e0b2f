"""A window of its own for each test: real Tesseract, a real encrypted register."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.application import keep_settings_at_home
from desktop.look.dressing import dress
from desktop.main_window import MainWindow
from ordonnancier.capture import capture
from prescription.language import speak
from prescription.record import Document
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    begin_checking,
    focused,
    record_sample,
    register_of,
    type_into,
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A window whose register and settings live in a folder of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    keep_settings_at_home()
    # As chosen in the settings of this test: nothing of the test before.
    dress()
    window = MainWindow()
    window.show()
    # As on a usual screen, whatever the one of the tests is.
    window.resize(1366, 768)
    yield window
    window.close()
    # At once: windows that stay make every change of looks and every collection of garbage longer.
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    speak(None)


@pytest.fixture(scope="session")
def read_sample() -> Document:
    """What is read of the sample page."""
    speak("fr")
    document = capture(SAMPLE)
    speak(None)
    return document


@pytest.fixture
def checking(qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document) -> MainWindow:
    """A window whose queue holds the sample, read and ready to be checked."""
    begin_checking(qtbot, window, tmp_path, SAMPLE.read_bytes(), read_sample)
    return window


@pytest.fixture
def two(qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document) -> MainWindow:
    """Two prescriptions that are read; the first is open."""
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        for name in ("lundi.png", "mardi.png"):
            page = SAMPLE.read_bytes() + name.encode()
            source = replace(read_sample.source, name=name, sha256=sha256(page).hexdigest())
            waiting = register.captures.add(name, page)
            register.captures.read(waiting, replace(read_sample, source=source))
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    return window


@pytest.fixture
def recorded(qtbot: QtBot, checking: MainWindow) -> MainWindow:
    """A window that shows the register with the sample in it."""
    record_sample(qtbot, checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: checking.register.count == 1, timeout=READING)
    return checking
