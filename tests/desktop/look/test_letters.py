"""The letters that Alt takes: nothing in sight together shares one, in either language."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.application import keep_settings_at_home
from desktop.capture.scan_dialog import ScanDialog
from desktop.look.dressing import dress
from desktop.look.preferences import choose_tongue
from desktop.main_window import MainWindow
from desktop.register.dispense_dialog import DispenseDialog
from desktop.register.export_dialog import ExportDialog
from desktop.register.line_dialog import LineDialog
from desktop.register.print_dialog import PrintDialog
from desktop.review.page_picture import make_ready
from desktop.review.page_tools import PageTools
from ocr.files.load import load_pages
from ordonnancier.review.place import Heading, Place
from ordonnancier.review.sheet import Sheet
from ordonnancier.scan import Abilities, Device
from prescription.language import Language, speak
from prescription.record import Document, Review, ReviewReason
from storage.keyring import Role
from storage.ordonnancier import Listing, OrdonnancierEntry
from storage.search import PAGE, Hit
from storage.users import User
from tests.desktop.driving import READING, SAMPLE, enter, entry_of, field, focused, panel
from tests.storage.test_ordonnancier import DISPENSING

LANGUAGES: tuple[Language, ...] = ("fr", "en")


def letters(shown: QWidget) -> Iterator[tuple[str, str]]:
    """The letter and the words of everything in sight that Alt reaches."""
    texts = [b.text() for b in shown.findChildren(QAbstractButton) if b.isVisible()]
    texts += [la.text() for la in shown.findChildren(QLabel) if la.isVisible() and la.buddy()]
    texts += [box.title() for box in shown.findChildren(QGroupBox) if box.isVisible()]
    for bar in shown.findChildren(QTabBar):
        texts += [bar.tabText(tab) for tab in range(bar.count()) if bar.isVisible()]
    if isinstance(shown, MainWindow):
        texts += [menu.text() for menu in shown.menuBar().actions()]
        for _, action in shown.actions_by_id:
            modifiers, _, key = action.shortcut().toString().rpartition("+")
            texts += [f"&{key}"] if modifiers == "Alt" and len(key) == 1 else []
    for text in texts:
        before, sign, after = text.replace("&&", "").partition("&")
        if sign:
            yield after[0].lower(), before + sign + after


def clashes(shown: QWidget) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for letter, words in letters(shown):
        found[letter].append(words)
    return {letter: words for letter, words in found.items() if len(words) > 1}


@pytest.fixture(params=LANGUAGES)
def speaking(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """A window at its first start, once in each language."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    keep_settings_at_home()
    choose_tongue(request.param)
    dress()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    choose_tongue("fr")
    dress()
    speak(None)


def clashes_of_users(qtbot: QtBot, window: MainWindow) -> dict[str, list[str]]:
    """Those of the settings as an administrator sees them, who gives a known user another role."""
    users = window.office.settings.users
    qtbot.waitUntil(lambda: bool(buttons_in_sight(users)), timeout=READING)
    both = (User("Anne Martin", Role.ADMINISTRATOR), User("Julie Petit", Role.READER))
    users.show_users(both, "Anne Martin")
    name = users.findChildren(QLineEdit)[0]
    assert name.isVisible()
    name.setText("Julie Petit")
    found = clashes(window)
    name.setText("")
    return found


def buttons_in_sight(shown: QWidget) -> list[str]:
    return [b.text() for b in shown.findChildren(QAbstractButton) if b.isVisible()]


