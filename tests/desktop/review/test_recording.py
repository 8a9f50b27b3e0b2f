"""What is recorded was looked at: a key hit twice records one prescription, not two."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.main_window import MainWindow
from ordonnancier.review.place import Part, Place
from storage.register import Register
from storage.set_aside import give_up
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    field,
    focused,
    panel,
    register_of,
    save_button,
    see_all,
    sheet,
)

POSOLOGY = Place(Part.POSOLOGY, 0)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def usual_double_click(qapp: QApplication) -> Iterator[None]:
    usual = qapp.doubleClickInterval()
    yield
    qapp.setDoubleClickInterval(usual)


@pytest.fixture
def two_waiting(qtbot: QtBot, two: MainWindow) -> MainWindow:
    """Two prescriptions with nothing left to check; the first is open."""
    see_all(qtbot, two)
    return two


def press(window: MainWindow, by: str) -> None:
    if by == "keys":
        QTest.keyClick(focused(window), Qt.Key.Key_Return, CONTROL)
    else:
        QTest.mouseClick(save_button(window), Qt.MouseButton.LeftButton)


def lane(window: MainWindow) -> Background:
    """What works on the register."""
    return window.findChildren(Background)[0]


def open_next(qtbot: QtBot, window: MainWindow, before: str) -> None:
    def is_other() -> bool:
        loaded = window.review.loaded
        return loaded is not None and loaded.waiting.source.name != before

    qtbot.waitUntil(is_other, timeout=READING)


@pytest.mark.parametrize("by", ["keys", "button"])
def test_a_key_hit_twice_records_one_prescription(
    qtbot: QtBot, two_waiting: MainWindow, tmp_path: Path, by: str
) -> None:
    window = two_waiting
    loaded = window.review.loaded
    assert loaded is not None
    QApplication.setDoubleClickInterval(READING)
    press(window, by)
    press(window, by)
    open_next(qtbot, window, loaded.waiting.source.name)
    QApplication.setDoubleClickInterval(0)
    see_all(qtbot, window)
    QApplication.setDoubleClickInterval(READING)
    press(window, by)
    assert "vient de s'ouvrir" in window.review.notice
    # The sheet is the same as the one recorded before: that stays told.
    assert "déjà enregistrée" in window.review.notice
    QApplication.setDoubleClickInterval(0)
    press(window, by)
    qtbot.waitUntil(lambda: "numéro 2" in window.statusBar().currentMessage(), timeout=READING)
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert len(list(register.entries())) == 2


def test_that_it_is_recorded_already_stays_told(qtbot: QtBot, two_waiting: MainWindow) -> None:
    window = two_waiting
    loaded = window.review.loaded
    assert loaded is not None
    press(window, "keys")
    open_next(qtbot, window, loaded.waiting.source.name)
    assert "déjà enregistrée" in window.review.notice
    window.actions_by_id["undo"].trigger()
    assert "Rien à annuler" in window.review.notice
    assert "déjà enregistrée" in window.review.notice


def test_what_was_typed_last_is_read_back_before_it_is_recorded(
    qtbot: QtBot, two_waiting: MainWindow
) -> None:
    window = two_waiting
    posology = field(window, "Posologie")
    posology.setFocus()
    QTest.keyClick(posology, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(posology, "1 cp matin et soir 5 jrs")
    press(window, "keys")
    assert posology.text() == "1 comprimé, le matin et le soir, pendant 5 jours"
    assert "ce qui a été compris" in window.review.notice
    assert window.review.sheet is not None
    press(window, "keys")
    qtbot.waitUntil(lambda: "numéro 1" in window.statusBar().currentMessage(), timeout=READING)


def test_a_key_held_down_records_once(two_waiting: MainWindow) -> None:
    again = {w.id for w, action in two_waiting.actions_by_id if action.autoRepeat()}
    assert "next-doubt" in again
    assert again.isdisjoint({"record", "postpone", "drop", "remove-line", "add-line", "scan"})


def test_the_key_hit_again_before_the_next_is_open_starts_no_scanner(
    qtbot: QtBot, two_waiting: MainWindow
) -> None:
    window = two_waiting
    press(window, "keys")
    qtbot.waitUntil(lambda: window.review.sheet is None, timeout=READING)
    press(window, "keys")
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    QTest.qWait(300)
    assert "scanner" not in window.statusBar().currentMessage()
    assert not window.findChildren(QDialog)


@pytest.mark.parametrize("is_refused", [False, True], ids=["recorded", "refused"])
def test_nothing_is_typed_into_what_is_being_recorded(
    qtbot: QtBot, two_waiting: MainWindow, tmp_path: Path, is_refused: bool
) -> None:
    """Shown as confirmed, it would not be in the record."""
    window = two_waiting
    loaded = window.review.loaded
    assert loaded is not None
    if is_refused:
        # Another window has recorded it in the meantime.
        number = loaded.waiting.id
        lane(window).run(
            lambda: window._desk.use(lambda register: give_up(register, number)), print, print
        )
    panel(window).go_to(POSOLOGY)
    posology = field(window, "Posologie")
    read, seen = posology.text(), sheet(window)
    said: list[str] = []
    window.review_flow.said.connect(said.append)
    # As behind a backup under way.
    lane(window).run(lambda: time.sleep(1), lambda _: None, lambda _: None)
    press(window, "keys")
    assert window.review.left == "Enregistrement…"
    assert not save_button(window).isEnabled()
    QTest.keyClicks(focused(window), "2 cp le soir")
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    for name in ("undo", "add-line", "remove-line", "postpone", "drop"):
        window.actions_by_id[name].trigger()
    press(window, "keys")
    assert (posology.text(), sheet(window)) == (read, seen)
    assert focused(window) is posology
    if is_refused:
        qtbot.waitUntil(lambda: "Enregistrement" not in window.review.left, timeout=READING)
        assert focused(window) is posology
        QTest.keyClicks(posology, "2 cp le soir")
        assert posology.text() == "2 cp le soir"
        return
    open_next(qtbot, window, loaded.waiting.source.name)
    assert said == ["Enregistrée sous le numéro 1."]
    panel(window).go_to(POSOLOGY)
    QTest.keyClicks(focused(window), "2 cp")
    assert posology.text() == "2 cp"
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        (entry,) = register.entries()
        assert entry.prescription.content == seen.current
