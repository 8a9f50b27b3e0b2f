"""A question is asked once, however often its button is pressed, and entered once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.register.register_desk import dispense, listed
from ordonnancier.capture import capture_text
from ordonnancier.dispensing import Handover
from prescription.language import Fault
from prescription.record import Prescription
from storage.ordonnancier import Listing
from storage.register import Register
from storage.settings import Pharmacy, name_pharmacy
from tests.desktop.driving import PASSPHRASE, READING, register_of, type_into
from tests.storage.conftest import LIGHT, SOURCE

PAPER = """Dr Jean Roux
Quimper, le 02/03/2026
Madame Jeanne Durand née le 12/03/1956
MORPHINE LP (SKENAN) 30 mg : 1 gélule matin et soir pendant 14 jours
"""
SECOND = 1000
"""Milliseconds in which a second dialog would have come."""
GIVEN = Handover(date(2026, 3, 2), "1 rue du Port", "2 rue Verte", (1,), {1: "28 gélules"})


def add(register: Register) -> int:
    (draft,) = capture_text(PAPER).prescriptions
    return register.add(Prescription(draft, "Anne Martin", datetime.now(UTC)), SOURCE)


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window that shows a prescription with one line in the ordonnancier."""
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        dispense(register, add(register), GIVEN, {})
        name_pharmacy(register, Pharmacy("Pharmacie des Tilleuls", "1, place Royale, Nantes"))
    window.door.ask(new=False)
    show(qtbot, window)
    return window


def show(qtbot: QtBot, window: MainWindow) -> None:
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    window.actions_by_id["search"].trigger()
    qtbot.waitUntil(lambda: window.register.count == 1, timeout=READING)
    window.register.select(0)
    detail = window.register.findChild(QTextBrowser)
    assert detail is not None
    qtbot.waitUntil(lambda: "Skenan" in detail.toPlainText(), timeout=READING)


def press_twice(qtbot: QtBot, window: MainWindow, action: str) -> int:
    """How many dialogs stand in sight a while after two presses; they are closed."""
    counted: list[int] = []

    def in_sight() -> list[QDialog]:
        return [d for d in window.findChildren(QDialog) if d.isVisible()]

    def count() -> None:
        counted.append(len(in_sight()))
        for dialog in reversed(in_sight()):
            dialog.reject()

    def wait_for_one() -> None:
        if in_sight():
            looking.stop()
            QTimer.singleShot(SECOND, count)

    looking = QTimer(window, interval=50)
    looking.timeout.connect(wait_for_one)
    looking.start()
    asked = window.actions_by_id[action]
    asked.trigger()
    asked.trigger()
    qtbot.waitUntil(lambda: bool(counted), timeout=READING)
    return counted[0]


@pytest.mark.parametrize("action", ["dispense", "correct-line", "export", "print-ordonnancier"])
def test_two_presses_open_one_dialog_and_a_later_one_another(
    qtbot: QtBot, shown: MainWindow, action: str
) -> None:
    assert press_twice(qtbot, shown, action) == 1
    assert QApplication.activeModalWidget() is None
    assert press_twice(qtbot, shown, action) == 1


def test_a_question_the_lock_came_before_is_not_asked_of_whoever_opens_next(
    qtbot: QtBot, shown: MainWindow
) -> None:
    shown.actions_by_id["dispense"].trigger()
    shown.lock()
    show(qtbot, shown)
    assert QApplication.activeModalWidget() is None
    assert press_twice(qtbot, shown, "dispense") == 1


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("dispense", "Une délivrance restait à inscrire à l'ordonnancier"),
        ("correct-line", "Une ligne de l'ordonnancier restait à corriger"),
        ("export", ""),
    ],
)
def test_what_was_half_filled_in_at_the_lock_is_told_at_the_door_and_once_it_is_open(
    qtbot: QtBot, shown: MainWindow, action: str, said: str
) -> None:
    def lock() -> None:
        if QApplication.activeModalWidget() is not None:
            looking.stop()
            shown.lock()

    looking = QTimer(shown, interval=50)
    looking.timeout.connect(lock)
    looking.start()
    shown.actions_by_id[action].trigger()
    qtbot.waitUntil(shown.door.isVisible, timeout=READING)
    assert QApplication.activeModalWidget() is None
    locked = "Le registre est verrouillé."
    assert shown.door.sentence == (f"{locked} {said} : elle est à reprendre." if said else locked)
    type_into(shown, passphrase=PASSPHRASE)
    qtbot.waitUntil(shown.review.isVisible, timeout=READING)
    told = shown.statusBar().currentMessage
    qtbot.waitUntil(lambda: said in told(), timeout=READING)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    path = tmp_path / "r.ordonnancier"
    with Register.create(path, PASSPHRASE, user="Anne Martin", cost=LIGHT) as opened:
        yield opened


def test_what_was_entered_since_it_was_asked_is_not_entered_again(register: Register) -> None:
    number = add(register)
    lines, before = listed(register, number)
    assert (lines, before) == ({1: Listing.NARCOTIC}, {})
    assert dispense(register, number, GIVEN, before) == (1,)
    with pytest.raises(Fault, match=r"Skenan.*no. 1: nothing more was entered"):
        dispense(register, number, GIVEN, before)
    # A renewal, of whoever saw that it was entered.
    assert dispense(register, number, GIVEN, listed(register, number)[1]) == (2,)
    assert len(list(register.ordonnancier())) == 2
