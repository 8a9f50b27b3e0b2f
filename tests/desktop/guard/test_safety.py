"""What leaves nothing behind: clipboard, sleep, session lock; sockets; a backup rehearsed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from desktop.guard.clipboard_watch import ClipboardWatch
from desktop.guard.session_watch import SessionWatch
from desktop.main_window import MainWindow
from desktop.office.backups_page import BackupsPage
from desktop.office.sockets import can_look
from tests.conftest import ROOT
from tests.desktop.driving import READING, record_sample, shown_texts


def test_what_was_copied_leaves_the_clipboard(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    watch = ClipboardWatch(window, kept=50)
    QApplication.clipboard().setText("DURAND Jeanne")
    qtbot.waitUntil(lambda: not QApplication.clipboard().text(), timeout=READING)
    QApplication.clipboard().setText("DURAND Jeanne")
    watch.clear()
    assert QApplication.clipboard().text() == ""


def test_locking_empties_the_clipboard_at_once(qtbot: QtBot, checking: MainWindow) -> None:
    QApplication.clipboard().setText("DURAND Jeanne")
    checking.lock()
    assert QApplication.clipboard().text() == ""


def test_what_was_marked_is_gone_too() -> None:
    """Where the middle button of the mouse pastes it, as on X11."""
    screen = shutil.which("Xvfb")
    if screen is None:
        pytest.skip("no Xvfb here")
    numbered = [screen, "-displayfd", "1", "-nolisten", "tcp"]
    with subprocess.Popen(numbered, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            here = {"DISPLAY": f":{server.stdout.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
            done = subprocess.run(
                [sys.executable, "-c", MARKING],
                cwd=ROOT,
                env=os.environ | here,
                capture_output=True,
                text=True,
                timeout=READING / 1000,
                check=True,
            )
        finally:
            server.terminate()
    assert done.stdout.split() == ["marked:DURAND", "locked:", "later:"]


MARKING = """
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.guard.clipboard_watch import ClipboardWatch
application = QApplication([])
clipboard, marked = application.clipboard(), QClipboard.Mode.Selection
watch = ClipboardWatch(application, kept=50)
clipboard.setText("DURAND", marked)
print("marked:" + clipboard.text(marked))
watch.clear()
print("locked:" + clipboard.text(marked))
clipboard.setText("DURAND", marked)
QTest.qWait(300)
print("later:" + clipboard.text(marked))
"""


def test_no_name_is_in_the_title(qtbot: QtBot, checking: MainWindow) -> None:
    for page in range(checking.tabs.count()):
        checking.tabs.setCurrentIndex(page)
        assert checking.windowTitle() == "Ordonnancier"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """The address of a message bus of the test's own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon here")
    daemon = subprocess.Popen(
        [program, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.mark.parametrize(
    ("path", "interface", "signal", "arguments"),
    [
        ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
        ("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock", []),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    ],
)
def test_sleep_and_session_lock_lock_the_window(
    qtbot: QtBot,
    checking: MainWindow,
    bus: str,
    path: str,
    interface: str,
    signal: str,
    arguments: list[bool],
) -> None:
    ours, other = (QDBusConnection.connectToBus(bus, f"{name}-{signal}") for name in ("a", "b"))
    watch = SessionWatch(checking, ours, ours)
    watch.leaving.connect(checking.lock)
    woken = QDBusMessage.createSignal(path, interface, "SomethingElse")
    other.send(woken)
    assert not checking.door.isVisible()
    told = QDBusMessage.createSignal(path, interface, signal)
    told.setArguments(arguments)

    def is_locked() -> bool:
        # Sent again until it arrives: the bus may not have heard yet that anybody listens.
        other.send(told)
        return checking.door.isVisible()

    qtbot.waitUntil(is_locked, timeout=READING)
    for name in ("a", "b"):
        QDBusConnection.disconnectFromBus(f"{name}-{signal}")


OPEN_SOCKETS = """
import socket
from desktop.office.sockets import network_sockets, watch_sockets, witness
watch_sockets()
local = socket.socketpair()
print(len(network_sockets()), witness().made)
opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
opened.bind(("127.0.0.1", 0))
opened.listen()
print(len(network_sockets()), witness().made)
"""


def test_a_network_socket_is_seen_and_a_local_one_is_not() -> None:
    if not can_look():
        pytest.skip("this system does not tell of open sockets")
    # In a process of its own: these tests may open none.
    done = subprocess.run(
        [sys.executable, "-c", OPEN_SOCKETS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "0", "1", "1"]


def says(page: BackupsPage, words: str) -> bool:
    return words in page.told


def test_statistics_count_and_a_backup_is_rehearsed(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path
) -> None:
    record_sample(qtbot, checking)
    office = checking.office
    office.show_page(office.statistics)
    qtbot.waitUntil(lambda: "des 7 lignes" in shown_texts(checking), timeout=READING)
    assert "paracétamol" in shown_texts(checking)
    (tmp_path / "stick").mkdir()
    office.show_page(office.backups)
    office.backups.asked.emit(tmp_path / "stick")
    said = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: "Sauvegarde faite" in said(), timeout=READING)
    copies = office.backups.findChild(QListWidget)
    assert isinstance(copies, QListWidget)
    qtbot.waitUntil(lambda: copies.count() == 1, timeout=READING)
    (passphrase,) = office.backups.findChildren(QLineEdit)
    for typed, told in (("wrong", "phrase de passe"), ("quatre chevaux bleus dorment", "tient")):
        QTest.keyClicks(passphrase, typed)
        QTest.keyClick(passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(says, office.backups, told), timeout=READING)
    assert "1 ordonnance" in office.backups.told
