"""One window at a time on a register; programs that only read or add beside it are welcome."""

import fcntl
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.faults import InUse
from storage.files import OWNER_ONLY, fault_of


def lock_file(register: Path) -> Path:
    """Where the lock of a register stands."""
    return register.with_name(register.name + ".lock")


@contextmanager
def claimed(register: Path) -> Iterator[None]:
    """Be the only window on a register; the system lets go when the process ends, however it ends.

    Raises InUse naming the process and the computer that hold it.
    """
    path = lock_file(register)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    except OSError as error:
        raise fault_of(error, path) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(descriptor, 200, 0).decode(errors="replace")
            process, _, host = holder.partition(" ")
            raise InUse(register, process, host) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {platform.node()}".encode(), 0)
        yield
        # Removed while still held: whoever waits on the old file then makes a new one.
        with suppress(OSError):
            path.unlink()
    finally:
        os.close(descriptor)
