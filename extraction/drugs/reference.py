"""The compact official reference of this machine: where it is, how old, what it tells.

`ordonnancier reference import` writes it (see `ordonnancier.reference`). It is a plain SQLite file,
for it holds no secret: public facts about drugs, and nothing about any patient.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prescription.language import Fault
from prescription.places import data_folder

VERSION = 1
"""Of the tables; a reference of another version has to be imported again."""
VARIABLE = "ORDONNANCIER_REFERENCE"
OLD_DAYS = 183
"""Days from which the official files are too old to go unmentioned."""
Rows = list[dict[str, str]]


def reference_path() -> Path:
    """Where the reference of this user lives, or the file that ORDONNANCIER_REFERENCE names."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    return data_folder() / "reference.sqlite"


@dataclass(frozen=True, slots=True)
class Status:
    """What was imported, and when.

    `newest` is the latest date in the files, which tells how old they are whenever they were
    imported; `files` gives the rows of each official file, `counts` what was made of them.
    """

    imported: date
    newest: date
    files: Mapping[str, int]
    counts: Mapping[str, int]

    def age(self, today: date) -> int:
        """Days since the files were made."""
        return max((today - self.newest).days, 0)

    def is_old(self, today: date) -> bool:
        """Whether the user should be told to import newer files."""
        return self.age(today) > OLD_DAYS


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: its code, its label, and how many units it holds where the label tells."""

    cip13: str
    label: str
    size: str | None
    marketed: bool


@dataclass(frozen=True, slots=True)
class OfficialProduct:
    """One official drug (CIS) with its packs and conditions.

    `name` is the name it is prescribed under, `label` the official one. `atc_from` is `file` where
    the official files give the code, `substance` where another drug of the same substances does.
    """

    cis: str
    name: str
    label: str
    substances: tuple[str, ...]
    form: str | None
    official_form: str
    routes: tuple[str, ...]
    strength: str
    atc: str | None
    atc_from: str | None
    list: str | None
    secured: bool
    marketed: bool
    generic_groups: tuple[str, ...]
    packs: tuple[Pack, ...]
    conditions: tuple[str, ...]


def read_status(path: Path | None = None) -> Status | None:
    """What the reference holds; None when there is none. Raises Fault when it cannot be used."""
    with _opened(path) as database:
        if database is None:
            return None
        values = dict(database.execute("SELECT key, value FROM meta"))
        return Status(
            imported=date.fromisoformat(values["imported"]),
            newest=date.fromisoformat(values["newest"]),
            files=dict(database.execute("SELECT name, rows FROM file ORDER BY place")),
            counts=dict(database.execute("SELECT name, number FROM count ORDER BY place")),
        )


def read_additions(path: Path | None = None) -> dict[str, Rows]:
    """What the reference adds to the lexicon, as rows of the lexicon's files.

    Keyed by the first part of the file's name (`substances`, `products`, `generics`,
    `combinations`, `laboratories`). Empty where there is no reference that can be used: reading
    prescriptions goes on with the lexicon alone, and `read_status` tells what is wrong.
    """
    found: dict[str, Rows] = {}
    try:
        with _opened(path) as database:
            if database is not None:
                for kind, row in database.execute("SELECT kind, row FROM addition"):
                    found.setdefault(kind, []).append(json.loads(row))
    except Fault:
        return {}
    return found


def read_marketed(path: Path | None = None) -> frozenset[tuple[str, str, str]]:
    """Name, form and strength of every marketed drug. Raises Fault when it cannot be used."""
    with _opened(path) as database:
        if database is None:
            return frozenset()
        query = "SELECT DISTINCT key, IFNULL(form, ''), strength FROM drug WHERE marketed"
        return frozenset(database.execute(query))


def read_products(*keys: str, path: Path | None = None) -> tuple[OfficialProduct, ...]:
    """The official drugs prescribed under these compact names, marketed ones first, then by label.

    Raises Fault when the reference cannot be used.
    """
    with _opened(path) as database:
        if database is None:
            return ()
        rows = database.execute(
            "SELECT cis, name, label, substances, form, official_form, routes, strength, atc, "
            "atc_from, list, secured, marketed FROM drug "
            "WHERE key IN (SELECT value FROM json_each(?)) ORDER BY marketed DESC, label",
            (json.dumps(keys),),
        ).fetchall()
        return tuple(_product(database, row) for row in rows)


@dataclass(frozen=True, slots=True)
class PackSize:
    """A pack on sale: what drug it is of, and what it holds, as `16 comprimés`."""

    substances: tuple[str, ...]
    form: str | None
    strength: str
    size: str


def read_pack_sizes(*keys: str, path: Path | None = None) -> tuple[PackSize, ...]:
    """The packs on sale of the drugs prescribed under these compact names; empty without reference.

    Raises Fault when the reference cannot be used.
    """
    with _opened(path) as database:
        if database is None:
            return ()
        rows = database.execute(
            "SELECT DISTINCT substances, form, strength, size FROM drug JOIN pack USING (cis) "
            "WHERE key IN (SELECT value FROM json_each(?)) AND drug.marketed AND pack.marketed "
            "AND size IS NOT NULL ORDER BY size",
            (json.dumps(keys),),
        )
        return tuple(
            PackSize(_several(substances), form, strength, size)
            for substances, form, strength, size in rows
        )


def _product(database: sqlite3.Connection, row: Sequence[str]) -> OfficialProduct:
    cis, name, label, substances, form, official_form, routes, strength, atc, source, *rest = row
    packs = database.execute(
        "SELECT cip13, label, size, marketed FROM pack WHERE cis = ? ORDER BY place", (cis,)
    )
    conditions = database.execute(
        "SELECT text FROM condition JOIN wording ON wording.id = condition.wording "
        "WHERE cis = ? ORDER BY wording.id",
        (cis,),
    )
    groups = database.execute(
        "SELECT label FROM generic JOIN generic_group ON generic_group.id = generic.generic_group "
        "WHERE cis = ? ORDER BY generic_group.id",
        (cis,),
    )
    return OfficialProduct(
        cis=cis,
        name=name,
        label=label,
        substances=_several(substances),
        form=form,
        official_form=official_form,
        routes=_several(routes),
        strength=strength,
        atc=atc,
        atc_from=source,
        list=rest[0],
        secured=bool(rest[1]),
        marketed=bool(rest[2]),
        generic_groups=tuple(group for (group,) in groups),
        packs=tuple(Pack(code, text, size, bool(sold)) for code, text, size, sold in packs),
        conditions=tuple(wording for (wording,) in conditions),
    )


def _several(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()


@contextmanager
def _opened(path: Path | None) -> Iterator[sqlite3.Connection | None]:
    """The reference, for reading; None when there is none. Raises Fault when it is unusable."""
    path = path or reference_path()
    if not path.is_file():
        yield None
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                raise _unusable(path)
            yield database
    except (sqlite3.Error, KeyError, ValueError):
        raise _unusable(path) from None


def _unusable(path: Path) -> Fault:
    return Fault(
        fr=f"La référence officielle {path} est abîmée ou d'une autre version : importez de "
        "nouveau les fichiers officiels (« ordonnancier reference import »).",
        en=f"The official reference {path} is damaged or of another version: import the official "
        'files again ("ordonnancier reference import").',
    )
