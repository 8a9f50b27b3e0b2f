"""The columns of the register: as the user drew them, else as wide as what stands in them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from desktop.look.dressing import dress
from desktop.look.preferences import choose_size
from desktop.main_window import MainWindow
from desktop.register.register_page import RegisterPage


def test_a_column_drawn_wider_stays_so(qtbot: QtBot, recorded: MainWindow) -> None:
    table = recorded.register.findChild(QTableWidget)
    assert table is not None
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(3) - 1, header.height() // 2)
    further = edge + QPoint(231 - table.columnWidth(2), 0)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(header.viewport(), further)
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=further)
    recorded.register.refresh()
    qtbot.wait(200)
    assert table.columnWidth(2) == 231
    again = RegisterPage()
    qtbot.addWidget(again)
    kept = again.findChild(QTableWidget)
    assert kept is not None
    assert kept.columnWidth(2) == 231


def test_names_are_whole_again_after_large_letters(qtbot: QtBot, recorded: MainWindow) -> None:
    table = recorded.register.findChild(QTableWidget)
    assert table is not None
    before = [table.columnWidth(column) for column in range(table.columnCount())]
    assert before[2] >= table.sizeHintForColumn(2)
    for size in (200, 100):
        choose_size(size)
        dress()
        qtbot.wait(100)
        recorded.register.refresh()
        qtbot.wait(200)
    assert [table.columnWidth(column) for column in range(table.columnCount())] == before
