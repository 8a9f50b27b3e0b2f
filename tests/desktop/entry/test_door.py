"""Before the register: the recovery sheet and a backup open it when nothing else does."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.entry.code_edit import CodeEdit
from desktop.main_window import MainWindow
from storage.attempts import count_failure
from storage.backup import backup
from storage.instance import claimed
from storage.register import Register
from storage.users import recovery_sheet
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    enter,
    focused,
    queued,
    register_of,
    type_into,
)
from tests.storage.conftest import LIGHT, SOURCE, make_prescription

NEW = "cinq moutons verts broutent"


def told(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def says(page: QWidget, words: str) -> bool:
    return words in told(page)


def press(page: QWidget, words: str) -> None:
    """Reach a button with Tab, press it with the space bar."""
    wanted = next(b for b in page.findChildren(QPushButton) if words in b.text().replace("&", ""))
    for _ in range(20):
        reached = page.window().focusWidget()
        if reached is wanted:
            QTest.keyClick(wanted, Qt.Key.Key_Space)
            return
        QTest.keyClick(reached, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {words}")


def test_enter_leads_from_field_to_field(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    """Name, Enter, passphrase, Enter: the passphrase never lands in the name, in clear."""
    for text in ("Anne Martin", PASSPHRASE, PASSPHRASE):
        assert not window.review.isVisible()
        QTest.keyClicks(focused(window), text)
        QTest.keyClick(focused(window), Qt.Key.Key_Return)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert register.user == "Anne Martin"


def test_enter_hit_twice_opens_the_register_once(qtbot: QtBot, window: MainWindow) -> None:
    """The second one found the register in use, by this very window, and shut the door for good."""
    enter(qtbot, window)
    window.lock()
    qtbot.waitUntil(window.door.isVisible, timeout=READING)
    QTest.keyClicks(focused(window), PASSPHRASE)
    passphrase = focused(window)
    for _ in range(3):
        QTest.keyClick(passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    qtbot.wait(1000)
    assert window.review.isVisible()
    assert not window.door.isVisible()


def test_the_right_passphrase_that_came_too_early_is_not_called_wrong(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    window.lock()
    qtbot.waitUntil(window.door.isVisible, timeout=READING)
    for _ in range(10):
        count_failure(register_of(tmp_path))
    QTest.keyClicks(focused(window), PASSPHRASE)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(window.door, "n'a pas été essayée"), timeout=READING)
    assert window.door.isVisible()


def test_enter_leads_to_the_field_that_is_wrong(window: MainWindow) -> None:
    name, passphrase, again = window.door.findChildren(QLineEdit)
    for text, said, wrong in (
        (("Anne Martin", "court", "court"), "12 caractères", passphrase),
        (("Anne Martin", PASSPHRASE, NEW), "diffèrent", again),
        (("", PASSPHRASE, PASSPHRASE), "votre nom", name),
    ):
        for edit, typed in zip((name, passphrase, again), text, strict=True):
            edit.setText(typed)
        QTest.keyClick(again, Qt.Key.Key_Return)
        assert said in told(window.door)
        assert focused(window) is wrong


@pytest.fixture
def shut(window: MainWindow, tmp_path: Path) -> tuple[MainWindow, str, Path]:
    """The window before a register of one prescription; its recovery code; a copy of it."""
    register_of(tmp_path).parent.mkdir(exist_ok=True)
    stick = tmp_path / "stick"
    stick.mkdir()
    path = register_of(tmp_path)
    with Register.create(path, PASSPHRASE, user="Anne Martin", cost=LIGHT) as register:
        register.add(make_prescription(), SOURCE)
        copy, code = backup(register, stick), recovery_sheet(register)
    window.door_flow.show()
    return window, code, copy


def test_the_recovery_sheet_opens_the_register_by_keyboard(
    qtbot: QtBot, shut: tuple[MainWindow, str, Path], tmp_path: Path
) -> None:
    window, code, _ = shut
    page = window.door_flow.recover
    press(window.door, "Phrase de passe perdue")
    assert page.isVisible()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for text in (code[:20], "Anne Martin", NEW, NEW):
        QTest.keyClicks(focused(window), text)
        QTest.keyClick(focused(window), Qt.Key.Key_Tab)
    QTest.keyClick(page.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    assert "56 lettres et chiffres" in told(page)
    sheet = page.findChild(CodeEdit)
    assert sheet is not None
    sheet.setFocus()
    for typed, said in ((wrong, "relisez-le"), (code.lower().replace("-", " "), "")):
        sheet.selectAll()
        QTest.keyClicks(sheet, typed)
        assert "56 caractères sur 56" in told(page)
        # All of it is in sight, to be compared with the sheet.
        assert sheet.verticalScrollBar().maximum() == sheet.horizontalScrollBar().maximum() == 0
        QTest.keyClick(sheet, Qt.Key.Key_Return)
        if said:
            qtbot.waitUntil(partial(says, page, said), timeout=READING)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    assert not any(edit.text() for edit in page.findChildren(QLineEdit))
    assert not sheet.code
    window.lock()
    type_into(window, passphrase=NEW)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    window.close()
    with Register.open(register_of(tmp_path), NEW) as register:
        assert len(list(register.entries())) == 1


@pytest.mark.parametrize("state", ["damaged", "gone"])
def test_a_backup_takes_the_place_of_a_register_that_does_not_open(
    qtbot: QtBot,
    shut: tuple[MainWindow, str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    state: str,
) -> None:
    window, _, copy = shut
    path = register_of(tmp_path)
    if state == "damaged":
        path.write_bytes(path.read_bytes()[:4096] + b"not what stood here" * 500)
    else:
        path.unlink()
    damaged = path.read_bytes() if path.exists() else b""
    window.door_flow.show()
    page = window.door_flow.restore
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(copy), ""))
    press(window.door, "Restaurer une sauvegarde")
    press(page, "Restaurer")
    assert "Choisissez d'abord" in told(page)
    QTest.keyClick(focused(window), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    press(page, "Choisir la copie")
    assert copy.name in told(page)
    QTest.keyClicks(focused(window), "une autre phrase")
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "pas la bonne" in told(page), timeout=READING)
    assert (path.read_bytes() if path.exists() else b"") == damaged
    passphrase = page.findChild(QLineEdit)
    assert passphrase is not None
    passphrase.clear()
    passphrase.setFocus()
    QTest.keyClicks(passphrase, PASSPHRASE)
    QTest.keyClick(passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Restauré et relu : 1 ordonnance" in told(window.door), timeout=READING)
    kept = list(path.parent.glob("registre-avant-*.ordonnancier"))
    assert [file.read_bytes() for file in kept] == ([damaged] if damaged else [])
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    window.close()
    with Register.open(path, PASSPHRASE) as register:
        assert len(list(register.entries())) == 1


def test_one_comes_back_from_each_page_and_nothing_typed_stays(
    shut: tuple[MainWindow, str, Path],
) -> None:
    window = shut[0]
    for words, page in (
        ("Phrase de passe perdue", window.door_flow.recover),
        ("Restaurer une sauvegarde", window.door_flow.restore),
    ):
        press(window.door, words)
        assert page.isVisible()
        for edit in page.findChildren(QLineEdit):
            edit.setText("secret")
        press(page, "Retour")
        assert window.door.isVisible()
        assert focused(window) in window.door.findChildren(QLineEdit)
        assert not any(edit.text() for edit in page.findChildren(QLineEdit))


def test_where_there_is_no_register_only_a_backup_is_offered(window: MainWindow) -> None:
    buttons = window.door.findChildren(QPushButton)
    shown = [button.text().replace("&", "") for button in buttons if button.isVisible()]
    assert any("Restaurer" in text for text in shown)
    assert not any("perdue" in text for text in shown)


def test_a_passphrase_typed_into_a_door_that_is_barred_presses_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    register_of(tmp_path).parent.mkdir()
    Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin").close()
    window.door.ask(new=False)
    with claimed(register_of(tmp_path)):
        qtbot.waitUntil(lambda: says(window.door, "l'autre fenêtre"), timeout=READING)
        with qtbot.assertNotEmitted(window.spoken, wait=200):
            QTest.keyClicks(focused(window), PASSPHRASE)
            QTest.keyClick(focused(window), Qt.Key.Key_Return)
        # By keyboard the language is reached all the same.
        QTest.keyClick(focused(window), Qt.Key.Key_Tab)
        assert isinstance(focused(window), QPushButton)
    qtbot.waitUntil(lambda: isinstance(focused(window), QLineEdit), timeout=READING)


def test_escape_leads_back_from_the_recovery_sheet_and_from_a_backup(window: MainWindow) -> None:
    flow = window.door_flow
    for page, asked in (
        (flow.recover, window.door.recover_asked),
        (flow.restore, window.door.restore_asked),
    ):
        asked.emit()
        assert page.isVisible()
        QTest.keyClick(focused(window), Qt.Key.Key_Escape)
        assert window.door.isVisible()


def test_what_is_given_at_the_door_is_told_to_wait(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    window.lock()
    window.try_sample()
    assert "entre dans la file dès que le registre est ouvert" in window.door.sentence
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: len(queued(window)) == 1, timeout=READING)
