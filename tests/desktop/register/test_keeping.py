"""The register in the window: found, printed, backed up, locked."""

import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from desktop.look.date_field import DateField
from desktop.main_window import MainWindow
from desktop.register.dispense_dialog import DispenseDialog
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    action,
    enter,
    focused,
    press_when_ready,
    record_sample,
    see_all,
    shown_texts,
    type_into,
)


def test_locking_leaves_nothing_of_a_patient_in_the_window(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    window = checking
    assert "DURAND" in shown_texts(window)
    # As a list of pages leaves its small pictures there.
    page = window.review.pictures[0].whole.scaledToHeight(160)
    kept = QPixmapCache.insert(QPixmap.fromImage(page))
    QTest.keyClick(focused(window), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.door.isVisible()
    assert not QPixmapCache.find(kept, QPixmap())
    assert "DURAND" not in shown_texts(window)
    assert "bisoprolol" not in shown_texts(window)
    assert PASSPHRASE not in shown_texts(window)
    type_into(window, passphrase="another passphrase")
    qtbot.waitUntil(lambda: "phrase de passe" in shown_texts(window).lower(), timeout=READING)
    assert window.door.isVisible()
    qtbot.waitUntil(lambda: "instant" not in shown_texts(window), timeout=READING)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)


def test_nobody_there_locks(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    window.idle_watch.limit = 0.2
    qtbot.waitUntil(window.door.isVisible, timeout=READING)


def test_nobody_there_locks_although_the_clock_was_put_back(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(qtbot, window)
    wall = time.time
    monkeypatch.setattr(time, "time", lambda: wall() - 3600)
    window.idle_watch.limit = 0.2
    qtbot.waitUntil(window.door.isVisible, timeout=READING)


def test_what_was_recorded_is_found_as_one_types(qtbot: QtBot, checking: MainWindow) -> None:
    window = checking
    see_all(qtbot, window)
    QTest.keyClick(focused(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "numéro 1" in window.statusBar().currentMessage(), timeout=READING)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    table = window.register.findChild(QTableWidget)
    assert table is not None
    QTest.keyClicks(focused(window), "levothy")
    qtbot.waitUntil(lambda: table.rowCount() == 1, timeout=READING)
    table.selectRow(0)
    qtbot.waitUntil(lambda: "Anne Martin" in shown_texts(window), timeout=READING)
    QTest.keyClicks(focused(window), "zzz")
    qtbot.waitUntil(lambda: table.rowCount() == 0, timeout=READING)


def test_listed_drugs_get_their_numbers_and_are_printed(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_sample(qtbot, checking)
    checking.tabs.setCurrentWidget(checking.register)
    qtbot.waitUntil(lambda: checking.register.count == 1, timeout=READING)
    checking.register.select(0)
    button = next(
        b for b in checking.register.findChildren(QPushButton) if "ordonnancier" in b.text()
    )
    qtbot.waitUntil(button.isEnabled, timeout=READING)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DispenseDialog)
        for edit, text in zip(
            [e for e in dialog.findChildren(QLineEdit) if not isinstance(e, DateField)],
            ("14, rue des Tilleuls, Nantes", "2, quai de la Fosse, Nantes"),
            strict=True,
        ):
            edit.setText(text)
        table = dialog.findChild(QTableWidget)
        assert table is not None
        for row in range(table.rowCount()):
            cell = table.item(row, 2)
            assert cell is not None
            cell.setText("3 boîtes")
        dialog.accept()
        assert not dialog.isVisible()

    QTimer.singleShot(300, answer)
    button.click()
    message = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: "n° 1, 2" in message(), timeout=READING)
    # The entry says so too, lest a drug be entered twice.
    qtbot.waitUntil(lambda: "3 boîtes, délivré le" in shown_texts(checking), timeout=READING)
    out = tmp_path / "ordonnancier.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    action(checking, "Pharmacie").trigger()
    for text in ("Pharmacie des Tilleuls", "1, place Royale, Nantes"):
        QTest.keyClicks(focused(checking), text)
        QTest.keyClick(focused(checking), Qt.Key.Key_Tab)
    QTest.keyClick(focused(checking), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "chaque page imprimée" in shown_texts(checking), timeout=READING)
    QTimer.singleShot(300, lambda: press_when_ready("crire un PDF"))
    action(checking, "Imprimer l'ordonnancier").trigger()
    qtbot.waitUntil(lambda: "en clair" in message(), timeout=READING)
    assert out.read_bytes().startswith(b"%PDF")


def test_the_register_is_backed_up_and_the_copy_opens(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_sample(qtbot, checking)
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder))
    action(checking, "Sauvegarder").trigger()
    message = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: "Sauvegarde faite" in message(), timeout=READING)
    (copy,) = folder.glob("*.ordonnancier")
    with Register.open(copy, PASSPHRASE) as register:
        assert len(list(register.entries())) == 1


def test_a_closed_register_offers_nothing_of_its_own(window: MainWindow) -> None:
    assert action(window, "Ouvrir").isEnabled()
    for words in ("Numériser", "Sauvegarder", "Chercher", "Enregistrer", "Verrouiller"):
        assert not action(window, words).isEnabled()


def test_a_second_window_on_the_same_register_is_refused_by_name_before_its_passphrase(
    qtbot: QtBot, checking: MainWindow
) -> None:
    second = MainWindow()
    qtbot.addWidget(second)
    second.show()
    # Before any passphrase.
    qtbot.waitUntil(lambda: str(os.getpid()) in shown_texts(second), timeout=READING)
    passphrase = next(e for e in second.door.findChildren(QLineEdit) if e.isVisible())
    assert not passphrase.isEnabled()
    checking.lock()
    qtbot.waitUntil(passphrase.isEnabled, timeout=READING)
    assert str(os.getpid()) not in shown_texts(second)
    passphrase.setFocus()
    type_into(second, passphrase=PASSPHRASE)
    qtbot.waitUntil(second.review.isVisible, timeout=READING)
    qtbot.waitUntil(lambda: str(os.getpid()) in shown_texts(checking), timeout=READING)
    second.close()
