"""What was asked before the register locks and comes back only afterwards."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from storage.register import Register
from storage.settings import Pharmacy, name_pharmacy
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    action,
    focused,
    queued,
    register_of,
    type_into,
)


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
