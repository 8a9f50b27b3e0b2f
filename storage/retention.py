"""Forgetting what the law no longer asks to keep, the chain staying whole."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class LegalDelay:
    """A delay of the law: how long, said where, read when."""

    years: int
    source: str
    read_on: date


ORDONNANCIER = LegalDelay(10, "code de la santé publique, R.5132-10", date(2026, 11, 1))


@dataclass(frozen=True, slots=True)
class Purge:
    """How much was, or would be, forgotten."""

    prescriptions: int
    dispensings: int
    images: int


_OLD_LINES = (
    "SELECT number FROM ordonnancier JOIN ordonnancier_content USING (number) "
    "WHERE unixepoch(recorded_at) <= unixepoch(:now, :delay)"
)
# A prescription stays as long as one of its lines does.
_OLD_PRESCRIPTIONS = (
    "SELECT number FROM prescription JOIN prescription_content USING (number) "
    "WHERE unixepoch(recorded_at) <= unixepoch(:now, :delay) AND NOT EXISTS ("
    "SELECT 1 FROM ordonnancier WHERE ordonnancier.prescription = prescription.number "
    "AND unixepoch(ordonnancier.recorded_at) > unixepoch(:now, :delay))"
)
_UNUSED_IMAGES = (
    "SELECT sha256 FROM page_image EXCEPT SELECT sha256 FROM prescription_page "
    "EXCEPT SELECT sha256 FROM draft_page"
)


def purgeable(vault: Vault, now: datetime) -> Purge:
    """What `purge` would delete. Raises Fault."""
    bounds = _bounds(now)

    def counted(rows: str) -> int:
        return sum(row["n"] for row in vault.query(f"SELECT count(*) AS n FROM ({rows})", bounds))  # noqa: S608

    held = (
        f"SELECT sha256 FROM page_image EXCEPT SELECT sha256 FROM draft_page EXCEPT "  # noqa: S608
        f"SELECT sha256 FROM prescription_page WHERE number NOT IN ({_OLD_PRESCRIPTIONS})"
    )
    return Purge(counted(_OLD_PRESCRIPTIONS), counted(_OLD_LINES), counted(held))


def purge(vault: Vault, now: datetime) -> Purge:
    """Delete the content past its delay inside the caller's transaction; numbers and seals stay."""
    bounds = _bounds(now)
    old = {
        "ordonnancier": [row["number"] for row in vault.query(_OLD_LINES, bounds)],
        "prescription": [row["number"] for row in vault.query(_OLD_PRESCRIPTIONS, bounds)],
    }
    for kind, numbers in old.items():
        for number in numbers:
            vault.insert("purged", {"kind": kind, "number": number, "purged_at": now.isoformat()})
    for number in old["ordonnancier"]:
        vault.execute("DELETE FROM ordonnancier_content WHERE number = ?", (number,))
    for number in old["prescription"]:
        vault.execute("DELETE FROM prescription_page WHERE number = ?", (number,))
        vault.execute("DELETE FROM prescription_draft WHERE number = ?", (number,))
        vault.execute("DELETE FROM prescription_content WHERE number = ?", (number,))
    unused = list(vault.query(_UNUSED_IMAGES))
    for row in unused:
        vault.execute("DELETE FROM page_image WHERE sha256 = ?", (row["sha256"],))
    return Purge(len(old["prescription"]), len(old["ordonnancier"]), len(unused))


def _bounds(now: datetime) -> dict[str, str]:
    return {"now": now.isoformat(), "delay": f"-{ORDONNANCIER.years} years"}
