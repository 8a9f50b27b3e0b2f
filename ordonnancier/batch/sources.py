"""Which files a batch reads: folders, files, globs and lists, one after the other in one order."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import has_magic, iglob
from pathlib import Path
from typing import BinaryIO

from ordonnancier.files import STANDARD_INPUT, SUFFIXES, fault_of, named, naming, open_bytes
from prescription.language import Fault

_PART = 2**16


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or the reason why there is none."""

    path: Path
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """What the user named; `lists` are files that name one file a line.

    Each pass gives the same files in the same order: sources as they were named, the files of a
    folder by name, its subfolders after them. Only the names of one folder are in memory.
    """

    places: Sequence[str] = ()
    lists: Sequence[Path] = ()

    def __iter__(self) -> Iterator[Found]:
        for place in self.places:
            yield from _expand(place)
        for file in self.lists:
            yield from _listed(file)

    def check(self) -> None:
        """Raise Fault, naming the first, when something the user named is not there.

        What a list names is not looked up: a list may be long, and each file of it is told apart.
        """
        for place in (*self.places, *map(str, self.lists)):
            name = named(Path(place))
            if Path(place).is_dir() and not any(_walk(Path(place))):
                raise Fault(
                    fr=f"{name} ne contient aucune page (image ou PDF) : rien n'a été lu.",
                    en=f"{name} holds no page (image or PDF): nothing was read.",
                )
            if place == str(STANDARD_INPUT) or os.path.lexists(place):
                continue
            if not has_magic(place):
                raise Fault(
                    fr=f"{name} n'existe pas : rien n'a été lu.",
                    en=f"{name} does not exist: nothing was read.",
                )
            if not any(iglob(place, recursive=True)):  # noqa: PTH207 - as in `_expand`
                raise Fault(
                    fr=f"{name} : aucun fichier ne correspond à ce motif, rien n'a été lu.",
                    en=f"{name}: no file matches this pattern, nothing was read.",
                )

    def count(self) -> int | None:
        """How many files there are; None when a list comes by standard input, to be read once."""
        if STANDARD_INPUT in self.lists:
            return None
        return sum(1 for _ in self)


def _expand(place: str) -> Iterator[Found]:
    if os.path.lexists(place) or not has_magic(place):
        yield from _walk(Path(place))
        return
    found = False
    # Of pathlib's globs none takes a path from the root on.
    for match in sorted(iglob(place, recursive=True)):  # noqa: PTH207
        path = Path(match)
        # `**` gives the files of a folder beside the folder itself.
        if not (path.is_dir() and "**" in place):
            found = True
            yield from _walk(path)
    if not found:
        yield Found(
            Path(place),
            Fault(fr="Aucun fichier ne correspond à ce motif.", en="No file matches this pattern."),
        )


def _walk(path: Path) -> Iterator[Found]:
    """A file as it is named; of a folder every file that is called like a page.

    A link to a folder is followed only where the user named it, so that none is met twice.
    """
    if not path.is_dir():
        yield Found(path)
        return
    try:
        with os.scandir(path) as entries:
            files, folders = [], []
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith("."):
                    files.append(entry.name)
    except OSError as error:
        yield Found(path, fault_of(error))
        return
    for name in sorted(files):
        yield Found(path / name)
    for name in sorted(folders):
        if not name.startswith("."):
            yield from _walk(path / name)


def _listed(file: Path) -> Iterator[Found]:
    """The files and folders that a list names, parted by line ends, or by NUL (`find -print0`)."""
    with naming(named(file)), open_bytes(file) as stream:
        for name in _names(stream):
            yield from _walk(Path(os.fsdecode(name)))


def _names(stream: BinaryIO) -> Iterator[bytes]:
    """The names one by one, however long the list is."""
    rest = b""
    between = None
    while part := stream.read(_PART):
        rest += part
        between = between or (b"\0" if b"\0" in rest else b"\n")
        *whole, rest = rest.split(between)
        yield from filter(None, (name.rstrip(b"\r\n") for name in whole))
    if name := rest.rstrip(b"\r\n"):
        yield name
