"""The window, driven as a person would: real Tesseract, a real encrypted register."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSettings, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.medication_table import MedicationTable
from desktop.review_panel import ReviewPanel
from desktop.wording import COLUMNS
from ordonnancier.capture import capture
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.french import describe_dosages
from prescription.language import speak
from prescription.record import Document
from storage.drafts import machine_reading
from storage.register import Register
from tests.conftest import ROOT

SAMPLE = ROOT / "resources" / "sample" / "ordonnance.png"
PASSPHRASE = "quatre chevaux bleus dorment"
READING = 60_000
"""Milliseconds Tesseract may take on a busy machine."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A window whose register and settings live in a folder of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings")
    )
    speak("fr")
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    speak(None)


def register_of(tmp_path: Path) -> Path:
    return tmp_path / "ordonnancier" / "registre.ordonnancier"


def type_into(window: MainWindow, **texts: str) -> None:
    """Fill in the door, field by field, and press Enter."""
    for caption, text in texts.items():
        edits = window.door.findChildren(QLineEdit)
        visible = [edit for edit in edits if edit.isVisible()]
        number = {"name": 0, "passphrase": len(visible) > 1, "again": 2}[caption]
        QTest.keyClicks(visible[number], text)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)


def enter(qtbot: QtBot, window: MainWindow) -> None:
    """The first start: a name and a passphrase make the register."""
    type_into(window, name="Anne Martin", passphrase=PASSPHRASE, again=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)


@pytest.fixture(scope="module")
def read_sample() -> Document:
    """What is read of the sample page."""
    speak("fr")
    document = capture(SAMPLE)
    speak(None)
    return document


@pytest.fixture
def checking(qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document) -> MainWindow:
    """A window whose queue holds the sample, read and ready to be checked."""
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        (draft,) = read_sample.prescriptions
        register.drafts.add(draft, read_sample.source, [SAMPLE.read_bytes()])
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    return window


def panel(window: MainWindow) -> ReviewPanel:
    return window.review.panel


def sheet(window: MainWindow) -> Sheet:
    found = window.review.sheet
    assert found is not None
    return found


def save_button(window: MainWindow) -> QPushButton:
    return next(b for b in window.review.findChildren(QPushButton) if "Enregistrer" in b.text())


def shown_texts(window: MainWindow) -> str:
    """Everything a person could read in the window."""
    labels = [label.text() for label in window.findChildren(QLabel)]
    edits = [edit.text() for edit in window.findChildren(QLineEdit)]
    browsers = [browser.toPlainText() for browser in window.findChildren(QTextBrowser)]
    rows = [view.model() for view in window.findChildren(QAbstractItemView) if view.model()]
    cells = [
        str(model.data(model.index(row, column)))
        for model in rows
        for row in range(model.rowCount(QModelIndex()))
        for column in range(8)
    ]
    return "\n".join([window.windowTitle(), *labels, *edits, *browsers, *cells])


def field(window: MainWindow, caption: str) -> QLineEdit:
    return next(e for e in window.findChildren(QLineEdit) if e.accessibleName() == caption)


def see_all(qtbot: QtBot, window: MainWindow) -> int:
    """Look at every doubtful field by keyboard, as a person would; how many keys that took."""
    keys = 0
    while not sheet(window).ready:
        left = sheet(window).doubtful
        QTest.keyClick(focused(window), Qt.Key.Key_F8)
        QTest.keyClick(focused(window), Qt.Key.Key_Return)
        keys += 2
        assert sheet(window).doubtful != left
    return keys


def focused(window: MainWindow) -> QWidget:
    found = window.focusWidget()
    assert found is not None
    return found


