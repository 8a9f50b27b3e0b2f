"""Whether the file holds together: its pages, its trees, and what its rows point to."""

# ruff: noqa: S608 - the tables named in SQL are our own

from collections.abc import Iterator
from typing import Any

from prescription.language import counted_en, counted_fr
from storage.faults import DamagedRegister
from storage.finding import Finding, Loss
from storage.vault import PAGE_BYTES, Vault

MOST_FAULTS = 50
"""Faults of the structure that SQLite looks for: more would tell nobody anything."""
_UNREADABLE = Finding(
    "la structure du fichier ne peut pas être lue en entier",
    "the structure of the file cannot be read whole",
)
CONTENT_MISSING = ("le contenu manque", "the content is missing")
"""What is said of an entry of which only its number and its seal remain."""
_SEAL = ("la date et le sceau manquent", "the date and the seal are missing")


def check_file(vault: Vault) -> Iterator[Finding]:
    """Every page that is not what was written, then one sentence on what SQLite finds."""
    faults: list[str] = []
    whole = True
    try:
        for row in vault.query("PRAGMA cipher_integrity_check"):
            (text,) = row.values()
            yield _page_finding(str(text))
        for row in vault.query(f"PRAGMA integrity_check({MOST_FAULTS})"):
            (text,) = row.values()
            if text != "ok":
                # A row may hold several lines, below the name of the database.
                lines = str(text).splitlines()
                faults += [line for line in lines if not line.startswith("***")]
    except DamagedRegister:
        whole = False
    if faults:
        yield _structure_finding(faults)
    if not whole:
        yield _UNREADABLE


def _structure_finding(faults: list[str]) -> Finding:
    many = len(faults) >= MOST_FAULTS
    fr, en = counted_fr(len(faults), "défaut(s)"), counted_en(len(faults), "fault(s)")
    return Finding(
        f"la structure du fichier a {'au moins ' if many else ''}{fr} "
        f"(SQLite en dit d'abord : « {faults[0]} »)",
        f"the structure of the file has {'at least ' if many else ''}{en} "
        f'(SQLite says first: "{faults[0]}")',
    )


def _page_finding(text: str) -> Finding:
    # "HMAC verification failed for page 7" is SQLCipher's whole vocabulary here.
    number = text.rsplit(" ", 1)[-1]
    if not number.isdigit():
        return Finding(f"fichier : {text}", f"file: {text}")
    page = int(number)
    first, last = (page - 1) * PAGE_BYTES, page * PAGE_BYTES - 1
    return Finding(
        f"la page {page} du fichier (octets {first} à {last}) n'est pas ce qui a été écrit",
        f"page {page} of the file (bytes {first} to {last}) is not what was written",
        page=page,
    )


def check_references(vault: Vault) -> Iterator[Finding]:
    """What rows point to and is gone, each named by the prescription or the line that lacks it."""
    try:
        broken = {
            (row["table"], row["parent"], row["fkid"])
            for row in vault.query("PRAGMA foreign_key_check")
        }
        for table, parent, key in sorted(broken):
            links = vault.query(f"PRAGMA foreign_key_list({table})")
            (link,) = [each for each in links if each["id"] == key]
            for row in _pointing_nowhere(vault, table, parent, link["from"], link["to"]):
                yield _absent(table, parent, row, link["from"])
    except DamagedRegister:
        yield _UNREADABLE


def _pointing_nowhere(
    vault: Vault, table: str, parent: str, column: str, key: str
) -> list[dict[str, Any]]:
    sql = (
        f"SELECT * FROM {table} AS row WHERE {column} IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM {parent} WHERE {key} = row.{column})"
    )
    return list(vault.query(sql))


def _absent(table: str, parent: str, row: dict[str, Any], column: str) -> Finding:
    waiting = table.startswith("draft")
    number = row["draft" if waiting else "number"]
    line = table.startswith("ordonnancier")
    kind = "ordonnancier" if line else "draft" if waiting else "prescription"
    fr, en = _NAMES[kind]
    if parent == "page_image":
        return Finding(
            f"{fr} {number} : l'image de la page {row['page']} est perdue",
            f"{en} {number}: the image of page {row['page']} is lost",
            kind,
            number,
            loss=Loss.PART,
        )
    loss = Loss.PART
    if column in ("number", "draft"):
        sealed = parent not in ("prescription", "ordonnancier")
        said_fr, said_en = CONTENT_MISSING if sealed else _SEAL
        loss = Loss.CONTENT if sealed else Loss.PART
    else:
        gone_fr, gone_en = _NAMES[parent]
        said_fr = f"renvoie à : {gone_fr} {row[column]}, qui manque"
        said_en = f"points to: {gone_en} {row[column]}, which is missing"
    return Finding(
        f"{fr} {number} : {said_fr}", f"{en} {number}: {said_en}", kind, number, loss=loss
    )


_NAMES = {
    "prescription": ("ordonnance", "prescription"),
    "ordonnancier": ("ordonnancier, ligne", "ordonnancier, line"),
    "draft": ("ordonnance en attente", "waiting prescription"),
}
