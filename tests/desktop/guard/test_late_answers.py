"""What was asked before the register locks and comes back only afterwards."""

import shutil
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.main_window import MainWindow
from prescription.language import Fault
from storage.keyring import Role
from storage.register import Register
from storage.settings import Pharmacy, name_pharmacy
from storage.users import give_access
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    action,
    focused,
    queued,
    refuse_writing,
    register_of,
    type_into,
)
from tests.desktop.papers import blank

READER = "deux lapins gris sautent"


@pytest.fixture
def entered(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window whose register knows its pharmacy, beside SANE's test scanner."""
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        name_pharmacy(register, Pharmacy("Pharmacie des Tilleuls", "1, place Royale, Nantes"))
    window.door.ask(new=False)
    open_door(qtbot, window)
    return window


def open_door(qtbot: QtBot, window: MainWindow) -> None:
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)


def test_no_dialog_opens_over_a_locked_register(entered: MainWindow) -> None:
    action(entered, "Imprimer l'ordonnancier").trigger()
    entered.lock()
    QTest.qWait(500)
    assert QApplication.activeModalWidget() is None


def keep_busy(window: MainWindow) -> Event:
    """The register's lane does nothing more until it is set."""
    held = Event()
    window.findChildren(Background)[0].run(lambda: held.wait(60), lambda _: None, lambda _: None)
    return held


def test_no_folder_is_asked_for_over_a_locked_register(entered: MainWindow) -> None:
    held = keep_busy(entered)
    entered.actions_by_id["back-up"].trigger()
    entered.lock()
    held.set()
    QTest.qWait(500)
    assert QApplication.activeModalWidget() is None
    assert entered.door.isVisible()


def test_a_page_keyed_in_just_before_the_lock_waits_and_nothing_is_called_undone(
    qtbot: QtBot, entered: MainWindow, tmp_path: Path
) -> None:
    entered.lock()
    qtbot.waitUntil(lambda: entered._desk.is_shut, timeout=READING)
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        number = register.captures.add("manuscrite.png", blank())
        register.captures.fail(number, Fault(fr="illisible.", en="cannot be read."))
    open_door(qtbot, entered)
    qtbot.waitUntil(lambda: len(queued(entered)) == 1, timeout=READING)
    held, told = keep_busy(entered), list[str]()
    entered.statusBar().messageChanged.connect(told.append)
    entered.actions_by_id["key-by-hand"].trigger()
    entered.lock()
    held.set()
    open_door(qtbot, entered)
    qtbot.waitUntil(lambda: entered.review.sheet is not None, timeout=READING)
    assert not any("rien n'a été fait" in sentence for sentence in told)


def test_what_is_told_of_files_waits_for_the_register(
    qtbot: QtBot, entered: MainWindow, tmp_path: Path
) -> None:
    twice = tmp_path / "DUPONT Jeanne.png"
    twice.write_bytes(SAMPLE.read_bytes())
    entered.open_pages([twice, twice])
    entered.lock()
    QTest.qWait(500)
    assert entered.statusBar().currentMessage() == ""
    open_door(qtbot, entered)
    said = entered.statusBar().currentMessage
    qtbot.waitUntil(lambda: "DUPONT Jeanne.png : déjà dans la file" in said(), timeout=READING)


def test_a_backup_that_failed_at_the_end_is_told_at_the_next_start(
    qtbot: QtBot, entered: MainWindow, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    entered.office.show_page(entered.office.backups)
    entered.office.backups.asked.emit(stick)
    qtbot.waitUntil(lambda: "faite et relue" in entered.office.backups.told, timeout=READING)
    entered.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: len(queued(entered)) == 1, timeout=READING)
    shutil.rmtree(stick)
    entered.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    open_door(qtbot, again)
    said = again.statusBar().currentMessage
    qtbot.waitUntil(lambda: "dernière fermeture a manqué" in said(), timeout=READING)
    again.close()


@pytest.fixture
def scanning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entered: MainWindow) -> MainWindow:
    """SANE's test scanner is at a page."""
    (tmp_path / "dll.conf").write_text("test\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    settings = QSettings()
    settings.setValue("scanner/device", "test:0")
    settings.setValue("scanner/resolution", 75)
    QTest.keyClick(focused(entered), Qt.Key.Key_F9)
    assert "Numérisation en cours" in entered.statusBar().currentMessage()
    return entered


def test_a_page_scanned_while_the_register_is_locked_waits_for_it(
    qtbot: QtBot, scanning: MainWindow
) -> None:
    scanning.lock()
    said = scanning.statusBar().currentMessage
    qtbot.waitUntil(lambda: "1 page numérisée" in said(), timeout=READING)
    assert not scanning.close()
    assert "Fermer encore une fois les perd" in scanning.door.sentence
    open_door(qtbot, scanning)
    qtbot.waitUntil(lambda: len(queued(scanning)) == 1, timeout=READING)
    assert "numérisation" in queued(scanning)[0]


def test_what_was_scanned_may_be_given_up(scanning: MainWindow) -> None:
    scanning.lock()
    assert not scanning.close()
    assert scanning.close()


def test_a_page_under_way_is_kept_when_the_program_ends(
    scanning: MainWindow, tmp_path: Path
) -> None:
    assert scanning.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert ["numérisation" in file.name for file in register.captures] == [True]


def test_a_scanned_page_waits_through_a_reader_who_may_not_take_it_in(
    qtbot: QtBot, scanning: MainWindow, tmp_path: Path
) -> None:
    scanning.lock()
    said = scanning.statusBar().currentMessage
    qtbot.waitUntil(lambda: "1 page numérisée" in said(), timeout=READING)
    qtbot.waitUntil(lambda: scanning._desk.is_shut, timeout=READING)
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        give_access(register, "Paul Petit", Role.READER, READER)
    type_into(scanning, passphrase=READER)
    qtbot.waitUntil(scanning.review.isVisible, timeout=READING)
    QTest.qWait(300)
    assert not scanning.close()
    assert "Fermer encore une fois les perd" in said()
    scanning.lock()
    open_door(qtbot, scanning)
    qtbot.waitUntil(lambda: len(queued(scanning)) == 1, timeout=READING)


def test_a_scanned_page_that_the_disk_does_not_take_waits_for_the_next_entering(
    qtbot: QtBot, scanning: MainWindow
) -> None:
    refuse_writing(qtbot, scanning, True)
    said = scanning.statusBar().currentMessage
    qtbot.waitUntil(lambda: "écrire" in scanning.review.notice, timeout=READING)
    QTest.qWait(1000)
    assert "écrire" in said()
    assert not scanning.close()
    assert "n'ont pas pu être gardées" in said()
    scanning.lock()
    open_door(qtbot, scanning)
    qtbot.waitUntil(lambda: len(queued(scanning)) == 1, timeout=READING)
