"""Files a person gives: chosen in a dialog, or dropped on the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from desktop.look.file_dialogs import Place, ask_files, ask_files_in, ask_folder
from ordonnancier.files import SUFFIXES
from ordonnancier.watch import phone_folders
from prescription.language import say


def open_photos(
    parent: QWidget, open_pages: Callable[[list[Path]], None], refuse: Callable[[str], None]
) -> None:
    """Open photos of a telephone that is plugged in; `refuse` tells that there is none."""
    folders = phone_folders()
    if folders:
        open_pages(ask_files_in(parent, folders[0], _title(), _kinds()))
    else:
        refuse(no_telephone())


def choose_files(parent: QWidget) -> list[Path]:
    """The files chosen, none when the dialog is given up."""
    return ask_files(parent, Place.PAGES, _title(), _kinds())


def choose_folder(parent: QWidget) -> list[Path]:
    """The folder chosen, whose pages are wanted; none when the dialog is given up."""
    title = say(fr="Ouvrir toutes les pages d'un dossier", en="Open all pages of a folder")
    folder = ask_folder(parent, Place.PAGES, title)
    return [folder] if folder is not None else []


def _title() -> str:
    return say(fr="Ouvrir des pages", en="Open pages")


def _kinds() -> str:
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    return say(fr="Images et PDF ({})", en="Pictures and PDF ({})").format(kinds)


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
