"""What can be wrong with a register, each with its own sentence."""

from pathlib import Path

from prescription.language import Fault

ROLES_FR = {
    "reader": "lecteur",
    "capturer": "saisie",
    "validator": "validateur",
    "administrator": "administrateur",
}


class WrongPassphrase(Fault):
    """No slot of the key file opens with this passphrase."""

    def __init__(self) -> None:
        super().__init__(
            fr="La phrase de passe n'est pas la bonne.",
            en="The passphrase is wrong.",
        )


class EmptyPassphrase(Fault):
    """A passphrase of blanks protects nothing."""

    def __init__(self) -> None:
        super().__init__(
            fr="La phrase de passe est vide : choisissez-en une.",
            en="The passphrase is empty: choose one.",
        )


class RegisterMissing(Fault):
    """There is no file at this path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"Il n'y a pas de registre à cet endroit : {path}.",
            en=f"There is no register here: {path}.",
        )


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


class EmptyFile(Fault):
    """Zero bytes: SQLCipher would take it for a new database."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} est vide (zéro octet) : restaurez une sauvegarde.",
            en=f"{path} is empty (zero bytes): restore a backup.",
        )


class PlainDatabase(Fault):
    """An unencrypted SQLite database."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} est une base SQLite en clair, pas un registre chiffré.",
            en=f"{path} is a plain SQLite database, not an encrypted register.",
        )


class NoRegister(Fault):
    """A file of another kind."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} n'est pas un registre d'Ordonnancier.",
            en=f"{path} is not a register of Ordonnancier.",
        )


class KeyFileMissing(Fault):
    """The register stands alone, without the file that holds its wrapped key."""

    def __init__(self, path: Path, keys: Path) -> None:
        super().__init__(
            fr=f"Le fichier de clés {keys.name} manque à côté de {path} : remettez-le, "
            "ou ouvrez le registre avec la fiche de secours.",
            en=f"The key file {keys.name} is missing beside {path}: put it back, "
            "or open the register with the recovery sheet.",
        )


class KeyFileDamaged(Fault):
    """The key file is not what was written."""

    def __init__(self, keys: Path) -> None:
        super().__init__(
            fr=f"Le fichier de clés {keys} est endommagé : remettez-en une copie, "
            "ou ouvrez le registre avec la fiche de secours.",
            en=f"The key file {keys} is damaged: put back a copy, "
            "or open the register with the recovery sheet.",
        )


class KeyFileForeign(Fault):
    """The key file belongs to another register."""

    def __init__(self, path: Path, keys: Path) -> None:
        super().__init__(
            fr=f"{path} n'est pas le registre auquel appartient le fichier de clés {keys.name}.",
            en=f"{path} is not the register that the key file {keys.name} belongs to.",
        )


class NewerRegister(Fault):
    """Written by a later version of the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} a été écrit par une version plus récente d'Ordonnancier : "
            "mettez le logiciel à jour.",
            en=f"{path} was written by a newer version of Ordonnancier: update the software.",
        )


class TruncatedRegister(Fault):
    """The file is shorter than it says."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} est tronqué : la fin du fichier manque, restaurez une sauvegarde.",
            en=f"{path} is truncated: the end of the file is missing, restore a backup.",
        )


class DamagedRegister(Fault):
    """The key is right, the content is not what was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} est endommagé : ne l'effacez pas, restaurez une sauvegarde à côté.",
            en=f"{path} is damaged: do not delete it, restore a backup beside it.",
        )


class BusyRegister(Fault):
    """Another program keeps writing to the register."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"{path} est occupé par un autre programme : réessayez dans un instant.",
            en=f"{path} is in use by another program: try again in a moment.",
        )


class NoCipher(Fault):
    """The SQLite at hand does not encrypt: then no register is opened."""

    def __init__(self) -> None:
        super().__init__(
            fr="SQLCipher manque : réinstallez le paquet sqlcipher3.",
            en="SQLCipher is missing: reinstall the package sqlcipher3.",
        )


class NoSuchEntry(Fault):
    """No entry bears this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            fr=f"Il n'y a pas d'entrée {number}.",
            en=f"There is no entry {number}.",
        )


class AlreadyCorrected(Fault):
    """The history of an entry has one thread: only its newest version is corrected."""

    def __init__(self, number: int) -> None:
        super().__init__(
            fr=f"L'entrée {number} a déjà été remplacée : corrigez la plus récente.",
            en=f"Entry {number} was replaced already: correct the newer one.",
        )


class NotAllowed(Fault):
    """The user's role does not reach that far."""

    def __init__(self, role: str, needed: str) -> None:
        super().__init__(
            fr=f"Votre rôle ({ROLES_FR[role]}) ne le permet pas : il faut être {ROLES_FR[needed]}.",
            en=f"Your role ({role}) does not allow this: it takes the role {needed}.",
        )


class WrongRecoveryCode(Fault):
    """What was typed is not the code on the register's recovery sheet."""

    def __init__(self) -> None:
        super().__init__(
            fr="Ce code n'est pas celui de la fiche de secours de ce registre : relisez-le.",
            en="This code is not the one on the register's recovery sheet: read it again.",
        )


class UserExists(Fault):
    """Two users of one register have two names."""

    def __init__(self, name: str) -> None:
        super().__init__(
            fr=f"Il y a déjà un utilisateur nommé {name}.",
            en=f"There is a user named {name} already.",
        )


class NoSuchUser(Fault):
    """Nobody of this name opens the register."""

    def __init__(self, name: str) -> None:
        super().__init__(
            fr=f"Il n'y a pas d'utilisateur nommé {name}.",
            en=f"There is no user named {name}.",
        )


class LastAdministrator(Fault):
    """A register without an administrator could not be kept."""

    def __init__(self) -> None:
        super().__init__(
            fr="C'est le dernier administrateur : nommez-en un autre d'abord.",
            en="This is the last administrator: name another one first.",
        )


class BackupUnsound(Fault):
    """A copy that does not hold what it should is no backup."""

    def __init__(self, path: Path, *, fr: str, en: str) -> None:
        super().__init__(
            fr=f"La copie {path.name} n'est pas saine, elle n'a pas été gardée : {fr}.",
            en=f"The copy {path.name} is not sound, it was not kept: {en}.",
        )


class InUse(Fault):
    """Another window has the register."""

    def __init__(self, path: Path, process: str, host: str) -> None:
        super().__init__(
            fr=f"{path.name} est déjà ouvert sur {host or 'un autre poste'} "
            f"(processus {process or 'inconnu'}).",
            en=f"{path.name} is open already on {host or 'another computer'} "
            f"(process {process or 'unknown'}).",
        )
