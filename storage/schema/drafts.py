"""The tables of what waits: files to be read, drafts to be looked at."""

from storage.statements import run_statements
from storage.vault import Vault


def create_drafts(vault: Vault) -> None:
    """The queue of drafts, and what the machine had read of a prescription that came from it."""
    run_statements(
        vault,
        """
        CREATE TABLE draft (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          source TEXT NOT NULL CHECK (json_valid(source)),
          machine TEXT NOT NULL CHECK (json_valid(machine)),
          current TEXT NOT NULL CHECK (json_valid(current)),
          captured_at TEXT NOT NULL,
          captured_by TEXT NOT NULL,
          changed_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE draft_page (
          draft INTEGER NOT NULL REFERENCES draft (id),
          page INTEGER NOT NULL CHECK (page > 0),
          sha256 BLOB NOT NULL REFERENCES page_image (sha256),
          PRIMARY KEY (draft, page)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX draft_page_by_image ON draft_page (sha256);
        CREATE TABLE prescription_draft (
          number INTEGER PRIMARY KEY REFERENCES prescription_content (number),
          machine TEXT NOT NULL CHECK (json_valid(machine)),
          captured_at TEXT NOT NULL,
          captured_by TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER prescription_draft_is_never_changed BEFORE UPDATE ON prescription_draft
        BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
        CREATE TRIGGER prescription_draft_is_kept BEFORE DELETE ON prescription_draft
        WHEN NOT EXISTS (
          SELECT 1 FROM purged WHERE kind = 'prescription' AND number = OLD.number)
        BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
        """,
    )


def create_captures(vault: Vault) -> None:
    """The files that wait to be read."""
    run_statements(
        vault,
        """
        CREATE TABLE capture (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL,
          data BLOB NOT NULL,
          captured_at TEXT NOT NULL,
          captured_by TEXT NOT NULL,
          fault TEXT
        ) STRICT;
        """,
    )
