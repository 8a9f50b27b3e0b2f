"""One window at a time on a register; programs that only read or add beside it are welcome."""

import fcntl
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.faults import InUse
from storage.files import OWNER_ONLY, fault_of

_GLANCE = 0.05
"""Seconds after which `holder` of another program, which holds a lock for an instant, is past."""


def lock_file(register: Path) -> Path:
    """Where the lock of a register stands."""
    return register.with_name(register.name + ".lock")


@contextmanager
def claimed(register: Path) -> Iterator[None]:
    """Be the only window on a register; the system lets go when the process ends, however it ends.

    Raises InUse naming the process and the computer that hold it.
    """
    path = lock_file(register)
    descriptor = _locked(register, path)
    try:
        with suppress(OSError):  # a full disk: the lock holds, only the name is missing
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()} {platform.node()}".encode(), 0)
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while still held
        os.close(descriptor)


def holder(register: Path) -> InUse | None:
    """Who has a window on a register, told before any passphrase; None when nobody has."""
    try:
        descriptor = os.open(lock_file(register), os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _in_use(register, descriptor)
    finally:
        os.close(descriptor)
    return None


def _in_use(register: Path, descriptor: int) -> InUse:
    process, _, host = os.pread(descriptor, 200, 0).decode(errors="replace").partition(" ")
    return InUse(register, process, host)


def _locked(register: Path, path: Path) -> int:
    glanced = False
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
        except OSError as error:
            raise fault_of(error, path) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _stands(path, descriptor):
                return descriptor
        except OSError:
            if glanced:
                held = _in_use(register, descriptor)
                os.close(descriptor)
                raise held from None
            glanced = True
            time.sleep(_GLANCE)
        # The holder removed the file between its opening and its locking here: once more.
        os.close(descriptor)


def _stands(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
