"""Bringing a register to the newest version; the version is SQLite's `user_version`."""

from storage.faults import NewerRegister
from storage.schema import MIGRATIONS
from storage.vault import Vault


def migrate(vault: Vault, to: int | None = None) -> None:
    """Bring a register to version `to`, the newest by default. Raises NewerRegister, or Fault."""
    newest = len(MIGRATIONS) if to is None else to
    while (version := _version(vault)) < newest:
        with vault.writing():
            # Another process may have been faster while this one waited for the lock.
            if _version(vault) == version:
                MIGRATIONS[version](vault)
                vault.execute(f"PRAGMA user_version = {version + 1}")
    if version > len(MIGRATIONS):
        raise NewerRegister(vault.path)


def _version(vault: Vault) -> int:
    version: int = vault.value("PRAGMA user_version")
    return version
