"""The window closes: what cannot be kept is told while it can still be, or at the next start."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.main_window import MainWindow
from ordonnancier.review.place import Part, Place
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    field,
    focused,
    look,
    panel,
    refuse_writing,
    register_of,
    see_all,
    sheet,
    type_into,
)

POSOLOGY = Place(Part.POSOLOGY, 0)
TYPED = "2 cp le soir pdt 1 mois"
LOST = "tout n'a pas pu être gardé"
Open = Callable[[], tuple[MainWindow, list[str]]]


@pytest.fixture
def again(qtbot: QtBot) -> Open:
    """Starts the program again; what its foot tells until a while after the register is open."""

    def start() -> tuple[MainWindow, list[str]]:
        window, told = MainWindow(), list[str]()
        qtbot.addWidget(window)
        window.statusBar().messageChanged.connect(told.append)
        window.show()
        type_into(window, passphrase=PASSPHRASE)
        qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
        look(window)
        return window, told

    return start


def correct(qtbot: QtBot, window: MainWindow) -> None:
    """Correct a posology that the register does not take, and begin to type another one."""
    refuse_writing(qtbot, window, True)
    see_all(qtbot, window)
    panel(window).go_to(POSOLOGY)
    QTest.keyClicks(field(window, "Posologie"), TYPED)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    panel(window).go_to(Place(Part.POSOLOGY, 1))
    QTest.keyClicks(field(window, "Posologie"), "3 cp le matin")


def stays(qtbot: QtBot, window: MainWindow) -> None:
    """It is asked to close, does not, and tells why."""
    window.statusBar().clearMessage()
    assert not window.close()
    said = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: "Fermer encore une fois les perd" in said(), timeout=READING)
    assert "dernières corrections n'ont pas pu être gardées" in said()
    assert window.isVisible()
    assert field(window, "Posologie").text() == "3 cp le matin"


def test_corrections_that_are_not_kept_hold_the_window_open_until_they_are(
    qtbot: QtBot, checking: MainWindow, again: Open
) -> None:
    correct(qtbot, checking)
    corrected = sheet(checking).current
    stays(qtbot, checking)
    refuse_writing(qtbot, checking, False)
    assert checking.close()
    window, told = again()
    assert sheet(window).current == corrected
    assert sheet(window).typed == {Place(Part.POSOLOGY, 1): "3 cp le matin"}
    assert not any(LOST in sentence for sentence in told)
    window.close()


def test_what_is_corrected_after_the_window_stayed_open_holds_it_open_again(
    qtbot: QtBot, checking: MainWindow
) -> None:
    correct(qtbot, checking)
    stays(qtbot, checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_Return)
    panel(checking).go_to(Place(Part.POSOLOGY, 1))
    QTest.keyClicks(field(checking, "Posologie"), "3 cp le matin")
    stays(qtbot, checking)
    assert checking.close()


def test_corrections_lost_by_closing_once_more_are_told_at_the_next_start_and_only_then(
    qtbot: QtBot, checking: MainWindow, again: Open
) -> None:
    correct(qtbot, checking)
    stays(qtbot, checking)
    assert checking.close()
    for is_told in (True, False):
        window, told = again()
        qtbot.wait(500)
        assert any(LOST in sentence for sentence in told) is is_told
        window.close()


def test_a_backup_that_fails_too_leaves_the_lost_corrections_told(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, again: Open
) -> None:
    """At the door, and at the next start: nobody may have been at the door."""
    stick = tmp_path / "stick"
    stick.mkdir()
    checking.office.backups.asked.emit(stick)
    qtbot.waitUntil(lambda: "faite et relue" in checking.office.backups.told, timeout=READING)
    see_all(qtbot, checking)
    correct(qtbot, checking)
    shutil.rmtree(stick)
    checking.lock()
    said = checking.door
    qtbot.waitUntil(lambda: str(stick) in said.sentence, timeout=READING)
    assert said.sentence.startswith("Le registre est verrouillé. ")
    assert "dernières corrections n'ont pas pu être gardées" in said.sentence
    checking.close()
    window, told = again()
    qtbot.waitUntil(
        lambda: any(LOST in one and "dernière fermeture a manqué" in one for one in told),
        timeout=READING,
    )
    window.close()


def test_a_picture_that_is_refused_as_the_window_closes_holds_it_open(
    qtbot: QtBot, checking: MainWindow
) -> None:
    """It came from the clipboard, and is nowhere else."""
    refuse_writing(qtbot, checking, True)
    checking.flow.take_in_picture("image collée", b"a picture")
    assert not checking.close()
    said = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: "image collée" in said(), timeout=READING)
    assert checking.isVisible()
    assert checking.close()


def test_what_is_asked_just_before_closing_is_done(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.png").write_bytes(bytes([number]))
    for lane in checking.findChildren(Background):
        lane.run(lambda: QTest.qSleep(300), lambda _: None, lambda _: None)
    checking.open_pages([folder])
    assert checking.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert len(list(register.captures)) == 20


def test_what_was_only_looked_at_in_vain_neither_holds_the_window_open_nor_is_told(
    qtbot: QtBot, checking: MainWindow
) -> None:
    checking.review_flow.drops.drop(checking.review.queue.item(0).data(Qt.ItemDataRole.UserRole))
    checking.review.chosen.emit(1)
    assert checking.close()
    window, told = MainWindow(), list[str]()
    qtbot.addWidget(window)
    window.statusBar().messageChanged.connect(told.append)
    window.show()
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    qtbot.wait(500)
    assert not any(LOST in sentence for sentence in told)
    window.close()
