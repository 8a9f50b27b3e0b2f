"""The ordonnancier of a pharmacy: one numbered entry for each drug of a list.

What an entry says: code de la santé publique, article R.5132-9 (read November 2026). A renewal is a
new entry; nothing is changed: a correction is a new entry that points to the old one (R.5132-10).
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from prescription.json import from_json, to_json
from prescription.record import Prescription
from storage import chain
from storage.entries import Stamp
from storage.vault import Vault


class Listing(StrEnum):
    """The lists of poisonous substances whose drugs are entered."""

    LIST_I = "I"
    LIST_II = "II"
    NARCOTIC = "stupéfiant"


@dataclass(frozen=True, slots=True)
class Dispensing:
    """What is entered for one drug: `line` is the medication's place on the prescription, from 1.

    `quantity` in words (`2 boîtes`). Hospital and service for hospital prescriptions.
    """

    line: int
    listing: Listing
    dispensed_on: date
    drug: str
    quantity: str
    prescriber: str
    prescriber_address: str
    patient: str
    patient_address: str
    hospital: str | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class OrdonnancierEntry:
    """A numbered line of the ordonnancier; `corrects` is the number of the line it replaces."""

    number: int
    prescription: int
    dispensing: Dispensing
    recorded_at: datetime
    recorded_by: str
    corrects: int | None = None


def check_line(prescription: Prescription, dispensing: Dispensing) -> None:
    """Raise ValueError unless the dispensing names a line of its prescription."""
    if not 1 <= dispensing.line <= len(prescription.content.medications):
        raise ValueError("a dispensing names a line of its prescription")


def write_dispensing(
    vault: Vault,
    prescription: int,
    dispensing: Dispensing,
    *,
    stamp: Stamp,
    corrects: int | None = None,
) -> int:
    """Add one line inside the caller's transaction; its serial number."""
    said = {"prescription": prescription, "dispensing": to_json(dispensing)}
    content = {"salt": secrets.token_bytes(16), "content": json.dumps(said, ensure_ascii=False)}
    link = chain.next_link(vault, "ordonnancier")
    row = {
        "number": link.number,
        "prescription": prescription,
        "listing": dispensing.listing.value,
        "recorded_at": stamp.at.isoformat(),
        "recorded_by": stamp.by,
        "corrects": corrects,
        "content_digest": dispensing_digest(content),
        "previous_hash": link.previous,
    }
    vault.insert("ordonnancier", {**row, "hash": seal_dispensing(row)})
    vault.insert("ordonnancier_content", {"number": link.number, **content})
    return link.number


def read_ordonnancier(
    vault: Vault, *, prescription: int | None = None, listing: Listing | None = None
) -> Iterator[OrdonnancierEntry]:
    """The lines in the order of their numbers, all or those of a prescription or a list."""
    rows = vault.query(
        "SELECT * FROM ordonnancier JOIN ordonnancier_content USING (number) "
        "WHERE prescription = coalesce(:prescription, prescription) "
        "AND listing = coalesce(:listing, listing) ORDER BY number",
        {"prescription": prescription, "listing": listing},
    )
    return map(_entry, rows)


def named_by(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of `ordonnancier_content` tells of its row of `ordonnancier`."""
    said = json.loads(content["content"])
    return {"prescription": said["prescription"], "listing": said["dispensing"]["listing"]}


def dispensing_digest(content: Mapping[str, Any]) -> bytes:
    """What the chain seals of a line: its text, salted."""
    return chain.digest(content["salt"], content["content"].encode())


def seal_dispensing(row: Mapping[str, Any]) -> bytes:
    """The hash of a row of `ordonnancier`."""
    names = ("number", "prescription", "listing", "recorded_at", "recorded_by", "corrects")
    return chain.seal(row["previous_hash"], [row[name] for name in names], row["content_digest"])


def _entry(row: dict[str, Any]) -> OrdonnancierEntry:
    return OrdonnancierEntry(
        number=row["number"],
        prescription=row["prescription"],
        dispensing=from_json(Dispensing, json.loads(row["content"])["dispensing"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        recorded_by=row["recorded_by"],
        corrects=row["corrects"],
    )
