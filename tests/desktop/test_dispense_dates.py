"""The window refuses a day of dispensing that cannot be, and says why."""

from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.register.dispense_dialog import DispenseDialog
from ordonnancier.capture import capture_text
from prescription.language import speak
from prescription.record import Draft
from storage.ordonnancier import Listing


def read(text: str) -> Draft:
    (draft,) = capture_text(text).prescriptions
    return draft


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (QDate.currentDate().addDays(1), "dans le futur"),
        (QDate(2026, 3, 1), "02/03/2026"),
        (QDate.currentDate(), ""),
    ],
)
def test_an_impossible_day_is_refused_with_its_reason(qtbot: QtBot, day: QDate, told: str) -> None:
    speak("fr")
    draft = read("Le 02/03/2026\nXanax 0,25 mg comprimé : 1 cp le soir pdt 7 jours, qsp 1 boîte")
    assert draft.authored_on == date(2026, 3, 2)
    dialog = DispenseDialog(draft, {1: Listing.LIST_I})
    qtbot.addWidget(dialog)
    item = dialog._table.item(0, 2)
    assert item is not None
    item.setText("1 boîte")
    for edit in (dialog._prescriber_address, dialog._patient_address):
        assert isinstance(edit, QLineEdit)
        edit.setText("1 rue du Port, Quimper")
    days = dialog.findChild(QDateEdit)
    assert isinstance(days, QDateEdit)
    days.setDate(day)
    dialog.accept()
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert told in said
    assert (dialog.result() == QDialog.DialogCode.Accepted) is (not told)
    speak(None)
