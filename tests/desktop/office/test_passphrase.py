"""The passphrase is changed in the settings, and the register never stands between two of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.office.backups import back_up
from storage.faults import WrongPassphrase, WrongRecoveryCode
from storage.register import Register
from storage.restoring import put_back
from storage.users import recover, recovery_sheet
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    focused,
    record_sample,
    register_of,
    type_into,
)

NEW = "cinq moineaux gris chantent"
CONTROL = Qt.KeyboardModifier.ControlModifier


def told(window: MainWindow) -> str:
    labels = window.office.settings.passphrase.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def change(window: MainWindow, present: str, *, afresh: bool = False) -> None:
    """Give another passphrase, by keyboard."""
    QTest.keyClick(focused(window), Qt.Key.Key_Comma, CONTROL)
    box = window.office.settings.passphrase
    edits = box.findChildren(QLineEdit)
    for edit, text in zip(edits, (present, NEW, NEW), strict=True):
        edit.setFocus()
        QTest.keyClicks(edit, text)
    check = box.findChild(QCheckBox)
    assert check is not None
    if afresh:
        QTest.keyClick(check, Qt.Key.Key_Space)
    QTest.keyClick(edits[-1], Qt.Key.Key_Return)


@pytest.mark.parametrize("afresh", [False, True], ids=["slot", "everything"])
def test_the_new_passphrase_opens_and_the_old_one_opens_nothing_but_old_backups(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, afresh: bool
) -> None:
    window = checking
    record_sample(qtbot, window)
    path, copies = register_of(tmp_path), tmp_path / "copies"
    copies.mkdir()
    with Register.open(path, PASSPHRASE) as register:
        copy, code = back_up(register, copies), recovery_sheet(register)
    change(window, PASSPHRASE, afresh=afresh)
    qtbot.waitUntil(lambda: "changée" in told(window), timeout=READING)
    assert "sauvegardes déjà faites gardent l'ancienne" in told(window)
    assert "changée" in window.statusBar().currentMessage()
    assert ("fiche de secours, l'ancienne" in told(window)) == afresh
    assert all(not e.text() for e in window.office.settings.passphrase.findChildren(QLineEdit))
    QTest.keyClick(focused(window), Qt.Key.Key_L, CONTROL)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(
        lambda: any("n'est pas la bonne" in la.text() for la in window.door.findChildren(QLabel)),
        timeout=READING,
    )
    type_into(window, passphrase=NEW)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    window.close()
    with Register.open(path, NEW) as register:
        assert len(list(register.entries())) == 1
        assert register.verify().is_sound
    if afresh:
        with pytest.raises(WrongRecoveryCode):
            recover(path, code, user="Anne Martin", passphrase=NEW)
    else:
        recover(path, code, user="Anne Martin", passphrase=NEW).close()
    other = tmp_path / "other" / "registre.ordonnancier"
    other.parent.mkdir()
    with pytest.raises(WrongPassphrase):
        put_back(copy, other, NEW)
    assert put_back(copy, other, PASSPHRASE).report.prescriptions == 1


def test_without_the_present_passphrase_nothing_changes(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    change(checking, "je ne sais plus", afresh=True)
    qtbot.waitUntil(lambda: "n'est pas la bonne" in told(checking), timeout=READING)
    checking.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert register.verify().is_sound
    with pytest.raises(WrongPassphrase):
        Register.open(register_of(tmp_path), NEW)


def test_what_is_typed_of_a_passphrase_is_gone_once_the_window_is_locked(
    qtbot: QtBot, checking: MainWindow
) -> None:
    QTest.keyClick(focused(checking), Qt.Key.Key_Comma, CONTROL)
    edits = checking.office.settings.passphrase.findChildren(QLineEdit)
    for edit in edits:
        assert edit.echoMode() is QLineEdit.EchoMode.Password
        QTest.keyClicks(edit, NEW)
    QTest.keyClick(focused(checking), Qt.Key.Key_L, CONTROL)
    assert [edit.text() for edit in edits] == ["", "", ""]
