"""Pages enter the queue from files, the scanner and the clipboard, and none is lost."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSettings, Qt, QUrl
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.review.place import Part, Place
from prescription.french import describe_dosages
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    enter,
    field,
    focused,
    panel,
    queued,
    sheet,
    type_into,
)
from tests.desktop.papers import blank


def test_a_file_that_cannot_be_read_stays_in_the_queue_with_its_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    broken = tmp_path / "scan.png"
    broken.write_bytes(b"this is no picture")
    window.open_pages([broken, tmp_path / "absent.png"])
    queue = window.review.queue
    qtbot.waitUntil(
        lambda: queue.count() == 1 and queue.item(0).text().startswith("!"), timeout=READING
    )
    assert "scan.png" in queue.item(0).text()
    assert queue.item(0).toolTip().endswith(".")
    assert "Traceback" not in queue.item(0).toolTip()
    assert "absent.png" in window.statusBar().currentMessage()


def test_what_waits_survives_a_restart_with_its_corrections(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    window = checking
    panel(window).go_to(Place(Part.POSOLOGY, 0))
    QTest.keyClicks(field(window, "Posologie"), "2 cp le soir")
    QTest.keyClick(field(window, "Posologie"), Qt.Key.Key_Return)
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    type_into(again, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: again.review.sheet is not None, timeout=READING)
    first = sheet(again).current.medications[0]
    assert describe_dosages(first.dosage_instruction) == "2 comprimés, le soir"
    assert sheet(again).machine.medications[0] != first
    again.close()


def test_f9_scans_into_the_queue(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dll.conf").write_text("test\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    settings = QSettings()
    settings.setValue("scanner/device", "test:0")
    settings.setValue("scanner/resolution", 75)
    QTest.keyClick(focused(checking), Qt.Key.Key_F9)
    queue = checking.review.queue
    qtbot.waitUntil(
        lambda: any("numérisation" in queue.item(n).text() for n in range(queue.count())),
        timeout=READING,
    )


def test_an_image_is_pasted_into_the_queue_once(qtbot: QtBot, checking: MainWindow) -> None:
    QApplication.clipboard().setPixmap(QPixmap(str(SAMPLE)))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(2):
        QTest.keyClick(focused(checking), Qt.Key.Key_V, keys)
    said = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: said() == "image collée : déjà dans la file.", timeout=READING)
    qtbot.waitUntil(lambda: _is_queued(checking, "collée"), timeout=READING)
    assert len(queued(checking)) == 2


def test_a_file_opened_again_does_not_wait_twice(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    again, other = tmp_path / "encore.png", tmp_path / "autre.png"
    again.write_bytes(SAMPLE.read_bytes())
    other.write_bytes(blank())
    checking.open_pages([other, again])
    said = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: said() == "encore.png : déjà dans la file.", timeout=READING)
    qtbot.waitUntil(lambda: _is_queued(checking, "autre.png"), timeout=READING)
    assert len(queued(checking)) == 2


def _is_queued(window: MainWindow, name: str) -> bool:
    return any(name in row for row in queued(window))


def test_copied_files_are_pasted_and_an_empty_clipboard_is_told(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QApplication.clipboard().clear()
    QTest.keyClick(focused(checking), Qt.Key.Key_V, keys)
    assert "ni image ni fichier" in checking.statusBar().currentMessage()
    checking.statusBar().clearMessage()
    QApplication.clipboard().setText("no page")
    QTest.keyClick(focused(checking), Qt.Key.Key_V, keys)
    assert "ni image ni fichier" in checking.statusBar().currentMessage()
    page = tmp_path / "copie.png"
    page.write_bytes(blank())
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(page))])
    QApplication.clipboard().setMimeData(copied)
    before = len(queued(checking))
    QTest.keyClick(focused(checking), Qt.Key.Key_V, keys)
    qtbot.waitUntil(lambda: len(queued(checking)) > before, timeout=READING)


def test_a_folder_is_opened_by_keyboard_and_an_empty_one_is_told(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "notes.txt").write_text("no page")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused(checking), Qt.Key.Key_O, keys)
    said = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: "pages : aucune image et aucun PDF" in said(), timeout=READING)
    (folder / "un.png").write_bytes(SAMPLE.read_bytes() + b"\n")
    (folder / "deux.png").write_bytes(blank())
    QTest.keyClick(focused(checking), Qt.Key.Key_O, keys)
    for name in ("un.png", "deux.png"):
        qtbot.waitUntil(partial(_is_queued, checking, name), timeout=READING)


def test_a_file_that_fails_again_leaves_no_word_of_a_reading_under_way(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    broken = tmp_path / "scan.png"
    broken.write_bytes(b"this is no picture")
    window.open_pages([broken])
    queue = window.review.queue

    def is_told() -> bool:
        failed = queue.count() == 1 and queue.item(0).text().startswith("!")
        return failed and "Ctrl+M la saisit" in window.review.notice

    qtbot.waitUntil(is_told, timeout=READING)
    retried = []
    window.flow.progressed.connect(lambda *_: retried.append(window.review.notice))
    QTest.keyClick(focused(window), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(retried) and is_told(), timeout=READING)
    assert "Lecture en cours" not in window.review.notice
