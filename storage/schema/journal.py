"""The tables of who did what, and of what the law lets go."""

from storage.statements import run_statements
from storage.vault import Vault


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
