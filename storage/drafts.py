"""Drafts that wait for a human: they survive a crash, and never count as prescriptions."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from prescription.json import from_json, to_json
from prescription.record import Draft, PageWord, Reading, Source
from storage.entries import Stamp, keep_image
from storage.faults import NoSuchEntry
from storage.keyring import Role
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Looked:
    """What a human looked at in a draft, and what they typed and did not confirm, by field.

    A field is a text of the caller's; what it cannot read any more it may leave out.
    """

    seen: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft in the queue: `machine` is what was read, `current` what a human made of it.

    `words` are all words of its file's pages, where they are known.
    """

    id: int
    source: Source
    machine: Draft
    current: Draft
    captured_at: datetime
    captured_by: str
    changed_at: datetime
    words: tuple[PageWord, ...] = ()
    looked: Looked = Looked()


@dataclass(frozen=True, slots=True)
class WaitingHead:
    """What a list of the queue tells of a draft, without what the machine read."""

    id: int
    source: Source
    current: Draft
    looked: Looked = Looked()


class DraftQueue:
    """The drafts of an open register, the oldest first."""

    def __init__(
        self, vault: Vault, stamp: Callable[[], Stamp], require: Callable[[Role], None]
    ) -> None:
        self._vault = vault
        self._stamp = stamp
        self._require = require

    def __iter__(self) -> Iterator[WaitingDraft]:
        return map(_draft, self._vault.query("SELECT * FROM draft ORDER BY id"))

    def heads(self) -> Iterator[WaitingHead]:
        """The drafts as a list shows them, the oldest first: a third of the work of a whole one."""
        for row in self._vault.query("SELECT id, source, current FROM draft ORDER BY id"):
            source = from_json(Source, json.loads(row["source"]))
            kept = json.loads(row["current"], parse_float=Decimal)
            draft = from_json(Draft, kept["draft"])
            yield WaitingHead(row["id"], source, draft, _looked(kept))

    def add(self, draft: Draft, source: Source, pages: Sequence[bytes] = ()) -> int:
        """Put a draft at the end of the queue with the images of its pages; its id.

        When this returns, it is on the disk. Raises Fault.
        """
        (number,) = self.add_all([draft], source, pages)
        return number

    def add_all(
        self, drafts: Sequence[Draft], source: Source, pages: Sequence[bytes] = ()
    ) -> list[int]:
        """Put every draft of one capture in the queue, or none; their ids. Raises Fault."""
        self._require(Role.CAPTURER)
        stamp = self._stamp()
        with self._vault.writing():
            return [keep_draft(self._vault, draft, source, pages, stamp) for draft in drafts]

    def get(self, number: int) -> WaitingDraft:
        """One draft. Raises NoSuchEntry."""
        rows = self._vault.query("SELECT * FROM draft WHERE id = ?", (number,))
        for row in rows:
            return _draft(row)
        raise NoSuchEntry(number)

    def holds(self, sha256: str) -> bool:
        """Whether a draft or a prescription was read from the file of this digest (hexadecimal)."""
        found = "SELECT 1 FROM page_image WHERE sha256 = ?"
        return self._vault.value(found, (bytes.fromhex(sha256),)) is not None

    def pages(self, number: int) -> tuple[bytes, ...]:
        """The page images of a draft, as they were given. Raises Fault."""
        rows = self._vault.query(
            "SELECT image FROM draft_page JOIN page_image USING (sha256) "
            "WHERE draft = ? ORDER BY page",
            (number,),
        )
        return tuple(row["image"] for row in rows)

    def change(self, number: int, draft: Draft, looked: Looked = Looked()) -> None:
        """Keep what a human made of a draft so far, and what they looked at. Raises Fault."""
        self._require(Role.CAPTURER)
        with self._vault.writing():
            self.get(number)
            self._vault.execute(
                "UPDATE draft SET current = ?, changed_at = ? WHERE id = ?",
                (_text(draft, looked=looked), self._stamp().at.isoformat(), number),
            )

    def remove(self, number: int) -> None:
        """Give a draft up, with the images that nothing else holds. Raises Fault."""
        self._require(Role.CAPTURER)
        with self._vault.writing():
            take_out(self._vault, self.get(number).id)


