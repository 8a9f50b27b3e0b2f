"""Dialogs for files begin where that kind of file was used last, and first in Documents."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from tests.desktop.driving import action, enter, focused

CONTROL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Chooses in the dialog that opens, and sees the folder it begins in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begins: list[Path] = []

    def open_files(self, _: object, _title: str, start: str, _kinds: str) -> tuple[list[str], str]:
        self.begins.append(Path(start))
        return [str(self.folder / "absente.png")], ""

    def new_file(self, _: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        self.begins.append(Path(start).parent)
        return str(self.folder / Path(start).name), ""

    def choose_folder(self, _: object, _title: str, start: str) -> str:
        self.begins.append(Path(start))
        return str(self.folder)


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody with documents of their own, who started the program from elsewhere."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir("/")
    for name in ("Documents", "papiers"):
        (tmp_path / name).mkdir()
    person = Person(tmp_path / "papiers")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", person.open_files)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", person.new_file)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", person.choose_folder)
    return person


def open_pages(window: MainWindow) -> None:
    QTest.keyClick(focused(window), Qt.Key.Key_O, CONTROL)


def save_sheet(window: MainWindow) -> None:
    action(window, "Fiche de secours en PDF").trigger()


def back_up(window: MainWindow) -> None:
    window.office.show_page(window.office.backups)
    buttons = window.office.backups.findChildren(QPushButton)
    next(b for b in buttons if "dossier" in b.text().replace("&", "").lower()).click()


@pytest.mark.parametrize("ask", [open_pages, save_sheet, back_up])
def test_each_dialog_begins_in_documents_and_then_where_it_was_used_last(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, person: Person, ask: object
) -> None:
    assert callable(ask)
    enter(qtbot, window)
    documents, papers = tmp_path / "Documents", tmp_path / "papiers"
    for _ in range(2):
        ask(window)
    assert person.begins == [documents, papers]
    # Another kind of file has a folder of its own.
    other = save_sheet if ask is open_pages else open_pages
    other(window)
    assert person.begins[-1] == documents
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    action(again, "Ouvrir des pages").trigger()
    assert person.begins[-1] == papers
    papers.rename(tmp_path / "rangés")
    action(again, "Ouvrir des pages").trigger()
    assert person.begins[-1] == documents
    again.close()
