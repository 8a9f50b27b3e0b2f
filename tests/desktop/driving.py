"""Driving the windows as a person would, and seeing what a person sees."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QKeyCombination, QModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.main_window import MainWindow
from desktop.register.export_dialog import ExportDialog
from desktop.review.page_tools import PageTools
from desktop.review.review_panel import ReviewPanel
from ordonnancier.review.sheet import Sheet
from prescription.record import Document, Draft, Prescription, Source
from storage.entries import Entry
from storage.register import Register
from tests.conftest import ROOT

Dialog = TypeVar("Dialog", bound=QDialog)
SAMPLE = ROOT / "resources" / "sample" / "ordonnance.png"
PASSPHRASE = "quatre chevaux bleus dorment"
READING = 60_000
"""Milliseconds Tesseract may take on a busy machine."""


def register_of(tmp_path: Path) -> Path:
    return tmp_path / "ordonnancier" / "registre.ordonnancier"


def type_into(window: MainWindow, **texts: str) -> None:
    """Fill in the door, field by field, and press Enter."""
    for caption, text in texts.items():
        edits = window.door.findChildren(QLineEdit)
        visible = [edit for edit in edits if edit.isVisible()]
        number = {"name": 0, "passphrase": len(visible) > 1, "again": 2}[caption]
        QTest.keyClicks(visible[number], text)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)


def enter(qtbot: QtBot, window: MainWindow) -> None:
    """The first start: a name and a passphrase make the register."""
    type_into(window, name="Anne Martin", passphrase=PASSPHRASE, again=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)


def begin_checking(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, page: bytes, read: Document
) -> None:
    """Open a register whose queue holds one page, read before."""
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        waiting = register.captures.add(read.source.name, page)
        register.captures.read(waiting, read)
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    look(window)


def entry_of(draft: Draft, number: int = 1) -> Entry:
    """What is on a page as if it were recorded."""
    at = datetime.now(UTC)
    page = Source("page.png", "0" * 64, 1)
    return Entry(number, Prescription(draft, "Anne Martin", at), page, at)


def queued(window: MainWindow) -> list[str]:
    """What waits, as its rows tell it."""
    queue = window.review.queue
    return [queue.item(n).text() for n in range(queue.count())]


def panel(window: MainWindow) -> ReviewPanel:
    return window.review.panel


def sheet(window: MainWindow) -> Sheet:
    found = window.review.sheet
    assert found is not None
    return found


def save_button(window: MainWindow) -> QPushButton:
    return next(b for b in window.review.findChildren(QPushButton) if "Enregistrer" in b.text())


def shown_texts(window: MainWindow) -> str:
    """Everything a person could read in the window."""
    labels = [label.text() for label in window.findChildren(QLabel)]
    edits = [edit.text() for edit in window.findChildren(QLineEdit)]
    browsers = [browser.toPlainText() for browser in window.findChildren(QTextBrowser)]
    rows = [view.model() for view in window.findChildren(QAbstractItemView) if view.model()]
    cells = [
        str(model.data(model.index(row, column)))
        for model in rows
        for row in range(model.rowCount(QModelIndex()))
        for column in range(8)
    ]
    return "\n".join([window.windowTitle(), *labels, *edits, *browsers, *cells])


def field(window: MainWindow, caption: str) -> QLineEdit:
    return next(e for e in window.findChildren(QLineEdit) if e.accessibleName() == caption)


def refuse_writing(qtbot: QtBot, window: MainWindow, refused: bool) -> None:
    """Let the register take nothing more, as on a full disk, or again."""
    done: list[object] = []
    word = f"PRAGMA query_only = {int(refused)}"
    window.findChildren(Background)[0].run(
        lambda: window._desk.use(lambda register: register.vault.execute(word)),
        done.append,
        done.append,
    )
    qtbot.waitUntil(lambda: bool(done), timeout=READING)


def see_all(qtbot: QtBot, window: MainWindow) -> int:
    """Look at every doubtful field by keyboard, as a person would; how many keys that took."""
    look(window)
    keys = 0
    while not sheet(window).ready:
        left = sheet(window).doubtful
        QTest.keyClick(focused(window), Qt.Key.Key_F8)
        QTest.keyClick(focused(window), Qt.Key.Key_Return)
        keys += 2
        assert sheet(window).doubtful != left
    return keys


def in_sight(window: MainWindow, widget: QWidget) -> bool:
    """Whether all of a widget is, where the fields scroll."""
    area = next(
        area for area in window.review.findChildren(QScrollArea) if area.isAncestorOf(widget)
    )
    place = QRect(widget.mapTo(area.viewport(), QPoint()), widget.size())
    return area.viewport().rect().contains(place)


def focused(window: MainWindow) -> QWidget:
    found = window.focusWidget()
    assert found is not None
    return found


def look(window: MainWindow) -> None:
    """Let the time pass that a person needs to see which prescription opened of itself."""
    assert window.review.sheet is not None
    while window.review.panel.in_hand.is_on:
        QTest.qWait(20)


def record_sample(qtbot: QtBot, window: MainWindow) -> None:
    see_all(qtbot, window)
    QTest.keyClick(focused(window), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "numéro 1" in window.statusBar().currentMessage(), timeout=READING)


def action(window: MainWindow, words: str) -> QAction:
    return next(a for a in window.findChildren(QAction) if words in a.text().replace("&", ""))


def previewed() -> ExportDialog | None:
    """The export that is asked about, once its first lines are in sight."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, ExportDialog):
        return None
    tables, texts = dialog.findChildren(QTableWidget), dialog.findChildren(QPlainTextEdit)
    rows = any(table.isVisible() and table.rowCount() for table in tables)
    lines = any(text.isVisible() and text.toPlainText() for text in texts)
    return dialog if rows or lines else None


