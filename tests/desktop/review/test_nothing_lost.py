"""What was typed belongs to its prescription, whatever comes in between, and is told when lost."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.main_window import MainWindow
from ordonnancier.review.place import Part, Place
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    arrange,
    field,
    focused,
    look,
    panel,
    refuse_writing,
    see_all,
    sheet,
    type_into,
)

POSOLOGY = Place(Part.POSOLOGY, 0)
TYPED = "2 cp le soir pdt 1 mois"
CONTROL = Qt.KeyboardModifier.ControlModifier


def in_hand(window: MainWindow) -> int | None:
    loaded = window.review.loaded
    return loaded.waiting.id if loaded else None


def drafts(window: MainWindow) -> list[int]:
    queue = window.review.queue
    rows = [queue.item(n).data(Qt.ItemDataRole.UserRole) for n in range(queue.count())]
    return [row.id for row in rows]


def choose(qtbot: QtBot, window: MainWindow, draft: int) -> None:
    window.review.chosen.emit(draft)
    qtbot.waitUntil(lambda: in_hand(window) == draft, timeout=READING)


def write(window: MainWindow) -> None:
    """Type a posology, and leave it without an Enter."""
    panel(window).go_to(POSOLOGY)
    QTest.keyClicks(field(window, "Posologie"), TYPED)


def keep_lanes_busy(window: MainWindow) -> None:
    """As a long PDF and a backup under way do."""
    for lane in window.findChildren(Background)[:2]:
        lane.run(lambda: time.sleep(1), lambda _: None, lambda _: None)


def is_typed(window: MainWindow) -> bool:
    """Whether it stands where it was typed, not confirmed."""
    panel(window).go_to(POSOLOGY)
    shown = field(window, "Posologie").text()
    return shown == panel(window).hold().get(POSOLOGY) == TYPED


def test_what_is_typed_while_the_same_prescription_is_chosen_stays(
    qtbot: QtBot, two: MainWindow
) -> None:
    first, _ = drafts(two)
    keep_lanes_busy(two)
    two.review.chosen.emit(first)
    write(two)
    assert in_hand(two) == first
    QTest.qWait(1500)
    assert is_typed(two)


def test_an_arrangement_leaves_what_is_typed_in_another_prescription(
    qtbot: QtBot, two: MainWindow
) -> None:
    first, second = drafts(two)
    tools = arrange(two)
    tools.change(lambda now, at: now.turn(at, 2))
    keep_lanes_busy(two)
    tools.accept()
    choose(qtbot, two, second)
    write(two)
    qtbot.waitUntil(lambda: first not in drafts(two), timeout=READING)
    assert in_hand(two) == second
    assert field(two, "Posologie").text() == TYPED
    two.actions_by_id["undo-arrangement"].trigger()
    qtbot.waitUntil(lambda: first in drafts(two), timeout=READING)
    assert in_hand(two) == second
    assert is_typed(two)


def test_undo_gives_back_what_was_typed_before_the_row_that_was_taken_out(
    qtbot: QtBot, two: MainWindow
) -> None:
    first, second = drafts(two)
    two.actions_by_id["drop"].trigger()
    qtbot.waitUntil(lambda: in_hand(two) == second, timeout=READING)
    read, state = sheet(two).text(POSOLOGY), sheet(two).state(POSOLOGY)
    write(two)
    QTest.keyClick(focused(two), Qt.Key.Key_Z, CONTROL)
    assert field(two, "Posologie").text() == read
    assert sheet(two).state(POSOLOGY) is state
    QTest.keyClick(focused(two), Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: in_hand(two) == first, timeout=READING)


def test_a_row_that_is_being_taken_out_does_not_come_back_for_a_moment(
    qtbot: QtBot, two: MainWindow
) -> None:
    """A look at the queue was under way: the row opened again, and was told to be no more."""
    first, second = drafts(two)
    told: list[str] = []
    two.statusBar().messageChanged.connect(told.append)
    opened: list[int | None] = []
    two.review.panel.changed.connect(lambda: opened.append(in_hand(two)))
    keep_lanes_busy(two)
    two.flow.look_again()
    two.actions_by_id["drop"].trigger()
    opened.clear()
    qtbot.waitUntil(lambda: in_hand(two) == second, timeout=READING)
    assert first not in opened
    assert not any(told)


@pytest.mark.parametrize("is_mended", [True, False])
def test_corrections_that_could_not_be_kept_are_kept_at_the_lock_or_told_at_the_door(
    qtbot: QtBot, checking: MainWindow, is_mended: bool
) -> None:
    refuse_writing(qtbot, checking, True)
    see_all(qtbot, checking)
    write(checking)
    QTest.keyClick(focused(checking), Qt.Key.Key_Return)
    corrected = sheet(checking)
    if is_mended:
        refuse_writing(qtbot, checking, False)
    checking.lock()
    if not is_mended:
        qtbot.waitUntil(lambda: "dernières corrections" in checking.door.sentence, timeout=READING)
        return
    type_into(checking, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: checking.review.sheet is not None, timeout=READING)
    look(checking)
    assert sheet(checking).current == corrected.current
    assert sheet(checking).seen == corrected.seen
