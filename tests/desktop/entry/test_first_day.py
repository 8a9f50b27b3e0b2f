"""The first day, and pages that come by themselves."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.review.place import Part, Place
from tests.desktop.driving import (
    READING,
    SAMPLE,
    action,
    enter,
    field,
    focused,
    look,
    record_sample,
    see_all,
    sheet,
)
from tests.desktop.papers import blank as blank_paper


def button(window: MainWindow, words: str) -> QPushButton:
    steps = window.review.steps
    return next(b for b in steps.findChildren(QPushButton) if words in b.text().replace("&", ""))


def test_the_first_steps_are_offered_beside_the_queue_and_go_when_one_works(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    steps = window.review.steps
    assert steps.isVisible()
    name, address = (e for e in steps.findChildren(QLineEdit) if e.isVisible())
    name.setFocus()
    QTest.keyClicks(name, "Pharmacie du Pont")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert focused(window) is address
    QTest.keyClicks(address, "1 rue du Pont, 69001 Lyon")
    QTest.keyClick(address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "chaque page" in steps.told("pharmacy"), timeout=READING)
    sheet_file = tmp_path / "fiche.pdf"
    window.recovery.save_to(sheet_file, window.first_steps.tell_sheet)
    qtbot.waitUntil(lambda: steps.is_done("sheet"), timeout=READING)
    assert sheet_file.read_bytes().startswith(b"%PDF")
    button(window, "Essayer").click()
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert not steps.isVisible()
    scan = tmp_path / "scan.png"
    scan.write_bytes(SAMPLE.read_bytes() + b"\n")
    window.open_pages([scan])
    check_the_made_up_one(qtbot, window)
    qtbot.waitUntil(lambda: "inventée" not in window.review.notice, timeout=READING)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    # Nor is the next one, a real one, called made up.
    assert "inventé" not in window.statusBar().currentMessage()
    assert window.review.left.endswith("Ctrl+Entrée enregistre.")
    look(window)
    record_sample(qtbot, window)
    assert not steps.isVisible()
    assert "menu Registre" in window.review.notice
    action(window, "Premiers pas").trigger()
    assert steps.isVisible()


def check_the_made_up_one(qtbot: QtBot, window: MainWindow) -> None:
    """It is called what it is, checked like any other, and never recorded."""
    assert "Ordonnance inventée, pour essayer" in window.review.notice
    assert "exemple inventé · " in window.review.queue.item(0).text()
    see_all(qtbot, window)
    assert window.review.left.endswith("Ctrl+Entrée termine l'exemple.")
    told: list[str] = []
    window.statusBar().messageChanged.connect(told.append)
    QTest.keyClick(focused(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "il n'entre pas dans le registre" in " ".join(told), timeout=READING)
    window.tabs.setCurrentWidget(window.register)
    qtbot.wait(300)
    assert window.register.count == 0
    window.tabs.setCurrentWidget(window.review)


def test_what_is_put_into_the_watched_folder_is_read(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    folder = tmp_path / "scans"
    folder.mkdir()
    window.watch_flow.watch(folder)
    (folder / "page.png").write_bytes(SAMPLE.read_bytes())
    queue = window.review.queue
    qtbot.waitUntil(lambda: queue.count() == 1, timeout=READING)
    assert "page.png" in queue.item(0).text()


def test_a_page_that_cannot_be_read_is_keyed_in_beside_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    blank = tmp_path / "manuscrite.png"
    blank.write_bytes(blank_paper())
    window.open_pages([blank])
    queue = window.review.queue
    qtbot.waitUntil(
        lambda: queue.count() == 1 and queue.item(0).text().startswith("!"), timeout=READING
    )
    action(window, "Saisir la page à la main").trigger()
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert window.review.pane.view.shows_page
    QTest.keyClick(focused(window), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field(window, "Médicament"), "Kardegic")
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    assert sheet(window).text(Place(Part.DRUG, 0)) == "Kardégic"


def test_an_ordonnance_is_left_for_later_and_the_next_one_opens(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    first = checking.review.loaded
    assert first is not None
    scan = tmp_path / "scan.png"
    scan.write_bytes(SAMPLE.read_bytes() + b"\n")
    checking.open_pages([scan])
    qtbot.waitUntil(lambda: checking.review.queue.count() == 2, timeout=READING)
    qtbot.waitUntil(
        lambda: all(checking.review.queue.item(n).text()[0] in "?✓" for n in range(2)),
        timeout=READING,
    )
    QTest.keyClick(focused(checking), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: checking.review.loaded not in (None, first), timeout=READING)
    assert "plus tard" in checking.review.queue.item(0).text()


def test_settings_and_first_steps_show_the_same_pharmacy(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    steps, settings = window.review.steps, window.office.settings

    def name_in(page: QWidget) -> QLineEdit:
        return page.findChildren(QLineEdit)[0]

    name, address = steps.findChildren(QLineEdit)[:2]
    QTest.keyClicks(name, "Pharmacie du Pont")
    QTest.keyClicks(address, "1 rue du Pont, 69001 Lyon")
    QTest.keyClick(address, Qt.Key.Key_Return)
    window.office.show_page(settings)
    qtbot.waitUntil(lambda: name_in(settings).text() == "Pharmacie du Pont", timeout=READING)
    # What is being typed there survives a look at another page.
    QTest.keyClicks(name_in(settings), " Neuf")
    window.office.show_page(window.office.help)
    window.office.show_page(settings)
    QTest.qWait(300)
    assert name_in(settings).text() == "Pharmacie du Pont Neuf"
    QTest.keyClick(name_in(settings), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name_in(steps).text() == "Pharmacie du Pont Neuf", timeout=READING)
