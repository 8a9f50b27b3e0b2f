"""A file with the prescriptions of two patients: each is shown with its own page."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.capture import capture_text
from prescription.record import Document, Draft, Item, Patient, Prescription, Source
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    arrange,
    begin_checking,
    focused,
    queued,
    register_of,
    shown_texts,
    type_into,
)
from tests.ocr.drawn import draw_page, file_of

CONTROL = Qt.KeyboardModifier.ControlModifier


def pages(count: int) -> bytes:
    """Pages without a word, as one TIFF."""
    page, data = Image.new("L", (620, 877), 255), io.BytesIO()
    page.save(data, "TIFF", save_all=True, append_images=[page.copy()] * (count - 1))
    return data.getvalue()


def on_page(number: int, name: str) -> Draft:
    (draft,) = capture_text("DOLIPRANE 1000 mg : 1 cp matin et soir pdt 5j").prescriptions
    lines = tuple(replace(line, page=number) for line in draft.medications)
    return replace(
        draft,
        patient=Patient(name=name),
        medications=lines,
        header_items=(Item(name, number),),
        readings=(),
    )


def wait_for(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in shown_texts(window), timeout=READING)


def test_the_page_beside_an_entry_is_that_of_its_own_patient(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    register_of(tmp_path).parent.mkdir()
    file = pages(2)
    source = Source("deux.tiff", "0" * 64, 2)
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        for number, name in ((1, "Anne ROBIN"), (2, "Tom ROBIN")):
            at = datetime.now(UTC)
            register.add(Prescription(on_page(number, name), "Anne Martin", at), source, [file])
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.register.count == 2, timeout=READING)
    for row, name, page in ((0, "Tom", "Page 2 sur 2"), (1, "Anne", "Page 1 sur 2")):
        window.register.select(row)
        wait_for(qtbot, window, page)
        assert f"Patient : {name} ROBIN" in shown_texts(window)


def test_a_page_of_another_patient_is_told_and_a_new_search_begins_at_ones_own(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """Whoever turns to it is not to take it for the page of the entry beside it."""
    register_of(tmp_path).parent.mkdir()
    file, source = pages(3), Source("trois.tiff", "0" * 64, 3)
    behind = on_page(2, "Anne LEFEBVRE")
    first = replace(on_page(1, "Anne LEFEBVRE"), other_items=behind.header_items)
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        for draft in (first, on_page(3, "Tom GARCIA")):
            register.add(Prescription(draft, "Anne Martin", datetime.now(UTC)), source, [file])
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.register.count == 2, timeout=READING)
    window.register.select(1)
    wait_for(qtbot, window, "Page 1 sur 3 (cette ordonnance : 1, 2)")
    for place in ("Page 2 sur 3 (cette ordonnance", "Page 3 sur 3 : hors de cette ordonnance"):
        QTest.keyClick(focused(window), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
        assert place in shown_texts(window)
    QTest.keyClicks(focused(window), "lefebvre")
    wait_for(qtbot, window, "Page 1 sur 3 (cette ordonnance")
    QTest.keyClick(focused(window), Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(focused(window), "garcia")
    wait_for(qtbot, window, "Page 3 sur 3 (cette ordonnance : 3)")


def test_two_sheets_on_one_page_are_cut_in_two_by_a_key(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document
) -> None:
    drug = "DOLIPRANE 1000 mg : 1 cp matin et soir pendant 5 jours"
    names = ("Mme DURAND Jeanne", "M. PETIT Luc")
    sheets = [draw_page(("Dr Hélène ROUX", name, drug), size=32, wide=1100) for name in names]
    both = Image.new("RGB", (2 * sheets[0].width, sheets[0].height), "white")
    for left, sheet in zip((0, sheets[0].width), sheets, strict=True):
        both.paste(sheet, (left, 0))
    begin_checking(qtbot, window, tmp_path, file_of(both), read_sample)
    tools = arrange(window)
    tools.activateWindow()
    qtbot.waitUntil(tools.isActiveWindow)
    QTest.keyClick(tools, Qt.Key.Key_M, CONTROL)
    assert len(tools.arrangement.bundles()) == 2
    tools.accept()

    def are_read() -> bool:
        told = queued(window)
        return len(told) == 2 and "DURAND" in told[0] and "PETIT" in told[1]

    qtbot.waitUntil(are_read, timeout=2 * READING)
