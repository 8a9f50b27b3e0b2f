"""Figures of the statistics stay whole, whatever size the letters have."""

from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.look.dressing import dress
from desktop.look.preferences import choose_size
from desktop.main_window import MainWindow
from desktop.office.plot import Bar, Plot


def test_figures_are_whole_in_letters_that_grew(qtbot: QtBot, window: MainWindow) -> None:
    plot = Plot("Lignes confirmées", ("Semaine du", "Part"), highest=1, parent=window)
    plot.show_bars([Bar("23/11", 0.75, "75 %", "(90/120)"), Bar("30/11", 0.5, "50 %", "(60/120)")])
    plot.show()
    (table,) = plot.findChildren(QTableWidget)
    for size in (100, 150, 200):
        choose_size(size)
        dress()
        QApplication.processEvents()
        plot.resize(plot.minimumSizeHint())
        QApplication.processEvents()
        assert table.horizontalScrollBar().maximum() == 0
        header = table.horizontalHeader()
        for column in range(2):
            assert table.columnWidth(column) >= table.sizeHintForColumn(column)
            assert header.sectionSize(column) >= header.sectionSizeHint(column)
