"""A new key for a register, when the old one may be known: everything is encrypted again."""

import secrets
from pathlib import Path

from storage.faults import BackupUnsound, NotAllowed
from storage.files import flush_file, flush_folder, remove_database, sweep_parts
from storage.instance import claimed
from storage.journal import Action, note
from storage.keyring import (
    Argon2Cost,
    DataKey,
    Keyring,
    Role,
    key_file,
    new_data_key,
    save_keyring,
    wrap,
)
from storage.migrations import migrate
from storage.register import Register
from storage.unlock import copy_slots, next_key_file, unlock
from storage.vault import copy_vault, open_vault
from storage.verify import verify


def rekey(
    path: Path, passphrase: str, *, user: str | None = None, cost: Argon2Cost | None = None
) -> tuple[str, ...]:
    """Encrypt the register at `path` anew; the names of the users who must be added again.

    Only an administrator may, and only while nobody else has the register open. The passphrase
    stays; the other users' slots wrapped the old key and are gone, the recovery sheet is another
    one, and earlier backups keep the old key. Stopped at any instant, either the old key or the new
    one opens. Raises Fault, and then the old key opens.
    """
    key, slot, keyring = unlock(path, passphrase, user)
    if slot.role is not Role.ADMINISTRATOR:
        raise NotAllowed(slot.role, Role.ADMINISTRATOR)
    fresh = new_data_key()
    own = wrap(fresh, passphrase, user=slot.user, role=slot.role, cost=cost or Argon2Cost())
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with claimed(path):
        vault = open_vault(path, key)
        try:
            migrate(vault)
            vault.lock_out_others()
            sweep_parts(path)
            copy_vault(vault, part, fresh)
            _finish(part, fresh, Register(vault, key, slot), Keyring(fresh.salt, (own,)))
            save_keyring(next_key_file(path), Keyring(fresh.salt, (own,)))
            part.replace(path)
            flush_folder(path.parent)
            next_key_file(path).replace(key_file(path))
            flush_folder(path.parent)
            vault.spoil()
        finally:
            vault.close()
            remove_database(part)
    return tuple(each.user for each in keyring.slots if each.user != slot.user)


def _finish(part: Path, key: DataKey, register: Register, keyring: Keyring) -> None:
    """Give the copy its own slots, check it whole, and flush it."""
    copy = open_vault(part, key)
    try:
        copy.execute("PRAGMA journal_mode = WAL")
        with copy.writing():
            copy_slots(copy, keyring)
            note(copy, Action.REKEY, register.stamp())
        report = verify(copy)
    finally:
        copy.close()
    if not report.is_sound:
        first = report.findings[0]
        raise BackupUnsound(part, fr=first.fr, en=first.en)
    flush_file(part)
