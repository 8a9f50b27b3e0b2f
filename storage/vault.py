"""The one module that opens databases: SQLCipher always, a plain SQLite file never.

sqlite-utils takes whatever driver it finds under the name `pysqlite3`, and given a path it opens
(or creates) an unencrypted file without a word. So SQLCipher's driver is put under that name before
sqlite-utils is first imported, and its `Database` refuses everything but a SQLCipher connection.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3
from sqlcipher3 import dbapi2

if "sqlite_utils" in sys.modules:
    raise ImportError("storage.vault must be imported before sqlite_utils")
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

import sqlite_utils  # noqa: E402 - the driver stands under its name only now

from storage.faults import (  # noqa: E402
    DamagedRegister,
    NoCipher,
    NoRegister,
    TruncatedRegister,
)
from storage.files import create_owner_only, flush_folder, remove_database  # noqa: E402
from storage.header import check_file  # noqa: E402
from storage.keyring import DataKey  # noqa: E402
from storage.result_codes import is_busy, told  # noqa: E402

PAGE_BYTES = 4096
APPLICATION_ID = 0x4F52444F  # "ORDO"
BUSY_SECONDS = 10.0
ASKING_SECONDS = 0.002
QUICK_CHECK_BYTES = 16 << 20

_open_connection: Any = sqlite_utils.Database.__init__


def _refuse_paths(
    self: sqlite_utils.Database, connection: Any = None, *rest: Any, **named: Any
) -> None:
    if not isinstance(connection, dbapi2.Connection):
        raise TypeError("sqlite_utils opens no files here: go through storage.vault")
    _open_connection(self, connection, *rest, **named)


setattr(sqlite_utils.Database, "__init__", _refuse_paths)  # noqa: B010 - mypy forbids the other way


class Vault:
    """An open SQLCipher database. It belongs to the thread that opened it.

    Every database error leaves here as a Fault, save those that are bugs of ours.
    """

    def __init__(self, path: Path, database: sqlite_utils.Database) -> None:
        self.path = path
        self.database = database

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with told(self.path):
            yield

    def query(
        self, sql: str, values: Sequence[Any] | dict[str, Any] = ()
    ) -> Iterator[dict[str, Any]]:
        """The rows of a query, as they come."""
        with self._asking():
            yield from self.database.query(sql, values)

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        with self._asking():
            row = self.database.conn.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add one row to a table."""
        columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 - our own names
        with told(self.path):
            self.database.conn.execute(sql, row)

    def execute(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> None:
        """Run one statement."""
        with told(self.path):
            self.database.conn.execute(sql, values)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One view of the file: what others write meanwhile is seen once this has ended."""
        with told(self.path):
            self.database.conn.execute("BEGIN")
            try:
                yield
            finally:
                with suppress(dbapi2.Error):  # a damaged file has ended it already
                    self.database.conn.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that holds the write lock from its start; on any error nothing happened."""
        with told(self.path):
            self._begin()
            try:
                yield
                self.database.conn.execute("COMMIT")
            except BaseException:
                with suppress(dbapi2.Error):
                    self.database.conn.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        # SQLite asks for the lock less and less often while it waits: beside a program that writes
        # without pause it would ask in vain. Asking every few milliseconds gets its turn.
        execute = self.database.conn.execute
        deadline = time.monotonic() + BUSY_SECONDS
        execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    execute("BEGIN IMMEDIATE")
                    return
                except dbapi2.OperationalError as error:
                    if not is_busy(error) or time.monotonic() > deadline:
                        raise
                time.sleep(ASKING_SECONDS)
        finally:
            execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")

    def lock_out_others(self) -> None:
        """Hold the file alone until `close`. Raises BusyRegister when another program has it."""
        self.execute("PRAGMA journal_mode = DELETE")  # leaving WAL takes sole access
        self.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.execute("BEGIN EXCLUSIVE")
        self.execute("COMMIT")  # in this mode the lock stays

    def spoil(self) -> None:
        """Make this file no register, for programs that wait for one that was just replaced."""
        # Its journal would bear the name of the new file's.
        self.execute("PRAGMA journal_mode = MEMORY")
        self.execute("PRAGMA application_id = 0")

    def close(self) -> None:
        """Fold the log into the file and forget the key."""
        self.database.conn.close()


def create_vault(path: Path, key: DataKey) -> Vault:
    """A new empty encrypted database, owner-only. Raises Fault; an existing path is never touched.

    It is no register before the migrations have run.
    """
    os.close(create_owner_only(path))
    try:
        vault = connect(path, key)
        vault.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        vault.execute("PRAGMA journal_mode = WAL")
        flush_folder(path.parent)
    except BaseException:
        remove_database(path)
        raise
    return vault


def copy_vault(vault: Vault, path: Path, key: DataKey) -> None:
    """Copy an open database, in use or not, into a new file under the same key. Raises Fault."""
    os.close(create_owner_only(path))
    with told(path):
        target = _connection(path, key)
        try:
            vault.database.conn.backup(target)
        finally:
            target.close()


def open_vault(path: Path, key: DataKey) -> Vault:
    """The database at `path`, checked. Raises Fault, and then has written nothing."""
    check_file(path)
    try:
        vault = connect(path, key)
        try:
            if vault.value("PRAGMA application_id") != APPLICATION_ID:
                raise NoRegister(path)
            _check_quickly(vault)
        except BaseException:
            vault.close()
            raise
    except DamagedRegister:
        if _is_cut_short(path, key):
            raise TruncatedRegister(path) from None
        raise
    return vault


def cipher_version() -> str:
    """SQLCipher's version. Raises NoCipher when the SQLite at hand does not encrypt."""
    connection = dbapi2.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    if not row:
        raise NoCipher
    return str(row[0])


def is_complete(sql: str) -> bool:
    """Whether the text ends a statement (a trigger's body holds several)."""
    return bool(dbapi2.complete_statement(sql))


def connect(path: Path, key: DataKey) -> Vault:
    """An existing file opened as it is, unchecked: for one known to be damaged. Raises Fault."""
    _forbid_core_dumps()
    cipher_version()
    with told(path):
        connection = _connection(path, key)
        try:
            for setting in (
                "foreign_keys = ON",
                "recursive_triggers = ON",  # else REPLACE deletes behind the triggers' back
                "temp_store = MEMORY",
                "synchronous = FULL",
                "secure_delete = ON",
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "mmap_size = 0",
            ):
                connection.execute(f"PRAGMA {setting}")
            database = sqlite_utils.Database(connection, execute_plugins=False)
        except BaseException:
            connection.close()
            raise
    return Vault(path, database)


def _connection(path: Path, key: DataKey) -> dbapi2.Connection:
    connection = dbapi2.connect(
        f"file:{quote(str(path.absolute()))}?mode=rw",  # rw: never create
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}{key.salt.hex()}'\"")
    return connection


def _check_quickly(vault: Vault) -> None:
    # One view for both: between the two another program may bring the tables to a newer version.
    with vault.reading():
        vault.value("SELECT count(*) FROM sqlite_schema")
        # A whole check reads the whole file; a large register gets it from `verify` instead.
        small = vault.path.stat().st_size <= QUICK_CHECK_BYTES
        if small and vault.value("PRAGMA quick_check(1)") != "ok":
            raise DamagedRegister(vault.path)


def _is_cut_short(path: Path, key: DataKey) -> bool:
    """Whether every page that is there is sound: then what is wrong is what is missing."""
    if path.stat().st_size % PAGE_BYTES:
        return True
    try:
        connection = _connection(path, key)
        try:
            return connection.execute("PRAGMA cipher_integrity_check").fetchone() is None
        finally:
            connection.close()
    except dbapi2.DatabaseError:
        return False


def _forbid_core_dumps() -> None:
    # A core dump would hold the key and the patients.
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
