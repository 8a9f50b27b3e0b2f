"""On a small screen at twice the size: nothing of the field in hand is agreed to unseen."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.look.preferences import choose_size, keep_state
from desktop.main_window import MainWindow
from desktop.review.review_page import ReviewPage
from ordonnancier.review.place import Part, Place
from tests.conftest import ROOT
from tests.desktop.driving import READING, SAMPLE, enter, field, in_sight, panel

DENSE = ROOT / "tests" / "desktop" / "dense_screen.py"
DOLIPRANE = 5
TITLE_BAR = 40


@pytest.fixture
def small(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The sample beside its page, on 1366×768 at 200 %."""
    enter(qtbot, window)
    window.resize(1366 // 2, 768 // 2)
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    return window


def test_the_whole_field_in_hand_and_its_words_are_in_sight(
    qtbot: QtBot, small: MainWindow
) -> None:
    panel(small).go_to(Place(Part.POSOLOGY, DOLIPRANE))
    posology = field(small, "Posologie")
    qtbot.waitUntil(lambda: in_sight(small, posology) and in_sight(small, panel(small).crop))


def test_a_screen_of_twice_the_density_shows_the_field_in_hand_its_words_and_its_rest() -> None:
    """In a program of its own: how dense the screen is is known when it starts."""
    dense = os.environ | {"QT_SCALE_FACTOR": "2"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(DENSE)]
    done = subprocess.run(command, cwd=ROOT, env=dense, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_end_of_a_long_posology_stands_below_its_field(qtbot: QtBot, small: MainWindow) -> None:
    panel(small).go_to(Place(Part.POSOLOGY, DOLIPRANE))
    posology = field(small, "Posologie")
    below = [label for label in small.review.findChildren(QLabel) if label.text()[:1] == "…"]
    assert [label.isVisible() for label in below] == [True]
    rest = below[0].text().removeprefix("… ")
    assert posology.text().endswith(rest)
    assert "maximum 3 comprimés par jour" in rest
    small.resize(1366, 768)
    qtbot.waitUntil(lambda: not below[0].isVisible())


@pytest.mark.parametrize("size", [150, 200, 250])
def test_all_that_is_said_below_a_field_is_in_sight_in_large_letters(
    qtbot: QtBot, window: MainWindow, size: int
) -> None:
    choose_size(size)
    window.office.settings.dressed.emit()
    enter(qtbot, window)
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    window.resize(1366, 768)
    panel(window).go_to(Place(Part.POSOLOGY, DOLIPRANE))
    posology = field(window, "Posologie")
    below = next(la for la in window.review.findChildren(QLabel) if la.text()[:1] == "…")
    qtbot.waitUntil(lambda: in_sight(window, posology) and in_sight(window, below))
    assert below.height() >= below.heightForWidth(below.width())


@pytest.mark.parametrize("kept", [False, True])
def test_the_window_and_its_title_stand_within_the_screen(
    qtbot: QtBot, window: MainWindow, kept: bool
) -> None:
    """On the first start, and where it was kept as it stood on a larger screen."""
    room = window.screen().availableGeometry()
    window.resize(room.width() + 300, room.height() + 300)
    if kept:
        keep_state("main", window.saveGeometry())
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    assert room.contains(QRect(again.pos(), again.size()))
    assert again.height() + TITLE_BAR <= room.height()
    foot = again.statusBar()
    # Laid out a moment after the window was given its size; beside it stands the frame.
    bottom = QPoint(0, foot.height() - 1)
    qtbot.waitUntil(lambda: foot.mapToGlobal(bottom).y() <= room.bottom())
    again.close()


def test_a_page_taken_down_just_after_it_was_resized_leaves_nothing_to_do(qtbot: QtBot) -> None:
    page = ReviewPage()
    page.show()
    page.resize(900, 300)
    delete(page)
    with qtbot.captureExceptions() as caught:
        QApplication.processEvents()
    assert caught == []


def test_the_fields_are_as_wide_with_a_scroll_bar_as_without(
    qtbot: QtBot, window: MainWindow
) -> None:
    """A width that changed with the bar would fold what is said below, which changes the bar."""
    enter(qtbot, window)
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    panel(window).go_to(Place(Part.POSOLOGY, DOLIPRANE))
    wide, scrolls = set(), set()
    for height in (1000, 480):
        window.resize(1100, height)
        QApplication.processEvents()
        wide.add(field(window, "Posologie").width())
        (area,) = window.review.findChildren(QScrollArea)
        scrolls.add(area.verticalScrollBar().maximum() > 0)
    assert scrolls == {True, False}
    assert len(wide) == 1


def test_a_long_word_below_a_field_neither_folds_nor_unfolds_the_heading(
    qtbot: QtBot, window: MainWindow
) -> None:
    """Folding would show the word in its field, where nothing need be said below, which unfolds."""
    enter(qtbot, window)
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    widths = range(1240, 700, -20)

    def fold(text: str) -> list[int]:
        for caption in ("Patient", "Prescripteur"):
            field(window, caption).setText(text)
        found = []
        for width in widths:
            window.resize(width, 734)
            QApplication.processEvents()
            found.append(field(window, "Date").width())
        return found

    assert len(set(fold("A"))) > 1
    assert fold("A") == fold("12/03/2026" * 5)
