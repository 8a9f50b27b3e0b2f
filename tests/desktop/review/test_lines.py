"""The lines of a prescription beside its page: all in sight, each with its zone and its words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.review.crop_rows import DIGIT, GAP, lay_out
from desktop.review.line_list import LineList
from desktop.wording import POSOLOGY, SUPPLY, ZONE
from ordonnancier.capture import capture_bytes
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import State
from prescription.language import speak
from prescription.record import Document, Zone
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    begin_checking,
    field,
    focused,
    panel,
    record_sample,
    register_of,
    sheet,
)
from tests.ocr.drawn import draw_page, file_of

LINES = (
    "Dr Hélène ROUX",
    "Mme DURAND Jeanne",
    "Prescriptions relatives au traitement de l'affection de longue durée reconnue",
    "BISOPROLOL 2,5 mg, comprimé : 1 comprimé xyrbo le matin pendant 3 mois",
    "CORTANCYL 5 1/2 cp le matin",
    "Prescriptions sans rapport avec l'affection de longue durée",
    "DOLIPRANE 1000 mg, comprimé : 1 comprimé toutes les 6 heures si douleur,",
    "sans dépasser 3 par jour, pendant 5 jours",
)
BISOPROLOL, CORTANCYL, DOLIPRANE = range(3)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def page() -> bytes:
    return file_of(draw_page(LINES, size=32, wide=1700))


@pytest.fixture(scope="module")
def read(page: bytes) -> Document:
    speak("fr")
    document = capture_bytes(page, "bizone.png")
    speak(None)
    return document


@pytest.fixture
def bizone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, page: bytes, read: Document
) -> MainWindow:
    """A window that shows three lines in two zones, some of them doubtful."""
    begin_checking(qtbot, window, tmp_path, page, read)
    return window


def table(window: MainWindow) -> LineList:
    found = window.findChild(LineList)
    assert found is not None
    return found


def cell(window: MainWindow, row: int, column: int) -> str:
    return str(table(window).model().index(row, column).data())


def enlarged(window: MainWindow) -> str:
    """The words that are shown large, as they were read."""
    return " ".join(word.text for word in panel(window).crop.shown)


def framed(window: MainWindow) -> list[tuple[float, float]]:
    """Where frames stand on the page: left and top edges."""
    scene = window.review.pane.view.scene()
    frames = (item.sceneBoundingRect() for item in scene.items() if item.zValue() == 1)
    return sorted((frame.left(), frame.top()) for frame in frames)


def test_three_lines_are_read_whole_without_scrolling(qtbot: QtBot, bizone: MainWindow) -> None:
    bizone.resize(1366, 768)
    lines = table(bizone)
    for line in (BISOPROLOL, CORTANCYL, DOLIPRANE):
        for part in (Part.STRENGTH, Part.POSOLOGY):
            panel(bizone).go_to(Place(part, line))
            qtbot.wait(50)
            assert lines.verticalScrollBar().maximum() == 0
            for row in range(3):
                for column in (POSOLOGY, SUPPLY, ZONE):
                    index = lines.model().index(row, column)
                    seen = lines.visualRect(index)
                    assert lines.viewport().rect().contains(seen)
                    wanted = lines.sizeHintForIndex(index)
                    assert seen.height() >= wanted.height()
            # With the words enlarged, and every field of the line.
            assert panel(bizone).crop.visibleRegion().boundingRect().height() > 100
            for caption in ("Médicament", "Dosage et forme", "Posologie", "Délivrance", "Zone"):
                shown = field(bizone, caption)
                assert shown.visibleRegion().boundingRect().size() == shown.size()


def test_each_line_tells_its_zone_and_a_corrected_one_is_recorded(
    qtbot: QtBot, bizone: MainWindow, tmp_path: Path
) -> None:
    assert [cell(bizone, row, ZONE) for row in range(3)] == ["ALD", "ALD", "hors ALD"]
    QTest.keyClick(focused(bizone), Qt.Key.Key_F8)
    panel(bizone).go_to(Place(Part.ZONE, CORTANCYL))
    zone = field(bizone, "Zone")
    assert (focused(bizone), zone.text()) == (zone, "ALD")
    QTest.keyClicks(zone, "sais pas")
    QTest.keyClick(zone, Qt.Key.Key_Return)
    assert "Zone non comprise" in zone.accessibleDescription()
    QTest.keyClick(zone, Qt.Key.Key_Escape)
    QTest.keyClick(zone, Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert sheet(bizone).state(Place(Part.ZONE, CORTANCYL)) is State.CONFIRMED
    assert [cell(bizone, row, ZONE) for row in range(3)] == ["ALD", "hors ALD", "hors ALD"]
    panel(bizone).go_to(Place(Heading.AUTHORED_ON))
    QTest.keyClicks(focused(bizone), "12/03/2026")
    QTest.keyClick(focused(bizone), Qt.Key.Key_Return)
    record_sample(qtbot, bizone)
    QTest.keyClick(focused(bizone), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: bizone.register.count == 1, timeout=READING)
    bizone.register.select(0)
    detail = bizone.register.findChild(QTextBrowser)
    assert detail is not None
    qtbot.waitUntil(lambda: "hors ALD" in detail.toPlainText(), timeout=READING)
    bizone.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        (entry,) = register.entries()
    zones = [line.zone for line in entry.prescription.content.medications]
    assert zones == [Zone.ALD, Zone.INTERCURRENT, Zone.INTERCURRENT]


def test_a_line_taken_out_is_shown_no_more_until_it_is_undone(
    qtbot: QtBot, bizone: MainWindow
) -> None:
    panel(bizone).go_to(Place(Part.POSOLOGY, CORTANCYL))
    posology = focused(bizone)
    before = sheet(bizone), framed(bizone), enlarged(bizone)
    assert "1/2" in before[2]
    QTest.keyClick(posology, Qt.Key.Key_D, CONTROL)
    assert "DOLIPRANE" in enlarged(bizone)
    assert set(framed(bizone)).isdisjoint(before[1])
    assert field(bizone, "Médicament").text() == "Doliprane"
    QTest.keyClick(focused(bizone), Qt.Key.Key_Z, CONTROL)
    assert (sheet(bizone), framed(bizone), enlarged(bizone)) == before
    assert focused(bizone) is posology
    assert field(bizone, "Médicament").text() == "Cortancyl"
    QTest.keyClick(focused(bizone), Qt.Key.Key_Y, CONTROL)
    assert field(bizone, "Médicament").text() == "Doliprane"
    assert "douleur" in enlarged(bizone)


def test_the_enlarged_words_hold_those_that_nobody_read(qtbot: QtBot, bizone: MainWindow) -> None:
    panel(bizone).go_to(Place(Part.POSOLOGY, BISOPROLOL))
    assert enlarged(bizone) == "1 comprimé xyrbo le matin pendant 3 mois"
    panel(bizone).go_to(Place(Part.STRENGTH, BISOPROLOL))
    assert enlarged(bizone) == "2,5 mg, comprimé"
    panel(bizone).go_to(Place(Part.POSOLOGY, DOLIPRANE))
    assert enlarged(bizone) == " ".join(LINES[6:]).partition(" : ")[2]


def test_both_meanings_of_a_posology_are_told_and_one_is_chosen_by_keys(
    qtbot: QtBot, bizone: MainWindow
) -> None:
    panel(bizone).go_to(Place(Part.POSOLOGY, CORTANCYL))
    posology = field(bizone, "Posologie")
    assert enlarged(bizone) == "5 1/2 cp le matin"
    told = posology.accessibleDescription()
    assert "«\u00a00,5 comprimé, le matin\u00a0» ou «\u00a05,5 comprimés, le matin\u00a0»" in told
    QTest.keyClick(posology, Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert sheet(bizone).text(Place(Part.POSOLOGY, CORTANCYL)) == "5,5 comprimés, le matin"
    assert sheet(bizone).state(Place(Part.POSOLOGY, CORTANCYL)) is State.CONFIRMED
    assert focused(bizone) is not posology


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (683, 384)], ids=["100 %", "200 %"])
def test_no_word_of_a_long_posology_is_left_out_of_the_enlarged_ones(
    qtbot: QtBot, bizone: MainWindow, width: int, height: int
) -> None:
    bizone.resize(width, height)
    panel(bizone).go_to(Place(Part.POSOLOGY, DOLIPRANE))
    crop = panel(bizone).crop
    dense = 768 / height

    def is_whole() -> bool:
        # What is drawn is cut where it is higher than its place: at twice the size, letters are
        # half.
        rows = lay_out(crop.words, crop.spot, crop.width() - 2 * GAP, DIGIT / dense)
        return rows.height <= crop.height() + 1

    # On a busy machine the width of the window settles later than its fields are shown.
    qtbot.waitUntil(is_whole, timeout=READING)
    seen = focused(bizone).visibleRegion().boundingRect()
    assert seen.height() > focused(bizone).fontMetrics().height()
