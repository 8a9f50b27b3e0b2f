"""A page that prescribes no drug: what it asks for is in sight, and it enters the register."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from ordonnancier.capture import capture_text
from prescription.record import Document, Source
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    begin_checking,
    focused,
    record_sample,
    register_of,
    save_button,
    shown_texts,
)
from tests.desktop.papers import blank

CONTROL = Qt.KeyboardModifier.ControlModifier
PAPER = """Dr Jean Roux
Quimper, le 02/03/2026
Madame Jeanne Durand née le 12/03/1956
Faire pratiquer dans un laboratoire d'analyses :
- NFS plaquettes
- TSH
Signature
"""


def test_analyses_alone_are_seen_confirmed_and_recorded(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read = Document(Source("labo.png", "0" * 64, 1), capture_text(PAPER).prescriptions)
    begin_checking(qtbot, window, tmp_path, blank(), read)
    told = shown_texts(window)
    assert "Aucun médicament n'a été lu" in told
    assert "- NFS plaquettes" in told
    assert not save_button(window).isEnabled(), "nobody said that it holds no drug"
    QTest.keyClick(focused(window), Qt.Key.Key_F8)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    assert save_button(window).isEnabled()
    record_sample(qtbot, window)
    QTest.keyClick(focused(window), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.register.count == 1, timeout=READING)
    window.register.select(0)
    qtbot.waitUntil(lambda: "- NFS plaquettes" in shown_texts(window), timeout=READING)
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        entry = register.entry(1)
    assert entry is not None
    assert not entry.prescription.content.medications


def test_a_drug_added_by_hand_asks_no_more_about_the_rest(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read = Document(Source("labo.png", "0" * 64, 1), capture_text(PAPER).prescriptions)
    begin_checking(qtbot, window, tmp_path, blank(), read)
    QTest.keyClick(focused(window), Qt.Key.Key_J, CONTROL)
    assert "Aucun médicament n'a été lu" not in shown_texts(window)
    assert "- NFS plaquettes" in shown_texts(window)


def test_a_page_of_which_only_the_heading_was_read_is_no_dead_end(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    words = "\n".join([*PAPER.splitlines()[:3], "Gymnastique au choix", "Signature"])
    (draft,) = capture_text(words).prescriptions
    assert not draft.other_items
    read = Document(Source("gym.png", "0" * 64, 1), (draft,))
    begin_checking(qtbot, window, tmp_path, blank(), read)
    assert "Aucun médicament n'a été lu" in shown_texts(window)
    assert not save_button(window).isEnabled()
    QTest.keyClick(focused(window), Qt.Key.Key_F8)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    assert save_button(window).isEnabled()
