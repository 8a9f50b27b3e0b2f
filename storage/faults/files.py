"""What the system refuses to do with a file."""

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
    """The register needs to write beside itself, and may not."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"Impossible d'écrire dans le dossier de {path} : il faut le droit d'y écrire.",
            en=f"The folder of {path} cannot be written to: you need the right to write there.",
        )


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
