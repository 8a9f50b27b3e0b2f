"""The register's page: filters, versions, corrections, exports seen before they are written."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QTableWidget,
    QTextBrowser,
)
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.review.page_picture import make_ready
from desktop.wording import describe_entry, describe_row
from ocr.files.load import load_pages
from ordonnancier.capture import capture_text
from ordonnancier.review.place import Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.language import speak
from prescription.record import Patient
from storage.register import Register
from storage.search import Hit
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    accept_when_previewed,
    entry_of,
    field,
    focused,
    panel,
    register_of,
    see_all,
    shown_texts,
    type_into,
)
from tests.storage.conftest import SOURCE, make_prescription

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(window: MainWindow, words: str) -> None:
    buttons = window.register.findChildren(QPushButton)
    next(b for b in buttons if words in b.text().replace("&", "")).click()


def detail(window: MainWindow) -> str:
    browser = window.register.findChild(QTextBrowser)
    assert browser is not None
    return browser.toPlainText()


def test_filters_narrow_what_is_found(qtbot: QtBot, recorded: MainWindow) -> None:
    def shown(count: int) -> None:
        qtbot.waitUntil(lambda: recorded.register.count == count, timeout=READING)

    drug = field(recorded, "Filtre Médicament")
    QTest.keyClicks(drug, "zzz")
    shown(0)
    drug.clear()
    QTest.keyClicks(drug, "levothy")
    shown(1)
    twice = next(b for b in recorded.register.findChildren(QCheckBox) if "doublons" in b.text())
    twice.click()
    shown(0)
    twice.click()
    shown(1)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_a_search_shows_its_first_hit_and_leads_to_the_list(
    qtbot: QtBot, recorded: MainWindow, key: Qt.Key
) -> None:
    search = field(recorded, "Chercher dans le registre")
    QTest.keyClicks(search, "zzz")
    QTest.keyClick(search, key)
    qtbot.waitUntil(lambda: recorded.register.count == 0, timeout=READING)
    assert recorded.focusWidget() is search
    search.clear()
    QTest.keyClicks(search, "levothy")
    qtbot.waitUntil(lambda: "Levothyrox" in detail(recorded), timeout=READING)
    assert recorded.focusWidget() is search
    QTest.keyClick(search, key)
    table = recorded.register.findChild(QTableWidget)
    assert table is not None
    qtbot.waitUntil(lambda: recorded.focusWidget() is table, timeout=READING)
    assert table.currentRow() == 0


def test_nothing_found_leaves_nothing_in_hand(qtbot: QtBot, recorded: MainWindow) -> None:
    search = field(recorded, "Chercher dans le registre")
    buttons = recorded.register.findChildren(QPushButton)
    able = [b for b in buttons if b.text().replace("&", "").startswith(("Corriger", "Inscrire"))]
    assert [one.isEnabled() for one in able] == [False] * 2
    recorded.register.select(0)
    qtbot.waitUntil(lambda: recorded.register.shows_page, timeout=READING)
    assert [one.isEnabled() for one in able] == [True] * 2
    QTest.keyClicks(search, "zzz")
    qtbot.waitUntil(lambda: recorded.register.count == 0, timeout=READING)
    assert detail(recorded) == ""
    assert not recorded.register.shows_page
    assert [one.isEnabled() for one in able] == [False] * 2
    for key in (Qt.Key.Key_I, Qt.Key.Key_R):
        QTest.keyClick(search, key, Qt.KeyboardModifier.AltModifier)
    said = recorded.statusBar()
    for key, modifiers in (
        (Qt.Key.Key_I, CONTROL),
        (Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier),
    ):
        # A key that does nothing says why.
        said.clearMessage()
        QTest.keyClick(search, key, modifiers)
        assert "Choisissez d'abord dans la liste" in said.currentMessage()
    qtbot.wait(100)
    assert QApplication.activeModalWidget() is None
    assert recorded.register.isVisible()
    search.clear()
    qtbot.waitUntil(lambda: recorded.register.count == 1, timeout=READING)
    assert detail(recorded) == ""
    recorded.lock()
    assert not any(one.isEnabled() for one in able)


def test_an_entry_that_comes_after_the_list_changed_is_not_shown(
    qtbot: QtBot, recorded: MainWindow
) -> None:
    recorded.register.select(0)
    recorded.register.show_hits((), more=False)
    # The entry was asked for first: an answer to this comes behind it.
    recorded.register.refresh()
    qtbot.waitUntil(lambda: recorded.register.count == 1, timeout=READING)
    assert detail(recorded) == ""


def test_doses_of_one_day_are_told_as_when_checked() -> None:
    speak("fr")
    (draft,) = capture_text("Levothyrox 75 µg : 1 cp le matin et 1/2 cp à midi").prescriptions
    told = describe_entry(entry_of(draft), ())
    assert "1 comprimé, le matin ; et 0,5 comprimé, à midi" in told
    (line,) = draft.medications
    assert "1 comprimé, le matin\net 0,5 comprimé, à midi" in describe_row(line, ())
    speak(None)


def test_a_number_of_social_security_is_kept_in_plain_sight(
    qtbot: QtBot, window: MainWindow
) -> None:
    """It is recorded and exported: who checks is to see it."""
    number = "2 49 09 68 102 083 36".replace(" ", "")
    kept = replace(make_prescription().content, patient=Patient("SIMON Catherine", nir=number))
    speak("fr")
    assert f"Patient : SIMON Catherine, NIR {number}" in describe_entry(entry_of(kept), ())
    panel(window).show_sheet(Sheet.of(kept), ())
    assert f"NIR {number}" in shown_texts(window)
    speak(None)


def test_a_page_that_cannot_be_drawn_is_called_by_its_number(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        register.add(make_prescription(), SOURCE, [b"no picture any more"])
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.register.count == 1, timeout=READING)
    window.register.select(0)
    told = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: told().startswith("Page du n° 1 : "), timeout=READING)


def test_a_correction_is_a_new_entry_and_both_are_shown(
    qtbot: QtBot, recorded: MainWindow, tmp_path: Path
) -> None:
    recorded.register.select(0)
    qtbot.waitUntil(lambda: "Anne Martin" in detail(recorded), timeout=READING)
    press(recorded, "Corriger")
    qtbot.waitUntil(lambda: recorded.review.sheet is not None, timeout=READING)
    # It is the same sheet and no second one, which would be taken out of the queue.
    assert "déjà enregistrée" not in recorded.review.notice
    assert "(corrige le n° 1)" in recorded.review.queue.item(0).text()
    panel(recorded).go_to(Place(Part.POSOLOGY, 0))
    QTest.keyClicks(field(recorded, "Posologie"), "2 cp le soir")
    QTest.keyClick(field(recorded, "Posologie"), Qt.Key.Key_Return)
    see_all(qtbot, recorded)
    QTest.keyClick(focused(recorded), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = recorded.statusBar().currentMessage
    qtbot.waitUntil(lambda: "numéro 2" in said(), timeout=READING)
    QTest.keyClick(focused(recorded), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: recorded.register.count == 2, timeout=READING)
    recorded.register.select(0)
    qtbot.waitUntil(lambda: "Remplace le n° 1" in detail(recorded), timeout=READING)
    assert "N° 1, enregistrée" in detail(recorded)
    assert "confirmé « 2 comprimés, le soir »" in detail(recorded)
    recorded.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        first, second = register.entries()
        assert (first.corrects, second.corrects) == (None, 1)
        assert register.verify().is_sound


def test_an_export_is_seen_before_it_is_written(
    qtbot: QtBot, recorded: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    QTimer.singleShot(0, accept_when_previewed)
    press(recorded, "Exporter")
    said = recorded.statusBar().currentMessage
    qtbot.waitUntil(lambda: "out.csv : 1 ordonnance" in said(), timeout=READING)
    assert "Levothyrox" in out.read_text("utf-8-sig")


def test_long_names_and_many_drugs_leave_each_column_its_room(
    qtbot: QtBot, recorded: MainWindow
) -> None:
    drugs = " · ".join(["Levothyrox", "bisoprolol", "furosémide"] * 8)
    long = ("DE LA ROCHE-DUVERGER Marie-Antoinette Philippine", "Dr Jean-Christophe HAUTECOEUR")
    table = recorded.register.findChild(QTableWidget)
    assert table is not None
    sizes, people = (
        ((1366, 768), (683, 384), (560, 384)),
        (("DURAND Jeanne", "Dr Hélène ROUX"), long),
    )
    for (width, height), names in product(sizes, people):
        hit = Hit(12, datetime.now(UTC), date(2026, 3, 12), names[0], None, names[1], drugs, None)
        recorded.resize(width, height)
        recorded.register.show_hits([hit], more=False)
        qtbot.wait(50)
        widths = [table.columnWidth(column) for column in range(table.columnCount())]
        assert sum(widths) <= table.viewport().width()
        # Half a date is another one.
        assert widths[1] >= table.sizeHintForColumn(1)
        assert widths[-1] >= table.viewport().width() // 4
        assert table.rowHeight(0) < 2 * table.fontMetrics().height() + 8
        cells = (table.item(0, column) for column in range(table.columnCount()))
        told = [cell.toolTip() for cell in cells if cell is not None]
        assert told == ["12", "12/03/2026", *names, drugs]


def test_the_menu_corrects_the_entry_in_sight_and_asks_for_one_otherwise(
    qtbot: QtBot, recorded: MainWindow
) -> None:
    QTest.keyClick(focused(recorded), Qt.Key.Key_F7)
    QTest.keyClick(focused(recorded), Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert recorded.register.isVisible()
    assert "Choisissez" in recorded.statusBar().currentMessage()
    recorded.register.select(0)
    qtbot.waitUntil(lambda: "Anne Martin" in detail(recorded), timeout=READING)
    QTest.keyClick(focused(recorded), Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: recorded.review.sheet is not None, timeout=READING)


def test_every_page_of_an_entry_can_be_seen(qtbot: QtBot, recorded: MainWindow) -> None:
    recorded.register.select(0)
    qtbot.waitUntil(lambda: recorded.register.shows_page, timeout=READING)
    pages = make_ready(load_pages(SAMPLE.read_bytes())[0])
    recorded.register.show_pages(1, (pages, pages))
    shown = "\n".join(label.text() for label in recorded.register.findChildren(QLabel))
    assert "Page 1 sur 2" in shown
    QTest.keyClick(focused(recorded), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    shown = "\n".join(label.text() for label in recorded.register.findChildren(QLabel))
    assert "Page 2 sur 2" in shown
