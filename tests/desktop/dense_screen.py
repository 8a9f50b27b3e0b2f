"""On 1366×768 at 200 %; `test_small_screen` runs it with a screen of twice the density."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.review.place import Heading, Part, Place
from tests.desktop.driving import field, focused, in_sight, panel

DOLIPRANE = 5
BARS = 24
"""Pixels of the screen that the system's own bars may take."""


@pytest.mark.parametrize("bars", [0, BARS])
def test_a_field_and_its_words_are_in_sight(qtbot: QtBot, checking: MainWindow, bars: int) -> None:
    checking.resize(1366 // 2, 768 // 2 - bars)
    assert checking.devicePixelRatioF() == 2
    crop = panel(checking).crop
    for place in (
        Place(Heading.PATIENT),
        Place(Heading.BIRTH_DATE),
        Place(Heading.PRESCRIBER),
        *(Place(part, DOLIPRANE) for part in (Part.DRUG, Part.STRENGTH, Part.POSOLOGY)),
    ):
        panel(checking).go_to(place)
        qtbot.waitUntil(lambda: in_sight(checking, focused(checking)) and in_sight(checking, crop))
    posology = field(checking, "Posologie")
    (rest,) = (one for one in checking.review.findChildren(QLabel) if one.text()[:1] == "…")
    assert posology.text().endswith(rest.text().removeprefix("… "))
    assert in_sight(checking, rest)
    checking.resize(1366, 768)
    drug = field(checking, "Médicament")
    qtbot.waitUntil(lambda: crop.geometry().bottom() < drug.geometry().top())
