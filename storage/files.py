"""Files that appear whole or not at all, readable by their owner alone."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from prescription.language import Fault
from storage.faults import FolderMissing, FullDisk, PathTaken, ReadOnlyPlace, UnreadableFile

OWNER_ONLY = 0o600
ABANDONED = 3600.0
"""Seconds after which nobody writes a part any more."""
_OPENED = "/proc/self/fd"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def fault_of(error: OSError, path: Path) -> Fault:
    """What the system's refusal means to the user."""
    if error.errno in _NO_ROOM:
        return FullDisk(path)
    if isinstance(error, FileExistsError):
        return PathTaken(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        # What the system makes up, such as /proc, answers thus though the folder is there.
        return ReadOnlyPlace(path) if path.parent.is_dir() else FolderMissing(path.parent)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyPlace(path)
    return UnreadableFile(path)


def refuse_taken(*paths: Path) -> None:
    """Raise PathTaken when something stands at one of these paths."""
    for path in paths:
        # Where one may not even look, writing tells.
        if os.path.lexists(path):
            raise PathTaken(path)


def refuse_register(register: Path, *paths: Path) -> None:
    """Raise PathTaken for `register`, a copy of one, and what belongs to them: keys, log.

    Nothing ever takes their place, whatever a dialog of files agreed to.
    """
    for path in paths:
        beside = path.parent.resolve() == register.parent.resolve()
        own = beside and path.name.startswith(register.name)
        if own or any(suffix.startswith(".ordonnancier") for suffix in path.suffixes):
            refuse_taken(path)


def create_owner_only(path: Path, named: Path | None = None) -> int:
    """A file descriptor on a new empty file. Raises Fault when the path is taken or refused.

    The Fault speaks of `named`, where the user named another file.
    """
    try:
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY)
    except OSError as error:
        raise fault_of(error, named or path) from None


@contextmanager
def write_replacing(path: Path) -> Iterator[BinaryIO]:
    """Write beside `path`, flush to the disk, then rename over it; on failure nothing is left.

    Nor is where the program ends midway, if the file system knows files without a name (Linux's
    do); where it does not (FAT), the next writing takes it away. Raises Fault when the place cannot
    be written to.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    nameless = _create_nameless(path.parent)
    if nameless is None:
        with suppress(OSError):
            sweep_parts(path, older=ABANDONED)
    descriptor = create_owner_only(part, path) if nameless is None else nameless
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if nameless is not None:
                _name(nameless, part)
        part.replace(path)
        flush_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise fault_of(error, path) from None
        raise


def _create_nameless(folder: Path) -> int | None:
    """A file descriptor on a new empty file that goes with the program; None where there is none.

    Source: open(2), O_TMPFILE.
    """
    if not Path(_OPENED).is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, OWNER_ONLY)
    except (OSError, AttributeError):
        return None


def _name(nameless: int, part: Path) -> None:
    """Give a file its first name; where the system gives it none, a copy. Raises OSError."""
    try:
        # With a folder given, whichever, Python follows the link that /proc has for the file.
        os.link(f"{_OPENED}/{nameless}", part, src_dir_fd=nameless)
    except OSError:
        os.lseek(nameless, 0, os.SEEK_SET)
        with (
            os.fdopen(os.dup(nameless), "rb") as written,
            os.fdopen(create_owner_only(part), "wb") as copy,
        ):
            shutil.copyfileobj(written, copy)
            copy.flush()
            os.fsync(copy.fileno())


def remove_database(path: Path) -> None:
    """Take back a database whose creation failed, with its log. Raises OSError."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file = path.with_name(path.name + suffix)
        # A read-only medium refuses to remove even what is not there.
        if os.path.lexists(file):
            file.unlink(missing_ok=True)


def sweep_parts(path: Path, older: float = 0.0) -> None:
    """Remove what an interrupted writing of `path` left beside it `older` seconds ago or before."""
    last = time.time() - older
    for part in path.parent.iterdir():
        is_part = part.name.startswith(f".{path.name}.") and ".part" in part.suffixes[-1]
        if is_part and (not older or part.stat().st_mtime <= last):
            part.unlink()


def rename_new(part: Path, path: Path) -> None:
    """Give a finished file its name, which must still be free. Raises OSError."""
    try:
        os.link(part, path)
        part.unlink()
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links (FAT)
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Make a file's content survive a power cut."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
