"""Files that wait to be read: in the register as soon as they are given, so a crash loses none."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prescription.language import Fault
from prescription.record import Document
from storage.drafts import keep_draft
from storage.entries import Stamp
from storage.faults import NotWaiting
from storage.keyring import Role
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class WaitingCapture:
    """A file in the queue; `fault` tells why it could not be read."""

    id: int
    name: str
    captured_at: datetime
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A file that was taken out of the queue unread, as its row was."""

    row: Mapping[str, Any]


class CaptureQueue:
    """The files of an open register that were not read yet, the oldest first."""

    def __init__(
        self,
        vault: Vault,
        stamp: Callable[[], Stamp],
        require: Callable[[Role], None],
    ) -> None:
        self._vault = vault
        self._stamp = stamp
        self._require = require

    def __iter__(self) -> Iterator[WaitingCapture]:
        rows = self._vault.query("SELECT id, name, captured_at, fault FROM capture ORDER BY id")
        for row in rows:
            captured_at = datetime.fromisoformat(row["captured_at"])
            yield WaitingCapture(row["id"], row["name"], captured_at, _fault(row["fault"]))

    def add(self, name: str, data: bytes) -> int:
        """Put a file at the end of the queue; its id. When this returns, it is on the disk.

        Raises Fault.
        """
        self._require(Role.CAPTURER)
        stamp = self._stamp()
        row = {
            "name": name,
            "data": data,
            "captured_at": stamp.at.isoformat(),
            "captured_by": stamp.by,
        }
        with self._vault.writing():
            self._vault.insert("capture", row)
            number: int = self._vault.value("SELECT last_insert_rowid()")
        return number

    def holds(self, data: bytes) -> bool:
        """Whether a file of these very bytes is in the queue, read already or not."""
        waits = "SELECT EXISTS (SELECT 1 FROM capture WHERE length(data) = ? AND data = ?)"
        drafted = "SELECT EXISTS (SELECT 1 FROM draft_page WHERE sha256 = ?)"
        digest = hashlib.sha256(data).digest()
        return bool(
            self._vault.value(waits, (len(data), data)) or self._vault.value(drafted, (digest,))
        )

    def data(self, number: int) -> bytes:
        """The bytes of a file of the queue. Raises NotWaiting."""
        data: bytes | None = self._vault.value("SELECT data FROM capture WHERE id = ?", (number,))
        if data is None:
            raise NotWaiting
        return data

    def read(self, number: int, document: Document) -> Sequence[int]:
        """Put what was read of a file in its place: the ids of its drafts. Raises Fault."""
        self._require(Role.CAPTURER)
        stamp = self._stamp()
        with self._vault.writing():
            data = self.data(number)
            drafts = [
                keep_draft(self._vault, draft, document.source, [data], stamp, document.words)
                for draft in document.prescriptions
            ]
            self._vault.execute("DELETE FROM capture WHERE id = ?", (number,))
        return drafts

    def fail(self, number: int, fault: Fault) -> None:
        """Keep why a file could not be read; it stays in the queue. Raises Fault."""
        self._require(Role.CAPTURER)
        with self._vault.writing():
            told = json.dumps({"fr": fault.fr, "en": fault.en}, ensure_ascii=False)
            self._vault.execute("UPDATE capture SET fault = ? WHERE id = ?", (told, number))

    def retry(self, number: int) -> None:
        """Forget why a file could not be read, so that it is tried again. Raises Fault."""
        self._require(Role.CAPTURER)
        with self._vault.writing():
            self._vault.execute("UPDATE capture SET fault = NULL WHERE id = ?", (number,))

    def remove(self, number: int) -> GivenUp:
        """Give a file up; what `put_back` needs. Raises Fault."""
        self._require(Role.CAPTURER)
        with self._vault.writing():
            rows = list(self._vault.query("SELECT * FROM capture WHERE id = ?", (number,)))
            if not rows:
                raise NotWaiting
            self._vault.execute("DELETE FROM capture WHERE id = ?", (number,))
        return GivenUp(rows[0])

    def put_back(self, gone: GivenUp) -> None:
        """Put a file that was given up back as it was. Raises Fault."""
        self._require(Role.CAPTURER)
        with self._vault.writing():
            self._vault.insert("capture", gone.row)


def _fault(told: str | None) -> Fault | None:
    """Why a file could not be read, in both languages: the window may speak another one later."""
    if told is None:
        return None
    try:
        sentence = json.loads(told)
        return Fault(fr=sentence["fr"], en=sentence["en"])
    except (ValueError, KeyError, TypeError):
        # Written before both were kept.
        return Fault(fr=told, en=told)
