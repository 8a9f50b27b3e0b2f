"""Nine drugs on a usual screen: all in sight, the one in hand in full."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.review.line_list import LineList
from ordonnancier.capture import capture_bytes
from ordonnancier.review.place import Heading, Part, Place
from prescription.language import speak
from prescription.record import Document
from tests.desktop.driving import READING, begin_checking, in_sight, panel
from tests.ocr.drawn import draw_page, file_of

LINES = (
    "Dr Hélène ROUX",
    "RPPS 10106197668",
    "Nantes, le 12 mars 2026",
    "Mme DURAND Jeanne",
    "BISOPROLOL 2,5 mg, comprimé : 1 comprimé le matin pendant 3 mois",
    "Atorvastatine 40 mg cp 1 cp/j le soir QSP 3 mois AR 2 fois",
    "METFORMINE 850 mg, comprimé : 1-0-1 QSP 3 mois",
    "LEVOTHYROX 75 µg, comprimé : 1 comprimé le matin, QSP 3 mois - NS (MTE)",
    "FUROSÉMIDE 40 mg, comprimé : 1 comprimé le matin et 1/2 comprimé à midi pendant 3 mois",
    "DOLIPRANE 1000 mg, comprimé : 1 comprimé toutes les 6 heures si douleur, au plus 3 par jour",
    "CORTANCYL 5 1/2 cp le matin",
    "KARDEGIC 75 mg sachet : 1 sachet xyrbo à midi pendant 3 mois",
    "INEXIUM 20 mg, comprimé : 1 comprimé le soir, 3 mois",
)
FUROSEMIDE, KARDEGIC = 4, 7


@pytest.fixture(scope="module")
def page() -> bytes:
    return file_of(draw_page(LINES, size=30, wide=1900))


@pytest.fixture(scope="module")
def read(page: bytes) -> Document:
    speak("fr")
    document = capture_bytes(page, "nine.png")
    speak(None)
    return document


@pytest.fixture
def nine(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, page: bytes, read: Document
) -> MainWindow:
    begin_checking(qtbot, window, tmp_path, page, read)
    window.resize(1366, 728)
    return window


def _table(window: MainWindow) -> LineList:
    (table,) = window.findChildren(LineList)
    return table


def _in_sight(table: LineList) -> list[int]:
    """The lines of which no row is cut by the edge of the table."""
    seen = table.viewport().rect()
    rows = range(table.model().rowCount())
    return [n for n in rows if seen.contains(table.visualRect(table.model().index(n, 1)))]


def _shows(table: LineList, fewest: int) -> bool:
    return len(_in_sight(table)) >= fewest


def test_nine_lines_are_in_sight_and_the_one_in_hand_in_full(
    qtbot: QtBot, nine: MainWindow
) -> None:
    table = _table(nine)
    assert table.model().rowCount() == 9
    for line, fewest in ((FUROSEMIDE, 8), (KARDEGIC, 9)):
        panel(nine).go_to(Place(Part.DRUG, line))
        qtbot.waitUntil(partial(_shows, table, fewest), timeout=READING)
        assert line in _in_sight(table)
        cells = [table.model().index(line, n) for n in range(table.model().columnCount())]
        heights = [table.sizeHintForIndex(one).height() for one in cells]
        assert table.rowHeight(line) >= max(heights)
    # Where there is room for all in full, each is.
    nine.resize(1366, 1100)
    full = [table.sizeHintForRow(n) for n in range(9)]
    qtbot.waitUntil(lambda: [table.rowHeight(n) for n in range(9)] == full, timeout=READING)
    assert max(full) > min(full)


def test_what_is_wrong_with_a_number_of_the_heading_stands_on_one_row(
    qtbot: QtBot, nine: MainWindow
) -> None:
    panel(nine).go_to(Place(Heading.RPPS))
    told = [one for one in nine.review.findChildren(QLabel) if "10106197668" in one.text()]
    (label,) = [one for one in told if one.isVisible()]
    assert "RPPS" in label.text()
    qtbot.waitUntil(lambda: label.height() < 2 * label.fontMetrics().height(), timeout=READING)
    assert in_sight(nine, label)
