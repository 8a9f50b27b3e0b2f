"""Why a register does not open."""

from pathlib import Path

from prescription.language import Fault


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


class ShortPassphrase(Fault):
    """A new passphrase that a stolen file would not resist with."""

    def __init__(self, shortest: int) -> None:
        super().__init__(
            fr=f"Il faut une phrase de passe d'au moins {shortest} caractères.",
            en=f"A passphrase of at least {shortest} characters is needed.",
        )


class TooManyAttempts(Fault):
    """Wrong passphrases one after the other: the next one must wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            fr="Trop de phrases de passe fausses : celle-ci n'a pas été essayée. Tapez-la de "
            f"nouveau dans {seconds} s.",
            en=f"Too many wrong passphrases: this one was not tried. Type it again in {seconds} s.",
        )


class RegisterMissing(Fault):
    """There is no file at this path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            fr=f"Il n'y a pas de registre à cet endroit : {path}.",
            en=f"There is no register here: {path}.",
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


class WrongRecoveryCode(Fault):
    """What was typed is not the code on the register's recovery sheet."""

    def __init__(self) -> None:
        super().__init__(
            fr="Ce code n'est pas celui de la fiche de secours de ce registre : relisez-le.",
            en="This code is not the one on the register's recovery sheet: read it again.",
        )
