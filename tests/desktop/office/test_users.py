"""An administrator lets others open the register, each under a name, a role and a passphrase."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from desktop.look.room import scroll_to
from desktop.main_window import MainWindow
from desktop.office.users_box import UsersBox
from storage.faults import WrongPassphrase
from storage.journal import Action
from storage.keyring import Role
from storage.register import Register
from storage.users import User, add_user, list_users
from tests.conftest import ROOT
from tests.desktop.driving import PASSPHRASE, READING, action, focused, register_of, type_into

GUIDE = ROOT / "docs" / "guide.fr.md"
THEIRS = "neuf canards verts nagent"
CONTROL = Qt.KeyboardModifier.ControlModifier


def box(window: MainWindow) -> UsersBox:
    return window.office.settings.users


def listed(window: MainWindow) -> list[tuple[str, ...]]:
    table = box(window).findChild(QTableWidget)
    assert table is not None
    rows = ((table.item(row, 0), table.item(row, 1)) for row in range(table.rowCount()))
    return [tuple(cell.text() for cell in row if cell) for row in rows]


def told(window: MainWindow) -> str:
    return "\n".join(label.text() for label in box(window).findChildren(QLabel))


def is_told(window: MainWindow, sentence: str) -> bool:
    return sentence in told(window)


def buttons(window: MainWindow) -> dict[str, bool]:
    """The words of the buttons in sight, and whether each may be pressed."""
    return {
        button.text().replace("&", ""): button.isEnabled()
        for button in box(window).findChildren(QPushButton)
        if button.isVisible()
    }


def reach(qtbot: QtBot, window: MainWindow) -> None:
    action(window, "Utilisateurs…").trigger()
    qtbot.waitUntil(lambda: bool(listed(window)), timeout=READING)
    qtbot.waitUntil(lambda: box(window).isAncestorOf(focused(window)), timeout=READING)


def type_user(window: MainWindow, name: str, passphrase: str, role: str = "") -> None:
    """Fill in the form from its first field on, by keyboard, and press Enter."""
    for edit in box(window).findChildren(QLineEdit):
        edit.clear()
    QTest.keyClicks(focused(window), name)
    QTest.keyClick(focused(window), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(window), role)
    for _ in range(2):
        QTest.keyClick(focused(window), Qt.Key.Key_Tab)
        QTest.keyClicks(focused(window), passphrase)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)


def test_who_is_added_opens_the_register_under_their_own_name_and_role(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    reach(qtbot, checking)
    assert not focused(checking).visibleRegion().isEmpty()
    assert listed(checking) == [("Anne Martin", "administration")]
    type_user(checking, "Julie Petit", THEIRS, "v")
    sentence = "Julie Petit peut maintenant ouvrir le registre (validation)."
    qtbot.waitUntil(partial(is_told, checking, sentence), timeout=READING)
    qtbot.waitUntil(lambda: ("Julie Petit", "validation") in listed(checking), timeout=READING)
    assert not any(edit.text() for edit in box(checking).findChildren(QLineEdit))
    QTest.keyClick(focused(checking), Qt.Key.Key_L, CONTROL)
    assert not listed(checking)
    assert sentence not in told(checking)
    type_into(checking, passphrase=THEIRS)
    qtbot.waitUntil(checking.review.isVisible, timeout=READING)
    reach(qtbot, checking)
    assert buttons(checking) == {}
    assert "Un administrateur ajoute et retire" in told(checking)
    checking.close()
    with Register.open(register_of(tmp_path), THEIRS) as register:
        assert (register.user, register.role) == ("Julie Petit", Role.VALIDATOR)
        assert Action.USER_ADDED in [event.action for event in register.journal()]


def test_a_name_that_is_known_gets_the_role_and_the_passphrase_typed(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        add_user(register, "Julie Petit", Role.READER, "dix renards roux courent")
    reach(qtbot, checking)
    qtbot.waitUntil(lambda: len(listed(checking)) == 2, timeout=READING)
    assert "Ajouter" in buttons(checking)
    QTest.keyClicks(focused(checking), "Julie Petit")
    assert buttons(checking) == {"Donner ce rôle et cette phrase": True, "Retirer": True}
    type_user(checking, "Julie Petit", THEIRS, "s")
    qtbot.waitUntil(lambda: ("Julie Petit", "saisie") in listed(checking), timeout=READING)
    assert "Julie Petit a maintenant le rôle saisie et cette phrase de passe." in told(checking)
    checking.close()
    with Register.open(register_of(tmp_path), THEIRS) as register:
        assert (register.user, register.role) == ("Julie Petit", Role.CAPTURER)
    with pytest.raises(WrongPassphrase):
        Register.open(register_of(tmp_path), "dix renards roux courent")


def test_who_is_removed_no_longer_opens_it_and_nobody_removes_themselves(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        add_user(register, "Julie Petit", Role.ADMINISTRATOR, THEIRS)
    reach(qtbot, checking)
    qtbot.waitUntil(lambda: len(listed(checking)) == 2, timeout=READING)
    table = box(checking).findChild(QTableWidget)
    assert table is not None
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home, CONTROL)
    assert buttons(checking) == {"Donner ce rôle et cette phrase": False, "Retirer": False}
    assert "C'est vous : votre phrase de passe se change au-dessus" in told(checking)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert "C'est vous" not in told(checking)
    gone = next(b for b in box(checking).findChildren(QPushButton) if "Retirer" in b.text())
    gone.setFocus()
    QTest.keyClick(gone, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(listed(checking)) == 1, timeout=READING)
    assert "Julie Petit n'ouvre plus le registre." in told(checking)
    checking.close()
    with pytest.raises(WrongPassphrase):
        Register.open(register_of(tmp_path), THEIRS)
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert list_users(register) == (User("Anne Martin", Role.ADMINISTRATOR),)


def test_what_cannot_be_done_is_told_beside_the_form_and_changes_nothing(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    reach(qtbot, checking)
    for name, passphrase, sentence in (
        ("", THEIRS, "Donnez son nom."),
        ("Julie Petit", "court", "au moins 12 caractères"),
        ("Anne Martin", THEIRS, "C'est vous"),
        ("Julie Petit", PASSPHRASE, "ouvre déjà le registre pour quelqu'un d'autre"),
    ):
        box(checking).focus_users()
        type_user(checking, name, passphrase)
        qtbot.waitUntil(partial(is_told, checking, sentence), timeout=READING)
    assert listed(checking) == [("Anne Martin", "administration")]
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert list_users(register) == (User("Anne Martin", Role.ADMINISTRATOR),)


def test_the_name_of_a_known_person_is_known_without_its_capitals_and_accents(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        add_user(register, "Hélène Petit", Role.READER, "dix renards roux courent")
    reach(qtbot, checking)
    qtbot.waitUntil(lambda: len(listed(checking)) == 2, timeout=READING)
    QTest.keyClicks(focused(checking), "helene  petit")
    assert buttons(checking) == {"Donner ce rôle et cette phrase": True, "Retirer": True}
    type_user(checking, "helene  petit", THEIRS, "s")
    qtbot.waitUntil(lambda: ("Hélène Petit", "saisie") in listed(checking), timeout=READING)
    assert len(listed(checking)) == 2
    QTest.keyClicks(focused(checking), "anne martin")
    assert buttons(checking) == {"Donner ce rôle et cette phrase": False, "Retirer": False}


@pytest.mark.parametrize("words", ["Ajouter", "Donner ce rôle", "Retirer"])
def test_the_keyboard_stays_in_the_form_and_what_was_done_is_in_sight(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, words: str
) -> None:
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        add_user(register, "Julie Petit", Role.READER, "dix renards roux courent")
    checking.resize(1000, 400)
    reach(qtbot, checking)
    qtbot.waitUntil(lambda: len(listed(checking)) == 2, timeout=READING)
    name, first, again = box(checking).findChildren(QLineEdit)[:3]
    QTest.keyClicks(name, "Paul Roux" if words == "Ajouter" else "Julie Petit")
    for edit in (first, again):
        QTest.keyClicks(edit, "" if words == "Retirer" else THEIRS)
    press = next(
        b for b in box(checking).findChildren(QPushButton) if words in b.text().replace("&", "")
    )
    press.setFocus()
    scroll_to(press)
    QTest.keyClick(press, Qt.Key.Key_Space)
    (said,) = box(checking).findChildren(QLabel, "notice")
    qtbot.waitUntil(lambda: "Petit" in said.text() or "Roux" in said.text(), timeout=READING)
    assert focused(checking) is name
    QApplication.processEvents()
    assert said.visibleRegion().boundingRect() == said.rect()


def test_each_role_tells_that_who_reads_prints_and_exports(
    qtbot: QtBot, checking: MainWindow
) -> None:
    reach(qtbot, checking)
    (role,) = box(checking).findChildren(QComboBox)
    assert role.itemText(0) == "lecture : cherche, lit, imprime et exporte"
    table = GUIDE.read_text(encoding="utf-8")
    assert "| lecture | chercher, lire, imprimer et exporter |" in table
