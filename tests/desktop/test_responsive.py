"""The window answers while pages are read: events go on between the beginning and the end."""

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from tests.desktop.driving import READING, SAMPLE, enter, record_sample

MANY = 100
"""Events between beginning and end: a window that waits for the reading takes one or two."""


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
    window.review_flow.retry()
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
