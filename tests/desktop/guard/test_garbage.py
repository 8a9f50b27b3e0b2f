"""Garbage is collected on the window's thread, and nowhere else."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.guard.garbage_watch import GarbageWatch
from desktop.main_window import MainWindow
from tests.desktop.driving import READING

MANY = 3 * gc.get_threshold()[0]


class Knot:
    """Refers to itself, as a closed dialog and what it is connected to do; notes who unties it."""

    def __init__(self, untied: list[int]) -> None:
        self.itself = self
        self._untied = untied

    def __del__(self) -> None:
        self._untied.append(threading.get_ident())


def tie(untied: list[int]) -> list[Knot]:
    """More knots than Python lets stand, and room for more."""
    for _ in range(MANY):
        Knot(untied)
    return [Knot(untied)]


def test_a_lane_takes_nothing_down(qtbot: QtBot) -> None:
    untied: list[int] = []
    answers: list[object] = []
    program = QObject()
    watch, lane = GarbageWatch(program), Background(program)
    lane.run(lambda: tie(untied), answers.append, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=READING)
    answers.clear()
    qtbot.waitUntil(lambda: len(untied) > MANY // 2, timeout=READING)
    assert set(untied) == {threading.get_ident()}
    lane.stop()
    watch.stop()


def test_python_collects_again_once_the_last_window_is_closed(
    qtbot: QtBot, window: MainWindow
) -> None:
    other = GarbageWatch(window)
    assert not gc.isenabled()
    window.close()
    assert not gc.isenabled()
    other.stop()
    other.stop()
    assert gc.isenabled()
    untied: list[int] = []
    last = weakref.ref(tie(untied)[0])
    gc.collect()
    assert last() is None
