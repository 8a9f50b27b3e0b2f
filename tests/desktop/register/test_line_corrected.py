"""A wrong line of the ordonnancier is replaced by a new one, from the window, by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.register.line_dialog import LineDialog
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    answer_dialog,
    focused,
    register_of,
    type_into,
)
from tests.storage.conftest import SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def entered(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """An open register whose newest prescription has two lines in the ordonnancier."""
    register_of(tmp_path).parent.mkdir()
    two = [replace(DISPENSING, quantity=quantity) for quantity in ("14 gélules", "28 gélules")]
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        register.add(make_prescription(), SOURCE)
        register.add(make_prescription(), SOURCE, dispensings=two)
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.register.count == 2, timeout=READING)
    return window


def detail(window: MainWindow) -> str:
    shown = window.register.findChild(QTextBrowser)
    assert shown is not None
    return shown.toPlainText()


def take(qtbot: QtBot, window: MainWindow, row: int, told: str) -> None:
    window.register.select(row)
    qtbot.waitUntil(lambda: told in detail(window), timeout=READING)


def correct(qtbot: QtBot, window: MainWindow, answer: Callable[[LineDialog], None]) -> None:
    answer_dialog(qtbot, window, LineDialog, CONTROL | SHIFT | Qt.Key.Key_I, answer)


def write(text: str, then: Qt.Key) -> None:
    """Instead of what stands in the field."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    if text:
        field.selectAll()
        QTest.keyClicks(field, text)
    QTest.keyClick(field, then)


def test_the_new_line_stands_and_the_old_one_is_kept(
    qtbot: QtBot, entered: MainWindow, tmp_path: Path
) -> None:
    def answer(dialog: LineDialog) -> None:
        write("", Qt.Key.Key_Return)
        assert dialog.isVisible(), "nothing was changed"
        write("7 comprimes", Qt.Key.Key_Tab)
        write("01/01/2049", Qt.Key.Key_Return)
        said = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "dans le futur" in said
        write("25/11/26", Qt.Key.Key_Return)
        assert not dialog.isVisible()

    take(qtbot, entered, 0, "28 gélules")
    correct(qtbot, entered, answer)
    qtbot.waitUntil(lambda: "7 comprimes" in detail(entered), timeout=READING)
    assert "28 gélules" in detail(entered)
    assert "remplacée par le n° 3" in detail(entered)
    entered.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        lines = {line.number: line for line in register.ordonnancier()}
    assert [line.dispensing.quantity for line in lines.values()] == [
        "14 gélules",
        "28 gélules",
        "7 comprimes",
    ]
    assert lines[3].corrects == 2
    assert lines[3].dispensing.dispensed_on == date(2026, 11, 25)


def test_a_line_replaced_before_is_not_offered_again(qtbot: QtBot, entered: MainWindow) -> None:
    def answer(dialog: LineDialog) -> None:
        write("7 comprimes", Qt.Key.Key_Return)
        assert not dialog.isVisible()

    def look(dialog: LineDialog) -> None:
        offered = [dialog._choice.itemText(row) for row in range(dialog._choice.count())]
        assert len(offered) == 2
        assert "14 gélules" in offered[0]
        assert "7 comprimes" in offered[1]

    take(qtbot, entered, 0, "28 gélules")
    correct(qtbot, entered, answer)
    qtbot.waitUntil(lambda: "n° 3" in detail(entered), timeout=READING)
    correct(qtbot, entered, look)


def test_a_prescription_without_a_line_asks_for_another(qtbot: QtBot, entered: MainWindow) -> None:
    take(qtbot, entered, 1, "N° 1")
    QTest.keyClick(focused(entered), Qt.Key.Key_I, CONTROL | SHIFT)
    assert "inscrite à l'ordonnancier" in entered.statusBar().currentMessage()
    assert QApplication.activeModalWidget() is None
