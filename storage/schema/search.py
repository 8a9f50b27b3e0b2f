"""The tables of the search index."""

from storage.statements import run_statements
from storage.vault import Vault


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


def index_codes(vault: Vault) -> None:
    """ATC codes join the full-text index, each with the levels above it.

    That index is walked from the newest entry on: a code that stands on every prescription costs
    no more than a rare one. Dates and lists get indexes that hold all that a search asks of them.
    """
    run_statements(
        vault,
        """
        DROP TRIGGER content_is_indexed;
        DROP TRIGGER content_leaves_the_index;
        DROP VIEW search_line_of_content;
        DROP VIEW search_text_of_content;
        DROP TABLE search_line;
        DROP TABLE search_text;
        DROP INDEX search_key_by_date;
        CREATE INDEX search_key_by_date ON search_key (authored_on, number);
        CREATE INDEX ordonnancier_by_listing ON ordonnancier (listing, prescription);
        CREATE VIRTUAL TABLE search_text USING fts5 (
          patient, prescriber, drugs, text, atc,
          content = '', contentless_delete = 1,
          tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
        );
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
              FROM json_each(content, '$.otherItems'))) AS text,
          (SELECT group_concat(concat_ws(' ', substr(code, 1, 1), substr(code, 1, 3),
            substr(code, 1, 4), substr(code, 1, 5), code), ' ')
            FROM (SELECT value ->> '$.medication.atc' AS code
              FROM json_each(content, '$.medications'))) AS atc
          FROM prescription_content;
        CREATE TRIGGER content_is_indexed AFTER INSERT ON prescription_content
        BEGIN
          INSERT INTO search_key SELECT * FROM search_key_of_content WHERE number = NEW.number;
          INSERT INTO search_text (rowid, patient, prescriber, drugs, text, atc)
            SELECT * FROM search_text_of_content WHERE rowid = NEW.number;
        END;
        CREATE TRIGGER content_leaves_the_index AFTER DELETE ON prescription_content
        BEGIN
          DELETE FROM search_key WHERE number = OLD.number;
          DELETE FROM search_text WHERE rowid = OLD.number;
        END;
        INSERT INTO search_text (rowid, patient, prescriber, drugs, text, atc)
          SELECT * FROM search_text_of_content;
        """,
    )
