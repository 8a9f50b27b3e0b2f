"""A folder that is watched: each file that has come to rest is taken once."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ordonnancier.files import SUFFIXES, read_bytes
from prescription.language import Fault

DONE_FOLDER = "traitées"
"""Where files that were taken are moved to, inside the watched folder."""
_DIGEST = 32
"""Hexadecimal digits kept of each file that was taken: no name, no content."""
_PHONE_FOLDERS = ("/media/*/*/DCIM", "/run/media/*/*/DCIM", "/run/user/*/gvfs/*/*/DCIM")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that has come to rest; `mark` is its size and when it was changed last."""

    path: Path
    digest: str
    data: bytes
    mark: tuple[int, int]


class Watch:
    """What is known of one folder; `taken` are the digests of files taken before."""

    def __init__(self, folder: Path, taken: frozenset[str], at_most: int) -> None:
        self.folder = folder
        self.taken = set(taken)
        self._at_most = at_most
        self._seen: dict[Path, tuple[int, int]] = {}
        self._known: set[tuple[Path, int, int]] = set()

    def look(self) -> Iterator[Arrived]:
        """The files that did not change since the last look and were not taken. Raises Fault.

        A file that is still being written changes, or is empty: it waits for the next look.
        """
        now = dict(self._files())
        before, self._seen = self._seen, now
        for path, mark in now.items():
            if before.get(path) == mark and mark[0] and (path, *mark) not in self._known:
                arrived = self._read(path, mark)
                if arrived is not None and _mark(path) != mark:
                    # Another one of the same name came while it was read.
                    continue
                if arrived is None or arrived.digest in self.taken:
                    self._known.add((path, *mark))
                else:
                    yield arrived

    def take(self, arrived: Arrived, *, move: bool) -> None:
        """The file is safe in the queue: never take it again. Raises Fault."""
        self.taken.add(arrived.digest)
        # Scanners use a name again: what stands there now may be the next sheet, not taken yet.
        if not move or _mark(arrived.path) != arrived.mark:
            return
        folder = self.folder / DONE_FOLDER
        try:
            folder.mkdir(exist_ok=True)
            shutil.move(arrived.path, _free(folder / arrived.path.name))
        except OSError:
            raise Fault(
                fr=f"{arrived.path.name} est lu, mais n'a pas pu être déplacé.",
                en=f"{arrived.path.name} was taken but could not be moved.",
            ) from None

    def _files(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        try:
            with os.scandir(self.folder) as entries:
                for entry in sorted(entries, key=lambda one: one.name):
                    path = Path(entry.path)
                    is_page = path.suffix.lower() in SUFFIXES and entry.is_file()
                    if is_page and (mark := _mark(path)):
                        yield path, mark
        except OSError:
            raise Fault(
                fr=f"Le dossier surveillé {self.folder} n'est pas accessible.",
                en=f"The watched folder {self.folder} cannot be read.",
            ) from None

    def _read(self, path: Path, mark: tuple[int, int]) -> Arrived | None:
        try:
            data = read_bytes(path, at_most=self._at_most)
        except Fault:
            return None
        return Arrived(path, sha256(data).hexdigest()[:_DIGEST], data, mark)


def _mark(path: Path) -> tuple[int, int] | None:
    """The size of a file, and when it was changed last; None when it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def phone_folders() -> tuple[Path, ...]:
    """Folders of photos on what is plugged in, as desktops mount them."""
    root = Path("/")
    return tuple(folder for pattern in _PHONE_FOLDERS for folder in sorted(root.glob(pattern[1:])))


def _free(path: Path) -> Path:
    """The path, numbered when it is taken: nothing is written over."""
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem} ({number})")
    return found
