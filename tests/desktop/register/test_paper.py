"""Paper: the recovery sheet goes to a printer without a file between; Qt's dialogs in French."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.look.preferences import choose_tongue
from desktop.look.speech import speak_chosen
from desktop.main_window import MainWindow
from storage.register import Register
from storage.unlock import read_recovery_code
from tests.desktop.driving import PASSPHRASE, READING, action, enter, register_of, type_into

SAME_IN_BOTH = {"Type", "Copies", "Options", "Pages", "&Options >>", "&Options <<"}


def print_sheet(window: MainWindow, paper: Path) -> None:
    """Ask for the recovery sheet, and choose in the printer's dialog the file to write."""
    action(window, "Imprimer la fiche de secours").trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    assert dialog.windowTitle() == "Fiche de secours"
    edit = dialog.findChild(QLineEdit, "filename")
    assert isinstance(edit, QLineEdit)
    edit.setText(str(paper))
    next(b for b in dialog.findChildren(QPushButton) if "primer" in b.text()).click()


def test_the_recovery_sheet_is_printed_from_the_printers_dialog(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    # No printer is plugged in here: Qt's own one writes what would be on the paper.
    paper = tmp_path / "paper.pdf"
    print_sheet(window, paper)
    said = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: "sous clé" in said(), timeout=READING)
    (page,) = pypdfium2.PdfDocument(paper)
    assert [round(side) for side in page.get_size()] == [595, 842]
    image = np.ascontiguousarray(page.render(scale=2).to_numpy()[:, :, :3])
    (found,) = zxingcpp.read_barcodes(image)
    scanned = found.text
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert read_recovery_code(scanned, register.key.salt) == register.key


def test_no_register_is_replaced_by_what_is_printed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """The printer's dialog lets choose any file, and agrees to replace it."""
    enter(qtbot, window)
    QTimer.singleShot(0, agree_to_replace)
    print_sheet(window, register_of(tmp_path))
    said = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: "n'est pas remplacé" in said(), timeout=READING)
    window.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert register.user == "Anne Martin"


def agree_to_replace() -> None:
    asked = QApplication.activeModalWidget()
    if isinstance(asked, QMessageBox):
        asked.button(QMessageBox.StandardButton.Yes).click()


def test_a_printer_that_takes_nothing_is_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    enter(qtbot, window)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "absent" / "paper.pdf"))
    told: list[tuple[str, bool]] = []
    window.recovery.print_on(printer, lambda sentence, done: told.append((sentence, done)))
    qtbot.waitUntil(lambda: bool(told) and "imprimante" in told[-1][0], timeout=READING)
    assert told[-1][1] is False


def test_what_is_open_above_the_window_goes_when_it_locks(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    action(window, "Imprimer la fiche de secours").trigger()
    assert QApplication.activeModalWidget() is not None
    window.lock()
    assert QApplication.activeModalWidget() is None


def test_a_question_of_the_printers_dialog_is_no_trap_when_it_locks(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """The question waits within the dialog: taken down under it, it brought the program down."""
    enter(qtbot, window)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7")
    # As in the program, where a loop runs below whatever is opened.
    running, told = QEventLoop(), list[str]()

    def lock() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QMessageBox)
        dialog = asked.parentWidget()
        assert dialog is not None
        dialog.destroyed.connect(lambda: told.append("taken down"))
        dialog.destroyed.connect(running.quit)
        window.lock()
        # Time for what was given up to be deleted, with the question on its way back still.
        QTest.qWait(100)
        told.append("answered")

    QTimer.singleShot(100, lock)
    QTimer.singleShot(0, lambda: print_sheet(window, paper))
    QTimer.singleShot(READING, running.quit)
    running.exec()
    assert told == ["answered", "taken down"]
    assert window.door.isVisible()
    assert paper.read_bytes() == b"%PDF-1.7"


def test_no_sheet_is_asked_about_before_a_locked_register(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window)
    steps = window.review.steps.findChildren(QPushButton)
    printing = next(b for b in steps if "mprimer" in b.text().replace("&", ""))
    window.lock()
    # A click that was on its way.
    printing.click()
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("is_open", [False, True], ids=["locked", "opened again"])
def test_a_file_chosen_in_the_systems_own_dialog_after_the_lock_is_not_written(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_open: bool,
) -> None:
    """The lock cannot close that dialog; whoever opened the register since asked for nothing."""
    enter(qtbot, window)
    paper = tmp_path / "fiche.pdf"

    def choose(*_: object) -> tuple[str, str]:
        window.lock()
        if is_open:
            type_into(window, passphrase=PASSPHRASE)
            qtbot.waitUntil(window.review.isVisible, timeout=READING)
        return str(paper), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.actions_by_id["recovery-file"].trigger()
    if not is_open:
        type_into(window, passphrase=PASSPHRASE)
        qtbot.waitUntil(window.review.isVisible, timeout=READING)
    said = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: "verrouillé avant : rien n'a été fait" in said(), timeout=READING)
    QTest.qWait(500)
    assert not paper.exists()


def _words(dialog: QDialog) -> Iterator[str]:
    for widget in dialog.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QTabWidget):
            yield from (widget.tabText(n) for n in range(widget.count()))
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))
        yield widget.toolTip()
        yield widget.accessibleName()


def _dialogs(folder: Path) -> list[QDialog]:
    made: list[QDialog] = [QPrintDialog(QPrinter())]
    for accept in QFileDialog.AcceptMode:
        for mode in (QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.Directory):
            dialog = QFileDialog(None, "", str(folder), "PDF (*.pdf)")
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            dialog.setAcceptMode(accept)
            dialog.setFileMode(mode)
            made.append(dialog)
    return made


def test_dialogs_of_files_and_printers_are_french_too(window: MainWindow, tmp_path: Path) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    spoken = []
    for tongue in ("en", "fr"):
        choose_tongue(tongue)
        speak_chosen(application)
        dialogs = _dialogs(tmp_path)
        spoken.append([word for dialog in dialogs for word in _words(dialog)])
        for dialog in dialogs:
            dialog.deleteLater()
    english, french = spoken
    assert len(english) == len(french) > 100
    same = {en for en, fr in zip(english, french, strict=True) if en == fr and en.isascii()}
    left = {word for word in same if any(map(str.isalpha, word)) and "/" not in word}
    assert left - SAME_IN_BOTH == {"PDF (*.pdf)"}
