"""The hash chain: each entry is sealed together with the seal of the one before.

SHA-256 (FIPS 180-4) over length-prefixed fields, so that no two lists of fields make one text.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from storage.faults import AlreadyCorrected, NoSuchEntry
from storage.vault import Vault

START = bytes(32)
"""What the first entry names as the seal before it."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where the next entry goes: its number, and the hash of the entry before."""

    number: int
    previous: bytes


def next_link(vault: Vault, table: str) -> Link:
    """The place after the last entry of `table`; hold the write lock while using it."""
    rows = vault.query(f"SELECT number, hash FROM {table} ORDER BY number DESC LIMIT 1")  # noqa: S608
    last = next(rows, None)
    return Link(1, START) if last is None else Link(last["number"] + 1, last["hash"])


def check_correction(vault: Vault, table: str, number: int | None) -> None:
    """Raise Fault unless entry `number` exists and is the newest version of itself."""
    if number is None:
        return
    known = f"SELECT 1 FROM {table} WHERE number = ?"  # noqa: S608 - our own tables
    replaced = f"SELECT 1 FROM {table} WHERE corrects = ?"  # noqa: S608
    if vault.value(known, (number,)) is None:
        raise NoSuchEntry(number)
    if vault.value(replaced, (number,)) is not None:
        raise AlreadyCorrected(number)


def digest(*fields: bytes) -> bytes:
    """SHA-256 of the fields, each preceded by its length in 8 bytes."""
    sha = hashlib.sha256()
    for field in fields:
        sha.update(len(field).to_bytes(8, "big"))
        sha.update(field)
    return sha.digest()


def seal(previous: bytes, fields: Sequence[str | int | None], content: bytes) -> bytes:
    """The hash of an entry: the hash before it, its own fields, its content's digest."""
    written = ("" if field is None else str(field) for field in fields)
    return digest(previous, *(field.encode() for field in written), content)
