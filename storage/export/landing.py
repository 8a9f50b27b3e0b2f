"""How exports reach the disk: whole or not at all, owner-only, or inside an encrypted ZIP."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from storage.faults import MissingExtra
from storage.files import write_replacing

Write = Callable[[BinaryIO], object]
"""Writes one file's content to a stream; what it gives back does not matter."""


@contextmanager
def as_text(stream: BinaryIO) -> Iterator[TextIO]:
    """The stream taken as UTF-8 text whose line ends are written as they are; it stays open."""
    text = TextIOWrapper(stream, encoding="utf-8", newline="")
    yield text
    text.flush()
    text.detach()


def land(files: Mapping[Path, Write]) -> None:
    """Write the files beside their names, then rename them all. Raises Fault: none is left then."""
    with ExitStack() as stack:
        for path, write in files.items():
            write(stack.enter_context(write_replacing(path)))


def land_in_zip(path: Path, members: Mapping[str, Write], passphrase: str) -> None:
    """Write a ZIP encrypted by AES-256 (WinZip's AE-2); names and sizes of its members show.

    Nothing passes by the disk in clear. Raises Fault.
    """
    try:
        import pyzipper
    except ImportError:
        raise MissingExtra("ZIP", "research") from None
    with (
        write_replacing(path) as stream,
        pyzipper.AESZipFile(
            stream, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
        ) as archive,
    ):
        archive.setpassword(passphrase.encode())
        for name, write in members.items():
            with archive.open(name, "w", force_zip64=True) as member:
                write(member)
