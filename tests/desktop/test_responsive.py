"""The window answers while pages are read: events go on between the beginning and the end."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from prescription.record import Document
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    enter,
    focused,
    record_sample,
    register_of,
    type_into,
)
from tests.desktop.heartbeat import Heartbeat, slowness

MANY = 100
"""Events between beginning and end: a window that waits for the reading takes one or two."""
PAGES = 10
AWAY = 100
"""Milliseconds of a usual desktop that a person does not notice."""


class Pulse:
    """Counts how often the window's event loop comes round."""

    def __init__(self) -> None:
        self.beats = 0
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        self.beats += 1


def test_the_window_answers_while_a_page_is_read(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    begun: list[int] = []
    pulse = Pulse()
    window.flow.progressed.connect(lambda *_: begun.append(pulse.beats))
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert pulse.beats - begun[0] > MANY


def test_a_search_is_answered_later_and_never_waited_for(
    qtbot: QtBot, checking: MainWindow
) -> None:
    record_sample(qtbot, checking)
    assert checking.register.count == 0
    checking.register.refresh()
    assert checking.register.count == 0
    qtbot.waitUntil(lambda: checking.register.count == 1, timeout=READING)


def test_a_reading_can_be_held_ended_and_begun_again(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    queue = window.review.queue
    window.flow.hold()
    window.open_pages([SAMPLE])
    qtbot.waitUntil(lambda: queue.count() == 1, timeout=READING)
    assert queue.item(0).text().startswith("…")
    window.flow.progressed.connect(lambda *_: QTimer.singleShot(300, window.flow.cancel))
    window.flow.hold()
    qtbot.waitUntil(lambda: queue.item(0).text().startswith("!"), timeout=READING)
    assert "interrompue" in queue.item(0).text()
    window.flow.progressed.disconnect()
    window.flow.progressed.connect(queue.show_progress)
    window.actions_by_id["retry"].trigger()
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)


def test_ten_pages_are_shown_without_long_work_of_the_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document
) -> None:
    """Counted is the processor time of the window's own thread, measured by that of a fixed work:
    neither other programs nor a slow machine count as work of the window.
    """
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        for number in range(PAGES):
            data = SAMPLE.read_bytes() + b"\n" * (number + 1)
            register.captures.read(register.captures.add(f"{number}.png", data), read_sample)
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    window.open_pages([SAMPLE])
    slow = slowness()
    beat = Heartbeat()
    for _ in range(PAGES - 1):
        before = window.review.loaded
        QTest.keyClick(focused(window), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda b=before: window.review.loaded not in (None, b), timeout=READING)  # type: ignore[misc]
    qtbot.waitUntil(lambda: _is_read(window, PAGES), timeout=READING)
    beat.stop()
    assert 0 < beat.longest_cpu <= AWAY * max(slow, slowness())


def _is_read(window: MainWindow, row: int) -> bool:
    queue = window.review.queue
    return queue.count() > row and queue.item(row).text()[0] in "?✓"
