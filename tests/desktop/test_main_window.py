"""The window, driven as a person would: real Tesseract, a real encrypted register."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.confirm_dialog import ConfirmDialog
from desktop.main_window import MainWindow
from desktop.medication_table import SEEN, MedicationTable
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


def table(window: MainWindow) -> MedicationTable:
    found = window.findChild(MedicationTable)
    assert found is not None
    return found


def save_button(window: MainWindow) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if "Enregistrer" in b.text())


def text_of(model: MedicationTable, row: int) -> str:
    return " ".join(str(model.data(model.index(row, column))) for column in range(SEEN))


def tick_all(model: MedicationTable) -> None:
    for row in range(model.rowCount()):
        role = Qt.ItemDataRole.CheckStateRole
        model.setData(model.index(row, SEEN), Qt.CheckState.Checked.value, role)


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


def open_sample(qtbot: QtBot, window: MainWindow) -> MedicationTable:
    window.open_page(SAMPLE)
    model = table(window)
    qtbot.waitUntil(lambda: model.rowCount() > 0, timeout=READING)
    return model


def test_the_page_becomes_a_table_and_then_an_entry_of_the_register(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    model = open_sample(qtbot, window)
    rows = [text_of(model, row) for row in range(model.rowCount())]
    assert any("Doliprane" in row and "1000 mg" in row and "douleur" in row for row in rows)
    tick_all(model)
    answer_dialog(name="Anne Martin", passphrase=PASSPHRASE, again=PASSPHRASE)
    save_button(window).click()
    qtbot.waitUntil(lambda: "numéro 1" in window.statusBar().currentMessage(), timeout=READING)
    window.close()
    with Register.open(tmp_path / "ordonnancier" / "registre.ordonnancier", PASSPHRASE) as register:
        (entry,) = register.entries()
    assert entry.prescription.confirmed_by == "Anne Martin"
    assert len(entry.prescription.content.medications) == len(rows)


def test_a_line_to_check_holds_the_save_back_until_it_is_ticked(
    qtbot: QtBot, window: MainWindow
) -> None:
    model = open_sample(qtbot, window)
    role = Qt.ItemDataRole.CheckStateRole
    model.setData(model.index(0, SEEN), Qt.CheckState.Unchecked.value, role)
    assert not save_button(window).isEnabled()
    tick_all(model)
    assert save_button(window).isEnabled()


def test_a_file_that_cannot_be_read_gets_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    broken = tmp_path / "scan.png"
    broken.write_bytes(b"this is no picture")
    window.open_page(broken)
    qtbot.waitUntil(lambda: bool(window.notice), timeout=READING)
    assert window.notice.endswith(".")
    assert "Traceback" not in window.notice
    assert not save_button(window).isEnabled()


def test_a_wrong_passphrase_costs_no_work(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "ordonnancier").mkdir()
    Register.create(tmp_path / "ordonnancier" / "registre.ordonnancier", PASSPHRASE).close()
    tick_all(open_sample(qtbot, window))
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
    assert table(window).rowCount() > 0
