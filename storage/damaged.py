"""Reading a register that is known to be damaged, as far as it can be read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.faults import DamagedRegister
from storage.keyring import DataKey
from storage.vault import Vault, connect


class DamagedVault(Vault):
    """A database that is known to be damaged, open to be read where it can be.

    One page whose seal fails makes SQLCipher refuse everything more on the same connection: each
    time the connection is replaced.
    """

    def __init__(self, path: Path, key: DataKey) -> None:
        self._key = key
        super().__init__(path, self._connected(path))

    def query(
        self, sql: str, values: Sequence[Any] | dict[str, Any] = ()
    ) -> Iterator[dict[str, Any]]:
        """The rows of a query up to the damage, which is then raised."""
        rows: list[dict[str, Any]] = []
        fault: DamagedRegister | None = None
        try:
            # All at once: another query's damage would end the connection under this one.
            rows.extend(super().query(sql, values))
        except DamagedRegister as error:
            fault = error
        yield from rows
        if fault:
            raise fault

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            with super()._asking():
                yield
        except DamagedRegister:
            self.close()
            self.database = self._connected(self.path)
            raise

    def _connected(self, path: Path) -> Any:
        database = connect(path, self._key).database
        database.conn.execute("PRAGMA query_only = ON")
        return database
