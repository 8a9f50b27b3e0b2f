"""The guide says what the windows do."""

import re

import numpy as np
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QTextBrowser

from desktop.main_window import MainWindow
from desktop.review.page_picture import make_ready
from desktop.review.page_tools import PageTools
from tests.conftest import ROOT

FRENCH = {
    "Shift": "Maj",
    "Return": "Entrée",
    "Esc": "Échap",
    "PgUp": "PageHaut",
    "PgDown": "PageBas",
    "Del": "Suppr",
}
GUIDE = ROOT / "docs" / "guide.fr.md"


def french(keys: str) -> str:
    """The keys as French keyboards print them."""
    return re.sub(r"[A-Za-z]+", lambda key: FRENCH.get(key[0], key[0]), keys)


def test_every_key_of_the_guide_is_an_action_of_the_window_and_none_is_left_out(
    window: MainWindow,
) -> None:
    actions = {
        french(action.shortcut().toString()): action.text().replace("&", "").rstrip("…")
        for action in window.findChildren(QAction)
        if not action.shortcut().isEmpty()
    }
    told = GUIDE.read_text(encoding="utf-8").partition("## Toutes les touches")[2]
    rows = dict(re.findall(r"^\| (\S+) \| (.+?) \|$", told, re.MULTILINE))
    rows.pop("touches", None)
    rows.pop("---", None)
    assert rows == actions


def test_keys_are_called_in_the_window_as_in_the_guide(window: MainWindow) -> None:
    for action in window.findChildren(QAction):
        keys = action.shortcut()
        assert keys.toString(QKeySequence.SequenceFormat.NativeText) == french(keys.toString())


def test_the_help_tells_the_keys_of_arranging_pages_as_its_buttons_do(window: MainWindow) -> None:
    told = window.office.help.findChildren(QTextBrowser)[0].toPlainText()
    rows = told.partition("Arranger les pages\n")[2] or told
    tools = PageTools({(0, 0): make_ready(np.full((40, 30, 3), 255, np.uint8))}, window)
    buttons = [button for button in tools.findChildren(QPushButton) if button.toolTip()]
    assert len(buttons) == 12
    for button in buttons:
        assert re.search(rf"{re.escape(button.toolTip())}\s+{re.escape(button.text())}", rows)
    assert "Entrée recadre" in rows
    assert "**Ctrl+B**" in GUIDE.read_text(encoding="utf-8")


def test_every_picture_of_the_guide_is_there() -> None:
    pictures = re.findall(r"\]\((images/[\w-]+\.png)\)", GUIDE.read_text(encoding="utf-8"))
    assert len(set(pictures)) == len(pictures) == 10
    for picture in pictures:
        assert (GUIDE.parent / picture).read_bytes().startswith(b"\x89PNG")
