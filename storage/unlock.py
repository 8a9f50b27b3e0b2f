"""From a passphrase, or the recovery sheet, to the data key of a register."""

import hashlib
from contextlib import suppress
from pathlib import Path

from storage.attempts import check_attempts, count_failure, forget_failures
from storage.faults import (
    KeyFileDamaged,
    KeyFileForeign,
    KeyFileMissing,
    NoRegister,
    WrongPassphrase,
    WrongRecoveryCode,
)
from storage.header import check_file
from storage.keyring import (
    KEY_BYTES,
    DataKey,
    Keyring,
    Slot,
    dump_keyring,
    key_file,
    load_keyring,
    parse_keyring,
    save_keyring,
    unwrap,
)
from storage.vault import PAGE_BYTES, Vault

# Crockford's base 32: no letter that is taken for a digit when read from paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_GROUP = 4
_CHECK_DIGITS = 4
_DIGITS = -(-KEY_BYTES * 8 // 5)
CODE_LENGTH = _DIGITS + _CHECK_DIGITS
"""Letters and digits of the code on a recovery sheet, without what stands between its groups."""


def unlock(
    path: Path, passphrase: str, user: str | None = None, *, writable: bool = True
) -> tuple[DataKey, Slot, Keyring]:
    """The data key, the slot that gave it, and all slots. Raises Fault."""
    salt = check_file(path, writable=writable)
    keys = key_file(path)
    try:
        keyring = load_keyring(keys)
    except FileNotFoundError:
        if path.stat().st_size % PAGE_BYTES:
            raise NoRegister(path) from None
        raise KeyFileMissing(path, keys) from None
    if keyring.register_salt != salt:
        keyring = _finish_rekey(path, salt)
    check_attempts(path)
    try:
        key, slot = unwrap(keyring, passphrase, user)
    except WrongPassphrase:
        count_failure(path)
        raise
    forget_failures(path)
    return key, slot, keyring


def next_key_file(register: Path) -> Path:
    """Where the key file of a new key waits until the register encrypted by it has its name."""
    return register.with_name(register.name + ".keys.next")


def _finish_rekey(path: Path, salt: bytes) -> Keyring:
    """Take the key file of a new key, when the program was stopped between the two renamings."""
    waiting = next_key_file(path)
    with suppress(KeyFileDamaged, FileNotFoundError):
        keyring = load_keyring(waiting)
        if keyring.register_salt == salt:
            waiting.replace(key_file(path))
            return keyring
    raise KeyFileForeign(path, key_file(path))


def store_slots(vault: Vault, keyring: Keyring) -> None:
    """Write the key file and its copy inside the register, within the caller's transaction."""
    copy_slots(vault, keyring)
    save_keyring(key_file(vault.path), keyring)


def copy_slots(vault: Vault, keyring: Keyring) -> None:
    """Keep a copy of the slots inside the register, within the caller's transaction."""
    vault.execute(
        "INSERT INTO key_slots (id, content) VALUES (1, ?) "
        "ON CONFLICT (id) DO UPDATE SET content = excluded.content",
        (dump_keyring(keyring),),
    )


def copied_slots(vault: Vault) -> Keyring | None:
    """The copy of the slots kept inside the register."""
    text = vault.value("SELECT content FROM key_slots")
    return None if text is None else parse_keyring(text, key_file(vault.path))


def known_slots(vault: Vault, salt: bytes) -> Keyring:
    """The slots in the key file, else those kept inside the register, else none."""
    with suppress(KeyFileDamaged, FileNotFoundError):
        keyring = load_keyring(key_file(vault.path))
        if keyring.register_salt == salt:
            return keyring
    return copied_slots(vault) or Keyring(salt, ())


def recovery_code(key: DataKey) -> str:
    """The data key in groups of four characters, the last one a check, for a sheet of paper."""
    number = int.from_bytes(key.secret, "big")
    digits = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_DIGITS)))
    text = digits + _check(key.secret)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read_recovery_code(code: str, salt: bytes) -> DataKey:
    """The data key typed from the sheet; spaces, dashes and case do not matter.

    Raises WrongRecoveryCode.
    """
    typed = _plain(code)
    if len(typed) != CODE_LENGTH or not set(typed) <= set(_ALPHABET):
        raise WrongRecoveryCode
    number = 0
    for digit in typed[:_DIGITS]:
        number = number << 5 | _ALPHABET.index(digit)
    if number >> KEY_BYTES * 8:
        raise WrongRecoveryCode
    secret = number.to_bytes(KEY_BYTES, "big")
    if typed[_DIGITS:] != _check(secret):
        raise WrongRecoveryCode
    return DataKey(secret, salt)


def count_code(code: str) -> int:
    """How many letters and digits of a code were typed."""
    return len(_plain(code))


def _plain(code: str) -> str:
    return "".join(code.upper().split()).replace("-", "").translate(_MISREAD)


def _check(secret: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"ordonnancier recovery" + secret).digest()[:4], "big")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_CHECK_DIGITS))
