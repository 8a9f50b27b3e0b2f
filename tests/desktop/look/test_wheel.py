"""The mouse wheel scrolls a page: it never changes a list that the pointer arrives at."""

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.capture.scan_dialog import ScanDialog
from desktop.look.room import scroll_to
from desktop.main_window import MainWindow
from desktop.register.dispense_dialog import DispenseDialog
from desktop.register.export_dialog import ExportDialog
from desktop.register.line_dialog import LineDialog
from desktop.register.print_dialog import PrintDialog
from ordonnancier.scan import Abilities, Device
from prescription.record import Document
from storage.keyring import Role
from storage.ordonnancier import Listing, OrdonnancierEntry
from storage.users import User
from tests.desktop.driving import enter, entry_of, focused
from tests.storage.test_ordonnancier import DISPENSING


def turn_wheel(widget: QWidget, by: int = -120) -> None:
    """As a person whose pointer is over `widget` does."""
    scroll_to(widget)
    QApplication.processEvents()
    at = widget.mapTo(widget.window(), widget.rect().center())
    QTest.wheelEvent(widget.window().windowHandle(), QPointF(at), QPoint(0, by))


def changed_by_wheel(within: QWidget) -> list[str]:
    """The lists that another line stands in after the wheel was turned over them."""
    changed = []
    for choice in within.findChildren(QComboBox):
        before = choice.currentText()
        for by in (-120, 120):
            turn_wheel(choice, by)
            if choice.currentText() != before:
                changed.append(before)
    return changed


def test_scrolling_the_settings_changes_nothing_and_scrolls(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(qtbot, window)
    settings = window.office.settings
    window.office.show_page(settings)
    own = User("Anne Martin", Role.ADMINISTRATOR)
    settings.users.show_users([own], own.name)
    window.resize(800, 400)
    QApplication.processEvents()
    choices = [choice for choice in settings.findChildren(QComboBox) if choice.isVisible()]
    assert len(choices) == 4
    assert changed_by_wheel(settings) == []
    (area,) = (a for a in settings.findChildren(QScrollArea) if a.isAncestorOf(choices[0]))
    bar: QScrollBar = area.verticalScrollBar()
    turn_wheel(choices[0], 12000)
    assert bar.value() == 0
    turn_wheel(choices[0])
    assert bar.value() > 0


def test_what_was_just_chosen_stays_when_one_scrolls_on(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    settings = window.office.settings
    window.office.show_page(settings)
    choice = next(c for c in settings.findChildren(QComboBox) if c.isVisible())
    choice.setFocus()
    assert focused(window) is choice
    before = choice.currentText()
    turn_wheel(choice)
    assert choice.currentText() == before


def test_no_list_of_the_register_or_of_a_dialog_is_changed(
    qtbot: QtBot, window: MainWindow, read_sample: Document
) -> None:
    enter(qtbot, window)
    (draft,) = read_sample.prescriptions
    entry = entry_of(draft)
    line = OrdonnancierEntry(1, 1, DISPENSING, entry.recorded_at, "Anne Martin")
    able = Abilities(("Color", "Gray"), ("ADF", "Flatbed"), True, ("--duplex",))
    within: tuple[QWidget, ...] = (
        window.register,
        ScanDialog([(Device("test:0", "Test"), able)], window),
        ExportDialog(1, lambda *_: None, window),
        PrintDialog(lambda *_: None, window),
        DispenseDialog(entry, {0: next(iter(Listing)), 1: None}, parent=window),
        LineDialog(entry, [line], window),
    )
    window.tabs.setCurrentWidget(window.register)
    offered = 0
    for widget in within:
        widget.show()
        offered += sum(choice.count() > 1 for choice in widget.findChildren(QComboBox))
        assert changed_by_wheel(widget) == [], widget
    assert offered >= 10
