"""Work in the background: answered in order, and let go of when it is done."""

import weakref
from collections.abc import Callable
from functools import partial
from threading import get_ident

import pytest
from pytestqt.qtbot import QtBot

from desktop.background import Background
from prescription.language import Fault
from tests.desktop.driving import READING


class Page:
    """Something large, as a page is."""


class Dialog:
    """What may be taken down on the window's thread alone, as whatever Qt shows."""

    def __init__(self, ends: list[int]) -> None:
        self._ends = ends

    def tell(self, _: object) -> None:
        """Show an answer."""

    def __del__(self) -> None:
        self._ends.append(get_ident())


def refuse() -> None:
    raise Fault(fr="non", en="non")


def test_answers_come_in_the_order_of_the_questions(qtbot: QtBot) -> None:
    background = Background()
    told: list[object] = []
    for work in (lambda: 1, refuse, lambda: 3):
        background.run(work, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=READING)
    assert told == [1, "non", 3]


@pytest.mark.parametrize("answered", [True, False])
def test_nothing_is_kept_of_what_was_done(qtbot: QtBot, answered: bool) -> None:
    """A day's pages stayed in memory: what Python hands to Qt's threads as objects is kept."""
    background = Background()
    told: list[object] = []
    pages = [Page() for _ in range(20)]
    seen = [weakref.ref(page) for page in pages]
    for page in pages:
        background.run(partial(list, [page]), lambda _: told.append(1), print)
    del page, pages
    if answered:
        qtbot.waitUntil(lambda: len(told) == len(seen), timeout=READING)
    else:
        background.stop()
        qtbot.wait(10)
    assert [one for one in seen if one() is not None] == []
    assert len(told) == answered * len(seen)


def test_what_an_answer_holds_is_taken_down_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    """A lane that let go of a dialog last corrupted what the window was busy with."""
    background = Background()
    ends: list[int] = []
    for number in range(2000):
        work: Callable[[], object] = refuse if number % 2 else dict
        dialog = Dialog(ends)
        background.run(work, dialog.tell, dialog.tell)
        del dialog
        if number % 50 == 0:
            qtbot.wait(1)
    qtbot.waitUntil(lambda: len(ends) == 2000, timeout=READING)
    assert set(ends) == {get_ident()}
