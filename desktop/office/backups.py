"""Backups as the window uses them; every call runs on the storage lane."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.backup import SUFFIX, Backup, backup, last_backup, list_backups, restore
from storage.keyring import Role
from storage.register import Register
from storage.settings import backup_folder, choose_backup_folder
from storage.verify import Report


@dataclass(frozen=True, slots=True)
class BackupState:
    """When the register was last backed up (UTC), where its copies go, those that stand there;
    `may_choose`: whether the user's backup chooses the folder of the later ones.
    """

    last: datetime | None
    folder: Path | None
    copies: tuple[Backup, ...] = ()
    folder_missing: bool = False
    may_choose: bool = True


def backup_state(register: Register) -> BackupState:
    """How things stand. Raises Fault."""
    last, folder = last_backup(register), backup_folder(register)
    if folder is None:
        return BackupState(last, None, may_choose=register.role.includes(Role.ADMINISTRATOR))
    try:
        copies = list_backups(folder, register.path.name.removesuffix(SUFFIX))
    except OSError:
        return BackupState(last, folder, folder_missing=True)
    return BackupState(last, folder, copies)


def back_up(register: Register, folder: Path) -> Path:
    """Copy the register now, and into the same folder at each closing; the copy. Raises Fault.

    Only an administrator chooses the folder of the later copies.
    """
    copy = backup(register, folder)
    if register.role.includes(Role.ADMINISTRATOR):
        choose_backup_folder(register, folder)
    return copy


def rehearse(copy: Path, passphrase: str) -> Report:
    """Restore a copy into a folder of its own, check every entry, and remove it. Raises Fault.

    What is written there is as encrypted as the copy.
    """
    with tempfile.TemporaryDirectory(prefix="ordonnancier-") as folder:
        return restore(copy, Path(folder) / copy.name, passphrase)
