"""A short game of the monkey; the long one is `make monkey`."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from tests.desktop.monkey import Monkey, make_register

DEEDS = 600


@pytest.mark.parametrize("seed", [1, 8])
def test_random_keys_and_clicks_break_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkey = Monkey(window, seed, tmp_path)
    monkey.files.answer(lambda kind, name, answer: monkeypatch.setattr(kind, name, answer))
    make_register(window)
    seen = monkey.play(lambda: monkey.seen.deeds >= DEEDS)
    assert seen.faults == []
