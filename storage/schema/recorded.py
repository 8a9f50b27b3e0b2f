"""The tables of what is recorded: prescriptions and the ordonnancier."""

from storage.statements import run_statements
from storage.vault import Vault


def create_prescriptions(vault: Vault) -> None:
    """Prescriptions, numbered from 1 without a gap and chained, with their page images.

    `prescription` holds the chain alone; what it seals stands in `prescription_content`, whose
    digest is salted so that it tells nothing once the content is purged.
    """
    run_statements(
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
        chained=["prescription"],
        append_only=("prescription", "prescription_content", "page_image", "prescription_page"),
    )


def create_ordonnancier(vault: Vault) -> None:
    """The ordonnancier: a series of numbers and a chain of its own, one line a listed drug."""
    run_statements(
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
        chained=["ordonnancier"],
        append_only=("ordonnancier", "ordonnancier_content"),
    )
