"""Complete encrypted copies, proved before they are kept; restoring never overwrites."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prescription.language import Fault
from storage.faults import BackupUnsound, FolderMissing, FullDisk, ReadOnlyPlace
from storage.files import (
    create_owner_only,
    fault_of,
    flush_file,
    refuse_taken,
    remove_database,
    rename_new,
    write_replacing,
)
from storage.journal import Action, note, read_journal
from storage.keyring import DataKey, key_file, save_keyring
from storage.register import Register
from storage.unlock import known_slots, unlock
from storage.vault import copy_vault, open_vault
from storage.verify import Report, verify

SUFFIX = ".ordonnancier"
AUTOMATIC = "-auto"
"""Ends the name of a copy that nobody asked for: only such a copy gives way to a later one."""
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)" + f"(?P<automatic>{AUTOMATIC})?{re.escape(SUFFIX)}"
)
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that stands in a folder; `at` in UTC; `automatic` when nobody asked for it."""

    path: Path
    at: datetime
    automatic: bool = False


def backup(register: Register, folder: Path, *, automatic: bool = False) -> Path:
    """Copy the register, in use or not, into `folder` under a dated name; the copy's path.

    It never replaces another copy; `rotate` removes only one marked `automatic`. The copy opens
    with the same passphrases. It is opened again, checked entry by entry and flushed before it
    gets its name. Raises Fault, and then leaves nothing.
    """
    if not folder.is_dir():
        raise FolderMissing(folder)
    stamp = register.stamp()
    path = _free_path(folder, register.path, stamp.at, automatic=automatic)
    with beside(path) as part:
        copy_vault(register.vault, part, register.key)
        report = _check(part, register.key)
        save_keyring(key_file(path), known_slots(register.vault, register.key.salt))
    with register.vault.writing():
        note(
            register.vault,
            Action.BACKUP,
            stamp,
            name=path.name,
            prescriptions=report.prescriptions,
            dispensings=report.dispensings,
            **({"automatic": True} if automatic else {}),
        )
    with suppress(Fault), write_replacing(backup_mark(register.path)) as stream:
        stream.write(stamp.at.astimezone(UTC).isoformat().encode())
    return path


def _free_path(folder: Path, register: Path, at: datetime, *, automatic: bool) -> Path:
    """Where a copy goes that is made at `at`: a second later for each that stands there already."""
    stem, mark = register.name.removesuffix(SUFFIX), AUTOMATIC if automatic else ""
    while True:
        path = folder / f"{stem}-{at.astimezone(UTC).strftime(_STAMP)}{mark}{SUFFIX}"
        try:
            taken = path.exists()
        except OSError:
            taken = False  # of a folder that cannot be looked into, writing tells more
        if not taken:
            return path
        at += timedelta(seconds=1)


def backup_mark(register: Path) -> Path:
    """The file whose content, an instant, tells the last backup without the register's key."""
    return register.with_name(register.name + ".backed-up")


def marked_backup(register: Path) -> datetime | None:
    """When the last backup of a register that is closed was made, as its mark has it."""
    try:
        return datetime.fromisoformat(backup_mark(register).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def restore(backup_path: Path, into: Path, passphrase: str, *, user: str | None = None) -> Report:
    """Rehearse a backup into a new register at `into`, which must not exist; what was checked.

    Raises Fault, and then leaves nothing.
    """
    key, _, keyring = unlock(backup_path, passphrase, user, writable=False)
    with beside(into) as part:
        # Copied as bytes: a backup may stand where nothing can be written.
        _copy_bytes(backup_path, part)
        report = _check(part, key)
        save_keyring(key_file(into), keyring)
    with Register.open(into, passphrase, user=user) as register, register.vault.writing():
        note(register.vault, Action.RESTORE, register.stamp(), name=backup_path.name)
    return report


def last_backup(register: Register) -> datetime | None:
    """When the register was last backed up. Raises Fault."""
    event = next(read_journal(register.vault, Action.BACKUP), None)
    return event.at if event else None


def list_backups(folder: Path, stem: str) -> tuple[Backup, ...]:
    """The backups of a register in a folder, newest first."""
    named = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    found = [
        Backup(
            path,
            datetime.strptime(match["at"], _STAMP).replace(tzinfo=UTC),
            automatic=bool(match["automatic"]),
        )
        for path, match in named
        if match and match["stem"] == stem
    ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def rotate(folder: Path, stem: str, now: datetime, made: Path | None = None) -> tuple[Path, ...]:
    """Delete the automatic backups that are no longer worth their place; their paths.

    Kept: the newest of each of the last 7 days, of the last 4 weeks, of the last 12 months, and the
    newest of all. What somebody asked for stays until somebody deletes it, and so does the one just
    `made`, which need not be the newest where the clock went back.
    """
    backups = [each for each in list_backups(folder, stem) if each.automatic]
    kept = worth_keeping([each.at for each in backups], now)
    outlived = tuple(each.path for each in backups if each.at not in kept and each.path != made)
    # What a backup that was cut short left behind.
    for part in folder.glob(f".{stem}-*.part*"):
        if now.timestamp() - part.stat().st_mtime > 86_400:
            part.unlink(missing_ok=True)
    for path in outlived:
        path.unlink()
        key_file(path).unlink(missing_ok=True)
    return outlived


def worth_keeping(instants: Iterable[datetime], now: datetime) -> set[datetime]:
    """Of these instants, those that `rotate` keeps."""
    newest: dict[tuple[object, ...], datetime] = {}
    ordered = sorted(instants)
    for at in ordered:
        age = now - at
        week = at.isocalendar()
        if age <= timedelta(days=7):
            newest["day", at.date()] = at
        if age <= timedelta(weeks=4):
            newest["week", week.year, week.week] = at
        if age <= timedelta(days=366):
            newest["month", at.year, at.month] = at
    return {*newest.values(), *ordered[-1:]}


def _check(path: Path, key: DataKey) -> Report:
    copy = open_vault(path, key)
    try:
        report = verify(copy)
    finally:
        copy.close()
    if not report.is_sound:
        first = report.findings[0]
        raise BackupUnsound(path, fr=first.fr, en=first.en)
    return report


def _copy_bytes(source: Path, target: Path) -> None:
    for suffix in ("", "-wal"):
        piece = source.with_name(source.name + suffix)
        if suffix and not piece.exists():
            continue
        with (
            piece.open("rb") as reading,
            os.fdopen(create_owner_only(target.with_name(target.name + suffix)), "wb") as writing,
        ):
            shutil.copyfileobj(reading, writing, 1 << 20)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A name beside `path` to work under; renamed to `path` at the end, or removed."""
    refuse_taken(path, key_file(path))
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        flush_file(part)
        rename_new(part, path)
    except BaseException as error:
        # A medium that takes nothing refuses this too.
        with suppress(OSError):
            remove_database(part)
        with suppress(OSError):
            key_file(path).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise fault_of(error, path) from None
        if isinstance(error, FullDisk | ReadOnlyPlace):
            raise type(error)(path) from None  # the name the user knows
        raise
