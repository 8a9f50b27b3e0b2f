"""Files that load late while pages are arranged, and a lock that comes in between."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.review.page_tools import PageTools
from prescription.record import Document
from storage.register import Register
from tests.desktop.driving import PASSPHRASE, READING, SAMPLE, queued, register_of, type_into


def picture(number: int) -> bytes:
    image = Image.open(SAMPLE).convert("L")
    image.putpixel((number, 0), 0)
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


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
            page, name = picture(number), f"page{number}.png"
            source = replace(read_sample.source, name=name, sha256=sha256(page).hexdigest())
            waiting = register.captures.add(name, page)
            register.captures.read(waiting, replace(read_sample, source=source))
    other = tmp_path / "autre.png"
    other.write_bytes(picture(9))
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


def arrange(window: MainWindow) -> PageTools:
    window.actions_by_id["arrange"].trigger()
    tools = window.review_flow.tools.dialog
    assert tools is not None
    return tools


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
    assert not two.review_flow.tools.can_undo


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
    assert not two.review_flow.tools.can_undo
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
    QTest.qWait(200)
    assert not two.review_flow.tools.can_undo
