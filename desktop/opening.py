"""Files a person gives: chosen in a dialog, or dropped on the window."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ordonnancier.files import SUFFIXES
from prescription.language import say


def choose_files(parent: QWidget) -> list[Path]:
    """The files chosen, none when the dialog is given up; the folder is kept for the next time."""
    settings = QSettings()
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    paths, _ = QFileDialog.getOpenFileNames(
        parent,
        say(fr="Ouvrir des pages", en="Open pages"),
        str(settings.value("folder", "")),
        say(fr="Images et PDF ({})", en="Pictures and PDF ({})").format(kinds),
    )
    if paths:
        settings.setValue("folder", str(Path(paths[0]).parent))
    return [Path(path) for path in paths]


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files and folders dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
