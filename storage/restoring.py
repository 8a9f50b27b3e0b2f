"""A backup put in the register's own place; what stood there is kept beside it."""

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.backup import SUFFIX, restore
from storage.files import OWNER_ONLY, fault_of, flush_folder, remove_database
from storage.keyring import key_file
from storage.unlock import next_key_file
from storage.verify import Report


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was checked of the copy, and where the register that stood there is now."""

    report: Report
    before: Path | None


def put_back(copy: Path, register: Path, passphrase: str) -> PutBack:
    """Restore a backup as `register`, read entry by entry before anything is moved. Raises Fault.

    Killed at any instant, it leaves the register of before, or the restored one.
    """
    part = register.with_name(f".{register.name}.{secrets.token_hex(4)}.restored")
    try:
        report = restore(copy, part, passphrase)
        before = _set_aside(register, datetime.now(UTC))
        # As when the key is changed: opening finishes what was stopped between the renamings.
        key_file(part).replace(next_key_file(register))
        part.replace(register)
        next_key_file(register).replace(key_file(register))
        flush_folder(register.parent)
    except OSError as error:
        raise fault_of(error, register) from None
    finally:
        remove_database(part)
        with suppress(OSError):
            key_file(part).unlink(missing_ok=True)
    return PutBack(report, before)


def _set_aside(register: Path, now: datetime) -> Path | None:
    """Give what stands there a second name, dated; the register's, if there was one."""
    is_there = register.exists()
    stem = register.name.removesuffix(SUFFIX)
    kept = register.with_name(f"{stem}-avant-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}")
    for suffix in ("", ".keys"):
        source = register.with_name(register.name + suffix)
        if source.exists():
            _name_again(source, kept.with_name(kept.name + suffix))
    # A log belongs to the file of before alone: beside another one it would do harm.
    for suffix in ("-wal", "-shm"):
        log = register.with_name(register.name + suffix)
        if log.exists():
            log.rename(kept.with_name(kept.name + suffix))
    return kept if is_there else None


def _name_again(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links (FAT)
        shutil.copyfile(source, target)
        target.chmod(OWNER_ONLY)
