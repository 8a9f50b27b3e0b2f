"""Files a person gives: chosen in a dialog, or dropped on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from ordonnancier.files import SUFFIXES
from ordonnancier.watch import phone_folders
from prescription.language import say


def choose_photos(parent: QWidget) -> list[Path] | None:
    """The photos chosen on a telephone that is plugged in; None when there is none."""
    folders = phone_folders()
    return choose_files(parent, folders[0]) if folders else None


def choose_files(parent: QWidget, folder: Path | None = None) -> list[Path]:
    """The files chosen, none when the dialog is given up.

    Without `folder` it begins where files were chosen last.
    """
    settings = QSettings()
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    paths, _ = QFileDialog.getOpenFileNames(
        parent,
        say(fr="Ouvrir des pages", en="Open pages"),
        str(folder or settings.value("folder", "")),
        say(fr="Images et PDF ({})", en="Pictures and PDF ({})").format(kinds),
    )
    if paths and folder is None:
        settings.setValue("folder", str(Path(paths[0]).parent))
    return [Path(path) for path in paths]


def choose_folder(parent: QWidget) -> list[Path]:
    """The folder chosen, whose pages are wanted; none when the dialog is given up."""
    settings = QSettings()
    folder = QFileDialog.getExistingDirectory(
        parent,
        say(fr="Ouvrir toutes les pages d'un dossier", en="Open all pages of a folder"),
        str(settings.value("folder", "")),
    )
    if folder:
        settings.setValue("folder", folder)
    return [Path(folder)] if folder else []


def local_files(data: QMimeData | None) -> list[Path]:
    """The files and folders that were dropped or copied; an emptied clipboard holds nothing."""
    if data is None:
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def nothing_to_paste() -> str:
    """That the clipboard holds no page."""
    return say(
        fr="Le presse-papiers ne contient ni image ni fichier.",
        en="The clipboard holds neither a picture nor a file.",
    )


def no_telephone() -> str:
    """Why there are no photos to choose from."""
    return say(
        fr="Aucun téléphone n'est branché : déverrouillez-le et choisissez « transfert de "
        "fichiers ».",
        en="No phone is plugged in: unlock it and choose “file transfer”.",
    )