def keep_draft(
    vault: Vault,
    draft: Draft,
    source: Source,
    pages: Sequence[bytes],
    stamp: Stamp,
    words: Sequence[PageWord] = (),
    number: int | None = None,
) -> int:
    """Put a draft at the end of the queue within the caller's transaction; its id, which is
    `number` where one is given.
    """
    row = {
        "id": number,
        "source": json.dumps(to_json(source), ensure_ascii=False),
        "machine": _text(draft, words),
        "current": _text(draft),
        "captured_at": stamp.at.isoformat(),
        "captured_by": stamp.by,
        "changed_at": stamp.at.isoformat(),
    }
    vault.insert("draft", row)
    kept: int = vault.value("SELECT last_insert_rowid()")
    for position, page in enumerate(pages, start=1):
        sha256 = keep_image(vault, page)
        vault.insert("draft_page", {"draft": kept, "page": position, "sha256": sha256})
    return kept


def restore_draft(vault: Vault, waiting: WaitingDraft, pages: Sequence[bytes]) -> None:
    """Put a draft back under its id, as it was, within the caller's transaction."""
    stamp = Stamp(waiting.captured_at, waiting.captured_by)
    machine, words = waiting.machine, waiting.words
    keep_draft(vault, machine, waiting.source, pages, stamp, words, number=waiting.id)
    vault.execute(
        "UPDATE draft SET current = ?, changed_at = ? WHERE id = ?",
        (
            _text(waiting.current, looked=waiting.looked),
            waiting.changed_at.isoformat(),
            waiting.id,
        ),
    )


def confirm_draft(vault: Vault, waiting: WaitingDraft, number: int) -> None:
    """Turn a draft into what is known of prescription `number`, within the caller's transaction."""
    vault.insert(
        "prescription_draft",
        {
            "number": number,
            "machine": _text(waiting.machine),
            "captured_at": waiting.captured_at.isoformat(),
            "captured_by": waiting.captured_by,
        },
    )
    take_out(vault, waiting.id)


def machine_reading(vault: Vault, number: int) -> Draft | None:
    """What the machine had read of a prescription that came from the queue."""
    text = vault.value("SELECT machine FROM prescription_draft WHERE number = ?", (number,))
    return None if text is None else _read(text)


def take_out(vault: Vault, number: int) -> None:
    """Delete a draft and its unused images within the caller's transaction."""
    held = "SELECT DISTINCT sha256 FROM draft_page WHERE draft = ?"
    images = [row["sha256"] for row in vault.query(held, (number,))]
    vault.execute("DELETE FROM draft_page WHERE draft = ?", (number,))
    vault.execute("DELETE FROM draft_correction WHERE draft = ?", (number,))
    vault.execute("DELETE FROM draft WHERE id = ?", (number,))
    for sha256 in images:
        vault.execute(
            "DELETE FROM page_image WHERE sha256 = :image "
            "AND NOT EXISTS (SELECT 1 FROM draft_page WHERE sha256 = :image) "
            "AND NOT EXISTS (SELECT 1 FROM prescription_page WHERE sha256 = :image)",
            {"image": sha256},
        )


def _draft(row: dict[str, Any]) -> WaitingDraft:
    words = json.loads(row["machine"], parse_float=Decimal).get("words", [])
    return WaitingDraft(
        id=row["id"],
        source=from_json(Source, json.loads(row["source"])),
        machine=_read(row["machine"]),
        current=_read(row["current"]),
        captured_at=datetime.fromisoformat(row["captured_at"]),
        captured_by=row["captured_by"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        words=tuple(from_json(PageWord, word) for word in words),
        looked=_looked(json.loads(row["current"])),
    )


def _looked(kept: Mapping[str, Any]) -> Looked:
    looked = kept.get("looked", {})
    return Looked(tuple(looked.get("seen", ())), looked.get("typed", {}))


def _text(draft: Draft, words: Sequence[PageWord] = (), looked: Looked = Looked()) -> str:
    whole = {"draft": to_json(draft), "readings": to_json(draft.readings)}
    if words:
        whole["words"] = to_json(tuple(words))
    if looked != Looked():
        whole["looked"] = {"seen": looked.seen, "typed": looked.typed}
    return json.dumps(whole, ensure_ascii=False)


def _read(text: str) -> Draft:
    whole = json.loads(text, parse_float=Decimal)
    readings = tuple(from_json(Reading, reading) for reading in whole["readings"])
    return replace(from_json(Draft, whole["draft"]), readings=readings)
