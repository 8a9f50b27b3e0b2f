"""Reading a register that is known to be damaged, as far as it can be read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.faults import DamagedRegister
from storage.keyring import DataKey
from storage.vault import PAGE_BYTES, Vault, connect


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
        else:
            if rows and _is_long(rows[-1]):
                fault = self._hidden_damage()
            if fault:
                rows.pop()
        yield from rows
        if fault:
            raise fault

    def _hidden_damage(self) -> DamagedRegister | None:
        """The damage of the query before, which gave zeros for the end of a long row.

        SQLCipher refuses only the next page then, which may be that of a row that is sound.
        """
        try:
            self.value("PRAGMA shrink_memory")  # what is in memory is not refused
            self.value("SELECT count(*) FROM sqlite_schema")
        except DamagedRegister as error:
            return error
        return None

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


def _is_long(row: dict[str, Any]) -> bool:
    """Whether a row may go on in pages of its own, as only one of nearly a page does."""
    sizes = (len(value) for value in row.values() if isinstance(value, (bytes, str)))
    return sum(sizes) > PAGE_BYTES // 8
