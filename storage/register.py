"""The register: confirmed prescriptions, numbered and sealed, in one encrypted file."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from prescription.json import from_json, to_json
from prescription.record import Draft, Prescription, Reading, Source
from storage import chain
from storage.faults import KeyFileForeign, KeyFileMissing, NoRegister, PathTaken
from storage.keyring import (
    Argon2Cost,
    Keyring,
    Role,
    key_file,
    load_keyring,
    new_data_key,
    save_keyring,
    unwrap,
    wrap,
)
from storage.migrations import migrate
from storage.vault import PAGE_BYTES, Vault, check_file, create_vault, open_vault

FIRST_USER = "admin"
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A prescription as the register holds it; `recorded_at` in UTC."""

    number: int
    prescription: Prescription
    source: Source
    recorded_at: datetime


def utc_now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


class Register:
    """An open register. It belongs to the thread that opened it; close it, or use `with`."""

    def __init__(self, vault: Vault, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._vault = vault
        self._clock = clock

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        user: str = FIRST_USER,
        cost: Argon2Cost | None = None,
    ) -> Self:
        """A new register and its key file beside it, `user` being its administrator.

        Raises Fault; an existing path is never touched, and a failed creation leaves nothing.
        """
        keys = key_file(path)
        for taken in (path, keys):
            if taken.exists() or taken.is_symlink():
                raise PathTaken(taken)
        key = new_data_key()
        slot = wrap(key, passphrase, user=user, role=Role.ADMINISTRATOR, cost=cost or Argon2Cost())
        vault = create_vault(path, key)
        try:
            migrate(vault)
            save_keyring(keys, Keyring(key.salt, (slot,)))
        except BaseException:
            vault.close()
            for created in (path, keys):
                with suppress(OSError):
                    created.unlink(missing_ok=True)
            raise
        return cls(vault)

    @classmethod
    def open(cls, path: Path, passphrase: str, *, user: str | None = None) -> Self:
        """The register at `path`, checked and brought to the newest version. Raises Fault."""
        salt = check_file(path)
        keys = key_file(path)
        try:
            keyring = load_keyring(keys)
        except FileNotFoundError:
            if path.stat().st_size % PAGE_BYTES:
                raise NoRegister(path) from None
            raise KeyFileMissing(path, keys) from None
        if keyring.register_salt != salt:
            raise KeyFileForeign(path, keys)
        key, _ = unwrap(keyring, passphrase, user)
        vault = open_vault(path, key)
        try:
            migrate(vault)
        except BaseException:
            vault.close()
            raise
        return cls(vault)

    @property
    def path(self) -> Path:
        """The file."""
        return self._vault.path

    def add(self, prescription: Prescription, source: Source, pages: Sequence[bytes] = ()) -> int:
        """Record a confirmed prescription with the images of its pages; its number.

        When this returns, the entry is on the disk. Raises Fault, and then nothing was recorded.
        """
        if not isinstance(prescription, Prescription):
            raise TypeError("the register accepts only what a human confirmed")
        recorded_at = self._clock().isoformat()
        content = _content_row(prescription, source)
        digests = [hashlib.sha256(page).digest() for page in pages]
        with self._vault.writing():
            number, previous = self._last()
            number += 1
            sealed = _content_digest(content, digests)
            self._vault.insert(
                "prescription",
                {
                    "number": number,
                    "recorded_at": recorded_at,
                    "content_digest": sealed,
                    "previous_hash": previous,
                    "hash": chain.seal(previous, number, recorded_at, sealed),
                },
            )
            self._vault.insert("prescription_content", {"number": number, **content})
            self._add_pages(number, pages, digests)
        return number

    def entries(self) -> Iterator[Entry]:
        """Every prescription recorded by now, in the order of the numbers. Raises Fault."""
        last, _ = self._last()
        for first in range(1, last + 1, _BATCH):
            # In batches: a reader that takes its time must not hold the log back.
            yield from map(
                _entry,
                list(
                    self._vault.query(
                        "SELECT * FROM prescription JOIN prescription_content USING (number) "
                        "WHERE number BETWEEN ? AND ? ORDER BY number",
                        (first, min(first + _BATCH - 1, last)),
                    )
                ),
            )

    def entry(self, number: int) -> Entry | None:
        """The prescription with this number, or None. Raises Fault."""
        rows = self._vault.query(
            "SELECT * FROM prescription JOIN prescription_content USING (number) WHERE number = ?",
            (number,),
        )
        return next(map(_entry, rows), None)

    def pages(self, number: int) -> tuple[bytes, ...]:
        """The page images of a prescription, as they were given. Raises Fault."""
        rows = self._vault.query(
            "SELECT image FROM prescription_page JOIN page_image USING (sha256) "
            "WHERE number = ? ORDER BY page",
            (number,),
        )
        return tuple(row["image"] for row in rows)

    def close(self) -> None:
        """Fold the log into the file and forget the key."""
        self._vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _last(self) -> tuple[int, bytes]:
        rows = self._vault.query(
            "SELECT number, hash FROM prescription ORDER BY number DESC LIMIT 1"
        )
        row = next(rows, None)
        return (0, chain.START) if row is None else (row["number"], row["hash"])

    def _add_pages(self, number: int, pages: Sequence[bytes], digests: Sequence[bytes]) -> None:
        for position, (page, sha256) in enumerate(zip(pages, digests, strict=True), start=1):
            self._vault.execute(
                "INSERT INTO page_image (sha256, image) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (sha256, page),
            )
            self._vault.insert(
                "prescription_page", {"number": number, "page": position, "sha256": sha256}
            )


def _content_row(prescription: Prescription, source: Source) -> dict[str, Any]:
    return {
        "salt": secrets.token_bytes(16),
        "source": _text(source),
        "content": _text(prescription.content),
        "readings": _text(prescription.content.readings),
        "confirmed_by": prescription.confirmed_by,
        "confirmed_at": prescription.confirmed_at.isoformat(),
    }


def _content_digest(content: dict[str, Any], pages: Sequence[bytes]) -> bytes:
    texts = ("source", "content", "readings", "confirmed_by", "confirmed_at")
    return chain.digest(content["salt"], *(content[name].encode() for name in texts), *pages)


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
    )


def _text(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


def _value(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)
