"""What is dispensed enters the ordonnancier from the window, whatever the drug is called."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.register.dispense_dialog import DispenseDialog
from ordonnancier.capture import capture_text
from prescription.record import Document, Prescription
from storage.ordonnancier import Listing
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    answer_dialog,
    entry_of,
    focused,
    register_of,
    type_into,
)
from tests.storage.conftest import SOURCE

CONTROL = Qt.KeyboardModifier.ControlModifier
PAPER = """Dr Jean Roux
Quimper, le 02/03/2026
Madame Jeanne Durand née le 12/03/1956
PARACETAMOL 1 g : 1 comprimé 3 fois par jour pendant 5 jours
MORPHINE LP (SKENAN) 30 mg : 1 gélule matin et soir pendant 14 jours
ZYRQUADOL 20 mg comprimé : 1 cp le soir pdt 7j
"""


def test_a_narcotic_and_a_drug_nobody_knows_are_entered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (draft,) = capture_text(PAPER).prescriptions
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        register.add(Prescription(draft, "Anne Martin", datetime.now(UTC)), SOURCE)
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.register.count == 1, timeout=READING)
    window.register.select(0)
    detail = window.register.findChild(QTextBrowser)
    assert detail is not None
    qtbot.waitUntil(lambda: "Skenan" in detail.toPlainText(), timeout=READING)
    met: list[str] = []
    answer_dialog(
        qtbot, window, DispenseDialog, CONTROL | Qt.Key.Key_I, lambda d: met.extend(_answer(d))
    )
    told = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: "n° 1, 2" in told(), timeout=READING)
    assert met == ["nothing given", "of what list"]
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        lines = [line.dispensing for line in register.ordonnancier()]
    assert [(line.line, line.listing, line.quantity) for line in lines] == [
        (2, Listing.NARCOTIC, "28 gélules"),
        (3, Listing.NARCOTIC, "1 boîte"),
    ]


def _answer(dialog: DispenseDialog) -> list[str]:
    """Give no narcotic, then some; a quantity of the unknown drug, then its list."""
    met: list[str] = []
    table = dialog._table

    def said() -> str:
        return " ".join(label.text() for label in dialog.findChildren(QLabel))

    def item(row: int, column: int) -> str:
        found = table.item(row, column)
        assert found is not None
        return found.text()

    assert [item(row, 1) for row in range(table.rowCount())] == ["stupéfiant", "inconnue"]
    assert "Skenan" in item(0, 0)
    QTest.keyClicks(table.viewport(), "0")
    for edit in (dialog._fields.prescriber, dialog._fields.patient):
        edit.setFocus()
        QTest.keyClicks(edit, "1 rue du Port, Quimper")
    QTest.keyClick(dialog._fields.patient, Qt.Key.Key_Return)
    if "Donnez la quantité" in said():
        met.append("nothing given")
    for row, quantity in ((0, "28 gélules"), (1, "1 boîte")):
        cell = table.item(row, 2)
        assert cell is not None
        cell.setText(quantity)
    dialog._fields.patient.setFocus()
    QTest.keyClick(dialog._fields.patient, Qt.Key.Key_Return)
    if "dites de quelle liste" in said():
        met.append("of what list")
    choice = dialog.focusWidget()
    assert isinstance(choice, QComboBox)
    QTest.keyClick(choice, Qt.Key.Key_End)
    QTest.keyClick(dialog._fields.patient, Qt.Key.Key_Return)
    return met


def test_the_address_on_the_page_is_offered_and_taken_by_a_key(
    qtbot: QtBot, window: MainWindow, read_sample: Document
) -> None:
    (draft,) = read_sample.prescriptions
    dialog = DispenseDialog(entry_of(draft), {1: Listing.LIST_I}, parent=window)
    dialog.show()
    edits = dialog.findChildren(QLineEdit)
    (edit,) = [one for one in edits if "sur la page" in one.placeholderText()]
    address = "14, rue des Tilleuls, 44000 NANTES"
    assert address in edit.placeholderText()
    # It is nobody's word before somebody took it.
    assert edit.text() == ""
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert edit.text() == address
    dialog.close()