def test_no_two_things_in_sight_share_a_letter(
    qtbot: QtBot, speaking: MainWindow, read_sample: Document
) -> None:
    window, found = speaking, {}
    found["first start"] = clashes(window)
    enter(qtbot, window)
    found["first steps"] = clashes(window)
    for page in range(window.tabs.count()):
        window.tabs.setCurrentIndex(page)
        if window.tabs.currentWidget() is window.register:
            hit = Hit(1, datetime.now(UTC), None, "DURAND", None, "Dr ROUX", "Doliprane", None)
            window.register.show_hits([hit] * PAGE, more=False)
        if window.tabs.currentWidget() is window.office.settings:
            found["users"] = clashes_of_users(qtbot, window)
        found[window.tabs.tabText(page)] = clashes(window)
    window.tabs.setCurrentIndex(0)
    unread = Review("page", ReviewReason.UNREAD_REGION)
    draft = replace(read_sample.prescriptions[0], review=(unread,))
    panel(window).show_sheet(Sheet.of(draft), ())
    found["checking"] = clashes(window)
    assert len(list(letters(window))) > 15
    window.lock()
    found["locked"] = clashes(window)
    window.door.recover_asked.emit()
    found["recovery"] = clashes(window)
    window.door.restore_asked.emit()
    found["backup put back"] = clashes(window)
    assert {name: clash for name, clash in found.items() if clash} == {}


def test_no_two_things_of_a_dialog_share_a_letter(
    qtbot: QtBot, speaking: MainWindow, read_sample: Document
) -> None:
    able = Abilities(("Color", "Gray"), ("ADF", "Flatbed"), True, ("--duplex",))
    page = make_ready(load_pages(SAMPLE.read_bytes())[0])
    (draft,) = read_sample.prescriptions
    entry = entry_of(draft)
    line = OrdonnancierEntry(1, 1, DISPENSING, entry.recorded_at, "Anne Martin")
    dialogs: tuple[QDialog, ...] = (
        ScanDialog([(Device("test:0", "Test"), able)], speaking),
        ExportDialog(1, lambda *_: None, speaking),
        PrintDialog(lambda *_: None, speaking),
        DispenseDialog(entry, {0: next(iter(Listing)), 1: None}, parent=speaking),
        LineDialog(entry, [line], speaking),
        PageTools({(1, 0): page}, speaking),
    )
    ours = {kind for kind in QDialog.__subclasses__() if kind.__module__.startswith("desktop")}
    assert {type(dialog) for dialog in dialogs} == ours
    for dialog in dialogs:
        dialog.show()
        assert clashes(dialog) == {}, type(dialog)
        dialog.close()


def test_no_two_entries_of_a_menu_share_a_letter(speaking: MainWindow) -> None:
    for menu in speaking.menuBar().findChildren(QMenu):
        words = [entry.text() for entry in menu.actions()]
        taken = [text.partition("&")[2][:1].lower() for text in words if "&" in text]
        assert len(taken) == len(words), menu.title()
        assert len(set(taken)) == len(taken), menu.title()


def test_f10_reaches_the_menus_and_alt_a_field(qtbot: QtBot, checking: MainWindow) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(focused(checking), Qt.Key.Key_M, alt)
    drug = field(checking, "Médicament")
    assert focused(checking) is drug
    QTest.keyClick(drug, Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.title() == "&Fichier"
    QTest.keyClick(menu, Qt.Key.Key_Right)
    following = QApplication.activePopupWidget()
    assert isinstance(following, QMenu)
    assert following.title() == "&Vérification"
    QTest.keyClick(following, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_alt_with_a_letter_that_leads_nowhere_writes_nothing(checking: MainWindow) -> None:
    drug = field(checking, "Médicament")
    drug.setFocus()
    drug.selectAll()
    before = drug.text()
    QTest.keyClick(drug, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert drug.text() == before


def test_the_page_is_moved_by_arrows_when_tab_leads_to_it(
    qtbot: QtBot, checking: MainWindow
) -> None:
    view = checking.review.pane.view
    for _ in range(4):
        QTest.keyClick(focused(checking), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    for _ in range(60):
        if focused(checking) is view:
            break
        QTest.keyClick(focused(checking), Qt.Key.Key_Tab)
    view.verticalScrollBar().setValue(0)
    QTest.keyClick(focused(checking), Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() > 0


def test_a_key_comes_back_to_the_field_from_any_page(qtbot: QtBot, checking: MainWindow) -> None:
    panel(checking).go_to(Place(Heading.BIRTH_DATE))
    born = focused(checking)
    QTest.keyClick(born, Qt.Key.Key_F1)
    assert not checking.review.isVisible()
    QTest.keyClick(focused(checking), Qt.Key.Key_F7)
    assert checking.review.isVisible()
    assert focused(checking) is born
