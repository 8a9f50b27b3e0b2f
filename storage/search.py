"""Finding prescriptions: full text without accents, by beginnings of words, and exact filters.

The index is filled by triggers from the recorded content (`migrations.create_search`): it holds
nothing of its own and can be built again at any time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.ordonnancier import Listing
from storage.vault import Vault

PAGE = 50
ATC_LEVELS = (1, 3, 4, 5, 7)
"""Characters of each level of an ATC code (WHO Collaborating Centre, Oslo)."""
_MANY = 2000


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; every field given must hold.

    `text`, `patient`, `prescriber` and `drug` are words or their beginnings, accents and case
    aside. `atc` is a code or its beginning. `since` and `until` bound the date of issue, both
    included. `current` leaves out what a later entry replaces, `replaced` leaves only that.
    """

    text: str = ""
    patient: str = ""
    prescriber: str = ""
    drug: str = ""
    birth_date: date | None = None
    rpps: str | None = None
    atc: str = ""
    since: date | None = None
    until: date | None = None
    listing: Listing | None = None
    current: bool = False
    replaced: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A found prescription, as a list shows it; `corrected_by` is the entry that replaces it."""

    number: int
    recorded_at: datetime
    authored_on: date | None
    patient: str | None
    birth_date: date | None
    prescriber: str | None
    drugs: str
    corrected_by: int | None


def search(
    vault: Vault, query: Query, *, limit: int = PAGE, before: int | None = None
) -> tuple[Hit, ...]:
    """The newest prescriptions that match, at most `limit`, with numbers below `before`."""
    matching, values = _matching(vault, query, before)
    # The numbers first, from the indexes alone: only the rows that are shown are read.
    rows = vault.query(
        "SELECT search_key.*, prescription.recorded_at, correction.number AS corrected_by "  # noqa: S608
        f"FROM ({matching} ORDER BY number DESC LIMIT :limit) AS found "
        "JOIN search_key ON search_key.number = found.number "
        "JOIN prescription ON prescription.number = found.number "
        "LEFT JOIN prescription AS correction ON correction.corrects = found.number "
        "ORDER BY found.number DESC",
        {**values, "limit": limit},
    )
    return tuple(map(_hit, rows))


def count(vault: Vault, query: Query) -> int:
    """How many prescriptions match."""
    matching, values = _matching(vault, query)
    counting = f"SELECT count(*) AS found FROM ({matching})"  # noqa: S608
    return sum(row["found"] for row in vault.query(counting, values))


def matching_numbers(vault: Vault, query: Query) -> list[int]:
    """The numbers of every prescription that matches, in order."""
    matching, values = _matching(vault, query)
    return [row["number"] for row in vault.query(f"{matching} ORDER BY number", values)]


def reindex(vault: Vault) -> None:
    """Build the index again from what is recorded, inside the caller's transaction."""
    vault.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")
    vault.execute("DELETE FROM search_key")
    vault.execute("INSERT INTO search_key SELECT * FROM search_key_of_content")
    vault.execute(
        "INSERT INTO search_text (rowid, patient, prescriber, drugs, text, atc) "
        "SELECT * FROM search_text_of_content"
    )


def _matching(vault: Vault, query: Query, before: int | None = None) -> tuple[str, dict[str, Any]]:
    """A SELECT of the matching numbers as `number`, in no order yet, and its values."""
    match = _match(query)
    number = "search_text.rowid" if match else "search_key.number"
    given: dict[str, tuple[str, Any]] = {
        "match": ("search_text MATCH :match", match),
        "birth_date": ("search_key.birth_date = :birth_date", _iso(query.birth_date)),
        "rpps": ("search_key.rpps = :rpps", query.rpps),
        "number": (f"{number} = :number", query.number),
        "before": (f"{number} < :before", before),
    }
    asked = {name: pair for name, pair in given.items() if pair[1]}
    conditions = [condition for condition, _ in asked.values()]
    values = {name: value for name, (_, value) in asked.items()}
    if query.listing:
        conditions.append(_listed(vault, query.listing, number))
        values["listing"] = query.listing
    if query.since or query.until:
        conditions.append("search_key.authored_on BETWEEN :since AND :until")
        values["since"] = _iso(query.since or date.min)
        values["until"] = _iso(query.until or date.max)
    if query.current:
        conditions.append(f"NOT EXISTS (SELECT 1 FROM prescription WHERE corrects = {number})")  # noqa: S608
    if query.replaced:  # few are: gathered, not met on the way
        conditions.append(f"{number} IN (SELECT corrects FROM prescription WHERE corrects > 0)")  # noqa: S608
    keys_asked = any("search_key." in condition for condition in conditions)
    keys = " JOIN search_key ON search_key.number = search_text.rowid" if keys_asked else ""
    source = f"search_text{keys}" if match else "search_key"
    where = " AND ".join(conditions) or "TRUE"
    return f"SELECT {number} AS number FROM {source} WHERE {where}", values  # noqa: S608


def _listed(vault: Vault, listing: Listing, number: str) -> str:
    """A list that is on few prescriptions is gathered, one that is on many is met on the way."""
    probe = "SELECT count(*) FROM (SELECT 1 FROM ordonnancier WHERE listing = ? LIMIT ?)"
    if vault.value(probe, (listing, _MANY)) < _MANY:
        return f"{number} IN (SELECT prescription FROM ordonnancier WHERE listing = :listing)"  # noqa: S608
    return (
        "EXISTS (SELECT 1 FROM ordonnancier WHERE listing = :listing "  # noqa: S608
        f"AND prescription = {number})"
    )


def _match(query: Query) -> str:
    columns = {
        "": query.text,
        "patient : ": query.patient,
        "prescriber : ": query.prescriber,
        "drugs : ": query.drug,
    }
    terms = [f'{column}"{word}" *' for column, text in columns.items() for word in _words(text)]
    # Every level of a code is a word of its own: only what lies between two levels is a beginning.
    terms += [
        f'atc : "{word}"{"" if len(word) in ATC_LEVELS else " *"}' for word in _words(query.atc)
    ]
    return " AND ".join(terms)


def _words(text: str) -> list[str]:
    # The same cut as FTS5's unicode61: letters and digits make words, all else parts them.
    return "".join(char if char.isalnum() else " " for char in text).split()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _hit(row: dict[str, Any]) -> Hit:
    return Hit(
        number=row["number"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        authored_on=_day(row["authored_on"]),
        patient=row["patient"],
        birth_date=_day(row["birth_date"]),
        prescriber=row["prescriber"],
        drugs=row["drugs"],
        corrected_by=row["corrected_by"],
    )


def replacements(vault: Vault) -> dict[int, int]:
    """For each entry that was replaced, the number of the one that replaces it."""
    rows = vault.query("SELECT corrects, number FROM prescription WHERE corrects > 0")
    return {row["corrects"]: row["number"] for row in rows}
