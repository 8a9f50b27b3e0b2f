"""What SQLite's result codes mean to the user."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prescription.language import Fault
from storage.faults import BusyRegister, DamagedRegister, FullDisk, ReadOnlyPlace

# Primary result codes (sqlite3.h).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

_FAULTS: dict[int, type[BusyRegister | DamagedRegister | FullDisk | ReadOnlyPlace]] = {
    _BUSY: BusyRegister,
    _LOCKED: BusyRegister,
    _READONLY: ReadOnlyPlace,
    _CANTOPEN: ReadOnlyPlace,
    _IOERR: FullDisk,
    _FULL: FullDisk,
    _CORRUPT: DamagedRegister,
    _NOTADB: DamagedRegister,
}
# The same, for errors that come without a code (the online backup's).
_CODES = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}


def is_busy(error: Exception) -> bool:
    """Whether a database error says that another program has the lock."""
    code = getattr(error, "sqlite_errorcode", _CODES.get(str(error)))
    return isinstance(code, int) and code & 0xFF in (_BUSY, _LOCKED)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn a database error into the Fault it stands for; errors that are bugs pass."""
    try:
        yield
    except Fault:
        raise
    except Exception as error:
        # Only a driver's errors carry a code; its extended part is of no interest here.
        code = getattr(error, "sqlite_errorcode", _CODES.get(str(error)))
        kind = _FAULTS.get(code & 0xFF) if isinstance(code, int) else None
        if kind is None:
            raise
        raise kind(path) from None
