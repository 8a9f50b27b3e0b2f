"""What a user's role does not allow is told before the work of it, and never looks done."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.capture.watch_flow import PERIOD
from desktop.main_window import MainWindow
from ordonnancier.review.place import Heading, Place
from prescription.record import Document
from storage.keyring import Role
from storage.register import Register
from storage.users import add_user
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    action,
    field,
    focused,
    look,
    panel,
    queued,
    register_of,
    save_button,
    see_all,
    sheet,
    type_into,
)
from tests.storage.conftest import SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

THEIRS = "neuf canards verts nagent"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CAPTURER = "Votre rôle (saisie) ne le permet pas : il faut le rôle "
READER = "Votre rôle (lecture) ne le permet pas : il faut le rôle "


def come_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, role: Role, read: Document | None = None
) -> MainWindow:
    """A register with an entry, opened by a user of this role; what was read waits."""
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        register.add(make_prescription(), SOURCE, dispensings=[DISPENSING])
        add_user(register, "Julie Petit", role, THEIRS)
        if read is not None:
            waiting = register.captures.add(read.source.name, SAMPLE.read_bytes())
            register.captures.read(waiting, read)
    window.door.ask(new=False)
    type_into(window, passphrase=THEIRS)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    if read is not None:
        qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    qtbot.waitUntil(lambda: "jamais été sauvegardé" in told(window), timeout=READING)
    window.statusBar().clearMessage()
    return window


def told(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


def test_what_enters_the_ordonnancier_is_refused_before_it_is_asked_for(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    come_in(qtbot, window, tmp_path, Role.CAPTURER)
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.register.count == 1, timeout=READING)
    window.register.select(0)
    detail = window.register.findChild(QTextBrowser)
    assert detail is not None
    qtbot.waitUntil(lambda: "N° 1" in detail.toPlainText(), timeout=READING)
    met: list[QDialog] = []
    watch = QTimer(window, interval=50)
    watch.timeout.connect(lambda: met.extend(dialogs(window)))
    watch.start()
    for keys in (CONTROL, CONTROL | SHIFT):
        window.statusBar().clearMessage()
        QTest.keyClick(focused(window), Qt.Key.Key_I, keys)
        qtbot.waitUntil(lambda: bool(told(window) or met), timeout=READING)
        assert not met
        assert told(window) == CAPTURER + "validation."


def watch_dialog(monkeypatch: pytest.MonkeyPatch, name: str, answer: object) -> list[object]:
    """Each time a dialog of files is asked for; a person who closes it answers it."""
    asked: list[object] = []

    def close(*words: object, **_: object) -> tuple[object, str]:
        asked.append(words)
        return answer, ""

    monkeypatch.setattr(QFileDialog, name, close)
    return asked


def dialogs(window: MainWindow) -> list[QDialog]:
    """The dialogs in sight; they are closed, so that a test that fails ends."""
    found = [one for one in window.findChildren(QDialog) if one.isVisible()]
    for one in found:
        one.reject()
    return found


@pytest.mark.parametrize("words", ["Imprimer la fiche de secours", "Fiche de secours en PDF"])
def test_the_recovery_sheet_is_refused_before_a_place_is_asked_for(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
) -> None:
    asked = watch_dialog(monkeypatch, "getSaveFileName", "")
    come_in(qtbot, window, tmp_path, Role.VALIDATOR)
    action(window, words).trigger()
    qtbot.waitUntil(lambda: bool(told(window) or asked or dialogs(window)), timeout=READING)
    assert "il faut le rôle administration" in told(window)
    assert not asked


def test_pages_and_the_pharmacy_are_not_asked_for_where_they_would_be_refused(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = watch_dialog(monkeypatch, "getOpenFileNames", [])
    come_in(qtbot, window, tmp_path, Role.READER)
    action(window, "Ouvrir des").trigger()
    assert told(window) == READER + "saisie."
    assert not asked
    action(window, "Pharmacie").trigger()
    assert told(window) == READER + "administration."
    assert window.tabs.currentWidget() is window.review


def test_a_folder_is_watched_for_those_alone_who_may_take_pages_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = watch_dialog(monkeypatch, "getExistingDirectory", "")
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "page.png").write_bytes(SAMPLE.read_bytes())
    QSettings().setValue("watch/folder", str(folder))
    come_in(qtbot, window, tmp_path, Role.READER)
    # Two looks: what did not change in between would be taken.
    QTest.qWait(3 * PERIOD)
    assert told(window) == ""
    chosen = action(window, "Surveiller un dossier")
    chosen.trigger()
    assert told(window) == READER + "saisie."
    assert not asked
    # What was chosen stays, for whoever comes next.
    assert chosen.isChecked()
    window.lock()
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: queued(window) != [], timeout=READING)
    assert "page.png" in queued(window)[0]


def test_a_backup_promises_the_next_ones_only_where_their_folder_is_kept(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    come_in(qtbot, window, tmp_path, Role.CAPTURER)
    backups = window.office.backups
    stick, disk = tmp_path / "stick", tmp_path / "disk"
    for folder in (stick, disk):
        folder.mkdir()

    def back_up(folder: Path) -> str:
        backups.say("")
        window.office.show_page(backups)
        backups.asked.emit(folder)
        qtbot.waitUntil(lambda: "faite et relue" in backups.told, timeout=READING)
        return backups.told

    def stands(words: str) -> bool:
        return any(words in label.text() for label in backups.findChildren(QLabel))

    assert "Les suivantes ne se feront pas seules" in back_up(stick)
    qtbot.waitUntil(lambda: stands("personne du rôle administration"), timeout=READING)
    assert not stands("la première sauvegarde le demande")
    window.lock()
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    assert "dans ce dossier à chaque fermeture" in back_up(disk)
    window.lock()
    type_into(window, passphrase=THEIRS)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    assert f"toujours dans {disk}" in back_up(stick)
    assert "dans ce dossier" in back_up(disk)


def test_who_may_not_record_is_told_who_can_and_nothing_is_recorded(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document
) -> None:
    come_in(qtbot, window, tmp_path, Role.CAPTURER, read_sample)
    look(window)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    see_all(qtbot, window)
    sentence = "Tout est vérifié : une personne qui valide peut l'enregistrer."
    assert window.review.left == sentence
    assert not save_button(window).isEnabled()
    QTest.keyClick(focused(window), Qt.Key.Key_Return, CONTROL)
    assert told(window) == sentence
    assert sentence in window.review.notice
    # Whoever validates records it.
    window.lock()
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert "Ctrl+Entrée enregistre" in window.review.left
    assert save_button(window).isEnabled()


def test_what_a_reader_changes_goes_back_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document
) -> None:
    come_in(qtbot, window, tmp_path, Role.READER, read_sample)
    before, left = sheet(window), window.review.left
    row = window.review.queue.item(0).text()
    panel(window).go_to(Place(Heading.AUTHORED_ON))
    day = field(window, "Date")
    was = day.text()
    day.selectAll()
    QTest.keyClicks(day, "03/03/2026")
    QTest.keyClick(day, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(window) == READER + "saisie.", timeout=READING)
    assert READER in window.review.notice
    assert day.text() == was
    assert sheet(window) == before
    assert window.review.left == left
    qtbot.waitUntil(lambda: window.review.queue.item(0).text() == row, timeout=READING)
    QApplication.processEvents()
    assert not panel(window).undo()
