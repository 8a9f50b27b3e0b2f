"""Prescriptions as rows: sealing them, writing them, reading them back."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from prescription.json import from_json, to_json
from prescription.record import Draft, Prescription, Reading, Source
from storage import chain
from storage.vault import Vault

_BATCH = 200
_TEXTS = ("source", "content", "readings", "confirmed_by", "confirmed_at")
_ROWS = "SELECT * FROM prescription JOIN prescription_content USING (number)"


@dataclass(frozen=True, slots=True)
class Entry:
    """A prescription as the register holds it; `recorded_at` in UTC.

    `corrects` is the number of the entry that this one replaces.
    """

    number: int
    prescription: Prescription
    source: Source
    recorded_at: datetime
    recorded_by: str = ""
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an entry is recorded, and by which user of the register."""

    at: datetime
    by: str


def write_entry(
    vault: Vault,
    prescription: Prescription,
    source: Source,
    pages: Sequence[bytes],
    *,
    stamp: Stamp,
    corrects: int | None,
) -> int:
    """Add one prescription inside the caller's transaction; its number."""
    content = {
        "salt": secrets.token_bytes(16),
        "source": _text(source),
        "content": _text(prescription.content),
        "readings": _text(prescription.content.readings),
        "confirmed_by": prescription.confirmed_by,
        "confirmed_at": prescription.confirmed_at.isoformat(),
    }
    digests = [hashlib.sha256(page).digest() for page in pages]
    link = chain.next_link(vault, "prescription")
    row = {
        "number": link.number,
        "recorded_at": stamp.at.isoformat(),
        "recorded_by": stamp.by,
        "corrects": corrects,
        "content_digest": content_digest(content, digests),
        "previous_hash": link.previous,
    }
    vault.insert("prescription", {**row, "hash": seal_entry(row)})
    vault.insert("prescription_content", {"number": link.number, **content})
    for position, page in enumerate(pages, start=1):
        sha256 = keep_image(vault, page)
        vault.insert(
            "prescription_page", {"number": link.number, "page": position, "sha256": sha256}
        )
    return link.number


def keep_image(vault: Vault, page: bytes) -> bytes:
    """Store a page image, once however often it comes; its SHA-256."""
    sha256 = hashlib.sha256(page).digest()
    vault.execute(
        "INSERT INTO page_image (sha256, image) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (sha256, page),
    )
    return sha256


def read_entry(vault: Vault, number: int) -> Entry | None:
    """The prescription with this number, or None."""
    return next(map(_entry, vault.query(f"{_ROWS} WHERE number = ?", (number,))), None)


def read_entries(vault: Vault) -> Iterator[Entry]:
    """Every prescription recorded by now, in the order of the numbers."""
    last = vault.value("SELECT max(number) FROM prescription") or 0
    for first in range(1, last + 1, _BATCH):
        # In batches: a reader that takes its time must not hold the log back.
        until = min(first + _BATCH - 1, last)
        batch = f"{_ROWS} WHERE number BETWEEN ? AND ? ORDER BY number"
        yield from map(_entry, list(vault.query(batch, (first, until))))


def read_pages(vault: Vault, number: int) -> tuple[bytes, ...]:
    """The page images of a prescription, as they were given."""
    rows = vault.query(
        "SELECT image FROM prescription_page JOIN page_image USING (sha256) "
        "WHERE number = ? ORDER BY page",
        (number,),
    )
    return tuple(row["image"] for row in rows)


def content_digest(content: Mapping[str, Any], pages: Sequence[bytes]) -> bytes:
    """What the chain seals of a prescription: its texts and its pages' SHA-256, salted."""
    return chain.digest(content["salt"], *(content[name].encode() for name in _TEXTS), *pages)


def seal_entry(row: Mapping[str, Any]) -> bytes:
    """The hash of a row of `prescription`."""
    fields = (row["number"], row["recorded_at"], row["recorded_by"], row["corrects"])
    return chain.seal(row["previous_hash"], fields, row["content_digest"])


def _entry(row: dict[str, Any]) -> Entry:
    readings = tuple(from_json(Reading, reading) for reading in _value(row["readings"]))
    draft = from_json(Draft, _value(row["content"]))
    return Entry(
        number=row["number"],
        prescription=Prescription(
            content=replace(draft, readings=readings),
            confirmed_by=row["confirmed_by"],
            confirmed_at=datetime.fromisoformat(row["confirmed_at"]),
        ),
        source=from_json(Source, _value(row["source"])),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        recorded_by=row["recorded_by"],
        corrects=row["corrects"],
    )


def _text(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


def _value(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)
