"""The window of a dispensing tells whose it is; a day that cannot be is refused with its reason."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.register.dispense_dialog import DispenseDialog
from ordonnancier.capture import capture_text
from prescription.language import speak
from prescription.record import Draft, Patient
from storage.ordonnancier import Listing
from tests.desktop.driving import entry_of


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
    dialog = DispenseDialog(entry_of(draft), {1: Listing.LIST_I})
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


@pytest.mark.parametrize(
    ("language", "patient", "told"),
    [
        ("fr", Patient(name="DURAND Jeanne"), "n° 12 · DURAND Jeanne · 02/03/2026"),
        ("en", Patient(name="DURAND Jeanne"), "no. 12 · DURAND Jeanne · 02/03/2026"),
        ("fr", None, "n° 12 · patient non lu · 02/03/2026"),
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
