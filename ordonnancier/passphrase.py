"""The register's passphrase: typed unseen at the terminal, or read from a file descriptor."""

import getpass
import os
import sys

from prescription.language import Fault, say

SHORTEST_PASSPHRASE = 12
"""Characters of a new passphrase: below, a stolen file can be guessed."""
LONGEST_PASSPHRASE = 4096


def existing_passphrase(descriptor: int | None) -> str:
    """The passphrase of a register that exists. Raises Fault when there is nobody to ask."""
    return _ask(descriptor, say(fr="Phrase de passe : ", en="Passphrase: "))


def new_passphrase(descriptor: int | None) -> str:
    """A passphrase for a new register, typed twice. Raises Fault when it is short or differs."""
    passphrase = _ask(descriptor, say(fr="Nouvelle phrase de passe : ", en="New passphrase: "))
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Fault(
            fr=f"Il faut une phrase de passe d'au moins {SHORTEST_PASSPHRASE} caractères.",
            en=f"A passphrase of at least {SHORTEST_PASSPHRASE} characters is needed.",
        )
    if descriptor is None:
        again = _ask(None, say(fr="Encore une fois : ", en="Once more: "))
        if again != passphrase:
            raise Fault(fr="Les deux saisies diffèrent.", en="The two entries differ.")
    return passphrase


def _ask(descriptor: int | None, prompt: str) -> str:
    if descriptor is not None:
        return _read_line(descriptor)
    if not _has_terminal():
        raise Fault(
            fr="Il n'y a pas de terminal où demander la phrase de passe : donnez --passphrase-fd.",
            en="There is no terminal to ask for the passphrase: give --passphrase-fd.",
        )
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise Fault(
            fr="Aucune phrase de passe n'a été donnée.", en="No passphrase was given."
        ) from None


def _read_line(descriptor: int) -> str:
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            line = stream.readline(LONGEST_PASSPHRASE)
    except OSError:
        raise Fault(
            fr=f"Le descripteur {descriptor} ne peut pas être lu : il faut --passphrase-fd 3 3<…",
            en=f"Descriptor {descriptor} cannot be read: it takes --passphrase-fd 3 3<…",
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
