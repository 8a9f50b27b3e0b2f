"""What the system refuses to do with a file."""

import os
from pathlib import Path

from prescription.language import Fault


class PathTaken(Fault):
    """A register is never created over something that exists."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} existe déjà : rien n'a été écrit, choisissez un autre nom.",
            en=f"{path} exists already: nothing was written, choose another name.",
        )


class FolderMissing(Fault):
    """The folder that should hold the file does not exist."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            fr=f"Le dossier {folder} n'existe pas.",
            en=f"The folder {folder} does not exist.",
        )


class ReadOnlyPlace(Fault):
    """What must be written at `path`, or beside it, may not: the folder and the reason are told."""

    def __init__(self, path: Path) -> None:
        folder = path.parent
        fr, en = f"le dossier {folder}", f"the folder {folder}"
        if folder == Path():
            fr, en = f"le dossier de {path}", f"the folder of {path}"
        elif os.path.lexists(path) and os.access(folder, os.W_OK):
            fr, en = f"{path}", f"{path}"
        if _is_read_only(folder):
            super().__init__(
                fr=f"Impossible d'écrire dans {fr} : son disque ou son support est en lecture "
                "seule.",
                en=f"Nothing can be written to {en}: its disk or medium is read-only.",
            )
        else:
            super().__init__(
                fr=f"Impossible d'écrire dans {fr} : il en faut le droit.",
                en=f"Nothing can be written to {en}: it takes the right to do so.",
            )


def _is_read_only(folder: Path) -> bool:
    """Whether the medium itself takes nothing, whoever asks."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except (OSError, AttributeError):  # gone, or a system that does not tell
        return False


class UnreadableFile(Fault):
    """The system refuses to give the file's content."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} ne peut pas être lu : ce n'est pas un fichier, ou il est protégé.",
            en=f"{path} cannot be read: it is no file, or it is protected.",
        )


class FullDisk(Fault):
    """The system had no room for what had to be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"Le disque de {path} est plein ou en panne : rien n'a été enregistré.",
            en=f"The disk of {path} is full or failing: nothing was recorded.",
        )