def test_the_page_becomes_a_table_and_then_an_entry_of_the_register(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    model = window.findChild(MedicationTable)
    assert model is not None
    rows = [
        " ".join(str(model.data(model.index(row, column))) for column in range(len(COLUMNS)))
        for row in range(model.rowCount(QModelIndex()))
    ]
    assert any("Doliprane" in row and "1000 mg" in row and "douleur" in row for row in rows)
    see_all(qtbot, window)
    QTest.keyClick(focused(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "numéro 1" in window.statusBar().currentMessage(), timeout=READING)
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        (entry,) = register.entries()
        assert machine_reading(register.vault, entry.number) is not None
    assert entry.prescription.confirmed_by == "Anne Martin"
    assert len(entry.prescription.content.medications) == len(rows)


def test_a_clear_prescription_takes_ten_keys_at_most(qtbot: QtBot, checking: MainWindow) -> None:
    window = checking
    assert see_all(qtbot, window) + 1 <= 10


def test_a_field_is_corrected_by_keyboard_and_given_back(
    qtbot: QtBot, checking: MainWindow
) -> None:
    window = checking
    before = sheet(window).current
    panel(window).go_to(Place(Part.POSOLOGY, 0))
    posology = field(window, "Posologie")
    assert window.focusWidget() is posology
    QTest.keyClicks(posology, "2 cp x3/j 7j")
    QTest.keyClick(posology, Qt.Key.Key_Return)
    line = sheet(window).current.medications[0]
    assert describe_dosages(line.dosage_instruction) == (
        "2 comprimés, 3 fois par jour, pendant 7 jours"
    )
    assert "42 comprimés" in " ".join(label.text() for label in window.findChildren(QLabel))
    assert sheet(window).machine.medications[0].dosage_instruction != line.dosage_instruction
    QTest.keyClick(focused(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sheet(window).current == before


def test_what_is_not_understood_is_said_below_the_field(qtbot: QtBot, checking: MainWindow) -> None:
    window = checking
    before = sheet(window).current
    panel(window).go_to(Place(Part.STRENGTH, 0))
    strength = field(window, "Dosage et forme")
    QTest.keyClicks(strength, "beaucoup")
    QTest.keyClick(strength, Qt.Key.Key_Return)
    assert "Dosage non compris" in strength.accessibleDescription()
    assert window.focusWidget() is strength
    assert sheet(window).current == before
    QTest.keyClick(strength, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert strength.text() == "2,5 mg, comprimé"


def test_a_line_can_be_added_and_taken_out_by_keyboard(qtbot: QtBot, checking: MainWindow) -> None:
    window = checking
    count = len(sheet(window).current.medications)
    QTest.keyClick(focused(window), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    drug = field(window, "Médicament")
    assert window.focusWidget() is drug
    QTest.keyClicks(drug, "Kardegic")
    QTest.keyClick(drug, Qt.Key.Key_Return)
    assert len(sheet(window).current.medications) == count + 1
    assert sheet(window).current.medications[1].medication.name == "Kardégic"
    QTest.keyClick(focused(window), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(sheet(window).current.medications) == count


def test_a_field_to_check_holds_the_save_back(qtbot: QtBot, checking: MainWindow) -> None:
    window = checking
    see_all(qtbot, window)
    assert save_button(window).isEnabled()
    panel(window).go_to(Place(Part.POSOLOGY, 0))
    posology = field(window, "Posologie")
    QTest.keyClicks(posology, "9 cp x 9/j")
    QTest.keyClick(posology, Qt.Key.Key_Return)
    assert not save_button(window).isEnabled()
    panel(window).go_to(Place(Heading.PATIENT))
    QTest.keyClick(focused(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is posology


def test_a_file_that_cannot_be_read_stays_in_the_queue_with_its_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    broken = tmp_path / "scan.png"
    broken.write_bytes(b"this is no picture")
    window.open_pages([broken, tmp_path / "absent.png"])
    queue = window.review.queue
    qtbot.waitUntil(lambda: queue.count() == 1 and "…" not in queue.item(0).text(), timeout=READING)
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


def test_locking_leaves_nothing_of_a_patient_in_the_window(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    window = checking
    assert "DURAND" in shown_texts(window)
    QTest.keyClick(focused(window), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.door.isVisible()
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


def test_an_image_is_pasted_into_the_queue(qtbot: QtBot, checking: MainWindow) -> None:
    QApplication.clipboard().setPixmap(QPixmap(str(SAMPLE)))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused(checking), Qt.Key.Key_V, keys)
    queue = checking.review.queue
    qtbot.waitUntil(
        lambda: any("collée" in queue.item(n).text() for n in range(queue.count())),
        timeout=READING,
    )
