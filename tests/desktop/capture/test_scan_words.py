"""The scanner's dialog speaks French, and the scanner gets its own words back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.capture.scan_dialog import ScanDialog
from desktop.main_window import MainWindow
from ordonnancier.scan import Abilities, Device
from prescription.language import speak

ABLE = Abilities(("Lineart", "Gray", "Color"), ("Flatbed", "ADF Duplex", "Bac 3"), True)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> ScanDialog:
    """Asked in French, in the settings of a window of this test."""
    speak("fr")
    dialog = ScanDialog([(Device("test:0", "Test"), ABLE)])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choices(dialog: ScanDialog) -> list[str]:
    boxes = dialog.findChildren(QComboBox)
    return [box.itemText(i) for box in boxes for i in range(box.count())]


def test_colours_and_sources_are_in_french(dialog: ScanDialog) -> None:
    told = choices(dialog)
    assert {"Noir et blanc", "Niveaux de gris", "Couleurs"} <= set(told)
    assert {"Vitre", "Chargeur, recto verso", "Bac 3"} <= set(told)
    assert not {"Gray", "Flatbed", "ADF Duplex"} & set(told)


def test_the_scanner_is_asked_in_its_own_words_and_so_the_next_time(
    qtbot: QtBot, dialog: ScanDialog
) -> None:
    for box in dialog.findChildren(QComboBox):
        if box.findText("Vitre") >= 0 or box.findText("Couleurs") >= 0:
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Home)
            QTest.keyClick(box, Qt.Key.Key_Down)
    dialog.accept()
    assert (dialog.kept.profile.mode, dialog.kept.profile.source) == ("Gray", "ADF Duplex")
    again = ScanDialog([(Device("test:0", "Test"), ABLE)])
    qtbot.addWidget(again)
    assert (again.kept.profile.mode, again.kept.profile.source) == ("Gray", "ADF Duplex")
