"""The window of a dispensing tells whose it is; a day that cannot be is refused with its reason."""

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.look.date_field import DateField
from desktop.register.dispense_dialog import DispenseDialog
from ordonnancier.capture import capture_text
from prescription.language import speak
from prescription.record import Draft, Patient
from storage.ordonnancier import Dispensing, Listing, OrdonnancierEntry
from tests.desktop.driving import entry_of


def read(text: str) -> Draft:
    (draft,) = capture_text(text).prescriptions
    return draft


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("31/12/2049", "dans le futur"),
        ("01/03/2026", "02/03/2026"),
        ("le mois dernier", "Date non comprise"),
        ("04/03/26", ""),
        ("04/03/2026", ""),
        ("04032026", ""),
        ("040326", ""),
        ("4 mars 2026", ""),
        ("", ""),
    ],
)
def test_a_day_is_typed_as_one_writes_it_and_an_impossible_one_is_refused(
    qtbot: QtBot, day: str, told: str
) -> None:
    speak("fr")
    draft = read("Le 02/03/2026\nXanax 0,25 mg comprimé : 1 cp le soir pdt 7 jours, qsp 1 boîte")
    assert draft.authored_on == date(2026, 3, 2)
    dialog = DispenseDialog(entry_of(draft), {1: Listing.LIST_I})
    qtbot.addWidget(dialog)
    item = dialog._table.item(0, 2)
    assert item is not None
    item.setText("1 boîte")
    for edit in (dialog._fields.prescriber, dialog._fields.patient):
        assert isinstance(edit, QLineEdit)
        edit.setText("1 rue du Port, Quimper")
    dialog.show()
    days = dialog.findChild(DateField)
    assert days is not None
    today = datetime.now().astimezone().date()
    assert days.text() == f"{today:%d/%m/%Y}"
    if day:
        days.setFocus()
        days.selectAll()
        QTest.keyClicks(days, day)
    dialog.accept()
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert told in said
    assert (dialog.result() == QDialog.DialogCode.Accepted) is (not told)
    if not told:
        assert dialog.handover.dispensed_on == (date(2026, 3, 4) if day else today)
    speak(None)


def test_arrows_change_the_day_and_leaving_writes_it_out(qtbot: QtBot) -> None:
    field = DateField(date(2026, 3, 1))
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "28/02/2026"
    field.selectAll()
    QTest.keyClicks(field, "291126")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "30/11/2026"


@pytest.mark.parametrize(
    ("language", "patient", "told"),
    [
        ("fr", Patient(name="DURAND Jeanne"), "n° 12 · DURAND Jeanne · 02/03/2026"),
        ("en", Patient(name="DURAND Jeanne"), "no. 12 · DURAND Jeanne · 02/03/2026"),
        ("fr", None, "n° 12 · patient non indiqué · 02/03/2026"),
    ],
)
def test_it_tells_whose_prescription_is_entered_but_not_in_its_title(
    qtbot: QtBot, language: Literal["fr", "en"], patient: Patient | None, told: str
) -> None:
    speak(language)
    draft = replace(read("Le 02/03/2026\nXanax 0,25 mg : 1 cp le soir"), patient=patient)
    dialog = DispenseDialog(entry_of(draft, 12), {1: Listing.LIST_I})
    qtbot.addWidget(dialog)
    dialog.show()
    assert told in [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "DURAND" not in dialog.windowTitle()
    speak(None)


def two_listed(qtbot: QtBot) -> DispenseDialog:
    """The dialog of two drugs of list I, in sight and with the keyboard in it."""
    speak("fr")
    draft = read("Xanax 0,25 mg 1 cp le soir 7 jours\n\nEffexor LP 75 mg 1 gélule le matin 1 mois")
    dialog = DispenseDialog(entry_of(draft), {1: Listing.LIST_I, 2: Listing.LIST_I})
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    return dialog


def test_the_quantities_are_filled_in_by_keyboard_alone(qtbot: QtBot) -> None:
    """The quantity that is missing first, Tab to the next, Enter to what is still asked for."""
    dialog = two_listed(qtbot)

    def reached() -> QWidget:
        # An editor of the table closes only once its key was dealt with.
        QApplication.processEvents()
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def write(text: str, then: Qt.Key) -> None:
        for letter in text:
            QTest.keyClicks(reached(), letter)
        QTest.keyClick(reached(), then)

    write("30", Qt.Key.Key_Tab)
    write("28", Qt.Key.Key_Return)
    write("", Qt.Key.Key_Return)
    assert reached() is dialog._fields.prescriber
    write("1 rue du Port, Quimper", Qt.Key.Key_Return)
    assert reached() is dialog._fields.patient
    write("2 rue du Port, Quimper", Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.handover.quantities == {1: "30", 2: "28"}


def test_enter_goes_from_a_quantity_to_the_next_and_replaces_none(qtbot: QtBot) -> None:
    """What was typed after Enter took the place of the quantity before it."""
    dialog = two_listed(qtbot)

    def here() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    for text in ("1 boite", "2 boites"):
        for letter in text:
            QTest.keyClicks(here(), letter)
            QApplication.processEvents()
        QTest.keyClick(here(), Qt.Key.Key_Return)
        QApplication.processEvents()
    assert dialog.handover.quantities == {1: "1 boite", 2: "2 boites"}
    assert QApplication.focusWidget() is dialog._fields.prescriber
    # Enter agrees to a quantity that stands there, too.
    dialog._table.setFocus()
    dialog._table.setCurrentCell(0, 2)
    QTest.keyClick(dialog._table, Qt.Key.Key_Return)
    assert dialog._table.currentRow() == 1
    for address in (dialog._fields.prescriber, dialog._fields.patient):
        address.setText("1 rue du Port, Quimper")
    QTest.keyClick(dialog._table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(here(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    speak(None)


def test_tab_leaves_the_quantities(qtbot: QtBot) -> None:
    speak("fr")
    draft = read("Xanax 0,25 mg 1 cp le soir 7 jours")
    dialog = DispenseDialog(entry_of(draft), {1: Listing.LIST_I})
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog._table.setFocus()
    QTest.keyClick(dialog._table, Qt.Key.Key_Tab)
    assert isinstance(dialog.focusWidget(), DateField)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog._table


def test_what_was_entered_before_is_entered_again_only_for_a_renewal(qtbot: QtBot) -> None:
    speak("fr")
    entry = entry_of(read("Effexor LP 75 mg 1 gélule le matin 1 mois, à renouveler 2 fois"))
    day = date(2026, 3, 2)
    given = Dispensing(
        *(1, Listing.LIST_I, day, "Effexor LP, 75 mg", "30 gélules"),
        prescriber="Dr Anne PETIT",
        prescriber_address="1 rue du Port, Quimper",
        patient="GARCIA Nathan",
        patient_address="2 rue du Port, Quimper",
    )
    before = OrdonnancierEntry(7, 1, given, entry.recorded_at, "Anne Martin")
    dialog = DispenseDialog(entry, {1: Listing.LIST_I}, {1: before})
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Cochez au moins un médicament délivré." in told
    name, quantity = dialog._table.item(0, 0), dialog._table.item(0, 2)
    assert name is not None
    assert quantity is not None
    assert "n° 7, délivré le 02/03/2026" in name.text()
    # The addresses are those of the last time; a quantity says that it is handed over again.
    quantity.setText("30 gélules")
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.handover.quantities == {1: "30 gélules"}
    assert dialog.handover.patient_address == "2 rue du Port, Quimper"
