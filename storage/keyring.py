"""The data key of a register, and the key file that holds it wrapped by passphrases.

The key file stands beside the register as `<register>.keys`: JSON, owner-only, no secret in clear.
Each slot wraps the same random 256-bit data key for one user: Argon2id (RFC 9106) turns the
passphrase into a wrapping key, AES-256-GCM (NIST SP 800-38D) wraps. The register's salt, the user
and the parameters are associated data, so a slot works only for its register and as it was written.
"""

import hashlib
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from storage.faults import EmptyPassphrase, KeyFileDamaged, UnreadableFile, WrongPassphrase
from storage.files import write_replacing

FORMAT = "ordonnancier-keys"
VERSION = 1
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
MAX_KEY_FILE_BYTES = 1 << 20


class Role(StrEnum):
    """What a user may do, each role including the one before."""

    READER = "reader"
    CAPTURER = "capturer"
    VALIDATOR = "validator"
    ADMINISTRATOR = "administrator"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """Argon2id's parameters; the defaults take about half a second on two cores of 2024."""

    memory_kib: int = 128 * 1024
    iterations: int = 3
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """False when a forged key file asks for more than a workstation has."""
        return (
            8 * self.lanes <= self.memory_kib <= 2 * 1024 * 1024
            and 1 <= self.iterations <= 100
            and 1 <= self.lanes <= 64
        )


@dataclass(frozen=True, slots=True, repr=False)
class DataKey:
    """The secret that encrypts a register (32 bytes) and the file's public salt (16 bytes)."""

    secret: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "DataKey(…)"


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key wrapped for one user."""

    user: str
    role: Role
    cost: Argon2Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every slot of one register, known by its salt."""

    register_salt: bytes
    slots: tuple[Slot, ...]


def key_file(register: Path) -> Path:
    """Where the key file of a register stands."""
    return register.with_name(register.name + ".keys")


def new_data_key() -> DataKey:
    """A random key, with a random salt."""
    return DataKey(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(SALT_BYTES))


def wrap(key: DataKey, passphrase: str, *, user: str, role: Role, cost: Argon2Cost) -> Slot:
    """The data key wrapped for a user. Raises Fault when the passphrase is empty."""
    if not passphrase.strip():
        raise EmptyPassphrase
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    slot = Slot(user, role, cost, salt, nonce, b"")
    cipher = AESGCM(_derive(passphrase, slot))
    wrapped = cipher.encrypt(nonce, key.secret, _associated_data(slot, key.salt))
    return replace(slot, wrapped=wrapped)


def unwrap(keyring: Keyring, passphrase: str, user: str | None = None) -> tuple[DataKey, Slot]:
    """The data key and the slot that gave it; every slot is tried when no user is named.

    Raises WrongPassphrase.
    """
    for slot in keyring.slots:
        if user is not None and slot.user != user:
            continue
        cipher = AESGCM(_derive(passphrase, slot))
        data = _associated_data(slot, keyring.register_salt)
        try:
            secret = cipher.decrypt(slot.nonce, slot.wrapped, data)
        except InvalidTag:
            continue
        return DataKey(secret, keyring.register_salt), slot
    raise WrongPassphrase


def dump_keyring(keyring: Keyring) -> str:
    """The key file's text; its checksum tells damage from a wrong passphrase."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "register": keyring.register_salt.hex(),
        "slots": [_slot_to_json(slot) for slot in keyring.slots],
    }
    return json.dumps({**content, "checksum": _checksum(content)}, ensure_ascii=False, indent=1)


def load_keyring(path: Path) -> Keyring:
    """The keyring in a key file. Raises KeyFileDamaged, or FileNotFoundError."""
    try:
        with path.open("rb") as stream:
            return parse_keyring(stream.read(MAX_KEY_FILE_BYTES), path)
    except FileNotFoundError:
        raise
    except OSError:
        raise UnreadableFile(path) from None


def parse_keyring(untrusted_text: str | bytes, path: Path) -> Keyring:
    """The keyring that `dump_keyring` wrote. Raises KeyFileDamaged naming `path`."""
    try:
        content = json.loads(untrusted_text)
        if content.pop("checksum") != _checksum(content) or content["version"] != VERSION:
            raise KeyFileDamaged(path)
        keyring = Keyring(
            bytes.fromhex(content["register"]),
            tuple(_slot_from_json(slot) for slot in content["slots"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KeyFileDamaged(path) from None
    if not all(slot.cost.is_sane for slot in keyring.slots):
        raise KeyFileDamaged(path)
    return keyring


def save_keyring(path: Path, keyring: Keyring) -> None:
    """Write the key file whole or not at all, owner-only."""
    with write_replacing(path) as stream:
        stream.write(dump_keyring(keyring).encode())


def _derive(passphrase: str, slot: Slot) -> bytes:
    # The same letters typed on another keyboard may be composed otherwise.
    typed = unicodedata.normalize("NFKC", passphrase)
    kdf = Argon2id(
        salt=slot.salt,
        length=KEY_BYTES,
        iterations=slot.cost.iterations,
        lanes=slot.cost.lanes,
        memory_cost=slot.cost.memory_kib,
    )
    return kdf.derive(os.fsencode(typed))


def _associated_data(slot: Slot, register_salt: bytes) -> bytes:
    cost = slot.cost
    fields = [register_salt.hex(), slot.user, slot.role, slot.salt.hex()]
    return json.dumps([*fields, cost.memory_kib, cost.iterations, cost.lanes]).encode()


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    return {
        "user": slot.user,
        "role": slot.role.value,
        "argon2id": {
            "memoryKib": slot.cost.memory_kib,
            "iterations": slot.cost.iterations,
            "lanes": slot.cost.lanes,
            "salt": slot.salt.hex(),
        },
        "aes256gcm": {"nonce": slot.nonce.hex(), "wrappedKey": slot.wrapped.hex()},
    }


def _slot_from_json(value: dict[str, Any]) -> Slot:
    kdf, cipher = value["argon2id"], value["aes256gcm"]
    return Slot(
        user=str(value["user"]),
        role=Role(value["role"]),
        cost=Argon2Cost(int(kdf["memoryKib"]), int(kdf["iterations"]), int(kdf["lanes"])),
        salt=bytes.fromhex(kdf["salt"]),
        nonce=bytes.fromhex(cipher["nonce"]),
        wrapped=bytes.fromhex(cipher["wrappedKey"]),
    )


def _checksum(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
