"""What is ready to be checked takes no key from a text that is being typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from tests.desktop.driving import READING, SAMPLE, enter, field, focused, sheet

READY = "prête à vérifier"


def text_in(window: MainWindow, where: str) -> QLineEdit:
    """The cursor in a text that is not of a prescription under review."""
    if where == "first steps":
        edit = window.review.steps.findChildren(QLineEdit)[0]
        edit.setFocus()
        return edit
    if where == "search":
        QTest.keyClick(focused(window), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        found = focused(window)
        assert isinstance(found, QLineEdit)
        return found
    dialog = QDialog(window)
    edit = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(edit)
    dialog.open()
    edit.setFocus()
    return edit


@pytest.mark.parametrize("where", ["first steps", "search", "dialog"])
def test_what_becomes_ready_while_one_types_elsewhere_is_only_told(
    qtbot: QtBot, window: MainWindow, where: str
) -> None:
    enter(qtbot, window)
    edit = text_in(window, where)
    QTest.keyClicks(edit, "Pharmacie ")
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: READY in window.statusBar().currentMessage(), timeout=READING)
    # Time enough for its page to be made ready, had it been opened.
    QTest.qWait(1000)
    assert window.review.sheet is None
    assert edit.hasFocus()
    QTest.keyClicks(edit, "du Pont")
    assert edit.text() == "Pharmacie du Pont"
    assert window.review.queue.item(0).text()[0] in "?✓"
    assert READY in window.review.notice


def test_what_was_told_to_be_ready_is_opened_from_the_queue(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(qtbot, window)
    text_in(window, "first steps")
    window.open_pages([SAMPLE])
    queue = window.review.queue
    qtbot.waitUntil(lambda: READY in window.review.notice, timeout=READING)
    QTest.mouseClick(
        queue.viewport(),
        Qt.MouseButton.LeftButton,
        pos=queue.visualItemRect(queue.item(0)).center(),
    )
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert READY not in window.review.notice
    assert focused(window) in window.review.panel.findChildren(QLineEdit)


def test_what_became_ready_during_a_search_opens_when_one_comes_back_to_check(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(qtbot, window)
    text_in(window, "search")
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: READY in window.review.notice, timeout=READING)
    window.tabs.setCurrentWidget(window.review)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert sheet(window).current.medications
    assert field(window, "Médicament").isVisible()
