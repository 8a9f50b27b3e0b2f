"""What was typed or confirmed before the register is locked is just that after it opens again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.main_window import MainWindow
from desktop.wording import describe_left
from ordonnancier.capture import capture_text
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet, State
from prescription.language import Fault, speak
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    field,
    focused,
    look,
    panel,
    save_button,
    see_all,
    sheet,
    type_into,
)

POSOLOGY = Place(Part.POSOLOGY, 0)


def unlock(qtbot: QtBot, window: MainWindow) -> None:
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    look(window)


def foot(window: MainWindow) -> str:
    """What is left to check, as the window tells it."""
    texts = [label.text() for label in window.review.findChildren(QLabel)]
    return next(text for text in texts if "vérifi" in text and "Entrée" in text)


@pytest.mark.parametrize("alone", [False, True], ids=["by hand", "left alone"])
def test_a_text_that_was_not_confirmed_waits_for_enter_after_the_lock(
    qtbot: QtBot, checking: MainWindow, alone: bool
) -> None:
    see_all(qtbot, checking)
    before = sheet(checking).current
    panel(checking).go_to(POSOLOGY)
    QTest.keyClicks(field(checking, "Posologie"), "2 cp le soir pdt 1 mois")
    if alone:
        checking.idle_watch.idle.emit()
    else:
        checking.lock()
    assert "pdt 1 mois" not in field(checking, "Posologie").text()
    unlock(qtbot, checking)
    assert sheet(checking).current == before
    assert sheet(checking).state(POSOLOGY) is State.TO_CHECK
    assert focused(checking) is field(checking, "Posologie")
    assert field(checking, "Posologie").text() == "2 cp le soir pdt 1 mois"
    assert "pas encore confirmé" in field(checking, "Posologie").accessibleDescription()
    assert not save_button(checking).isEnabled()
    # Recording does not confirm it by the way, nor does a look at another medication.
    keys = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(focused(checking), Qt.Key.Key_Return, keys)
    # And nothing was understood of it yet.
    assert not checking.review.notice
    assert focused(checking) is field(checking, "Posologie")
    panel(checking).go_to(Place(Part.DRUG, 1))
    assert sheet(checking).state(POSOLOGY) is State.TO_CHECK
    panel(checking).go_to(POSOLOGY)
    QTest.keyClick(focused(checking), Qt.Key.Key_Return)
    assert sheet(checking).state(POSOLOGY) is State.CONFIRMED
    assert sheet(checking).current != before
    assert save_button(checking).isEnabled()


def test_what_was_typed_before_the_lock_can_be_forgotten(
    qtbot: QtBot, checking: MainWindow
) -> None:
    panel(checking).go_to(POSOLOGY)
    read = field(checking, "Posologie").text()
    QTest.keyClicks(field(checking, "Posologie"), "2 cp le soir pdt 1 mois")
    checking.lock()
    unlock(qtbot, checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field(checking, "Posologie").text() == read
    assert POSOLOGY not in sheet(checking).typed


def test_what_was_confirmed_is_confirmed_after_the_lock(qtbot: QtBot, checking: MainWindow) -> None:
    see_all(qtbot, checking)
    panel(checking).go_to(POSOLOGY)
    QTest.keyClick(focused(checking), Qt.Key.Key_Return)
    seen = sheet(checking).seen
    assert POSOLOGY in seen
    checking.lock()
    unlock(qtbot, checking)
    assert sheet(checking).seen == seen
    assert save_button(checking).isEnabled()


def test_a_refused_text_is_marked_as_soon_as_it_is_left(qtbot: QtBot, checking: MainWindow) -> None:
    see_all(qtbot, checking)
    panel(checking).go_to(POSOLOGY)
    QTest.keyClick(focused(checking), Qt.Key.Key_Return)
    assert "Tout est vérifié" in foot(checking)
    panel(checking).go_to(Place(Heading.AUTHORED_ON))
    date = focused(checking)
    QTest.keyClicks(date, "le 35 juin")
    assert "1 champ" in foot(checking)
    QTest.keyClick(date, Qt.Key.Key_Tab)
    assert focused(checking) is not date
    assert date.accessibleDescription().startswith("absent ou non compris")
    assert "1 champ" in foot(checking)
    assert not save_button(checking).isEnabled()
    # It is not lost either when another field is confirmed.
    panel(checking).go_to(POSOLOGY)
    QTest.keyClick(focused(checking), Qt.Key.Key_Return)
    assert focused(checking) is date
    QTest.keyClick(date, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Tout est vérifié" in foot(checking)


def test_nothing_is_called_checked_where_nobody_looked() -> None:
    speak("fr")
    (draft,) = capture_text(
        "Dr Hélène ROUX\nLe 02/03/2026\nM. Jean DURAND\n"
        "Doliprane 1000 mg comprimé : 1 comprimé 3 fois par jour pendant 5 jours"
    ).prescriptions
    read = Sheet.of(draft)
    assert not read.doubtful
    assert "Rien à vérifier" in describe_left(read)
    assert "Tout est vérifié" in describe_left(read.confirm(POSOLOGY))
    speak(None)


def test_what_is_asked_while_it_locks_is_refused_in_words(tmp_path: Path) -> None:
    """A dialog answered at that moment asked a closed register, and an internal error was told."""
    speak("fr")
    with pytest.raises(Fault, match="verrouillé : rien n'a été fait"):
        Desk(tmp_path / "registre.ordonnancier").queue()
    speak(None)


def test_whose_register_is_open_is_told_as_long_as_it_is(
    qtbot: QtBot, checking: MainWindow
) -> None:
    def names() -> list[str]:
        return [label.text() for label in checking.statusBar().findChildren(QLabel)]

    assert "Anne Martin" in names()
    checking.lock()
    assert "Anne Martin" not in names()
    unlock(qtbot, checking)
    assert "Anne Martin" in names()
