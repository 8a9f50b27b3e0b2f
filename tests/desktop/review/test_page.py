"""The page beside the fields: its words can be clicked and dragged over."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.review.page_picture import make_ready
from desktop.review.page_tools import PageTools
from desktop.review.page_view import PageView
from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import State
from prescription.record import Box, PageWord
from tests.desktop.driving import (
    READING,
    SAMPLE,
    action,
    arrange,
    arranging,
    field,
    focused,
    panel,
    sheet,
)


def view(window: MainWindow) -> PageView:
    return window.review.pane.view


def word(window: MainWindow, text: str) -> PageWord:
    loaded = window.review.loaded
    assert loaded is not None
    return next(word for word in loaded.waiting.words if text in word.text)


def click(window: MainWindow, text: str) -> None:
    place = view(window).place_of(word(window, text))
    QTest.mouseClick(view(window).viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_word_clicked_on_the_page_fills_the_field_in_hand(
    qtbot: QtBot, checking: MainWindow
) -> None:
    panel(checking).go_to(Place(Heading.PRESCRIBER))
    prescriber = field(checking, "Prescripteur")
    click(checking, "DOLIPRANE")
    assert prescriber.text() == "DOLIPRANE"
    click(checking, "1000")
    assert prescriber.text() == "DOLIPRANE 1000"
    assert focused(checking) is prescriber
    QTest.keyClick(prescriber, Qt.Key.Key_Escape)
    assert "DOLIPRANE" not in prescriber.text()
    assert sheet(checking).current == sheet(checking).machine


def drag(shown: PageView, box: Box) -> None:
    """Drag the mouse from before the first word in a box to behind the last one."""
    start = shown.mapFromScene(box.x, box.y) - QPoint(6, 3)
    end = shown.mapFromScene(box.x + box.width, box.y + box.height) + QPoint(6, 3)
    QTest.mousePress(shown.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(shown.viewport(), end)
    QTest.mouseRelease(shown.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_dragging_over_words_adds_the_medication_they_name(
    qtbot: QtBot, checking: MainWindow
) -> None:
    lines = sheet(checking).current.medications
    number = next(n for n, line in enumerate(lines) if "DOLIPRANE" in line.text)
    panel(checking).go_to(Place(Part.DRUG, number))
    checking.review.lines.remove()
    assert any("DOLIPRANE" in item.text for item in sheet(checking).current.other_items)
    box = lines[number].box
    assert box is not None
    drag(view(checking), box)
    after = sheet(checking).current
    added = [n for n, line in enumerate(after.medications) if "DOLIPRANE" in line.text]
    assert len(added) == 1
    assert after.medications[added[0]].medication.name == "Doliprane"
    assert sheet(checking).state(Place(Part.DRUG, added[0])) is State.TO_CHECK
    assert not any("DOLIPRANE" in item.text for item in after.other_items)


def test_the_page_can_be_seen_nearer_and_cleaned(qtbot: QtBot, checking: MainWindow) -> None:
    loaded = checking.review.loaded
    assert loaded is not None
    grey = (checking.review.pictures[0].pixels * 0.6).astype(np.uint8)
    checking.review.show_draft(loaded, [make_ready(grey)])
    fitted = view(checking).transform().m11()
    action(checking, "Page plus grande").trigger()
    assert view(checking).transform().m11() > fitted
    action(checking, "Page entière").trigger()
    assert view(checking).transform().m11() == pytest.approx(fitted, rel=0.1)
    before = view(checking).grab().toImage()
    action(checking, "Page nettoyée").trigger()
    qtbot.waitUntil(lambda: view(checking).grab().toImage() != before, timeout=60_000)
    action(checking, "Page nettoyée").trigger()
    assert view(checking).grab().toImage() == before


def press(tools: PageTools, words: str) -> None:
    next(b for b in tools.findChildren(QPushButton) if words in b.text()).click()


def test_a_page_that_lies_on_its_side_is_split_off_turned_and_read_anew(
    qtbot: QtBot, checking: MainWindow
) -> None:
    tools = arrange(checking)
    tools.change(lambda now, at: now.append([now.leaves[at].key]))
    tools.select(1)
    press(tools, "⟳")
    press(tools, "⟳")
    press(tools, "Défaire")
    assert [leaf.steps for leaf in tools.arrangement.leaves] == [(), (1,)]
    tools.accept()
    queue = checking.review.queue
    qtbot.waitUntil(
        lambda: queue.count() == 2 and all(queue.item(n).text()[0] in "?✓" for n in range(2)),
        timeout=2 * READING,
    )
    assert all("DURAND" in queue.item(n).text().upper() for n in range(2))


def begin_arranging(qtbot: QtBot, window: MainWindow) -> PageTools:
    """Open the page tools by their keys."""
    QTest.keyClick(focused(window), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    tools = arranging()
    assert tools is not None
    qtbot.waitUntil(tools.isActiveWindow)
    return tools


def hit(key: Qt.Key, *, held: str = "", times: int = 1) -> None:
    """Press a key as a person does: what has the focus gets it."""
    modifier = {
        "": Qt.KeyboardModifier.NoModifier,
        "Ctrl": Qt.KeyboardModifier.ControlModifier,
        "Maj": Qt.KeyboardModifier.ShiftModifier,
        "Alt": Qt.KeyboardModifier.AltModifier,
    }[held]
    for _ in range(times):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)


def sentences(tools: PageTools) -> str:
    return "\n".join(label.text() for label in tools.findChildren(QLabel))


def test_a_page_is_cropped_and_read_anew_by_keys_alone(qtbot: QtBot, checking: MainWindow) -> None:
    assert "DURAND" in checking.review.queue.item(0).text().upper()
    drugs = [line.medication.name for line in sheet(checking).current.medications]
    height = checking.review.pictures[0].height
    tools = begin_arranging(qtbot, checking)
    assert "Ctrl+B" in sentences(tools)
    hit(Qt.Key.Key_B, held="Ctrl")
    assert "Entrée recadre" in sentences(tools)
    # The patient stands above, the drugs below.
    hit(Qt.Key.Key_Down, times=37)
    hit(Qt.Key.Key_Up, held="Maj", times=2)
    page = QApplication.focusWidget()
    assert page is not None
    heard = QAccessible.queryAccessibleInterface(page)
    assert "de 36 à 98 % de la hauteur" in heard.text(QAccessible.Text.Name)
    assert "Échap" in heard.text(QAccessible.Text.Description)
    hit(Qt.Key.Key_Return)
    ((box,),) = (leaf.steps for leaf in tools.arrangement.leaves)
    assert isinstance(box, Box)
    assert (box.y, box.height) == pytest.approx((0.36 * height, 0.62 * height), rel=0.03)
    assert "Entrée recadre" not in sentences(tools)
    assert tools.isVisible()
    hit(Qt.Key.Key_L, held="Alt")
    qtbot.waitUntil(lambda: arranging() is None, timeout=READING)
    qtbot.waitUntil(lambda: checking.review.sheet is None, timeout=READING)
    qtbot.waitUntil(lambda: checking.review.sheet is not None, timeout=READING)
    assert "DURAND" not in checking.review.queue.item(0).text().upper()
    assert [line.medication.name for line in sheet(checking).current.medications] == drugs


def test_a_frame_that_is_left_crops_nothing(qtbot: QtBot, checking: MainWindow) -> None:
    tools = begin_arranging(qtbot, checking)
    hit(Qt.Key.Key_B, held="Ctrl")
    hit(Qt.Key.Key_Right, times=10)
    hit(Qt.Key.Key_Escape)
    assert tools.isVisible()
    hit(Qt.Key.Key_B, held="Ctrl")
    hit(Qt.Key.Key_Left, times=3)
    hit(Qt.Key.Key_Return)
    hit(Qt.Key.Key_B, held="Ctrl")
    hit(Qt.Key.Key_Down, times=3)
    hit(Qt.Key.Key_Tab)
    assert "Entrée recadre" not in sentences(tools)
    assert not tools.changed
    hit(Qt.Key.Key_Escape)
    assert arranging() is None


def test_a_frame_keeps_to_the_page_and_never_vanishes(qtbot: QtBot, checking: MainWindow) -> None:
    tools = begin_arranging(qtbot, checking)
    hit(Qt.Key.Key_B, held="Ctrl")
    hit(Qt.Key.Key_Down, times=120)
    hit(Qt.Key.Key_Right, times=120)
    hit(Qt.Key.Key_Down, held="Maj", times=5)
    hit(Qt.Key.Key_Return)
    ((box,),) = (leaf.steps for leaf in tools.arrangement.leaves)
    page = checking.review.pictures[0]
    assert isinstance(box, Box)
    assert (box.x + box.width, box.y + box.height) == (page.width, page.height)
    assert min(box.width, box.height) > 20
    hit(Qt.Key.Key_Z, held="Ctrl")
    assert not tools.changed


def queue_is_read(window: MainWindow, rows: int) -> bool:
    queue = window.review.queue
    texts = [queue.item(n).text() for n in range(queue.count())]
    return len(texts) == rows and all(text[0] in "?✓" for text in texts)


def correct_first_posology(window: MainWindow) -> str:
    panel(window).go_to(Place(Part.POSOLOGY, 0))
    QTest.keyClicks(focused(window), "2 cp le soir")
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    return sheet(window).text(Place(Part.POSOLOGY, 0))


def test_reading_anew_is_undone_with_the_corrections_of_before(
    qtbot: QtBot, checking: MainWindow
) -> None:
    corrected = correct_first_posology(checking)
    assert corrected == "2 comprimés, le soir"
    tools = arrange(checking)
    tools.change(lambda now, at: now.turn(at, 2))
    tools.accept()
    qtbot.waitUntil(lambda: checking.review.sheet is None, timeout=READING)
    assert "Ctrl+Alt+Z" in checking.review.notice
    qtbot.waitUntil(lambda: checking.review.sheet is not None, timeout=READING)
    assert sheet(checking).text(Place(Part.POSOLOGY, 0)) != corrected
    action(checking, "Défaire l'arrangement").trigger()
    qtbot.waitUntil(
        lambda: (
            checking.review.sheet is not None
            and sheet(checking).text(Place(Part.POSOLOGY, 0)) == corrected
        ),
        timeout=READING,
    )
    assert queue_is_read(checking, 1)


def test_arranging_leaves_corrections_where_no_page_changed(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    corrected = correct_first_posology(checking)
    other = tmp_path / "autre.png"
    other.write_bytes(SAMPLE.read_bytes() + b"\n")
    checking.open_pages([other])
    qtbot.waitUntil(lambda: queue_is_read(checking, 2), timeout=READING)
    first = checking.review.loaded
    assert first is not None
    tools = arrange(checking)
    press(tools, "Ajouter la suivante")
    qtbot.waitUntil(lambda: len(tools.arrangement.leaves) == 2, timeout=READING)
    tools.change(lambda now, _: now.turn(1, 2))
    tools.accept()
    qtbot.waitUntil(lambda: not queue_is_read(checking, 2), timeout=READING)
    qtbot.waitUntil(lambda: queue_is_read(checking, 2), timeout=READING)
    checking.review.chosen.emit(first.waiting.id)
    qtbot.waitUntil(lambda: checking.review.loaded is not None, timeout=READING)
    assert sheet(checking).text(Place(Part.POSOLOGY, 0)) == corrected
