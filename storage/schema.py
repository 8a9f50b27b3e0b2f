"""The register's tables, one function a step; the version is SQLite's `user_version`.

Every step runs in one transaction with the change of version, so a register is at a version or at
the next, never between. A released step is never edited: a change is a new step at the end.
"""

from collections.abc import Callable

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


def create_search(vault: Vault) -> None:
    """The search index, which follows the recorded content by triggers."""
    run_statements(
        vault,
        """
        CREATE TABLE search_key (
          number INTEGER PRIMARY KEY REFERENCES prescription (number),
          authored_on TEXT,
          patient TEXT,
          birth_date TEXT,
          prescriber TEXT,
          rpps TEXT,
          drugs TEXT NOT NULL,
          source_sha256 TEXT
        ) STRICT;
        CREATE INDEX search_key_by_date ON search_key (authored_on);
        CREATE INDEX search_key_by_birth_date ON search_key (birth_date);
        CREATE INDEX search_key_by_rpps ON search_key (rpps);
        CREATE INDEX search_key_by_source ON search_key (source_sha256);
        CREATE INDEX prescription_page_by_image ON prescription_page (sha256);
        CREATE TABLE search_line (
          number INTEGER NOT NULL REFERENCES prescription (number),
          line INTEGER NOT NULL,
          atc TEXT,
          PRIMARY KEY (number, line)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX search_line_by_atc ON search_line (atc, number);
        CREATE VIRTUAL TABLE search_text USING fts5 (
          patient, prescriber, drugs, text,
          content = '', contentless_delete = 1,
          tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
        );
        CREATE VIEW search_key_of_content AS SELECT
          number,
          content ->> '$.authoredOn' AS authored_on,
          content ->> '$.patient.name' AS patient,
          content ->> '$.patient.birthDate' AS birth_date,
          content ->> '$.prescriber.name' AS prescriber,
          content ->> '$.prescriber.rpps' AS rpps,
          coalesce((SELECT group_concat(coalesce(value ->> '$.medication.name',
            value ->> '$.medication.text'), ' · ' ORDER BY key)
            FROM json_each(content, '$.medications')), '') AS drugs,
          source ->> '$.sha256' AS source_sha256
          FROM prescription_content;
        CREATE VIEW search_line_of_content AS SELECT
          number, key + 1 AS line, value ->> '$.medication.atc' AS atc
          FROM prescription_content, json_each(content, '$.medications');
        CREATE VIEW search_text_of_content AS SELECT
          number AS rowid,
          content ->> '$.patient.name' AS patient,
          concat_ws(' ', content ->> '$.prescriber.name', content ->> '$.prescriber.specialty')
            AS prescriber,
          (SELECT group_concat(concat_ws(' ', value ->> '$.medication.name',
            value ->> '$.medication.text', value ->> '$.medication.substances'), ' ')
            FROM json_each(content, '$.medications')) AS drugs,
          concat_ws(' ',
            (SELECT group_concat(value ->> '$.text', ' ')
              FROM json_each(content, '$.medications')),
            (SELECT group_concat(value ->> '$.text', ' ')
              FROM json_each(content, '$.otherItems'))) AS text
          FROM prescription_content;
        CREATE TRIGGER content_is_indexed AFTER INSERT ON prescription_content
        BEGIN
          INSERT INTO search_key SELECT * FROM search_key_of_content WHERE number = NEW.number;
          INSERT INTO search_line SELECT * FROM search_line_of_content WHERE number = NEW.number;
          INSERT INTO search_text (rowid, patient, prescriber, drugs, text)
            SELECT * FROM search_text_of_content WHERE rowid = NEW.number;
        END;
        CREATE TRIGGER content_leaves_the_index AFTER DELETE ON prescription_content
        BEGIN
          DELETE FROM search_key WHERE number = OLD.number;
          DELETE FROM search_line WHERE number = OLD.number;
          DELETE FROM search_text WHERE rowid = OLD.number;
        END;
        INSERT INTO search_key SELECT * FROM search_key_of_content;
        INSERT INTO search_line SELECT * FROM search_line_of_content;
        INSERT INTO search_text (rowid, patient, prescriber, drugs, text)
          SELECT * FROM search_text_of_content;
        """,
    )


