"""Backups that nobody has to think of: daily and at closing, in the folder chosen for them."""

from datetime import datetime, timedelta
from pathlib import Path

from prescription.language import Fault
from storage.backup import SUFFIX, backup, last_backup, rotate
from storage.register import Register
from storage.settings import backup_folder

DAILY = timedelta(hours=20)
"""A working day later, whatever the hour it began at."""
OLD = timedelta(days=7)
_CHANGED = (
    "SELECT max("
    "coalesce((SELECT recorded_at FROM prescription ORDER BY number DESC LIMIT 1), ''), "
    "coalesce((SELECT recorded_at FROM ordonnancier ORDER BY number DESC LIMIT 1), ''), "
    "coalesce((SELECT max(changed_at) FROM draft), ''), "
    "coalesce((SELECT max(captured_at) FROM capture), ''), "
    "coalesce((SELECT recorded_at FROM journal WHERE action <> 'backup' "
    "ORDER BY number DESC LIMIT 1), '')) > ?"
)


class OldBackup(Fault):
    """What would be lost if the disk died now."""

    def __init__(self, days: int | None) -> None:
        how = ("jamais été sauvegardé", "never been backed up")
        if days is not None:
            how = (f"pas été sauvegardé depuis {days} jours", f"not been backed up for {days} days")
        super().__init__(
            fr=f"Ce registre n'a {how[0]} : « ordonnancier register backup ».",
            en=f'This register has {how[1]}: "ordonnancier register backup".',
        )


class ClockBehind(Fault):
    """The clock stands before the last backup: what is recorded now would be dated before it."""

    def __init__(self, last: datetime) -> None:
        day = f"{last.astimezone():%d/%m/%Y}"
        super().__init__(
            fr=f"L'horloge de cet ordinateur retarde : la dernière sauvegarde est du {day}. "
            "Réglez-la.",
            en=f"This computer's clock is behind: the last backup was made on {day}. Set it.",
        )


def back_up_daily(register: Register) -> Path | None:
    """Back up into the chosen folder when the last backup is of another day; the copy's path.

    None when there is nothing to do. Raises Fault, such as FolderMissing without the USB stick.
    """
    last = last_backup(register)
    if last is not None and timedelta() <= register.stamp().at - last < DAILY:
        return None
    return _back_up(register, last)


def back_up_at_closing(register: Register) -> Path | None:
    """Back up into the chosen folder what changed since the last backup; as `back_up_daily`."""
    return _back_up(register, last_backup(register))


def backup_warning(register: Register) -> OldBackup | None:
    """What to tell of a last backup that is old, or was never made. Raises Fault."""
    last = last_backup(register)
    if last is None:
        return OldBackup(None) if _changed(register, None) else None
    age = register.stamp().at - last
    return OldBackup(age.days) if age >= OLD and _changed(register, last) else None


def clock_warning(register: Register) -> ClockBehind | None:
    """What to tell of a clock that stands before the last backup. Raises Fault."""
    last = last_backup(register)
    return ClockBehind(last) if last is not None and register.stamp().at < last else None


def _back_up(register: Register, last: datetime | None) -> Path | None:
    folder = backup_folder(register)
    if folder is None or not _changed(register, last):
        return None
    path = backup(register, folder, automatic=True)
    rotate(folder, register.path.name.removesuffix(SUFFIX), register.stamp().at, made=path)
    return path


def _changed(register: Register, last: datetime | None) -> bool:
    if last is None:
        return bool(register.vault.value("SELECT EXISTS (SELECT 1 FROM prescription)"))
    if register.stamp().at < last:
        # The clock went back, as with an empty battery: its instants tell nothing of what is new.
        return True
    return bool(register.vault.value(_CHANGED, (last.isoformat(),)))
