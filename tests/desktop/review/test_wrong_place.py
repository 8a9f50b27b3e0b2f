"""A key of checking pressed where there is nothing to check does something sensible."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from tests.desktop.driving import READING, action, enter, focused, see_all, sheet

CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = {
    "record": (Qt.Key.Key_Return, CONTROL),
    "drop": (Qt.Key.Key_Delete, CONTROL),
    "add-line": (Qt.Key.Key_J, CONTROL),
    "remove-line": (Qt.Key.Key_D, CONTROL),
    "postpone": (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
}


def told(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_J, CONTROL),
        (Qt.Key.Key_D, CONTROL),
        (Qt.Key.Key_T, CONTROL),
        (Qt.Key.Key_Delete, CONTROL),
    ],
)
def test_with_nothing_open_a_key_tells_so(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    enter(qtbot, window)
    QTest.keyClick(focused(window), key, modifier)
    assert "Aucune ordonnance n'est ouverte" in told(window)


def test_with_nothing_open_the_other_keys_tell_it_too(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    for key, sentence in ((Qt.Key.Key_R, "échoué"), (Qt.Key.Key_Z, "Rien à annuler")):
        window.review.queue.setFocus()
        QTest.keyClick(focused(window), key, CONTROL)
        assert sentence in told(window)


def test_f7_leads_to_the_queue_and_back_to_the_field_in_hand(
    qtbot: QtBot, checking: MainWindow
) -> None:
    edit = focused(checking)
    checking.review.queue.setFocus()
    QTest.keyClick(focused(checking), Qt.Key.Key_F7)
    assert focused(checking) is edit
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    checking.tabs.setCurrentWidget(checking.register)
    QTest.keyClick(focused(checking), Qt.Key.Key_F7)
    assert checking.tabs.currentWidget() is checking.review
    assert focused(checking) is checking.review.queue


@pytest.mark.parametrize("name", sorted(KEYS))
def test_from_another_page_no_prescription_is_changed_unseen(
    qtbot: QtBot, checking: MainWindow, name: str
) -> None:
    see_all(qtbot, checking)
    before = sheet(checking)
    checking.tabs.setCurrentWidget(checking.office.statistics)
    QTest.keyClick(focused(checking), *KEYS[name])
    # Whatever it asked for would be done by now.
    qtbot.wait(300)
    assert checking.review.sheet == before
    assert checking.review.queue.count() == 1
    assert "numéro" not in told(checking)
    if name != "postpone":
        assert "appuyez de nouveau" in told(checking)
        assert checking.tabs.currentWidget() is checking.review


def test_f8_leads_from_another_page_to_the_field_to_check(
    qtbot: QtBot, checking: MainWindow
) -> None:
    QTest.keyClick(focused(checking), Qt.Key.Key_J, CONTROL)
    checking.tabs.setCurrentWidget(checking.office.statistics)
    QTest.keyClick(focused(checking), Qt.Key.Key_F8)
    assert checking.tabs.currentWidget() is checking.review
    assert focused(checking).accessibleName() in ("Médicament", "Posologie", "Dosage et forme")


def test_the_menu_records_only_what_is_in_sight(qtbot: QtBot, checking: MainWindow) -> None:
    see_all(qtbot, checking)
    checking.tabs.setCurrentWidget(checking.register)
    action(checking, "Enregistrer dans le registre").trigger()
    assert "appuyez de nouveau" in told(checking)
    action(checking, "Enregistrer dans le registre").trigger()
    qtbot.waitUntil(lambda: "numéro 1" in told(checking), timeout=READING)
