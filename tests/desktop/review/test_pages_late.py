"""Files that load late while pages are arranged, and a lock that comes in between."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.review.page_tools import PageTools
from ordonnancier.review.place import Part, Place
from prescription.record import Document
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    arrange,
    arranging,
    field,
    panel,
    queued,
    refuse_writing,
    register_of,
    type_into,
)
from tests.desktop.papers import copy_of_sample


@pytest.fixture
def two(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    read_sample: Document,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    """A window whose queue holds two prescriptions; whoever is asked for a file gives another."""
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        for number in range(2):
            page, name = copy_of_sample(number), f"page{number}.png"
            source = replace(read_sample.source, name=name, sha256=sha256(page).hexdigest())
            waiting = register.captures.add(name, page)
            register.captures.read(waiting, replace(read_sample, source=source))
    other = tmp_path / "autre.png"
    other.write_bytes(copy_of_sample(9))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(other)], ""))
    window.door.ask(new=False)
    open_door(qtbot, window)
    return window


def open_door(qtbot: QtBot, window: MainWindow) -> None:
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    qtbot.waitUntil(lambda: bool(window.review.pictures), timeout=READING)


@pytest.fixture
def slow(two: MainWindow) -> Iterator[Event]:
    """Pictures are drawn only once it is set."""
    drawn = Event()
    two._pictures.run(lambda: drawn.wait(60), lambda _: None, lambda _: None)
    yield drawn
    drawn.set()


def let(qtbot: QtBot, window: MainWindow, drawn: Event) -> None:
    """Let the pictures be drawn, and all that was asked be answered."""
    done: list[None] = []
    drawn.set()
    for lane in (window._pictures, window._storage, window._pictures, window._storage):
        done.clear()
        lane.run(lambda: None, done.append, lambda _: None)
        qtbot.waitUntil(lambda: bool(done), timeout=READING)


def may_undo(window: MainWindow) -> bool:
    """Whether the key that undoes an arrangement finds one."""
    window.actions_by_id["undo-arrangement"].trigger()
    return "Aucun arrangement à défaire" not in window.statusBar().currentMessage()


def press(tools: PageTools, words: str) -> None:
    buttons = tools.findChildren(QPushButton)
    next(b for b in buttons if words in b.text().replace("&", "")).click()


def keys(tools: PageTools) -> list[tuple[int, int]]:
    return [leaf.key for leaf in tools.arrangement.leaves]


def test_a_file_lands_in_the_place_of_the_page_it_was_chosen_for(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    tools = arrange(two)
    press(tools, "suivante")
    let(qtbot, two, slow)
    assert keys(tools) == [(0, 0), (1, 0)]
    again = Event()
    two._pictures.run(lambda: again.wait(60), lambda _: None, lambda _: None)
    tools.select(0)
    press(tools, "Remplacer")
    tools.shift(1)
    let(qtbot, two, again)
    assert keys(tools) == [(1, 0), (2, 0)]
    tools.reject()


def test_a_file_for_a_page_that_went_meanwhile_changes_nothing(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    tools = arrange(two)
    press(tools, "Remplacer")
    tools.reject()
    # Another dialog is not the one that asked.
    tools = arrange(two)
    let(qtbot, two, slow)
    assert keys(tools) == [(0, 0)]
    told = two.statusBar().currentMessage()
    assert "autre.png : la page à remplacer n'est plus là" in told
    tools.reject()


def test_the_next_prescription_is_added_once_and_is_left_alone_when_that_is_undone(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    tools = arrange(two)
    press(tools, "suivante")
    press(tools, "suivante")
    let(qtbot, two, slow)
    assert keys(tools) == [(0, 0), (1, 0)]
    assert "Aucune autre ordonnance" in two.statusBar().currentMessage()
    tools.undo()
    tools.accept()
    QTest.qWait(500)
    assert len(queued(two)) == 2
    assert not may_undo(two)


def test_an_arrangement_not_drawn_before_the_lock_is_given_up(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    tools = arrange(two)
    press(tools, "⟳")
    tools.accept()
    two.lock()
    type_into(two, passphrase=PASSPHRASE)
    qtbot.waitUntil(two.review.isVisible, timeout=READING)
    let(qtbot, two, slow)
    assert "Arrangement abandonné" in two.statusBar().currentMessage()
    assert not may_undo(two)
    qtbot.waitUntil(lambda: two.review.sheet is not None, timeout=READING)
    assert len(queued(two)) == 2


def test_nothing_of_an_arrangement_is_kept_for_undo_behind_the_lock(
    qtbot: QtBot, two: MainWindow
) -> None:
    held, drawn = Event(), list[None]()
    two._storage.run(lambda: held.wait(60), lambda _: None, lambda _: None)
    tools = arrange(two)
    press(tools, "⟳")
    tools.accept()
    two._pictures.run(lambda: None, drawn.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(drawn), timeout=READING)
    # Asked of the storage, not done yet.
    two.lock()
    held.set()
    qtbot.waitUntil(lambda: two._desk.is_shut, timeout=READING)
    type_into(two, passphrase=PASSPHRASE)
    qtbot.waitUntil(two.review.isVisible, timeout=READING)
    QTest.qWait(200)
    assert not may_undo(two)


def first_posology(window: MainWindow) -> str:
    panel(window).go_to(Place(Part.POSOLOGY, 0))
    return field(window, "Posologie").text()


def in_hand(window: MainWindow) -> int | None:
    loaded = window.review.loaded
    return loaded.waiting.id if loaded else None


def test_nothing_is_typed_into_a_prescription_while_its_pages_are_drawn_to_be_read_anew(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    """It went with the rest. What was typed before comes back when it is undone."""
    first = in_hand(two)
    first_posology(two)
    QTest.keyClicks(field(two, "Posologie"), "2 cp le soir")
    tools = arrange(two)
    press(tools, "⟳")
    tools.accept()
    assert in_hand(two) is None
    assert not any("page0" in row for row in queued(two))
    # Nor where another prescription is refreshed or this one chosen by a click that came before.
    two.review.chosen.emit(first)
    two.flow.look_again()
    slow.set()
    qtbot.waitUntil(lambda: in_hand(two) not in (None, first), timeout=READING)
    assert first_posology(two) != "2 cp le soir"
    # Undone before it was done, or after: either way it comes back.
    two.actions_by_id["undo-arrangement"].trigger()
    qtbot.waitUntil(lambda: len(queued(two)) == 2, timeout=READING)
    two.review.chosen.emit(first)
    qtbot.waitUntil(lambda: in_hand(two) == first, timeout=READING)
    assert first_posology(two) == "2 cp le soir"


def test_an_arrangement_undone_before_it_is_drawn_is_undone_once_it_is(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    first = in_hand(two)
    tools = arrange(two)
    press(tools, "⟳")
    tools.accept()
    assert may_undo(two)
    let(qtbot, two, slow)
    two.review.chosen.emit(first)
    qtbot.waitUntil(lambda: in_hand(two) == first, timeout=READING)
    assert not may_undo(two)


def test_a_prescription_that_cannot_be_replaced_comes_back(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    first = in_hand(two)
    tools = arrange(two)
    press(tools, "⟳")
    tools.accept()
    refuse_writing(qtbot, two, True)
    let(qtbot, two, slow)
    qtbot.waitUntil(lambda: len(queued(two)) == 2, timeout=READING)
    two.review.chosen.emit(first)
    qtbot.waitUntil(lambda: in_hand(two) == first, timeout=READING)
    assert not may_undo(two)


def test_what_was_half_arranged_at_the_lock_is_told(qtbot: QtBot, two: MainWindow) -> None:
    press(arrange(two), "⟳")
    two.lock()
    assert arranging() is None
    assert "Arrangement abandonné" in two.door.sentence
    open_door(qtbot, two)
    said = two.statusBar().currentMessage
    qtbot.waitUntil(lambda: "Arrangement abandonné" in said(), timeout=READING)
    arrange(two)
    two.lock()
    assert two.door.sentence == "Le registre est verrouillé."
