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
    source, where, values = _sources(query, before)
    rows = vault.query(
        "SELECT search_key.*, prescription.recorded_at, correction.number AS corrected_by "  # noqa: S608
        f"FROM {source} WHERE {where} ORDER BY {_order(query)} DESC LIMIT :limit",
        {**values, "limit": limit},
    )
    return tuple(map(_hit, rows))


def count(vault: Vault, query: Query) -> int:
    """How many prescriptions match."""
    source, where, values = _sources(query)
    counting = f"SELECT count(*) AS found FROM {source} WHERE {where}"  # noqa: S608
    return sum(row["found"] for row in vault.query(counting, values))


def matching_numbers(vault: Vault, query: Query) -> list[int]:
    """The numbers of every prescription that matches, in order."""
    source, where, values = _sources(query)
    rows = vault.query(
        f"SELECT search_key.number FROM {source} WHERE {where} ORDER BY search_key.number",  # noqa: S608
        values,
    )
    return [row["number"] for row in rows]


def reindex(vault: Vault) -> None:
    """Build the index again from what is recorded, inside the caller's transaction."""
    vault.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")
    vault.execute("DELETE FROM search_line")
    vault.execute("DELETE FROM search_key")
    vault.execute("INSERT INTO search_key SELECT * FROM search_key_of_content")
    vault.execute("INSERT INTO search_line SELECT * FROM search_line_of_content")
    vault.execute(
        "INSERT INTO search_text (rowid, patient, prescriber, drugs, text) "
        "SELECT * FROM search_text_of_content"
    )


def _order(query: Query) -> str:
    # With text, FTS5 walks its own index backwards; without, the keys' own order serves.
    return "search_text.rowid" if _match(query) else "search_key.number"


def _sources(query: Query, before: int | None = None) -> tuple[str, str, dict[str, Any]]:
    """What to select from, the condition, and its values."""
    conditions, values = _conditions(query, before)
    number = _order(query)
    keys = "search_text JOIN search_key ON search_key.number = search_text.rowid"
    source = (
        f"{keys if _match(query) else 'search_key'} "
        f"JOIN prescription ON prescription.number = {number} "
        f"LEFT JOIN prescription AS correction ON correction.corrects = {number}"
    )
    return source, " AND ".join(conditions) or "TRUE", values


def _conditions(query: Query, before: int | None) -> tuple[list[str], dict[str, Any]]:
    given: dict[str, tuple[str, Any]] = {
        "match": ("search_text MATCH :match", _match(query)),
        "birth_date": ("birth_date = :birth_date", _iso(query.birth_date)),
        "rpps": ("rpps = :rpps", query.rpps),
        "number": ("search_key.number = :number", query.number),
        "before": ("search_key.number < :before", before),
        "atc": (
            "search_key.number IN (SELECT number FROM search_line "
            "WHERE atc >= :atc AND atc < :atc || '~')",
            query.atc.upper(),
        ),
        "listing": (
            "search_key.number IN (SELECT prescription FROM ordonnancier WHERE listing = :listing)",
            query.listing,
        ),
    }
    asked = {name: pair for name, pair in given.items() if pair[1]}
    conditions = [condition for condition, _ in asked.values()]
    values = {name: value for name, (_, value) in asked.items()}
    if query.since or query.until:
        dated = "authored_on BETWEEN :since AND :until"
        # Few words leave few rows to look at; without words the index of dates must lead.
        alone = f"search_key.number IN (SELECT number FROM search_key WHERE {dated})"  # noqa: S608
        conditions.append(dated if "match" in values else alone)
        values["since"] = _iso(query.since or date.min)
        values["until"] = _iso(query.until or date.max)
    if query.current:
        conditions.append("correction.number IS NULL")
    if query.replaced:
        conditions.append("correction.number IS NOT NULL")
    return conditions, values


def _match(query: Query) -> str:
    columns = {
        "": query.text,
        "patient : ": query.patient,
        "prescriber : ": query.prescriber,
        "drugs : ": query.drug,
    }
    return " AND ".join(
        f'{column}"{word}" *' for column, text in columns.items() for word in _words(text)
    )


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
