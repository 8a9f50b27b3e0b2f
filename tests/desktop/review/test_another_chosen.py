"""Another prescription is asked for: no key that comes meanwhile is for the one before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.review.place import Heading, Place
from prescription.record import Document, Prescription, Review, ReviewReason
from tests.desktop.driving import (
    READING,
    SAMPLE,
    field,
    focused,
    look,
    panel,
    queued,
    sheet,
    shown_texts,
)

REPLACES = "Correction du n° 1"


@pytest.fixture
def slow(two: MainWindow, qtbot: QtBot) -> Iterator[Event]:
    """Two prescriptions are read, the pages of the second one are drawn only once it is set."""
    drawn = Event()
    two.review_flow._ahead.clear()
    two._pictures.run(lambda: drawn.wait(60), lambda _: None, lambda _: None)
    yield drawn
    drawn.set()


def in_hand(window: MainWindow) -> int | None:
    loaded = window.review.loaded
    return loaded.waiting.id if loaded else None


def test_keys_between_two_prescriptions_are_for_neither(
    qtbot: QtBot, two: MainWindow, slow: Event
) -> None:
    panel(two).go_to(Place(Heading.AUTHORED_ON))
    date, first = field(two, "Date").text(), in_hand(two)
    two.review.queue.chosen.emit(2)
    assert "s'ouvre" in two.review.notice
    assert not panel(two).isVisible()
    for key in (Qt.Key.Key_9, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(focused(two), key)
    slow.set()
    qtbot.waitUntil(lambda: in_hand(two) == 2, timeout=READING)
    assert "s'ouvre" not in two.review.notice
    assert not any("plus tard" in row for row in queued(two))
    two.review.queue.chosen.emit(first)
    qtbot.waitUntil(lambda: in_hand(two) == first, timeout=READING)
    assert field(two, "Date").text() == date
    assert sheet(two).typed == {}


def test_what_is_not_understood_here_is_finished_before_another_one_opens(
    qtbot: QtBot, two: MainWindow
) -> None:
    panel(two).go_to(Place(Heading.AUTHORED_ON))
    first = in_hand(two)
    QTest.keyClicks(field(two, "Date"), "demain")
    two.review.queue.chosen.emit(2)
    QTest.qWait(500)
    assert in_hand(two) == first
    assert field(two, "Date").text() == "demain"
    assert "Terminez d'abord ce champ" in two.review.notice
    QTest.keyClick(field(two, "Date"), Qt.Key.Key_Escape)
    two.review.queue.chosen.emit(2)
    qtbot.waitUntil(lambda: in_hand(two) == 2, timeout=READING)


def test_one_that_cannot_be_opened_gives_the_hand_back_to_the_one_before(
    qtbot: QtBot, two: MainWindow
) -> None:
    first = in_hand(two)
    two.review.queue.chosen.emit(77)
    qtbot.waitUntil(lambda: in_hand(two) == first, timeout=READING)
    assert "77" in two.statusBar().currentMessage()
    assert "s'ouvre" not in two.review.notice


@pytest.fixture
def recorded_one(qtbot: QtBot, two: MainWindow, read_sample: Document) -> MainWindow:
    """Beside two drafts, an entry whose prescriber's RPPS was confirmed empty."""
    (read,) = read_sample.prescriptions
    assert read.prescriber is not None
    doubt = Review("prescriber.rpps", ReviewReason.UNREAD_REGION)
    nameless = replace(read.prescriber, rpps=None)
    draft = replace(read, prescriber=nameless, review=(*read.review, doubt))
    page = SAMPLE.read_bytes() + b"une autre"
    source = replace(read_sample.source, sha256=sha256(page).hexdigest())
    kept = Prescription(draft, "Anne Martin", datetime.now(UTC))
    done: list[int] = []
    add = partial(two._desk.use, lambda register: register.add(kept, source, [page]))
    two._storage.run(add, done.append, lambda _: None)
    qtbot.waitUntil(lambda: done == [1], timeout=READING)
    QTest.keyClick(focused(two), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: two.register.count == 1, timeout=READING)
    two.register.select(0)
    buttons = two.register.findChildren(QPushButton)
    correct = next(b for b in buttons if "Corriger" in b.text().replace("&", ""))
    qtbot.waitUntil(correct.isEnabled, timeout=READING)
    return two


def test_what_a_correction_replaces_is_told_over_it_alone(
    qtbot: QtBot, recorded_one: MainWindow
) -> None:
    window, before = recorded_one, in_hand(recorded_one)
    drawn = Event()
    window._pictures.run(lambda: drawn.wait(60), lambda _: None, lambda _: None)
    QTest.keyClick(window.register, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "s'ouvre" in window.review.notice, timeout=READING)
    QTest.keyClick(focused(window), Qt.Key.Key_9)
    assert REPLACES not in shown_texts(window)
    drawn.set()
    qtbot.waitUntil(lambda: REPLACES in window.review.notice, timeout=READING)
    assert in_hand(window) != before
    # It was confirmed empty; what could be wrong is asked again.
    assert Place(Heading.RPPS) not in sheet(window).doubtful
    look(window)
    QTest.keyClick(focused(window), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: in_hand(window) == before, timeout=READING)
    assert REPLACES not in shown_texts(window) + window.statusBar().currentMessage()
    assert sheet(window).typed == {}
