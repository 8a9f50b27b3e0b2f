"""What an open register refuses to do."""

from pathlib import Path

from prescription.language import Fault
from storage.roles import ROLES


class NoSuchEntry(Fault):
    """No entry bears this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            fr=f"Il n'y a pas d'entrée {number}.",
            en=f"There is no entry {number}.",
        )


class NotWaiting(Fault):
    """A file left the queue meanwhile: it was read, keyed in or given up."""

    def __init__(self) -> None:
        super().__init__(
            fr="Ce fichier n'est plus dans la file : rien n'a été fait.",
            en="This file is no longer in the queue: nothing was done.",
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
            fr=f"Votre rôle ({ROLES[role][0]}) ne le permet pas : il faut le rôle "
            f"{ROLES[needed][0]}.",
            en=f"Your role ({role}) does not allow this: it takes the role {needed}.",
        )


class UserExists(Fault):
    """Two users of one register have two names."""

    def __init__(self, name: str) -> None:
        super().__init__(
            fr=f"Il y a déjà un utilisateur nommé {name}.",
            en=f"There is a user named {name} already.",
        )


class PassphraseTaken(Fault):
    """A passphrase tells who opens the register: two users have two."""

    def __init__(self) -> None:
        super().__init__(
            fr="Cette phrase de passe ouvre déjà le registre pour quelqu'un d'autre : "
            "choisissez-en une autre.",
            en="This passphrase opens the register for somebody else: choose another one.",
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


class AlreadyRecorded(Fault):
    """What was read in the place of drafts is in the register: they cannot come back."""

    def __init__(self) -> None:
        super().__init__(
            fr="Une ordonnance lue ainsi est déjà enregistrée : l'arrangement ne se défait plus.",
            en="A prescription read like this is recorded: the arrangement cannot be undone.",
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


class NoPharmacy(Fault):
    """Every printed page must name who keeps the register."""

    def __init__(self) -> None:
        super().__init__(
            fr="Dites d'abord quelle pharmacie tient ce registre : « ordonnancier register "
            "pharmacy REGISTRE --name … --address … ».",
            en='Say first which pharmacy keeps this register: "ordonnancier register pharmacy '
            'REGISTER --name … --address …".',
        )


class MissingExtra(Fault):
    """A library that only some exports need is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            fr=f"Pour {what}, installez le complément : pip install 'ordonnancier[{extra}]'.",
            en=f"For {what}, install the extra: pip install 'ordonnancier[{extra}]'.",
        )
