"""Checking by keyboard: fields, corrections, what holds a record back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.entry.unlock_page import UnlockPage
from desktop.main_window import MainWindow
from desktop.review.medication_table import MedicationTable
from desktop.review.review_panel import ReviewPanel
from desktop.wording import COLUMNS
from ordonnancier.capture import capture_text
from ordonnancier.reference.importing import import_reference
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.french import describe_dosages
from prescription.language import speak
from storage.drafts import machine_reading
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    enter,
    field,
    focused,
    panel,
    register_of,
    save_button,
    see_all,
    sheet,
)
from tests.ordonnancier.official_files import write_files
from tests.ordonnancier.test_packs import add_known


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


def test_a_posology_is_read_back_with_its_packs(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_reference(write_files(tmp_path / "files", add_known), tmp_path / "reference.sqlite")
    monkeypatch.setenv("ORDONNANCIER_REFERENCE", str(tmp_path / "reference.sqlite"))
    for part, text in (
        (Part.DRUG, "Doliprane"),
        (Part.STRENGTH, "500 mg, cp"),
        (Part.POSOLOGY, "1cp x3/j 7j"),
    ):
        panel(checking).go_to(Place(part, 0))
        QTest.keyClicks(focused(checking), text)
        QTest.keyClick(focused(checking), Qt.Key.Key_Return)
    told = " ".join(label.text() for label in checking.findChildren(QLabel))
    assert "1 comprimé × 3 × 7 jours = 21 comprimés, 2 boîtes de 16" in told


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


def test_an_empty_medication_is_not_confirmed_by_enter(qtbot: QtBot, checking: MainWindow) -> None:
    see_all(qtbot, checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    drug = field(checking, "Médicament")
    for _ in range(3):
        QTest.keyClick(drug, Qt.Key.Key_Return)
    assert focused(checking) is drug
    assert "Ctrl+D" in drug.accessibleDescription()
    assert not save_button(checking).isEnabled()
    QTest.keyClick(drug, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert save_button(checking).isEnabled()


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


def test_a_name_is_completed_as_one_types_even_misspelt(qtbot: QtBot, checking: MainWindow) -> None:
    panel(checking).go_to(Place(Part.DRUG, 0))
    drug = field(checking, "Médicament")
    QTest.keyClicks(drug, "kardeg")
    completer = drug.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible, timeout=READING)
    offered = popup.model()
    assert str(offered.data(offered.index(0, 0))).startswith("Kardégic")
    assert "75 mg" in str(offered.data(offered.index(0, 0)))
    drug.selectAll()
    QTest.keyClicks(drug, "doliprnae")
    offered = popup.model()
    assert str(offered.data(offered.index(0, 0))).startswith("Doliprane")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not popup.isVisible(), timeout=READING)
    assert drug.text() == "Doliprane"


def test_an_rpps_that_fails_its_check_is_not_confirmed_away(qtbot: QtBot) -> None:
    speak("fr")
    (draft,) = capture_text(
        "Dr Hélène ROUX\nRPPS : 10101234567\nDoliprane 1 g : 1 cp"
    ).prescriptions
    review = ReviewPanel()
    qtbot.addWidget(review)
    review.show()
    review.show_sheet(Sheet.of(draft), ())
    qtbot.waitUntil(lambda: not review.in_hand.is_on, timeout=READING)
    rpps = next(e for e in review.findChildren(QLineEdit) if "RPPS" in e.accessibleName())

    def enter_it() -> tuple[str, bool, str]:
        QTest.keyClick(rpps, Qt.Key.Key_Return)
        assert review.sheet is not None
        left = Place(Heading.RPPS) in review.sheet.doubtful
        said = " ".join(label.text() for label in review.findChildren(QLabel))
        return rpps.text(), left, said

    review.go_to(Place(Heading.RPPS))
    text, left, said = enter_it()
    assert (text, left) == ("10101234567", True)
    assert "clé de contrôle fausse" in said
    text, left, said = enter_it()
    assert (text, left) == ("10101234567", True)
    assert "corrigez-le, ou videz le champ" in said
    rpps.clear()
    assert enter_it()[:2] == ("", False)
    review.undo()
    review.go_to(Place(Heading.RPPS))
    QTest.keyClicks(rpps, "10101234564")
    assert enter_it()[:2] == ("10101234564", False)
    speak(None)


def test_no_two_letters_of_the_entry_page_are_the_same(qtbot: QtBot) -> None:
    for tongue in ("fr", "en"):
        speak(tongue)
        door = UnlockPage()
        qtbot.addWidget(door)
        door.ask(new=True)
        shown = [label.text() for label in door.findChildren(QLabel)]
        shown += [button.text() for button in door.findChildren(QPushButton)]
        letters = [text[text.index("&") + 1].lower() for text in shown if "&" in text]
        assert len(letters) >= 5
        assert len(set(letters)) == len(letters)
    speak(None)
