"""Work in the background: answered in order, and let go of when it is done."""

import weakref
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from desktop.background import Background
from prescription.language import Fault
from tests.desktop.driving import READING


class Page:
    """Something large, as a page is."""


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
