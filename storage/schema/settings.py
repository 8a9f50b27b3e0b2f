"""The table of the register's settings."""

from storage.statements import run_statements
from storage.vault import Vault


def create_settings(vault: Vault) -> None:
    """What belongs to the register and not to one computer: the pharmacy, where backups go."""
    run_statements(
        vault,
        """
        CREATE TABLE setting (
          name TEXT PRIMARY KEY,
          value TEXT NOT NULL CHECK (json_valid(value)),
          changed_at TEXT NOT NULL,
          changed_by TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    )
