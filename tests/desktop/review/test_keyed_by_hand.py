"""A page that cannot be read, keyed by hand beside its picture: nothing is missing unasked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    enter,
    field,
    focused,
    look,
    record_sample,
    register_of,
    save_button,
    sheet,
    shown_texts,
)
from tests.desktop.papers import blank

CONTROL = Qt.KeyboardModifier.ControlModifier
ASKED = "Absent du papier ?"


@pytest.fixture
def keying(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window beside a page without a word, its empty fields open."""
    enter(qtbot, window)
    page = tmp_path / "manuscrite.png"
    page.write_bytes(blank())
    window.open_pages([page])
    queue = window.review.queue
    qtbot.waitUntil(
        lambda: queue.count() == 1 and queue.item(0).text().startswith("!"), timeout=READING
    )
    # Twice, as a hand that is not sure does: one draft, and no word of a failure.
    for _ in range(2):
        QTest.keyClick(focused(window), Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert "rreur" not in window.statusBar().currentMessage()
    assert queue.count() == 1
    look(window)
    return window


def write(window: MainWindow, caption: str, text: str) -> None:
    edit = field(window, caption)
    edit.setFocus()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def write_all_but(window: MainWindow, left: str) -> None:
    """Key a whole prescription in but for one field."""
    for caption, text in (("Date", "12/03/2026"), ("Patient", "DURAND Jeanne")):
        write(window, caption, text)
    if left != "Prescripteur":
        write(window, "Prescripteur", "Dr Jean ROUX")
    QTest.keyClick(focused(window), Qt.Key.Key_J, CONTROL)
    write(window, "Médicament", "Doliprane")
    if left != "Dosage et forme":
        write(window, "Dosage et forme", "1 g")
    write(window, "Posologie", "1cp x3/j 7j")


def test_the_fields_that_look_open_are_and_tab_goes_from_one_to_the_next_as_one_reads(
    keying: MainWindow,
) -> None:
    edit = field(keying, "Date")
    edit.setFocus()
    order = []
    for _ in range(5):
        order.append(focused(keying).accessibleName())
        QTest.keyClick(focused(keying), Qt.Key.Key_Tab)
    assert order == ["Date", "Patient", "Né(e) le", "RPPS", "Prescripteur"]
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(focused(keying), "dolip")
    assert field(keying, "Médicament").text() == "dolip"
    assert edit.text() == ""
    # The line that waits is the one that is added; once something is in it, another one.
    QTest.keyClick(field(keying, "Médicament"), Qt.Key.Key_Escape)
    for text in ("Doliprane", "Xanax"):
        QTest.keyClick(focused(keying), Qt.Key.Key_J, CONTROL)
        write(keying, "Médicament", text)
    assert len(sheet(keying).current.medications) == 2


@pytest.mark.parametrize("left", ["Prescripteur", "Dosage et forme"])
def test_what_was_not_keyed_is_asked_before_it_is_recorded(
    qtbot: QtBot, keying: MainWindow, tmp_path: Path, left: str
) -> None:
    write_all_but(keying, left)
    assert not save_button(keying).isEnabled()
    QTest.keyClick(focused(keying), Qt.Key.Key_Return, CONTROL)
    missing = field(keying, left)
    assert focused(keying) is missing
    assert ASKED in missing.accessibleDescription()
    assert any(ASKED in label.text() for label in keying.findChildren(QLabel) if label.isVisible())
    QTest.keyClick(missing, Qt.Key.Key_Return)
    assert ASKED not in missing.accessibleDescription()
    record_sample(qtbot, keying)
    keying.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        (entry,) = register.entries()
    (line,) = entry.prescription.content.medications
    # The question was the window's own: the record has none of it.
    assert "missing-posology" not in [review.reason for review in line.review]
    assert (entry.prescription.content.prescriber is None) == (left == "Prescripteur")
    assert (line.medication.strength == ()) == (left == "Dosage et forme")


def test_what_was_keyed_whole_is_asked_no_more(qtbot: QtBot, keying: MainWindow) -> None:
    write_all_but(keying, "")
    assert sheet(keying).ready
    record_sample(qtbot, keying)


def test_a_dispensing_asks_for_the_names_before_anything_is_filled_in(
    qtbot: QtBot, keying: MainWindow
) -> None:
    for caption in ("Date", "Patient", "Prescripteur"):
        write(keying, caption, "")
    QTest.keyClick(focused(keying), Qt.Key.Key_J, CONTROL)
    for caption, text in (("Médicament", "Xanax"), ("Dosage et forme", "0,25 mg")):
        write(keying, caption, text)
    write(keying, "Posologie", "1cp le soir 7j")
    record_sample(qtbot, keying)
    QTest.keyClick(focused(keying), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: keying.register.count == 1, timeout=READING)
    keying.register.select(0)
    qtbot.waitUntil(lambda: keying.register.shows_page, timeout=READING)
    assert "Patient : non indiqué" in shown_texts(keying)
    QTest.keyClick(focused(keying), Qt.Key.Key_I, CONTROL)
    told = keying.statusBar().currentMessage
    qtbot.waitUntil(lambda: "noms du prescripteur et du patient" in told(), timeout=READING)
    assert QApplication.activeModalWidget() is None


def test_what_is_told_of_a_page_read_again_is_told_of_that_page(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    empty, text = tmp_path / "vide.pdf", tmp_path / "renommee.png"
    empty.write_bytes(b"")
    text.write_text("bonjour\n")
    window.open_pages([empty, text])
    queue = window.review.queue
    qtbot.waitUntil(
        lambda: [queue.item(i).text()[:1] for i in range(queue.count())] == ["!", "!"],
        timeout=READING,
    )
    assert window.review.notice.startswith("vide.pdf")
    queue.setCurrentRow(1)
    queue.setFocus()
    QTest.keyClick(queue, Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: window.review.notice.startswith("renommee.png"), timeout=READING)
