"""Writing the compact reference: one SQLite file that appears whole or not at all."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from extraction.drugs.reference import VERSION
from ordonnancier.reference.additions import Addition
from ordonnancier.reference.drugs import Drug
from ordonnancier.reference.files import OfficialFile
from ordonnancier.reference.packs import pack_size
from storage.files import sweep_parts, write_replacing

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE file (place INTEGER PRIMARY KEY, name TEXT NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE count (place INTEGER PRIMARY KEY, name TEXT NOT NULL, number INTEGER NOT NULL);
CREATE TABLE drug (
  cis TEXT PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, generic INTEGER NOT NULL,
  label TEXT NOT NULL, substances TEXT NOT NULL, form TEXT,
  official_form TEXT NOT NULL, routes TEXT NOT NULL, strength TEXT NOT NULL, atc TEXT,
  atc_from TEXT, list TEXT, secured INTEGER NOT NULL, marketed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX drug_key ON drug (key);
CREATE TABLE pack (
  place INTEGER PRIMARY KEY, cip13 TEXT NOT NULL, cis TEXT NOT NULL, label TEXT NOT NULL,
  size TEXT, marketed INTEGER NOT NULL
);
CREATE INDEX pack_cis ON pack (cis);
CREATE INDEX pack_cip13 ON pack (cip13);
CREATE TABLE wording (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE condition (
  cis TEXT NOT NULL, wording INTEGER NOT NULL, PRIMARY KEY (cis, wording)
) WITHOUT ROWID;
CREATE TABLE generic_group (id INTEGER PRIMARY KEY, label TEXT NOT NULL);
CREATE TABLE generic (
  cis TEXT NOT NULL, generic_group INTEGER NOT NULL, PRIMARY KEY (cis, generic_group)
) WITHOUT ROWID;
CREATE TABLE addition (kind TEXT NOT NULL, row TEXT NOT NULL);
"""
_STOPPED = "Déclaration d'arrêt", "Arrêt"


def write_reference(
    path: Path,
    files: Mapping[str, OfficialFile],
    drugs: Sequence[Drug],
    additions: Iterable[Addition],
    today: date,
) -> None:
    """Write the reference beside `path`, then rename it over the one in place.

    It is made in memory, so that whatever interrupts it leaves the old one as it was. Raises Fault
    when the place cannot be written to.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        _insert_drugs(database, drugs)
        cis = {drug.official.cis for drug in drugs}
        _insert_packs(database, _of(files, "CIS_CIP_bdpm.txt", 0, cis))
        _insert_conditions(database, _of(files, "CIS_CPD_bdpm.txt", 0, cis))
        _insert_groups(database, _of(files, "CIS_GENER_bdpm.txt", 2, cis))
        database.executemany(
            "INSERT INTO addition VALUES (?, ?)",
            ((kind, json.dumps(row, ensure_ascii=False)) for kind, row in additions),
        )
        _insert_status(database, files, today)
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.commit()
        content = database.serialize()
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep_parts(path)
    with write_replacing(path) as stream:
        stream.write(content)


def _of(
    files: Mapping[str, OfficialFile], name: str, place: int, cis: set[str]
) -> list[tuple[str, ...]]:
    """The rows of a file that belong to a drug; orphans are left out."""
    return [row for row in files[name].kept if row[place] in cis] if name in files else []


def _insert_drugs(database: sqlite3.Connection, drugs: Iterable[Drug]) -> None:
    database.executemany(
        f"INSERT OR REPLACE INTO drug VALUES ({', '.join('?' * 15)})",  # noqa: S608
        (
            (
                drug.official.cis, drug.key, drug.name.name, drug.name.generic,
                drug.official.name, "|".join(drug.substances),
                drug.form, drug.official.form, "|".join(drug.official.routes),
                drug.written_strength, drug.atc, drug.atc_from, drug.official.list,
                drug.official.secured, drug.official.marketed,
            )
            for drug in drugs
        ),
    )  # fmt: skip


def _insert_packs(database: sqlite3.Connection, rows: Iterable[Sequence[str]]) -> None:
    database.executemany(
        "INSERT INTO pack (cis, label, cip13, size, marketed) VALUES (?, ?, ?, ?, ?)",
        (
            (cis, label, cip13, pack_size(label), not marketed.startswith(_STOPPED))
            for cis, label, _, marketed, _, cip13 in rows
        ),
    )


def _insert_conditions(database: sqlite3.Connection, rows: Iterable[Sequence[str]]) -> None:
    wordings: dict[str, int] = {}
    database.executemany(
        "INSERT OR IGNORE INTO condition VALUES (?, ?)",
        ((cis, wordings.setdefault(wording, len(wordings))) for cis, wording in rows),
    )
    database.executemany("INSERT INTO wording (text, id) VALUES (?, ?)", wordings.items())


def _insert_groups(database: sqlite3.Connection, rows: Sequence[Sequence[str]]) -> None:
    database.executemany(
        "INSERT OR REPLACE INTO generic_group VALUES (?, ?)",
        ((int(group), label) for group, label, *_ in rows),
    )
    database.executemany(
        "INSERT OR IGNORE INTO generic VALUES (?, ?)",
        ((cis, int(group)) for group, _, cis, _ in rows),
    )


def _insert_status(
    database: sqlite3.Connection, files: Mapping[str, OfficialFile], today: date
) -> None:
    dates = {"imported": today.isoformat(), "newest": newest_date(files, today).isoformat()}
    database.executemany("INSERT INTO meta VALUES (?, ?)", dates.items())
    database.executemany(
        "INSERT INTO file (name, rows) VALUES (?, ?)",
        ((name, files[name].rows) for name in sorted(files)),
    )
    for name, query in _COUNTS.items():
        database.execute(f"INSERT INTO count (name, number) SELECT ?, ({query})", (name,))


_COUNTS = {
    "drugs": "SELECT COUNT(*) FROM drug",
    "marketed": "SELECT COUNT(*) FROM drug WHERE marketed",
    "names": "SELECT COUNT(DISTINCT key) FROM drug WHERE marketed",
    "strengths": "SELECT COUNT(*) FROM (SELECT DISTINCT key, form, strength FROM drug "
    "WHERE marketed AND strength <> '')",
    "packs": "SELECT COUNT(*) FROM pack",
    "groups": "SELECT COUNT(*) FROM generic_group",
    "conditions": "SELECT COUNT(*) FROM condition",
    "added": "SELECT COUNT(*) FROM addition WHERE kind IN ('products', 'generics')",
}


def newest_date(files: Mapping[str, OfficialFile], today: date) -> date:
    """The latest day in the files that is not to come; `today` when they have no dates."""
    days = (
        day
        for name, place in (("CIS_bdpm.txt", 7), ("CIS_CIP_bdpm.txt", 4))
        if name in files
        for row in files[name].kept
        if (day := _day(row[place])) is not None and day <= today
    )
    return max(days, default=today)


def _day(written: str) -> date | None:
    try:
        day, month, year = map(int, written.split("/"))
        return date(year, month, day)
    except ValueError:
        return None
