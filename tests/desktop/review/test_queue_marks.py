"""The mark before a row of the queue tells whether that prescription can be recorded as it is."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.review.place import Heading, Place
from prescription.record import Document
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    field,
    focused,
    panel,
    see_all,
    sheet,
    type_into,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def mark(window: MainWindow) -> str:
    return window.review.queue.item(0).text()[0]


def test_the_mark_follows_what_is_left_to_look_at(qtbot: QtBot, checking: MainWindow) -> None:
    see_all(qtbot, checking)
    assert (mark(checking), sheet(checking).ready) == ("✓", True)
    # A medication that was not read, whose fields are all empty.
    QTest.keyClick(focused(checking), Qt.Key.Key_J, CONTROL)
    assert (mark(checking), sheet(checking).ready) == ("?", False)
    QTest.keyClick(focused(checking), Qt.Key.Key_D, CONTROL)
    assert mark(checking) == "✓"
    QTest.keyClick(focused(checking), Qt.Key.Key_Escape)
    assert mark(checking) == "✓"


def test_a_missing_date_keeps_the_mark_from_saying_that_all_is_well(
    qtbot: QtBot, checking: MainWindow
) -> None:
    """Nothing was doubtful in what was read of it: it is simply not there."""
    see_all(qtbot, checking)
    panel(checking).go_to(Place(Heading.AUTHORED_ON))
    date = field(checking, "Date")
    date.clear()
    QTest.keyClicks(date, "pas encore lue")
    QTest.keyClick(date, Qt.Key.Key_Tab)
    assert mark(checking) == "?"
    QTest.keyClick(focused(checking), Qt.Key.Key_L, CONTROL)
    type_into(checking, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: checking.review.sheet is not None, timeout=READING)
    assert (mark(checking), sheet(checking).ready) == ("?", False)


def test_a_prescription_without_a_doubt_in_its_reading_but_without_a_drug_is_not_marked_ready(
    qtbot: QtBot, checking: MainWindow, read_sample: Document, tmp_path: Path
) -> None:
    see_all(qtbot, checking)
    for _ in read_sample.prescriptions[0].medications:
        QTest.keyClick(focused(checking), Qt.Key.Key_D, CONTROL)
    assert not sheet(checking).current.medications
    assert mark(checking) == "?"
    QTest.keyClick(focused(checking), Qt.Key.Key_L, CONTROL)
    type_into(checking, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: checking.review.sheet is not None, timeout=READING)
    assert mark(checking) == "?"
