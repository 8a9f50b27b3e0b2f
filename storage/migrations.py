"""The register's tables, one function a step; the version is SQLite's `user_version`.

Every step runs in one transaction with the change of version, so a register is at a version or at
the next, never between. A released step is never edited: a change is a new step at the end.
"""

from collections.abc import Callable, Sequence

from storage.faults import NewerRegister
from storage.vault import Vault, is_complete

APPEND_ONLY = """
CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
"""


CHAINED = """
CREATE TRIGGER {table}_numbers_have_no_gap BEFORE INSERT ON {table}
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM {table})
BEGIN SELECT RAISE(ABORT, 'numbers follow each other'); END;
"""


def create_prescriptions(vault: Vault) -> None:
    """Prescriptions, numbered from 1 without a gap and chained, with their page images.

    `prescription` holds the chain alone; what it seals stands in `prescription_content`, whose
    digest is salted so that it tells nothing once the content is purged.
    """
    _run(
        vault,
        """
        CREATE TABLE prescription (
          number INTEGER PRIMARY KEY CHECK (number > 0),
          recorded_at TEXT NOT NULL,
          recorded_by TEXT NOT NULL,
          corrects INTEGER UNIQUE REFERENCES prescription (number) CHECK (corrects < number),
          content_digest BLOB NOT NULL CHECK (length(content_digest) = 32),
          previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
          hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
        ) STRICT;
        CREATE TABLE prescription_content (
          number INTEGER PRIMARY KEY REFERENCES prescription (number),
          salt BLOB NOT NULL,
          source TEXT NOT NULL CHECK (json_valid(source)),
          content TEXT NOT NULL CHECK (json_valid(content)),
          readings TEXT NOT NULL CHECK (json_valid(readings)),
          confirmed_by TEXT NOT NULL CHECK (confirmed_by <> ''),
          confirmed_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE page_image (
          sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
          image BLOB NOT NULL
        ) STRICT;
        CREATE TABLE prescription_page (
          number INTEGER NOT NULL REFERENCES prescription_content (number),
          page INTEGER NOT NULL CHECK (page > 0),
          sha256 BLOB NOT NULL REFERENCES page_image (sha256),
          PRIMARY KEY (number, page)
        ) STRICT, WITHOUT ROWID;
        """,
        chained="prescription",
        append_only=("prescription", "prescription_content", "page_image", "prescription_page"),
    )


def create_ordonnancier(vault: Vault) -> None:
    """The ordonnancier: a series of numbers and a chain of its own, one line a listed drug."""
    _run(
        vault,
        """
        CREATE TABLE ordonnancier (
          number INTEGER PRIMARY KEY CHECK (number > 0),
          prescription INTEGER NOT NULL REFERENCES prescription (number),
          listing TEXT NOT NULL CHECK (listing IN ('I', 'II', 'stupéfiant')),
          recorded_at TEXT NOT NULL,
          recorded_by TEXT NOT NULL,
          corrects INTEGER UNIQUE REFERENCES ordonnancier (number) CHECK (corrects < number),
          content_digest BLOB NOT NULL CHECK (length(content_digest) = 32),
          previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
          hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX ordonnancier_by_prescription ON ordonnancier (prescription);
        CREATE TABLE ordonnancier_content (
          number INTEGER PRIMARY KEY REFERENCES ordonnancier (number),
          salt BLOB NOT NULL,
          content TEXT NOT NULL CHECK (json_valid(content))
        ) STRICT;
        """,
        chained="ordonnancier",
        append_only=("ordonnancier", "ordonnancier_content"),
    )


MIGRATIONS: tuple[Callable[[Vault], None], ...] = (create_prescriptions, create_ordonnancier)


def migrate(vault: Vault) -> None:
    """Bring a register to the newest version. Raises NewerRegister, or Fault."""
    while (version := _version(vault)) < len(MIGRATIONS):
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


def _run(vault: Vault, tables: str, *, chained: str, append_only: Sequence[str]) -> None:
    triggers = "".join(APPEND_ONLY.format(table=table) for table in append_only)
    # Not executescript: that would commit the transaction it runs in.
    for statement in _statements(tables + CHAINED.format(table=chained) + triggers):
        vault.execute(statement)


def _statements(script: str) -> list[str]:
    statements, lines = [], []
    for line in script.splitlines():
        lines.append(line)
        text = "\n".join(lines)
        if text.strip() and is_complete(text):
            statements.append(text)
            lines = []
    return statements
