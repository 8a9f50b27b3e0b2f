"""Colours that can be read, letters and keys that can be chosen, names for screen readers."""

import pytest
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.look.dressing import dress
from desktop.look.preferences import choose_size, choose_theme
from desktop.look.themes import Theme, contrast, themes, worn_theme
from desktop.main_window import MainWindow
from desktop.office.keys_table import KeysTable
from desktop.review.line_list import LineList
from desktop.wording import POSOLOGY, SUPPLY
from ordonnancier.review.place import Part, Place
from tests.desktop.driving import enter, focused, panel

INKS = ("chosen", "notice", "sure", "check", "missing", "confirmed")


@pytest.mark.parametrize("name", themes())
def test_every_ink_can_be_read_on_its_ground(name: str) -> None:
    theme: Theme = themes()[name]
    least = 7.0 if name == "contrast" else 4.5
    for ground in (theme.window, theme.base, theme.alternate, theme.button):
        for ink in (theme.text, theme.muted):
            assert contrast(ink, ground) >= least, (ink, ground)
    for mark in INKS:
        assert contrast(getattr(theme, f"{mark}_ink"), getattr(theme, mark)) >= least, mark
    assert contrast(theme.link, theme.base) >= least
    assert contrast(theme.border, theme.base) >= 3.0


@pytest.mark.parametrize("name", themes())
def test_what_cannot_be_pressed_is_paler_than_what_can(name: str) -> None:
    theme: Theme = themes()[name]
    for ground in (theme.window, theme.button):
        assert contrast(theme.text, ground) >= 1.5 * contrast(theme.muted, ground)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_theme_and_letters_change_at_once(qtbot: QtBot, window: MainWindow) -> None:
    before = QApplication.font().pointSizeF()
    choose_theme("contrast")
    choose_size(200)
    window.office.settings.dressed.emit()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.palette().window().color().name() == worn_theme().window == "#000000"
    assert application.font().pointSizeF() == pytest.approx(2 * before, rel=0.2)
    choose_theme("light")
    choose_size(100)
    dress()


def test_keys_are_changed_and_a_collision_is_told(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    window.office.show_page(window.office.settings)
    keys = window.office.settings.findChild(KeysTable)
    assert keys is not None
    table, edit = keys.findChild(QTableWidget), keys.findChild(QKeySequenceEdit)
    assert table is not None
    assert edit is not None
    names = [wanted.id for wanted, _ in window.actions_by_id]
    table.selectRow(names.index("search"))
    edit.setKeySequence(QKeySequence("Ctrl+L"))
    press(keys, "Donner")
    assert "Verrouiller" in "".join(label.text() for label in keys.findChildren(QLabel))
    assert window.actions_by_id["search"].shortcut().toString() == "Ctrl+F"
    edit.setKeySequence(QKeySequence("Ctrl+Shift+F"))
    press(keys, "Donner")
    assert window.actions_by_id["search"].shortcut().toString() == "Ctrl+Shift+F"
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    assert again.actions_by_id["search"].shortcut().toString() == "Ctrl+Shift+F"
    again.close()


def press(within: QWidget, words: str) -> None:
    buttons = within.findChildren(QPushButton)
    next(b for b in buttons if words in b.text().replace("&", "")).click()


def test_every_action_is_in_a_menu_and_every_page_has_keys(window: MainWindow) -> None:
    menus = window.menuBar().findChildren(QMenu)
    shown = {entry for menu in menus for entry in menu.actions()}
    assert {action for _, action in window.actions_by_id} <= shown
    for page in ("search", "statistics", "backups", "settings", "help"):
        assert not window.actions_by_id[page].shortcut().isEmpty()


def test_a_screen_reader_hears_a_name_for_whatever_takes_the_keyboard(
    qtbot: QtBot, checking: MainWindow
) -> None:
    nameless = []
    for page in range(checking.tabs.count()):
        checking.tabs.setCurrentIndex(page)
        for kind in (QLineEdit, QComboBox, QTableWidget, QAbstractButton):
            for widget in checking.tabs.currentWidget().findChildren(kind):
                heard = QAccessible.queryAccessibleInterface(widget)
                is_part = isinstance(widget.parent(), QComboBox | QKeySequenceEdit)
                if widget.isVisible() and widget.focusPolicy().value and not is_part:
                    assert heard is not None
                    if not heard.text(QAccessible.Text.Name):
                        nameless.append((page, widget))
    assert nameless == []


def test_tab_goes_through_a_page_and_comes_back(qtbot: QtBot, checking: MainWindow) -> None:
    for page in range(checking.tabs.count()):
        checking.tabs.setCurrentIndex(page)
        inside = checking.tabs.currentWidget()
        seen: list[QWidget] = []
        here: QWidget | None = checking.tabs.nextInFocusChain()
        while here is not None and here is not checking.tabs and len(seen) < 2000:
            seen.append(here)
            here = here.nextInFocusChain()
        assert here is checking.tabs
        takers = [
            widget
            for widget in inside.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy().value and widget.isEnabled()
        ]
        assert set(takers) <= set(seen)


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, window: MainWindow) -> None:
    window.showMaximized()
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    assert again.isMaximized()
    again.close()


@pytest.mark.parametrize(
    ("letters", "width", "height"),
    [(100, 683, 384), (100, 546, 307), (200, 1366, 768), (250, 1366, 768)],
    ids=["200 %", "250 %", "letters of 200 %", "letters of 250 %"],
)
def test_every_page_fits_a_screen_of_1366_by_768(
    qtbot: QtBot, checking: MainWindow, letters: int, width: int, height: int
) -> None:
    """At twice the size, such a screen has 683×384 pixels of the window."""
    choose_size(letters)
    checking.office.settings.dressed.emit()
    checking.resize(width, height)
    for page in range(checking.tabs.count()):
        checking.tabs.setCurrentIndex(page)
        qtbot.wait(50)
        assert (checking.width(), checking.height()) == (width, height), page
    checking.tabs.setCurrentIndex(0)
    panel(checking).go_to(Place(Part.POSOLOGY, 5))
    qtbot.wait(50)
    # The field in hand and what it is compared with are in sight.
    for seen in (focused(checking), panel(checking).crop):
        assert not seen.visibleRegion().isEmpty()
    choose_size(100)
    dress()


def test_the_posology_keeps_its_room_in_a_narrow_table(qtbot: QtBot, checking: MainWindow) -> None:
    table = checking.findChild(LineList)
    assert table is not None
    checking.resize(1366, 768)
    qtbot.wait(50)
    assert not table.isColumnHidden(SUPPLY)
    checking.resize(683, 384)
    qtbot.wait(50)
    assert table.isColumnHidden(SUPPLY)
    assert table.columnWidth(POSOLOGY) > table.viewport().width() // 2


def test_headings_are_as_large_as_the_letters_that_were_chosen_last(
    checking: MainWindow,
) -> None:
    page = checking.office.offline
    checking.office.show_page(page)
    verdict = page.findChildren(QLabel)[0]
    heights = []
    for size in (100, 150, 100):
        choose_size(size)
        checking.office.dressed.emit()
        heights.append(verdict.fontMetrics().height())
    assert heights[0] == heights[2] < heights[1]
    assert heights[0] > page.findChildren(QLabel)[1].fontMetrics().height()
