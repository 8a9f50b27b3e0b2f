"""Dialogs for files and folders: each kind begins where it was used last, first in Documents."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


class Place(StrEnum):
    """What a folder is used for: the name under which the settings remember it."""

    PAGES = "pages"
    WATCHED = "watched"
    EXPORTS = "exports"
    SHEETS = "sheets"
    BACKUPS = "backups"
    REFERENCE = "reference"


def last_folder(place: Place) -> Path:
    """Where a kind of file was used last; the user's documents while it was not, or is gone."""
    kept = str(QSettings().value(f"folders/{place}", ""))
    if kept and Path(kept).is_dir():
        return Path(kept)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(documents))
    return found if found.is_dir() else Path.home()


def ask_files(parent: QWidget, place: Place, title: str, kinds: str) -> list[Path]:
    """Files to read, none when the dialog is given up."""
    paths, _ = QFileDialog.getOpenFileNames(parent, title, str(last_folder(place)), kinds)
    if paths:
        _remember(place, Path(paths[0]).parent)
    return [Path(path) for path in paths]


def ask_files_in(parent: QWidget, folder: Path, title: str, kinds: str) -> list[Path]:
    """Files of a folder that is not to be remembered, as that of a telephone."""
    paths, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
    return [Path(path) for path in paths]


def ask_file(parent: QWidget, place: Place, title: str, kinds: str) -> Path | None:
    """A file to read, None when the dialog is given up."""
    path, _ = QFileDialog.getOpenFileName(parent, title, str(last_folder(place)), kinds)
    return _taken(place, path)


def ask_new_file(parent: QWidget, place: Place, title: str, name: str, kinds: str) -> Path | None:
    """A file to write, `name` being proposed; None when the dialog is given up."""
    start = str(last_folder(place) / name)
    path, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
    return _taken(place, path)


def ask_folder(parent: QWidget, place: Place, title: str) -> Path | None:
    """A folder, None when the dialog is given up."""
    folder = QFileDialog.getExistingDirectory(parent, title, str(last_folder(place)))
    if folder:
        _remember(place, Path(folder))
    return Path(folder) if folder else None


def _taken(place: Place, path: str) -> Path | None:
    if path:
        _remember(place, Path(path).parent)
    return Path(path) if path else None


def _remember(place: Place, folder: Path) -> None:
    QSettings().setValue(f"folders/{place}", str(folder))
