"""What was done to a prescription or to the queue is undone, later in the session too."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.review.place import Heading, Part, Place
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    enter,
    field,
    focused,
    panel,
    register_of,
    sheet,
    type_into,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def correct(window: MainWindow) -> str:
    """Correct the first posology; what stood there before."""
    panel(window).go_to(Place(Part.POSOLOGY, 0))
    posology = field(window, "Posologie")
    before = posology.text()
    QTest.keyClicks(posology, "2 cp le soir")
    QTest.keyClick(posology, Qt.Key.Key_Return)
    assert sheet(window).text(Place(Part.POSOLOGY, 0)) == "2 comprimés, le soir"
    return before


def undo(window: MainWindow) -> None:
    QTest.keyClick(focused(window), Qt.Key.Key_Z, CONTROL)


def wait_open(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)


def test_a_correction_is_undone_after_its_prescription_was_left_for_later(
    qtbot: QtBot, checking: MainWindow
) -> None:
    before = correct(checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_Escape)
    assert checking.review.sheet is None
    # The first takes the prescription up again, the second the correction back.
    undo(checking)
    wait_open(qtbot, checking)
    assert sheet(checking).text(Place(Part.POSOLOGY, 0)) == "2 comprimés, le soir"
    undo(checking)
    assert sheet(checking).text(Place(Part.POSOLOGY, 0)) == before
    QTest.keyClick(focused(checking), Qt.Key.Key_Escape)
    QTest.keyClick(checking.review.queue, Qt.Key.Key_Return)
    wait_open(qtbot, checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_Y, CONTROL)
    assert sheet(checking).text(Place(Part.POSOLOGY, 0)) == "2 comprimés, le soir"


def test_what_was_undone_is_no_secret_kept_behind_the_lock(
    qtbot: QtBot, checking: MainWindow
) -> None:
    correct(checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_L, CONTROL)
    type_into(checking, passphrase=PASSPHRASE)
    wait_open(qtbot, checking)
    undo(checking)
    assert sheet(checking).text(Place(Part.POSOLOGY, 0)) == "2 comprimés, le soir"
    assert "Rien à annuler" in checking.statusBar().currentMessage()


@pytest.mark.parametrize("by", ["keys", "button"])
def test_a_half_keyed_prescription_taken_out_of_the_queue_comes_back_as_it_was(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, by: str
) -> None:
    window = checking
    correct(window)
    panel(window).go_to(Place(Heading.PATIENT))
    QTest.keyClicks(focused(window), "DURAND Je")
    window.review.queue.setFocus()
    QTest.keyClick(window.review.queue, Qt.Key.Key_Delete, CONTROL)
    qtbot.waitUntil(lambda: window.review.queue.count() == 0, timeout=READING)
    assert window.review.sheet is None
    assert "Retirée de la file" in window.review.removed.told
    if by == "keys":
        undo(window)
    else:
        button = window.review.removed.findChild(QPushButton)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_open(qtbot, window)
    assert window.review.removed.told == ""
    assert window.review.queue.count() == 1
    assert sheet(window).text(Place(Part.POSOLOGY, 0)) == "2 comprimés, le soir"
    assert field(window, "Patient").text() == "DURAND Je"
    assert window.review.pictures
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        (draft,) = register.drafts
        assert register.drafts.pages(draft.id)


def test_a_file_that_could_not_be_read_comes_back_with_its_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    (tmp_path / "scan.png").write_bytes(b"this is no picture")
    window.open_pages([tmp_path / "scan.png"])
    queue = window.review.queue
    qtbot.waitUntil(lambda: queue.count() == 1 and queue.item(0).text()[0] == "!", timeout=READING)
    told = queue.item(0).text()
    qtbot.waitUntil(lambda: window.review.notice.startswith("scan.png"), timeout=READING)
    queue.setFocus()
    queue.setCurrentRow(0)
    QTest.keyClick(queue, Qt.Key.Key_Delete, CONTROL)
    assert queue.count() == 0
    assert "scan.png" not in window.review.notice, "nothing is left that its keys could do"
    # At once: whoever slipped is quicker than the disk.
    undo(window)
    qtbot.waitUntil(lambda: queue.count() == 1, timeout=READING)
    assert window.review.removed.told == ""
    assert queue.item(0).text() == told


def test_what_was_taken_out_stays_out_once_the_register_was_locked(
    qtbot: QtBot, checking: MainWindow
) -> None:
    checking.review.queue.setFocus()
    QTest.keyClick(checking.review.queue, Qt.Key.Key_Delete, CONTROL)
    qtbot.waitUntil(lambda: checking.review.queue.count() == 0, timeout=READING)
    QTest.keyClick(focused(checking), Qt.Key.Key_L, CONTROL)
    assert checking.review.removed.told == ""
    type_into(checking, passphrase=PASSPHRASE)
    qtbot.waitUntil(checking.review.isVisible, timeout=READING)
    undo(checking)
    assert "Rien à annuler" in checking.statusBar().currentMessage()
    assert checking.review.queue.count() == 0
