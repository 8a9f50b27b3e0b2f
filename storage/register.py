"""The register: confirmed prescriptions, numbered and sealed, in one encrypted file."""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from prescription.record import Prescription, Source
from storage import chain, duplicates, search
from storage.captures import CaptureQueue
from storage.damaged import DamagedVault
from storage.drafts import DraftQueue, confirm_draft
from storage.entries import Entry, Stamp, read_entries, read_entry, read_pages, write_entry
from storage.faults import NoSuchEntry, NotAllowed
from storage.files import refuse_taken, remove_database
from storage.journal import Action, Event, note, read_journal
from storage.keyring import (
    Argon2Cost,
    DataKey,
    Keyring,
    Role,
    Slot,
    key_file,
    new_data_key,
    wrap,
)
from storage.migrations import migrate
from storage.ordonnancier import (
    Dispensing,
    Listing,
    OrdonnancierEntry,
    check_line,
    read_ordonnancier,
    write_dispensing,
)
from storage.passphrase import check_new_passphrase
from storage.retention import Purge, purge
from storage.search import PAGE, Hit, Query
from storage.unlock import copied_slots, copy_slots, store_slots, unlock
from storage.vault import Vault, create_vault, open_vault
from storage.verify import Report, verify

__all__ = ["Entry", "Register", "utc_now"]


def utc_now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


