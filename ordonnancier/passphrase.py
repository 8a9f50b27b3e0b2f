"""The register's passphrase: typed unseen, read from a file descriptor, or kept by the keyring."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prescription.language import Fault, say
from storage.faults import MissingExtra

if TYPE_CHECKING:
    from storage.register import Register

LONGEST_PASSPHRASE = 4096
SERVICE = "ordonnancier"
"""The name under which the system's keyring keeps passphrases."""


@dataclass(frozen=True, slots=True)
class Access:
    """How a command gets into a register: as whom, and where the passphrase comes from."""

    user: str | None = None
    descriptor: int | None = None
    keyring: bool = False

    def passphrase(self, register: Path) -> str:
        """The passphrase of a register that exists. Raises Fault when there is nobody to ask."""
        if self.keyring:
            return kept_passphrase(register, self.user)
        return ask(self.descriptor, say(fr="Phrase de passe : ", en="Passphrase: "))

    def open(self, register: Path) -> "Register":
        """The register, open. Raises Fault."""
        from storage.register import Register

        return Register.open(register, self.passphrase(register), user=self.user)


def new_passphrase(descriptor: int | None, *, option: str = "--passphrase-fd") -> str:
    """A passphrase that is typed twice. Raises Fault when it is short or differs."""
    from storage.passphrase import check_new_passphrase

    prompt = say(fr="Nouvelle phrase de passe : ", en="New passphrase: ")
    passphrase = ask(descriptor, prompt, option=option)
    check_new_passphrase(passphrase)
    if descriptor is None:
        again = ask(None, say(fr="Encore une fois : ", en="Once more: "))
        if again != passphrase:
            raise Fault(fr="Les deux saisies diffèrent.", en="The two entries differ.")
    return passphrase


def keep_passphrase(register: Path, user: str | None, passphrase: str) -> None:
    """Give a passphrase to the system's keyring. Raises Fault when there is none."""
    with _keyring() as keyring:
        keyring.set_password(SERVICE, _account(register, user), passphrase)


def forget_passphrase(register: Path, user: str | None) -> None:
    """Take a passphrase back from the system's keyring. Raises Fault when it is not there."""
    with _keyring() as keyring:
        keyring.delete_password(SERVICE, _account(register, user))


def kept_passphrase(register: Path, user: str | None) -> str:
    """The passphrase that the system's keyring keeps. Raises Fault."""
    with _keyring() as keyring:
        passphrase = keyring.get_password(SERVICE, _account(register, user))
    if passphrase is None:
        raise _not_kept()
    return str(passphrase)


def ask(descriptor: int | None, prompt: str, *, option: str = "--passphrase-fd") -> str:
    """One line that nobody sees, from a descriptor or the terminal. Raises Fault."""
    if descriptor is not None:
        return _read_line(descriptor, option)
    if not _has_terminal():
        raise Fault(
            fr=f"Il n'y a pas de terminal où demander la phrase de passe : donnez {option}.",
            en=f"There is no terminal to ask for the passphrase: give {option}.",
        )
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise Fault(
            fr="Aucune phrase de passe n'a été donnée.", en="No passphrase was given."
        ) from None


@contextmanager
def _keyring() -> Iterator[Any]:
    """The library that speaks with the system's keyring, its refusals turned into Faults."""
    try:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError
    except ImportError:
        raise MissingExtra(say(fr="le trousseau", en="the keyring"), "keyring") from None
    try:
        yield keyring
    except PasswordDeleteError:
        raise _not_kept() from None
    except KeyringError:
        raise Fault(
            fr="Ce système n'a pas de trousseau ouvert : donnez la phrase de passe autrement.",
            en="This system has no open keyring: give the passphrase another way.",
        ) from None


def _account(register: Path, user: str | None) -> str:
    return f"{user or ''}@{register.resolve()}"


def _not_kept() -> Fault:
    return Fault(
        fr="Le trousseau n'a pas la phrase de passe de ce registre : « ordonnancier register "
        "passphrase keep » l'y met.",
        en="The keyring does not have this register's passphrase: "
        '"ordonnancier register passphrase keep" puts it there.',
    )


def _read_line(descriptor: int, option: str) -> str:
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            line = stream.readline(LONGEST_PASSPHRASE)
    except OSError:
        raise Fault(
            fr=f"Le descripteur {descriptor} ne peut pas être lu : il faut {option} 3 3<…",
            en=f"Descriptor {descriptor} cannot be read: it takes {option} 3 3<…",
        ) from None
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise Fault(
            fr="La phrase de passe n'est pas en UTF-8.", en="The passphrase is not UTF-8."
        ) from None


def _has_terminal() -> bool:
    # getpass would otherwise read standard input, where the passphrase would be seen.
    if os.name == "posix":
        try:
            os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
        except OSError:
            return False
        return True
    return sys.stdin is not None and sys.stdin.isatty()
