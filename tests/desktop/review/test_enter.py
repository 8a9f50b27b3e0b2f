"""Enter agrees to a field that somebody looked at, and to no other."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.capture import capture_text
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import State
from prescription.language import speak
from prescription.record import Document, Source
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    begin_checking,
    field,
    focused,
    look,
    panel,
    register_of,
    sheet,
    type_into,
)
from tests.desktop.papers import blank
from tests.desktop.review.test_no_drug import PAPER as ANALYSES

PAPER = """Dr Hélène ROUX
Le 02/03/2026
M. Jean DURAND
Doliprne 1000 mg comprimé : 1 comprimé 3 fis par jour pdant 5 jours
Kardegik 75 : 1 sachet matn"""
"""Several fields of it are to be looked at."""


@pytest.fixture
def doubtful(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """Two prescriptions with much to check; the first has just opened."""
    register_of(tmp_path).parent.mkdir()
    speak("fr")
    read = capture_text(PAPER)
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        for name in ("lundi.png", "mardi.png"):
            page = SAMPLE.read_bytes() + name.encode()
            source = replace(read.source, name=name, sha256=sha256(page).hexdigest())
            register.captures.read(register.captures.add(name, page), replace(read, source=source))
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    return window


def hold_enter_down(window: MainWindow) -> None:
    for _ in range(20):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            enter = QKeyEvent(
                kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
            )
            QCoreApplication.sendEvent(focused(window), enter)


def test_enter_held_down_agrees_to_one_field(doubtful: MainWindow) -> None:
    look(doubtful)
    left = len(sheet(doubtful).doubtful)
    assert left > 2
    QTest.keyClick(focused(doubtful), Qt.Key.Key_Return)
    hold_enter_down(doubtful)
    assert len(sheet(doubtful).doubtful) == left - 1


def test_enter_held_down_does_not_say_that_a_page_holds_no_drug(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    speak("fr")
    read = Document(Source("labo.png", "0" * 64, 1), capture_text(ANALYSES).prescriptions)
    begin_checking(qtbot, window, tmp_path, blank(), read)
    panel(window).go_to(Place(Heading.REST))
    hold_enter_down(window)
    assert not sheet(window).seen
    panel(window).in_hand.note()
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    assert not sheet(window).seen, "nobody saw it yet"
    look(window)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    assert sheet(window).seen


def test_enter_agrees_to_nothing_that_only_just_opened(doubtful: MainWindow) -> None:
    left = sheet(doubtful).doubtful
    panel(doubtful).in_hand.note()
    QTest.keyClick(focused(doubtful), Qt.Key.Key_Return)
    assert sheet(doubtful).doubtful == left
    assert "vient de s'ouvrir" in doubtful.review.notice
    look(doubtful)
    QTest.keyClick(focused(doubtful), Qt.Key.Key_Return)
    assert left[0] not in sheet(doubtful).doubtful


def test_the_next_is_not_agreed_to_by_an_enter_for_the_one_before(
    qtbot: QtBot, doubtful: MainWindow
) -> None:
    before = doubtful.review.loaded
    look(doubtful)
    doubtful.actions_by_id["drop"].trigger()
    qtbot.waitUntil(lambda: doubtful.review.loaded not in (None, before), timeout=READING)
    left = sheet(doubtful).doubtful
    QTest.keyClick(focused(doubtful), Qt.Key.Key_Return)
    assert sheet(doubtful).doubtful == left
    # What was typed there is meant for it, however soon.
    panel(doubtful).go_to(Place(Heading.PATIENT))
    QTest.keyClicks(field(doubtful, "Patient"), "DURAND Paul")
    QTest.keyClick(focused(doubtful), Qt.Key.Key_Return)
    assert sheet(doubtful).text(Place(Heading.PATIENT)) == "DURAND Paul"


def test_a_dose_that_nobody_takes_needs_an_enter_more(doubtful: MainWindow) -> None:
    look(doubtful)
    place = Place(Part.POSOLOGY, 0)
    panel(doubtful).go_to(place)
    posology = focused(doubtful)
    QTest.keyClicks(posology, "75 cp par jour")
    for _ in range(2):
        # The first writes it, the second asks: both tell why.
        QTest.keyClick(posology, Qt.Key.Key_Return)
        assert sheet(doubtful).state(place) is State.TO_CHECK
        assert "plus que le maximum habituel" in posology.accessibleDescription()
    assert "encore une fois" in posology.accessibleDescription()
    QTest.keyClick(posology, Qt.Key.Key_Return)
    assert sheet(doubtful).state(place) is State.CONFIRMED
