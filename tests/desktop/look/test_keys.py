"""The keys of actions that a user may choose, and those that stay for writing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.actions import wanted_menus
from desktop.look.keys import are_typed
from desktop.look.preferences import choose_keys
from desktop.main_window import MainWindow
from desktop.office.keys_table import KeysTable
from tests.desktop.driving import enter

KEPT = ("search", "open-pages", "lock")


def reach(qtbot: QtBot, window: MainWindow, name: str) -> KeysTable:
    """The keys of the settings, with the action `name` in hand."""
    enter(qtbot, window)
    window.office.show_page(window.office.settings)
    keys = window.office.settings.findChild(KeysTable)
    assert keys is not None
    table = keys.findChild(QTableWidget)
    assert table is not None
    table.selectRow([wanted.id for wanted, _ in window.actions_by_id].index(name))
    return keys


def give(keys: KeysTable, typed: str) -> str:
    """Give the action in hand other keys; what is told then."""
    edit = keys.findChild(QKeySequenceEdit)
    assert edit is not None
    edit.setKeySequence(QKeySequence(typed))
    next(b for b in keys.findChildren(QPushButton) if "onner" in b.text()).click()
    return told(keys)


def told(keys: KeysTable) -> str:
    return "".join(label.text() for label in keys.findChildren(QLabel))


@pytest.mark.parametrize(
    "typed", ["E", "Shift+E", "7", "É", "Space", ",", "Return", "Shift+Return", "Tab", "Backspace"]
)
def test_a_key_that_writes_is_left_to_the_fields(
    qtbot: QtBot, window: MainWindow, typed: str
) -> None:
    keys = reach(qtbot, window, "open-pages")
    assert "sert à écrire" in give(keys, typed)
    assert window.actions_by_id["open-pages"].shortcut().toString() == "Ctrl+O"


def test_dead_keys_and_those_of_other_keyboards_write_too() -> None:
    assert are_typed(QKeySequence(Qt.Key.Key_Dead_Circumflex))
    assert all(are_typed(QKeySequence(typed)) for typed in ("Ω", "œ", "²", "Num+7", "E, F"))
    assert not are_typed(QKeySequence())


@pytest.mark.parametrize("typed", ["F5", "Shift+F5", "Shift+Del", "Shift+Up", "Ctrl+K", "Alt+7"])
def test_a_key_that_writes_nothing_may_be_given(
    qtbot: QtBot, window: MainWindow, typed: str
) -> None:
    keys = reach(qtbot, window, "open-pages")
    assert give(keys, typed) == f"C'est fait : {told_as(typed)}."
    assert window.actions_by_id["open-pages"].shortcut().toString() == typed


def told_as(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def test_every_usual_key_may_be_given() -> None:
    usual = [wanted.keys for menu in wanted_menus() for wanted in menu.action if wanted.keys]
    assert [keys for keys in usual if are_typed(QKeySequence(keys))] == []


def test_a_letter_kept_by_an_earlier_choice_is_written_again(
    qtbot: QtBot, checking: MainWindow
) -> None:
    choose_keys("search", "E")
    choose_keys("open-pages", "E")
    choose_keys("lock", "Ctrl+O")
    checking.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    shortcuts = {name: again.actions_by_id[name].shortcut().toString() for name in KEPT}
    # Those of `open-pages` were given to `lock`: both would do nothing.
    assert shortcuts == {"search": "Ctrl+F", "open-pages": "", "lock": "Ctrl+O"}
    again.close()


def test_what_was_told_of_keys_is_gone_once_the_register_was_locked(
    qtbot: QtBot, window: MainWindow
) -> None:
    keys = reach(qtbot, window, "open-pages")
    next(b for b in keys.findChildren(QPushButton) if "habituelles" in b.text()).click()
    assert told(keys) == "Touches habituelles rendues."
    window.lock()
    assert told(keys) == ""
