"""What belongs to a register rather than to one computer: the pharmacy, where its backups go."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from storage.journal import Action, note
from storage.keyring import Role
from storage.register import Register
from storage.vault import Vault

_PHARMACY = "pharmacy"
_BACKUP_FOLDER = "backup-folder"


@dataclass(frozen=True, slots=True)
class Pharmacy:
    """Who keeps the register, as every printed page names it (R.5132-10)."""

    name: str
    address: str


def pharmacy(register: Register) -> Pharmacy | None:
    """The pharmacy that keeps this register, or None. Raises Fault."""
    value = _setting(register.vault, _PHARMACY)
    return None if value is None else Pharmacy(value["name"], value["address"])


def name_pharmacy(register: Register, pharmacy: Pharmacy) -> None:
    """Say which pharmacy keeps the register; only an administrator may. Raises Fault."""
    _change(register, _PHARMACY, asdict(pharmacy))


def backup_folder(register: Register) -> Path | None:
    """Where automatic backups go, or None. Raises Fault."""
    value = _setting(register.vault, _BACKUP_FOLDER)
    return None if value is None else Path(value)


def choose_backup_folder(register: Register, folder: Path | None) -> None:
    """Say where automatic backups go, None for nowhere; only an administrator may. Raises Fault."""
    _change(register, _BACKUP_FOLDER, None if folder is None else str(folder.absolute()))


def _setting(vault: Vault, name: str) -> Any:
    text = vault.value("SELECT value FROM setting WHERE name = ?", (name,))
    return None if text is None else json.loads(text)


def _change(register: Register, name: str, value: Any) -> None:
    register.require(Role.ADMINISTRATOR)
    stamp = register.stamp()
    with register.vault.writing():
        register.vault.execute(
            "INSERT INTO setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value, "
            "changed_at = excluded.changed_at, changed_by = excluded.changed_by",
            (name, json.dumps(value, ensure_ascii=False), stamp.at.isoformat(), stamp.by),
        )
        note(register.vault, Action.SETTING, stamp, name=name)
