"""The table of which drafts are to replace a recorded prescription."""

from storage.statements import run_statements
from storage.vault import Vault


def create_corrections(vault: Vault) -> None:
    """A correction waits in the queue as any draft does, and knows what it replaces."""
    run_statements(
        vault,
        """
        CREATE TABLE draft_correction (
          draft INTEGER PRIMARY KEY REFERENCES draft (id),
          corrects INTEGER NOT NULL REFERENCES prescription (number)
        ) STRICT;
        """,
    )
