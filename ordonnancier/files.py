"""Reading what the user names, with a sentence for each way it can fail."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from prescription.language import Fault, say

STANDARD_INPUT = Path("-")
SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif", ".pdf")
"""What a page's file is called, in lower case."""


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Put the file's name before the sentence of a Fault raised inside."""
    try:
        yield
    except Fault as fault:
        raise Fault(fr=f"{name} : {fault.fr}", en=f"{name}: {fault.en}") from fault


def open_bytes(path: Path) -> AbstractContextManager[BinaryIO]:
    """A file, or standard input for `-`, to read. Raises Fault when the system does not give it."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise Fault(fr="Elle est fermée.", en="It is closed.")
        return nullcontext(sys.stdin.buffer)
    try:
        return open(path, "rb", opener=_open_at_once)
    except OSError as error:
        raise fault_of(error) from None


def _open_at_once(path: str, flags: int) -> int:
    """A pipe that nobody writes to is empty: without O_NONBLOCK its opening would never end."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(handle, True)
    return handle


def read_bytes(path: Path, *, at_most: int) -> bytes:
    """The content of a file, or of standard input for `-`. Raises Fault.

    One byte in excess of `at_most` lets the reader of the content say that it is too large.
    """
    with open_bytes(path) as stream:
        try:
            return stream.read(at_most + 1)
        except OSError as error:
            raise fault_of(error) from None


def shown_name(path: Path) -> str:
    """The file's name as text that can be written anywhere, whatever bytes the system gave."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def shown_path(path: Path) -> str:
    """The whole path as it was given, as text that can be written anywhere."""
    return os.fsencode(path).decode("utf-8", "replace")


def named(path: Path) -> str:
    """What a message calls a file the user named: on one line, whatever stands in the name."""
    if path == STANDARD_INPUT:
        return say(fr="entrée standard", en="standard input")
    return "".join(c if c.isprintable() else _escaped(c) for c in str(path))


def _escaped(character: str) -> str:
    """`\\n` for a line break, `\\xff` for a byte that is no text."""
    code = ord(character)
    is_byte = 0xDC80 <= code <= 0xDCFF
    return f"\\x{code - 0xDC00:02x}" if is_byte else ascii(character)[1:-1]


def fault_of(error: OSError) -> Fault:
    """Why the system does not give a file, without the file's name."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Fault(fr="Ce fichier n'existe pas.", en="There is no such file.")
    if isinstance(error, IsADirectoryError):
        return Fault(
            fr="C'est un dossier : donnez les fichiers qu'il contient.",
            en="This is a folder: give the files that are in it.",
        )
    if isinstance(error, PermissionError):
        return Fault(
            fr="Vous n'avez pas le droit de lire ce fichier.",
            en="You have no right to read this file.",
        )
    if error.errno == errno.ELOOP:
        return Fault(
            fr="Ce lien tourne en rond et ne mène à aucun fichier.",
            en="This link goes round in circles and leads to no file.",
        )
    if error.errno == errno.ENXIO:
        return Fault(
            fr="Ce n'est pas un fichier que l'on puisse lire.",
            en="This is no file that can be read.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Fault(fr="Ce nom est trop long.", en="This name is too long.")
    return Fault(
        fr=f"Le système ne donne pas ce fichier ({error.strerror}).",
        en=f"The system does not give this file ({error.strerror}).",
    )
