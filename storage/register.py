"""The register: confirmed prescriptions, numbered and sealed, in one encrypted file."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from prescription.record import Prescription, Source
from storage.entries import Entry, Stamp, read_entries, read_entry, read_pages, write_entry
from storage.faults import (
    AlreadyCorrected,
    KeyFileForeign,
    KeyFileMissing,
    NoRegister,
    NoSuchEntry,
    NotAllowed,
    PathTaken,
)
from storage.keyring import (
    Argon2Cost,
    DataKey,
    Keyring,
    Role,
    Slot,
    key_file,
    load_keyring,
    new_data_key,
    save_keyring,
    unwrap,
    wrap,
)
from storage.migrations import migrate
from storage.ordonnancier import (
    Dispensing,
    Listing,
    OrdonnancierEntry,
    read_ordonnancier,
    write_dispensing,
)
from storage.search import PAGE, Hit, Query, find_duplicates, search
from storage.vault import (
    PAGE_BYTES,
    Vault,
    check_file,
    create_vault,
    open_vault,
    remove_vault,
)
from storage.verify import Report, verify

__all__ = ["Entry", "Register", "utc_now"]

FIRST_USER = "admin"


def utc_now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


class Register:
    """An open register. It belongs to the thread that opened it; close it, or use `with`.

    `user` and `role` are those of the passphrase that opened it.
    """

    def __init__(
        self, vault: Vault, user: str, role: Role, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._vault = vault
        self._clock = clock
        self.user = user
        self.role = role

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        user: str = FIRST_USER,
        cost: Argon2Cost | None = None,
        clock: Callable[[], datetime] = utc_now,
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
            remove_vault(path)
            with suppress(OSError):
                keys.unlink(missing_ok=True)
            raise
        return cls(vault, slot.user, slot.role, clock)

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
        key, slot = _unlock(path, passphrase, user)
        vault = open_vault(path, key)
        try:
            migrate(vault)
        except BaseException:
            vault.close()
            raise
        return cls(vault, slot.user, slot.role, clock)

    @classmethod
    def inspect(cls, path: Path, passphrase: str, *, user: str | None = None) -> Self:
        """The register as it stands, even damaged, to verify or rescue it: nothing can be written.

        Raises Fault when not even the key opens.
        """
        key, slot = _unlock(path, passphrase, user)
        return cls(open_vault(path, key, damaged=True), slot.user, Role.READER)

    @property
    def path(self) -> Path:
        """The file."""
        return self._vault.path

    def add(
        self,
        prescription: Prescription,
        source: Source,
        pages: Sequence[bytes] = (),
        *,
        dispensings: Sequence[Dispensing] = (),
        corrects: int | None = None,
    ) -> int:
        """Record a confirmed prescription with the images of its pages; its number.

        `dispensings` enters its listed drugs in the ordonnancier at once. `corrects` is the number
        of an entry that this one replaces. When this returns, everything is on the disk. Raises
        Fault, and then nothing was recorded.
        """
        if not isinstance(prescription, Prescription):
            raise TypeError("the register accepts only what a human confirmed")
        self._require(Role.VALIDATOR)
        stamp = self._stamp()
        with self._vault.writing():
            self._check_correction("prescription", corrects)
            number = write_entry(
                self._vault, prescription, source, pages, stamp=stamp, corrects=corrects
            )
            for dispensing in dispensings:
                _check_line(prescription, dispensing)
                write_dispensing(self._vault, number, dispensing, stamp=stamp)
        return number

    def dispense(self, number: int, dispensings: Sequence[Dispensing]) -> tuple[int, ...]:
        """Enter listed drugs of a recorded prescription (a renewal): their serial numbers.

        Raises Fault, and then none was entered.
        """
        self._require(Role.VALIDATOR)
        entry = self.entry(number)
        if entry is None:
            raise NoSuchEntry(number)
        stamp = self._stamp()
        with self._vault.writing():
            for dispensing in dispensings:
                _check_line(entry.prescription, dispensing)
            return tuple(
                write_dispensing(self._vault, number, dispensing, stamp=stamp)
                for dispensing in dispensings
            )

    def correct_dispensing(self, number: int, dispensing: Dispensing) -> int:
        """Replace a line of the ordonnancier by a new one that points to it: its serial number.

        Raises Fault, also when the line was replaced before: correct the newer one.
        """
        self._require(Role.VALIDATOR)
        stamp = self._stamp()
        with self._vault.writing():
            self._check_correction("ordonnancier", number)
            prescription = self._vault.value(
                "SELECT prescription FROM ordonnancier WHERE number = ?", (number,)
            )
            return write_dispensing(
                self._vault, prescription, dispensing, stamp=stamp, corrects=number
            )

    def entries(self) -> Iterator[Entry]:
        """Every prescription recorded by now, in the order of the numbers. Raises Fault."""
        return read_entries(self._vault)

    def entry(self, number: int) -> Entry | None:
        """The prescription with this number, or None. Raises Fault."""
        return read_entry(self._vault, number)

    def pages(self, number: int) -> tuple[bytes, ...]:
        """The page images of a prescription, as they were given. Raises Fault."""
        return read_pages(self._vault, number)

    def ordonnancier(
        self, *, prescription: int | None = None, listing: Listing | None = None
    ) -> Iterator[OrdonnancierEntry]:
        """The ordonnancier in order: all, or of one prescription or list. Raises Fault."""
        return read_ordonnancier(self._vault, prescription=prescription, listing=listing)

    def search(
        self, query: Query, *, limit: int = PAGE, before: int | None = None
    ) -> tuple[Hit, ...]:
        """The newest prescriptions that match, at most `limit`; `before` gives the next ones.

        Raises Fault.
        """
        return search(self._vault, query, limit=limit, before=before)

    def find_duplicates(
        self, prescription: Prescription, source: Source, pages: Sequence[bytes] = ()
    ) -> tuple[int, ...]:
        """The entries that look like the same sheet, captured before. Raises Fault."""
        digests = [hashlib.sha256(page).digest() for page in pages]
        return find_duplicates(self._vault, prescription, source, digests)

    def verify(self) -> Report:
        """Check every page, number, seal and image, and say what is wrong and where."""
        return verify(self._vault)

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

    def _stamp(self) -> Stamp:
        return Stamp(self._clock(), self.user)

    def _require(self, role: Role) -> None:
        if not self.role.includes(role):
            raise NotAllowed(self.role, role)

    def _check_correction(self, table: str, number: int | None) -> None:
        if number is None:
            return
        known = f"SELECT 1 FROM {table} WHERE number = ?"  # noqa: S608 - our own tables
        replaced = f"SELECT 1 FROM {table} WHERE corrects = ?"  # noqa: S608
        if self._vault.value(known, (number,)) is None:
            raise NoSuchEntry(number)
        if self._vault.value(replaced, (number,)) is not None:
            raise AlreadyCorrected(number)


def _unlock(path: Path, passphrase: str, user: str | None) -> tuple[DataKey, Slot]:
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
    return unwrap(keyring, passphrase, user)


def _check_line(prescription: Prescription, dispensing: Dispensing) -> None:
    if not 1 <= dispensing.line <= len(prescription.content.medications):
        raise ValueError("a dispensing names a line of its prescription")
