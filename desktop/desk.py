"""The register as the windows use it. Every call runs on the storage lane, which owns it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from platformdirs import user_data_path

from prescription.record import Document, Draft, Prescription, Source
from storage.drafts import WaitingDraft
from storage.entries import Entry
from storage.export.csv import export_csv
from storage.register import Register
from storage.search import Hit, Query


def register_path() -> Path:
    """Where the register of this user lives."""
    return user_data_path("ordonnancier", appauthor=False) / "registre.ordonnancier"


class Kind(StrEnum):
    """What waits in the queue: a file to read, or what was read of one."""

    CAPTURE = "capture"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue; `fault` tells why a file could not be read, `left` counts doubts."""

    kind: Kind
    id: int
    name: str
    patient: str | None = None
    fault: str | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A draft of the queue with the bytes of its file; `known` are entries of the same sheet."""

    waiting: WaitingDraft
    data: bytes
    known: tuple[int, ...] = ()


class Desk:
    """One register: closed, or open for the user whose passphrase opened it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._register: Register | None = None

    @property
    def is_new(self) -> bool:
        """Whether there is no register yet."""
        return not self.path.exists()

    # -- opening and closing

    def create(self, passphrase: str, user: str) -> str:
        """Make the register, `user` being its administrator; the user. Raises Fault."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._register = Register.create(self.path, passphrase, user=user)
        return self._register.user

    def open(self, passphrase: str) -> str:
        """Open the register; the user whose passphrase it is. Raises Fault."""
        self._register = Register.open(self.path, passphrase)
        return self._register.user

    def close(self) -> None:
        """Close the file and forget the key."""
        if self._register is not None:
            self._register.close()
            self._register = None

    # -- the queue

    def queue(self) -> tuple[Waiting, ...]:
        """What waits, the oldest first: drafts to check, then files to read."""
        drafts = (
            Waiting(
                Kind.DRAFT,
                draft.id,
                draft.source.name,
                draft.current.patient.name if draft.current.patient else None,
                left=len(draft.current.open_reviews),
            )
            for draft in self._open.drafts
        )
        files = (
            Waiting(Kind.CAPTURE, file.id, file.name, fault=file.fault)
            for file in self._open.captures
        )
        return (*drafts, *files)

    def take_in(self, name: str, data: bytes) -> None:
        """Put a file into the queue; when this returns it is safe."""
        self._open.captures.add(name, data)

    def unread(self) -> tuple[int, str, bytes] | None:
        """The oldest file that nobody tried to read: its id, name and bytes."""
        for file in self._open.captures:
            if file.fault is None:
                return file.id, file.name, self._open.captures.data(file.id)
        return None

    def put_read(self, number: int, document: Document) -> None:
        """Put what was read of a file in its place."""
        self._open.captures.read(number, document)

    def put_failed(self, number: int, fault: str) -> None:
        """Keep why a file could not be read."""
        self._open.captures.fail(number, fault)

    def load(self, number: int) -> Loaded:
        """A draft of the queue."""
        waiting = self._open.drafts.get(number)
        (data,) = self._open.drafts.pages(number)
        confirmed = self._confirmed(waiting.current)
        return Loaded(waiting, data, self._open.find_duplicates(confirmed, waiting.source, [data]))

    def keep(self, number: int, draft: Draft) -> None:
        """Keep what a human made of a draft so far."""
        self._open.drafts.change(number, draft)

    def drop(self, waiting: Waiting) -> None:
        """Give up a file or a draft."""
        if waiting.kind is Kind.CAPTURE:
            self._open.captures.remove(waiting.id)
        else:
            self._open.drafts.remove(waiting.id)

    def record(self, number: int, draft: Draft, source: Source) -> int:
        """Record a draft of the queue that its user looked at; its number. Raises Fault."""
        pages = self._open.drafts.pages(number)
        return self._open.add(self._confirmed(draft), source, pages, draft=number)

    # -- what is recorded

    def find(self, text: str, before: int | None = None) -> Sequence[Hit]:
        """The newest prescriptions with these words, those before entry `before`."""
        return self._open.search(Query(text=text), before=before)

    def entry(self, number: int) -> tuple[Entry | None, bytes]:
        """A recorded prescription and the file it came from."""
        pages = self._open.pages(number)
        return self._open.entry(number), pages[0] if pages else b""

    def export_csv(self, text: str, path: Path) -> int:
        """Write the prescriptions with these words as CSV; how many. Raises Fault."""
        entries = list(self._open.select(Query(text=text)))
        export_csv(entries, path)
        self._open.note_export("csv", len(entries), text=text)
        return len(entries)

    @property
    def _open(self) -> Register:
        if self._register is None:
            raise AssertionError("the register is used only while it is open")
        return self._register

    def _confirmed(self, draft: Draft) -> Prescription:
        return Prescription(draft, self._open.user, datetime.now(UTC))
