"""The window, driven as a person would: real Tesseract, a real encrypted register."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.confirm_dialog import ConfirmDialog
from desktop.main_window import MainWindow
from desktop.medication_table import MedicationTable
from desktop.review_panel import ReviewPanel
from desktop.wording import COLUMNS
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.french import describe_dosages
from prescription.language import speak
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


def panel(window: MainWindow) -> ReviewPanel:
    found = window.findChild(ReviewPanel)
    assert found is not None
    return found


def sheet(window: MainWindow) -> Sheet:
    found = panel(window).sheet
    assert found is not None
    return found


def save_button(window: MainWindow) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if "Enregistrer" in b.text())


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


def answer_dialog(**answers: str) -> None:
    """Fill in the dialog that opens next, and agree."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        fields = [f for f in dialog.findChildren(QLineEdit) if f.isVisible()]
        for field, answer in zip(fields, answers.values(), strict=True):
            field.setText(answer)
        dialog.accept()

    QTimer.singleShot(200, fill)


def open_sample(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page(SAMPLE)
    qtbot.waitUntil(lambda: panel(window).sheet is not None, timeout=READING)


def test_the_page_becomes_a_table_and_then_an_entry_of_the_register(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    open_sample(qtbot, window)
    model = window.findChild(MedicationTable)
    assert model is not None
    rows = [
        " ".join(str(model.data(model.index(row, column))) for column in range(len(COLUMNS)))
        for row in range(model.rowCount())
    ]
    assert any("Doliprane" in row and "1000 mg" in row and "douleur" in row for row in rows)
    see_all(qtbot, window)
    answer_dialog(name="Anne Martin", passphrase=PASSPHRASE, again=PASSPHRASE)
    save_button(window).click()
    qtbot.waitUntil(lambda: "numéro 1" in window.statusBar().currentMessage(), timeout=READING)
    window.close()
    with Register.open(tmp_path / "ordonnancier" / "registre.ordonnancier", PASSPHRASE) as register:
        (entry,) = register.entries()
    assert entry.prescription.confirmed_by == "Anne Martin"
    assert len(entry.prescription.content.medications) == len(rows)


def test_a_field_is_corrected_by_keyboard_and_given_back(qtbot: QtBot, window: MainWindow) -> None:
    open_sample(qtbot, window)
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


def test_what_is_not_understood_is_said_below_the_field(qtbot: QtBot, window: MainWindow) -> None:
    open_sample(qtbot, window)
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


def test_a_line_can_be_added_and_taken_out_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    open_sample(qtbot, window)
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


def test_a_field_to_check_holds_the_save_back(qtbot: QtBot, window: MainWindow) -> None:
    open_sample(qtbot, window)
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


def test_a_file_that_cannot_be_read_gets_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    broken = tmp_path / "scan.png"
    broken.write_bytes(b"this is no picture")
    waiting = window.notice
    window.open_page(broken)
    qtbot.waitUntil(lambda: window.notice not in (waiting, "Lecture de la page…"), timeout=READING)
    assert window.notice.endswith(".")
    assert "Traceback" not in window.notice
    assert not save_button(window).isEnabled()


def test_a_wrong_passphrase_costs_no_work(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "ordonnancier").mkdir()
    Register.create(tmp_path / "ordonnancier" / "registre.ordonnancier", PASSPHRASE).close()
    open_sample(qtbot, window)
    see_all(qtbot, window)
    sentences: list[str] = []

    def give_up() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ConfirmDialog) or not dialog.message:
            QTimer.singleShot(100, give_up)
            return
        sentences.append(dialog.message)
        dialog.reject()

    answer_dialog(name="Anne Martin", passphrase="another passphrase")
    QTimer.singleShot(400, give_up)
    save_button(window).click()
    qtbot.waitUntil(lambda: bool(sentences), timeout=READING)
    assert "phrase de passe" in sentences[0].lower()
    assert save_button(window).isEnabled()
    assert sheet(window).current.medications
