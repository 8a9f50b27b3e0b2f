"""Who did what with the register: exports, backups, purges, users. Append-only and chained."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage import chain
from storage.entries import Stamp
from storage.vault import Vault


class Action(StrEnum):
    """What is noted."""

    CREATION = "creation"
    EXPORT = "export"
    BACKUP = "backup"
    RESTORE = "restore"
    PURGE = "purge"
    USER_ADDED = "user-added"
    USER_REMOVED = "user-removed"
    PASSPHRASE_CHANGED = "passphrase-changed"  # noqa: S105 - an event's name
    RECOVERY = "recovery"
    REKEY = "rekey"
    SETTING = "setting"
    ROLE_CHANGED = "role-changed"
    RECOVERY_SHEET = "recovery-sheet"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the journal; `detail` holds counts, formats and filters."""

    number: int
    at: datetime
    by: str
    action: Action
    detail: Mapping[str, Any]


def note(vault: Vault, action: Action, stamp: Stamp, **detail: Any) -> None:
    """Add a line inside the caller's transaction."""
    link = chain.next_link(vault, "journal")
    row = {
        "number": link.number,
        "recorded_at": stamp.at.isoformat(),
        "recorded_by": stamp.by,
        "action": action.value,
        "detail": json.dumps(detail, ensure_ascii=False),
        "previous_hash": link.previous,
    }
    vault.insert("journal", {**row, "hash": seal_event(row)})


def read_journal(vault: Vault, action: Action | None = None) -> Iterator[Event]:
    """The lines, newest first, all or those of one action."""
    rows = vault.query(
        "SELECT * FROM journal WHERE action = coalesce(?, action) ORDER BY number DESC", (action,)
    )
    for row in rows:
        yield Event(
            row["number"],
            datetime.fromisoformat(row["recorded_at"]),
            row["recorded_by"],
            Action(row["action"]),
            json.loads(row["detail"]),
        )


def seal_event(row: Mapping[str, Any]) -> bytes:
    """The hash of a row of `journal`."""
    fields = (row["number"], row["recorded_at"], row["recorded_by"], row["action"])
    return chain.seal(row["previous_hash"], fields, row["detail"].encode())
