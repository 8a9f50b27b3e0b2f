"""Places of a page where nothing was read: told once with how many, each shown on the page."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.review.place import Heading, Place
from prescription.record import Box, Document, Review, ReviewReason
from tests.desktop.driving import SAMPLE, begin_checking, focused, panel, sheet

BOXES = tuple(Box(300 + 90 * n, 1300 + 40 * n, 80, 30) for n in range(5))


def test_five_places_are_told_in_one_sentence_and_shown_one_by_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document
) -> None:
    unread = (Review("page", ReviewReason.UNREAD_REGION, "en bas", b, 1) for b in BOXES)
    (draft,) = read_sample.prescriptions
    read = replace(read_sample, prescriptions=(replace(draft, review=tuple(unread)),))
    begin_checking(qtbot, window, tmp_path, SAMPLE.read_bytes(), read)
    panel(window).go_to(Place(Heading.REST))
    told = [one.text() for one in window.review.findChildren(QLabel) if "non lu" in one.text()]
    assert [text.count("endroit non lu") for text in told] == [1]
    assert "5 fois" in told[0]
    assert panel(window).crop.spot.boxes == BOXES
    QTest.keyClick(focused(window), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    shown: list[Box] = []
    for number in (1, 2, 3, 4, 5, 1):
        button = focused(window)
        assert isinstance(button, QPushButton)
        assert button.text() == f"Endroit {number} sur 5"
        QTest.keyClick(button, Qt.Key.Key_Return)
        shown += panel(window).crop.spot.boxes
    assert tuple(shown) == (*BOXES, BOXES[0])
    QTest.keyClick(focused(window), Qt.Key.Key_Tab)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    assert sheet(window).ready
    assert not button.isVisible()
