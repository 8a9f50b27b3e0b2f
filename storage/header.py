"""What can be told of a file before any key: the first sixteen bytes, and the right to write."""

import os
from pathlib import Path

from storage.faults import (
    EmptyFile,
    NoRegister,
    PlainDatabase,
    ReadOnlyPlace,
    RegisterMissing,
    UnreadableFile,
)
from storage.keyring import SALT_BYTES

PLAIN_HEADER = b"SQLite format 3\x00"


def check_file(path: Path, *, writable: bool = True) -> bytes:
    """What can be told without the key; the file's salt (16 bytes). Raises Fault."""
    try:
        with path.open("rb") as stream:
            header = stream.read(SALT_BYTES)
    except FileNotFoundError:
        raise RegisterMissing(path) from None
    except OSError:
        raise UnreadableFile(path) from None
    if not header:
        raise EmptyFile(path)
    if header == PLAIN_HEADER:
        raise PlainDatabase(path)
    if len(header) < SALT_BYTES:
        raise NoRegister(path)
    # Asked of the system with the real user: WAL needs its two files beside the register.
    if writable and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ReadOnlyPlace(path)
    return header
