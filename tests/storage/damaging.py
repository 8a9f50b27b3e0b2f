"""A register damaged page by page, and what a rescue makes of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.faults import DamagedRegister
from storage.keyring import key_file
from storage.rescue import rescue
from storage.verify import Report
from tests.storage.conftest import PASSPHRASE

PAGE = 4096


def damaged(sound: bytes, page: int) -> bytes:
    """The file with one bit of one page turned; pages count from 0."""
    content = bytearray(sound)
    content[page * PAGE + PAGE // 2] ^= 1
    return bytes(content)


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a rescue saved of a register of which `page` was damaged, and told."""

    page: int
    path: Path
    report: Report

    @property
    def told(self) -> set[str]:
        """The sentences, in French."""
        return {found.fr for found in self.report.findings}


def rescue_each(register: Path, folder: Path, *, step: int = 1) -> Iterator[Rescued | None]:
    """Damage every `step`-th page in turn and rescue the register, which is closed.

    None where nothing could be saved: a page that describes the tables. Each time the damaged file
    must stand as it was, and a rescue that failed leave nothing.
    """
    sound = register.read_bytes()
    for page in range(1, len(sound) // PAGE, step):
        content = damaged(sound, page)
        register.write_bytes(content)
        into = folder / f"saved-{page}"
        try:
            report = rescue(register, into, PASSPHRASE)
        except DamagedRegister:
            assert not into.exists()
            yield None
            continue
        assert register.read_bytes() == content
        yield Rescued(page, into, report)
        into.unlink()
        key_file(into).unlink()