def create_journal(vault: Vault) -> None:
    """Who did what, chained; what was purged; a copy of the key file's slots.

    Content is kept ten years (code de la santé publique, R.5132-10, read November 2026): only then
    does `purged` take its number, and only what stands in `purged` can be deleted.
    """
    run_statements(
        vault,
        """
        CREATE TABLE journal (
          number INTEGER PRIMARY KEY CHECK (number > 0),
          recorded_at TEXT NOT NULL,
          recorded_by TEXT NOT NULL,
          action TEXT NOT NULL,
          detail TEXT NOT NULL CHECK (json_valid(detail)),
          previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
          hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX journal_by_action ON journal (action, number);
        CREATE TABLE key_slots (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          content TEXT NOT NULL CHECK (json_valid(content))
        ) STRICT;
        CREATE TABLE purged (
          kind TEXT NOT NULL CHECK (kind IN ('prescription', 'ordonnancier')),
          number INTEGER NOT NULL,
          purged_at TEXT NOT NULL,
          PRIMARY KEY (kind, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER prescriptions_are_kept_ten_years BEFORE INSERT ON purged
        WHEN NEW.kind = 'prescription' AND EXISTS (
          SELECT 1 FROM prescription WHERE number = NEW.number
            AND unixepoch(recorded_at) > unixepoch(NEW.purged_at, '-10 years')
          UNION ALL
          SELECT 1 FROM ordonnancier WHERE prescription = NEW.number
            AND unixepoch(recorded_at) > unixepoch(NEW.purged_at, '-10 years'))
        BEGIN SELECT RAISE(ABORT, 'kept ten years'); END;
        CREATE TRIGGER dispensings_are_kept_ten_years BEFORE INSERT ON purged
        WHEN NEW.kind = 'ordonnancier' AND EXISTS (
          SELECT 1 FROM ordonnancier WHERE number = NEW.number
            AND unixepoch(recorded_at) > unixepoch(NEW.purged_at, '-10 years'))
        BEGIN SELECT RAISE(ABORT, 'kept ten years'); END;
        DROP TRIGGER prescription_content_is_never_deleted;
        CREATE TRIGGER prescription_content_is_kept BEFORE DELETE ON prescription_content
        WHEN NOT EXISTS (
          SELECT 1 FROM purged WHERE kind = 'prescription' AND number = OLD.number)
        BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
        DROP TRIGGER prescription_page_is_never_deleted;
        CREATE TRIGGER prescription_page_is_kept BEFORE DELETE ON prescription_page
        WHEN NOT EXISTS (
          SELECT 1 FROM purged WHERE kind = 'prescription' AND number = OLD.number)
        BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
        DROP TRIGGER page_image_is_never_deleted;
        CREATE TRIGGER page_image_is_kept BEFORE DELETE ON page_image
        WHEN EXISTS (SELECT 1 FROM prescription_page WHERE sha256 = OLD.sha256)
        BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
        DROP TRIGGER ordonnancier_content_is_never_deleted;
        CREATE TRIGGER ordonnancier_content_is_kept BEFORE DELETE ON ordonnancier_content
        WHEN NOT EXISTS (
          SELECT 1 FROM purged WHERE kind = 'ordonnancier' AND number = OLD.number)
        BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
        """,
        chained=["journal"],
        append_only=["journal", "purged"],
    )


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


MIGRATIONS: tuple[Callable[[Vault], None], ...] = (
    create_prescriptions,
    create_ordonnancier,
    create_search,
    create_journal,
    create_drafts,
    create_captures,
)