class Register:
    """An open register. It belongs to the thread that opened it; close it, or use `with`.

    `user` and `role` are those of the passphrase that opened it. `vault` and `key` are for the
    modules of this package alone.
    """

    def __init__(
        self, vault: Vault, key: DataKey, slot: Slot, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.vault = vault
        self.key = key
        self.user = slot.user
        self.role = slot.role
        self._clock = clock
        self.drafts = DraftQueue(vault, self.stamp, self.require)
        self.captures = CaptureQueue(vault, self.stamp, self.require)

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        user: str = "admin",
        cost: Argon2Cost | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> Self:
        """A new register and its key file beside it, `user` being its administrator.

        Raises Fault; an existing path is never touched, and a failed creation leaves nothing.
        """
        check_new_passphrase(passphrase)
        keys = key_file(path)
        refuse_taken(path, keys)
        key = new_data_key()
        slot = wrap(key, passphrase, user=user, role=Role.ADMINISTRATOR, cost=cost or Argon2Cost())
        vault = create_vault(path, key)
        register = cls(vault, key, slot, clock)
        try:
            migrate(vault)
            with vault.writing():
                note(vault, Action.CREATION, register.stamp())
                store_slots(vault, Keyring(key.salt, (slot,)))
        except BaseException:
            vault.close()
            remove_database(path)
            with suppress(OSError):
                keys.unlink(missing_ok=True)
            raise
        return register

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str,
        *,
        user: str | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> Self:
        """The register at `path`, checked and brought to the newest version. Raises Fault."""
        key, slot, keyring = unlock(path, passphrase, user)
        vault = open_vault(path, key)
        try:
            migrate(vault)
            if copied_slots(vault) != keyring:
                with vault.writing():
                    copy_slots(vault, keyring)
        except BaseException:
            vault.close()
            raise
        return cls(vault, key, slot, clock)

    @classmethod
    def inspect(cls, path: Path, passphrase: str, *, user: str | None = None) -> Self:
        """The register as it stands, even damaged, to verify or rescue it: nothing can be written.

        Raises Fault when not even the key opens.
        """
        key, slot, _ = unlock(path, passphrase, user)
        return cls(DamagedVault(path, key), key, replace(slot, role=Role.READER))

    @property
    def path(self) -> Path:
        """The file."""
        return self.vault.path

    def add(
        self,
        prescription: Prescription,
        source: Source,
        pages: Sequence[bytes] = (),
        *,
        dispensings: Sequence[Dispensing] = (),
        corrects: int | None = None,
        draft: int | None = None,
    ) -> int:
        """Record a confirmed prescription with the images of its pages; its number.

        `dispensings` enters its listed drugs in the ordonnancier at once. `corrects` is the number
        of an entry that this one replaces, `draft` the id of the draft of the queue that it was.
        When this returns, everything is on the disk. Raises Fault, and then nothing was recorded.
        """
        if not isinstance(prescription, Prescription):
            raise TypeError("the register accepts only what a human confirmed")
        self.require(Role.VALIDATOR)
        stamp = self.stamp()
        with self.vault.writing():
            chain.check_correction(self.vault, "prescription", corrects)
            number = write_entry(
                self.vault, prescription, source, pages, stamp=stamp, corrects=corrects
            )
            for dispensing in dispensings:
                check_line(prescription, dispensing)
                write_dispensing(self.vault, number, dispensing, stamp=stamp)
            if draft is not None:
                confirm_draft(self.vault, self.drafts.get(draft), number)
        return number

    def dispense(self, number: int, dispensings: Sequence[Dispensing]) -> tuple[int, ...]:
        """Enter listed drugs of a recorded prescription (a renewal): their serial numbers.

        Raises Fault, and then none was entered.
        """
        self.require(Role.VALIDATOR)
        entry = self.entry(number)
        if entry is None:
            raise NoSuchEntry(number)
        stamp = self.stamp()
        with self.vault.writing():
            for dispensing in dispensings:
                check_line(entry.prescription, dispensing)
            return tuple(
                write_dispensing(self.vault, number, dispensing, stamp=stamp)
                for dispensing in dispensings
            )

    def correct_dispensing(self, number: int, dispensing: Dispensing) -> int:
        """Replace a line of the ordonnancier by a new one that points to it: its serial number.

        Raises Fault, also when the line was replaced before: correct the newer one.
        """
        self.require(Role.VALIDATOR)
        stamp = self.stamp()
        with self.vault.writing():
            chain.check_correction(self.vault, "ordonnancier", number)
            prescription = self.vault.value(
                "SELECT prescription FROM ordonnancier WHERE number = ?", (number,)
            )
            return write_dispensing(
                self.vault, prescription, dispensing, stamp=stamp, corrects=number
            )

    def entries(self) -> Iterator[Entry]:
        """Every prescription recorded by now, in the order of the numbers. Raises Fault."""
        return read_entries(self.vault)

    def entry(self, number: int) -> Entry | None:
        """The prescription with this number, or None. Raises Fault."""
        return read_entry(self.vault, number)

    def pages(self, number: int) -> tuple[bytes, ...]:
        """The page images of a prescription, as they were given. Raises Fault."""
        return read_pages(self.vault, number)

    def ordonnancier(
        self, *, prescription: int | None = None, listing: Listing | None = None
    ) -> Iterator[OrdonnancierEntry]:
        """The ordonnancier in order: all, or of one prescription or list. Raises Fault."""
        return read_ordonnancier(self.vault, prescription=prescription, listing=listing)

    def search(
        self, query: Query, *, limit: int = PAGE, before: int | None = None
    ) -> tuple[Hit, ...]:
        """The newest prescriptions that match, at most `limit`; `before` gives the next ones.

        Raises Fault.
        """
        return search.search(self.vault, query, limit=limit, before=before)

    def count(self, query: Query) -> int:
        """How many prescriptions match: the preview of an export. Raises Fault."""
        return search.count(self.vault, query)

    def select(self, query: Query) -> Iterator[Entry]:
        """The prescriptions that match, in the order of the numbers. Raises Fault."""
        numbers = search.matching_numbers(self.vault, query)
        return (entry for number in numbers if (entry := self.entry(number)) is not None)

    def pseudonym_key(self) -> bytes:
        """The key of this register's pseudonyms: the same in every export, known to nobody else."""
        return hmac.digest(self.key.secret, b"ordonnancier pseudonyms", "sha256")

    def find_duplicates(
        self,
        prescription: Prescription,
        source: Source,
        pages: Sequence[bytes] = (),
        captured_at: datetime | None = None,
    ) -> tuple[int, ...]:
        """The entries that look like the same sheet, of another capture. Raises Fault."""
        digests = [hashlib.sha256(page).digest() for page in pages]
        return duplicates.find_duplicates(self.vault, prescription, source, digests, captured_at)

    def journal(self, action: Action | None = None) -> Iterator[Event]:
        """Who did what, newest first, all or one action. Raises Fault."""
        return read_journal(self.vault, action)

    def note_export(self, kind: str, count: int, **filters: str) -> None:
        """Note in the journal that `count` entries left in a file of this kind. Raises Fault."""
        with self.vault.writing():
            note(self.vault, Action.EXPORT, self.stamp(), kind=kind, count=count, **filters)

    def purge(self) -> Purge:
        """Forget the content past its legal delay; numbers and seals stay. Raises Fault."""
        self.require(Role.ADMINISTRATOR)
        with self.vault.writing():
            stamp = self.stamp()
            done = purge(self.vault, stamp.at)
            note(self.vault, Action.PURGE, stamp, **asdict(done))
        return done

    def verify(self) -> Report:
        """Check every page, number, seal and image, and say what is wrong and where."""
        return verify(self.vault)

    def close(self) -> None:
        """Fold the log into the file and forget the key."""
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stamp(self) -> Stamp:
        """Who records, and when: now."""
        return Stamp(self._clock(), self.user)

    def require(self, role: Role) -> None:
        """Raise NotAllowed unless the user's role reaches that far."""
        if not self.role.includes(role):
            raise NotAllowed(self.role, role)
