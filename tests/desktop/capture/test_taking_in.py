"""Files given to the window: none is lost, none is taken twice, and each refusal is told."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import _Windows, keep_settings_at_home
from desktop.background import Background
from desktop.capture.refusals import told_refused
from desktop.look.dressing import dress
from desktop.main_window import MainWindow
from prescription.language import speak
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    enter,
    queued,
    refuse_writing,
    register_of,
    type_into,
)
from tests.desktop.papers import copy_of_sample


def given(folder: Path, name: str, number: int) -> Path:
    path = folder / name
    path.write_bytes(copy_of_sample(number))
    return path


def test_a_file_taken_out_while_it_is_read_does_not_stop_the_others(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    window.open_pages([given(tmp_path, f"page{n}.png", n) for n in range(2)])
    qtbot.waitUntil(
        lambda: len(queued(window)) == 2 and any(row.startswith("▶") for row in queued(window)),
        timeout=READING,
    )
    window.review.queue.setCurrentRow(0)
    window.actions_by_id["drop"].trigger()
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert window.review.loaded is not None
    assert window.review.loaded.waiting.source.name == "page1.png"


def test_every_refused_file_is_told_in_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    window.flow.hold()
    # The stick was pulled: they are not there any more.
    gone = [tmp_path / f"casse{number}.png" for number in range(6)]
    window.open_pages([*gone, given(tmp_path, "bonne.png", 1)])
    qtbot.waitUntil(lambda: len(queued(window)) == 1, timeout=READING)
    told = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: told().startswith("6 fichiers n'ont pas été pris : "), timeout=READING)
    assert "casse0.png, casse1.png, casse2.png, casse3.png et 2 autres : " in told()


def test_the_reasons_are_told_where_they_differ() -> None:
    refused = [("a.png", "déjà dans la file."), ("b.png", "le fichier est vide.")]
    speak("fr")
    assert (
        told_refused(refused) == "2 fichiers n'ont pas été pris : a.png (déjà dans la file), "
        "b.png (le fichier est vide)."
    )
    assert told_refused(refused[:1]) == "a.png : déjà dans la file."
    speak("en")
    assert told_refused([("a.png", "is empty.")] * 5).endswith("and 1 other: is empty.")
    speak(None)


def test_a_watched_page_that_waits_already_is_only_noted(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "numérisés"
    folder.mkdir()
    page = given(folder, "scan.png", 1)
    register_of(tmp_path).parent.mkdir()
    # The register was closed before the page, safe in the queue, was noted as taken.
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        register.captures.add("scan.png", page.read_bytes())
    QSettings().setValue("watch/folder", str(folder))
    window.flow.hold()
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: len(queued(window)) == 1, timeout=READING)
    qtbot.waitUntil(lambda: bool(QSettings().value("watch/taken")), timeout=READING)
    QTest.qWait(500)
    assert len(queued(window)) == 1


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Windows]:
    """The application at its locked door."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    keep_settings_at_home()
    dress()
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin"):
        pass
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    opened = _Windows(application, None)
    yield opened
    opened.window.close()
    speak(None)


def test_pages_given_at_the_door_are_taken_in_by_the_window_of_another_language(
    qtbot: QtBot, windows: _Windows, tmp_path: Path
) -> None:
    before = windows.window
    before.open_pages([given(tmp_path, "page.png", 1)])
    before.door.spoken.emit()
    qtbot.waitUntil(lambda: windows.window is not before, timeout=READING)
    windows.window.flow.hold()
    type_into(windows.window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: len(queued(windows.window)) == 1, timeout=READING)
    assert "page.png" in queued(windows.window)[0]


def test_a_folder_of_many_files_does_not_hold_the_window_up(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    window.flow.hold()
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number}.txt").touch()
    given(folder, "page.png", 1)
    began = time.perf_counter()
    sorted(folder.iterdir())
    listing = time.perf_counter() - began
    began = time.perf_counter()
    window.open_pages([folder])
    assert time.perf_counter() - began < listing / 4
    qtbot.waitUntil(lambda: len(queued(window)) == 1, timeout=READING)


def test_a_folder_that_is_still_being_listed_at_the_lock_waits_for_the_register(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    (tmp_path / "pages").mkdir()
    given(tmp_path / "pages", "page.png", 1)
    listing = Event()
    for lane in window.flow.findChildren(Background):
        lane.run(lambda: listing.wait(60), lambda _: None, lambda _: None)
    window.open_pages([tmp_path / "pages"])
    window.lock()
    listing.set()
    QTest.qWait(300)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: len(queued(window)) == 1, timeout=READING)
    assert "page.png" in queued(window)[0]


def test_reading_that_was_held_goes_on_for_whoever_opens_next(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    hold = window.actions_by_id["hold"]
    hold.trigger()
    window.open_pages([given(tmp_path, "page.png", 1)])
    qtbot.waitUntil(lambda: len(queued(window)) == 1, timeout=READING)
    QTest.qWait(300)
    assert hold.isChecked()
    assert not queued(window)[0].startswith("▶")
    window.lock()
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    assert not hold.isChecked()


def test_a_page_that_is_read_and_that_a_full_disk_does_not_take_says_so_in_its_row(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    window.flow.hold()
    window.open_pages([given(tmp_path, "scan.png", 1)])
    qtbot.waitUntil(lambda: len(queued(window)) == 1, timeout=READING)
    refuse_writing(qtbot, window, True)
    window.flow.hold()
    qtbot.waitUntil(lambda: "lue mais pas gardée" in queued(window)[0], timeout=READING)
    assert queued(window)[0].startswith("‖  scan.png")
    # Also when the queue is shown again, and until it is tried again.
    window.flow.changed.emit()
    QTest.qWait(500)
    (row,) = queued(window)
    assert "un nouvel essai suit" in row
    # All of the sentence is in sight: it takes the lines it needs.
    queue = window.review.queue
    shown = queue.visualItemRect(queue.item(0))
    assert shown.width() <= queue.viewport().width()
    needed = queue.fontMetrics().horizontalAdvance(row) / queue.viewport().width()
    assert shown.height() >= needed * queue.fontMetrics().height()
    refuse_writing(qtbot, window, False)
    window.flow.hold()
    window.flow.hold()
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