def accept_when_previewed() -> None:
    """Agree to the export that is asked about, once its first lines are in sight."""
    dialog = previewed()
    if dialog is not None:
        dialog.accept()
    else:
        QTimer.singleShot(50, accept_when_previewed)


def arranging() -> PageTools | None:
    """The pages that are being arranged."""
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, PageTools) else None


def arrange(window: MainWindow) -> PageTools:
    """Begin to arrange the pages of the prescription in hand."""
    window.actions_by_id["arrange"].trigger()
    tools = arranging()
    assert tools is not None
    return tools


def press_when_ready(words: str) -> None:
    """Press a button of the dialog in sight, once it may be pressed."""
    dialog = QApplication.activeModalWidget()
    buttons = dialog.findChildren(QPushButton) if dialog else []
    ready = [b for b in buttons if words in b.text().replace("&", "") and b.isEnabled()]
    if ready:
        ready[0].click()
    else:
        QTimer.singleShot(50, lambda: press_when_ready(words))


def answer_dialog(
    qtbot: QtBot,
    window: MainWindow,
    kind: type[Dialog],
    keys: QKeyCombination,
    answer: Callable[[Dialog], None],
) -> None:
    """Press keys of the window, then do what a person does with the dialog they open."""
    answered: list[bool] = []

    def meet() -> None:
        dialog, reached = QApplication.activeModalWidget(), QApplication.focusWidget()
        # It is in sight a moment before the keys go to it.
        if not isinstance(dialog, kind) or not (reached and dialog.isAncestorOf(reached)):
            QTimer.singleShot(50, meet)
            return
        try:
            answer(dialog)
        finally:
            answered.append(True)
            if dialog.isVisible():
                dialog.reject()

    # On a screen that is none, closing a dialog leaves no window active.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=READING)
    QTimer.singleShot(50, meet)
    QTest.keyClick(focused(window), keys.key(), keys.keyboardModifiers())
    qtbot.waitUntil(lambda: bool(answered), timeout=READING)
