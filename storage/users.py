"""Who opens the register: users, their roles, their passphrases, and the recovery sheet.

A role is kept by this program, not by cryptography: every passphrase leads to the same data key.
"""

import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.faults import (
    DamagedRegister,
    LastAdministrator,
    NoSuchUser,
    PassphraseTaken,
    UserExists,
    WrongPassphrase,
    WrongRecoveryCode,
)
from storage.header import check_file
from storage.journal import Action, note
from storage.keyring import Argon2Cost, Keyring, Role, Slot, key_file, save_keyring, unwrap, wrap
from storage.migrations import migrate
from storage.passphrase import check_new_passphrase
from storage.register import Register
from storage.unlock import (
    copy_slots,
    known_slots,
    read_recovery_code,
    recovery_code,
    store_slots,
    unlock,
)
from storage.vault import open_vault


@dataclass(frozen=True, slots=True)
class User:
    """A person who opens the register."""

    name: str
    role: Role


def is_one_person(name: str, other: str) -> bool:
    """Whether two names are one person's: only capitals, accents, spaces and hyphens differ.

    `lucie petit`, `Lucie  PETIT` and `LUCIE-PETIT`; not `Lucie Petit` and `Lucie Petitot`.
    """
    return _bare(name) == _bare(other)


def list_users(register: Register) -> tuple[User, ...]:
    """Every user, in the order in which they came. Raises Fault."""
    return tuple(User(slot.user, slot.role) for slot in _slots(register))


def add_user(
    register: Register, name: str, role: Role, passphrase: str, cost: Argon2Cost | None = None
) -> None:
    """Let another person open the register; only an administrator may.

    Raises Fault, UserExists also where the name differs from a known one in nothing that counts.
    """
    register.require(Role.ADMINISTRATOR)
    _check_own(register, passphrase, name)
    slot = wrap(register.key, passphrase, user=name, role=role, cost=cost or Argon2Cost())

    def added(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        for known in slots:
            if is_one_person(known.user, name):
                raise UserExists(known.user)
        return (*slots, slot)

    _change(register, added, Action.USER_ADDED, user=name, role=role.value)


def remove_user(register: Register, name: str) -> None:
    """Take a user's slot away; only an administrator may, and one always stays. Raises Fault.

    Whoever kept a copy of the key file and knows its passphrase still has the key.
    """
    register.require(Role.ADMINISTRATOR)

    def removed(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        if all(slot.user != name for slot in slots):
            raise NoSuchUser(name)
        return _with_administrator(slot for slot in slots if slot.user != name)

    _change(register, removed, Action.USER_REMOVED, user=name)


def check_passphrase(register: Register, passphrase: str) -> None:
    """Raise WrongPassphrase unless it is the present user's: they may have left their desk."""
    unlock(register.path, passphrase, register.user)


def change_passphrase(register: Register, passphrase: str, cost: Argon2Cost | None = None) -> None:
    """Give the present user a new passphrase, at once: nothing is encrypted again. Raises Fault."""
    _check_own(register, passphrase, register.user)
    known = next((slot for slot in _slots(register) if slot.user == register.user), None)
    if known is None:
        raise NoSuchUser(register.user)
    slot = wrap(
        register.key, passphrase, user=known.user, role=known.role, cost=cost or Argon2Cost()
    )

    def changed(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(slot if old.user == slot.user else old for old in slots)

    _change(register, changed, Action.PASSPHRASE_CHANGED, user=slot.user)


def change_role(
    register: Register, name: str, role: Role, passphrase: str, cost: Argon2Cost | None = None
) -> None:
    """Give a user another role, under a passphrase of theirs, old or new. Raises Fault.

    The role is sealed into the slot by the passphrase, so that nobody raises their own: giving
    another role is giving another slot. Only an administrator may, and one always stays.
    """
    register.require(Role.ADMINISTRATOR)
    _check_own(register, passphrase, name)
    slot = wrap(register.key, passphrase, user=name, role=role, cost=cost or Argon2Cost())

    def changed(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        if all(known.user != name for known in slots):
            raise NoSuchUser(name)
        return _with_administrator(slot if known.user == name else known for known in slots)

    _change(register, changed, Action.ROLE_CHANGED, user=name, role=role.value)


def give_access(register: Register, name: str, role: Role, passphrase: str) -> bool:
    """Let `name` open the register in this role with this passphrase; tell whether it was known.

    Raises Fault.
    """
    is_known = any(user.name == name for user in list_users(register))
    (change_role if is_known else add_user)(register, name, role, passphrase)
    return is_known


def recovery_sheet(register: Register) -> str:
    """The code to print and lock away: it opens the register when all else is lost.

    It is the data key itself. Only an administrator may ask for it. Raises Fault.
    """
    register.require(Role.ADMINISTRATOR)
    return recovery_code(register.key)


def recover(
    path: Path, code: str, *, user: str, passphrase: str, cost: Argon2Cost | None = None
) -> Register:
    """Open a register by its recovery code, and make `user` an administrator with `passphrase`.

    Every other user's slot is kept, from the key file or from the copy inside the register. Raises
    Fault.
    """
    check_new_passphrase(passphrase)
    key = read_recovery_code(code, check_file(path))
    slot = wrap(key, passphrase, user=user, role=Role.ADMINISTRATOR, cost=cost or Argon2Cost())
    try:
        vault = open_vault(path, key)
    except DamagedRegister:
        # The first page opens with no key but its own.
        raise WrongRecoveryCode from None
    register = Register(vault, key, slot)
    try:
        migrate(vault)
        with vault.writing():
            known = known_slots(vault, key.salt)
            others = tuple(s for s in known.slots if not is_one_person(s.user, user))
            store_slots(vault, Keyring(key.salt, (*others, slot)))
            note(vault, Action.RECOVERY, register.stamp(), user=user)
    except BaseException:
        register.close()
        raise
    return register


def _bare(name: str) -> str:
    """What is left of a name without what is easily written otherwise."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in plain if sign.isalnum()) or name


def _check_own(register: Register, passphrase: str, user: str) -> None:
    """Raise Fault unless a passphrase will do for `user` and opens for nobody else.

    Who typed it is told by the passphrase alone: shared, one would record under the other's name.
    """
    check_new_passphrase(passphrase)
    others = tuple(slot for slot in _slots(register) if slot.user != user)
    with suppress(WrongPassphrase):
        unwrap(Keyring(register.key.salt, others), passphrase)
        raise PassphraseTaken


def _with_administrator(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    left = tuple(slots)
    if all(slot.role is not Role.ADMINISTRATOR for slot in left):
        raise LastAdministrator
    return left


def _slots(register: Register) -> tuple[Slot, ...]:
    return known_slots(register.vault, register.key.salt).slots


def _change(
    register: Register,
    change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]],
    action: Action,
    **detail: str,
) -> None:
    salt, keys = register.key.salt, key_file(register.path)
    replaced: Keyring | None = None
    try:
        # The write lock keeps two administrators from overwriting each other's change.
        with register.vault.writing():
            before = Keyring(salt, _slots(register))
            after = Keyring(salt, change(before.slots))
            copy_slots(register.vault, after)
            note(register.vault, action, register.stamp(), **detail)
            save_keyring(keys, after)
            replaced = before
    except BaseException:
        if replaced is not None:
            # The register kept nothing of the change: the key file is not to keep it either.
            save_keyring(keys, replaced)
        raise
