"""The official files as they were downloaded: in a folder or a ZIP, whatever their encoding."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ordonnancier.reference.columns import LAYOUTS, find_places
from prescription.language import Fault

OPTIONAL = ("CIS_CIP_bdpm.txt", "CIS_GENER_bdpm.txt", "CIS_CPD_bdpm.txt", "CIS_MITM.txt")
MAX_BYTES = 100 * 2**20
"""Of one file: the largest has 4 MB."""
_MOST_ODD = 0.02
"""Share of rows with another number of columns from which a file is damaged."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a file that was tolerated, in both languages."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """The rows of a file; each holds the columns of its layout, in that order, "" if absent.

    `rows` counts what the file holds, `kept` are the rows with a drug's code, without repeats.
    """

    name: str
    rows: int = 0
    kept: tuple[tuple[str, ...], ...] = ()
    notices: tuple[Notice, ...] = field(default=())


_ORDER = tuple(LAYOUTS)
"""The file that every other refers to first: of several bad ones it is the one to name."""


def damaged(name: str, *, fr: str, en: str) -> Fault:
    """The sentence on a file that cannot be trusted; the reference in place stays."""
    return Fault(
        fr=f"{name} est abîmé : {fr}. Téléchargez-le de nouveau ; rien n'a été changé.",
        en=f"{name} is damaged: {en}. Download it again; nothing was changed.",
    )


def read_files(source: Path) -> dict[str, OfficialFile]:
    """The official files of a folder or ZIP, keyed by their official name.

    Raises Fault when one that is needed is missing, or when one is damaged, naming it.
    """
    found = {}
    for name, untrusted_data in _contents(source):
        found[name] = read_file(name, untrusted_data)
    for name in LAYOUTS:
        if name not in found and name not in OPTIONAL:
            raise Fault(
                fr=f"{name} manque dans {source} : c'est l'un des fichiers officiels "
                "indispensables.",
                en=f"{name} is missing in {source}: it is one of the official files that are "
                "needed.",
            )
    return found


def read_file(name: str, untrusted_data: bytes) -> OfficialFile:
    """The rows of one file. Raises Fault when it is empty, cut, or has unknown columns."""
    if not untrusted_data:
        raise damaged(name, fr="il est vide", en="it is empty")
    text = _decode(name, untrusted_data)
    lines = text.replace("\r\n", "\n").split("\n")
    unended = lines.pop()
    rows = [line.split("\t") for line in lines if line.strip()]
    if not rows:
        raise damaged(name, fr="il est vide ou sa première ligne est coupée",
                      en="it is empty or its first row is cut")  # fmt: skip
    width = Counter(map(len, rows)).most_common(1)[0][0]
    if unended.strip("\r\x1a\x00 "):
        last = unended.split("\t")
        if len(last) != width or not _is_whole(last, rows):
            raise damaged(name, fr="sa dernière ligne est coupée", en="its last row is cut")
        rows.append(last)
    even = [row for row in rows if len(row) == width]
    if len(rows) - len(even) > max(len(rows) * _MOST_ODD, 3):
        odd = len(rows) - len(even)
        raise damaged(
            name,
            fr=f"{odd} lignes sur {len(rows)} n'ont pas {width} colonnes",
            en=f"{odd} of {len(rows)} rows do not have {width} columns",
        )
    return _arranged(name, len(rows), even, len(rows) - len(even))


def _arranged(name: str, count: int, rows: list[list[str]], odd: int) -> OfficialFile:
    """The columns in their usual order, with a notice on whatever was unusual."""
    plain = [[field.strip().strip('"').strip() for field in row] for row in rows]
    places, notices = find_places(name, plain)
    layout = LAYOUTS[name]
    cis = next(i for i, column in enumerate(layout) if column.name == "cis")
    picked = (tuple("" if place is None else row[place] for place in places) for row in plain)
    kept = tuple(dict.fromkeys(row for row in picked if layout[cis].fits(row[cis])))
    found = [Notice(*notice) for notice in notices]
    strange = odd + sum(not layout[cis].fits(row[places[cis] or 0]) for row in plain)
    if strange:
        found.append(Notice(
            f"{name} : {strange} lignes sans code CIS lisible, laissées de côté",
            f"{name}: {strange} rows without a readable CIS code, left aside",
        ))  # fmt: skip
    return OfficialFile(name, count, kept, tuple(found))


def _is_whole(last: list[str], rows: list[list[str]]) -> bool:
    """Whether a last row without its line end is complete: nothing can follow its last field.

    That is so when the field ends in the row's own code (a link), when all fields of its column
    are as long as it (a code), or when it is one of few words of which none goes on (`Non`).
    """
    ending = last[-1].strip()
    if any(len(field) == 8 and field.isdigit() and ending.endswith(field) for field in last[:-1]):
        return True
    values = Counter(row[-1].strip() for row in rows if len(row) == len(last))
    if ending and {len(value) for value in values} == {len(ending)}:
        return True
    longer = any(value != ending and value.startswith(ending) for value in values)
    return bool(ending) and values[ending] > 1 and not longer


def _decode(name: str, untrusted_data: bytes) -> str:
    """UTF-8, with or without its mark, else Windows-1252."""
    if b"\0" in untrusted_data[:-1]:
        raise damaged(name, fr="ce n'est pas du texte", en="it is no text")
    try:
        return untrusted_data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end >= len(untrusted_data) - 1 and error.reason == "unexpected end of data":
            return untrusted_data[: error.start].decode("utf-8-sig")
        return untrusted_data.decode("cp1252", errors="replace")


def _contents(source: Path) -> Iterator[tuple[str, bytes]]:
    wanted = {name.lower(): name for name in LAYOUTS}
    if source.is_dir():
        folders = [source, *sorted(p for p in source.iterdir() if p.is_dir())]
        for folder in folders:
            here = {wanted[p.name.lower()]: p for p in sorted(folder.iterdir())
                    if p.name.lower() in wanted and p.is_file()}  # fmt: skip
            if here:
                for name, path in sorted(here.items(), key=lambda each: _ORDER.index(each[0])):
                    yield name, _bounded(name, path.stat().st_size, path.read_bytes)
                return
    elif zipfile.is_zipfile(source):
        yield from _zipped(source, wanted)
    elif source.suffix.lower() == ".zip" and source.is_file():
        raise damaged(source.name, fr="ce ZIP ne s'ouvre pas", en="this ZIP does not open")
    else:
        raise Fault(
            fr=f"{source} n'est ni un dossier ni un ZIP : donnez le dossier des fichiers "
            "officiels (CIS_bdpm.txt et les autres).",
            en=f"{source} is neither a folder nor a ZIP: give the folder of the official files "
            "(CIS_bdpm.txt and the others).",
        )


def _zipped(source: Path, wanted: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(source) as archive:
        members = [
            (wanted[path.name.lower()], member)
            for member in archive.infolist()
            if (path := Path(member.filename)).name.lower() in wanted
            and "__MACOSX" not in path.parts
        ]
        for name, member in sorted(members, key=lambda each: _ORDER.index(each[0])):
            try:
                yield name, _bounded(name, member.file_size, partial(archive.read, member))
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                raise damaged(f"{source.name}/{name}", fr="le ZIP ne le rend pas entier",
                              en="the ZIP does not give it whole") from None  # fmt: skip
            except RuntimeError:
                raise Fault(
                    fr=f"{source.name} est protégé par un mot de passe : ouvrez-le d'abord.",
                    en=f"{source.name} is protected by a password: open it first.",
                ) from None


def _bounded(name: str, size: int, read: Callable[[], bytes]) -> bytes:
    if size > MAX_BYTES:
        raise Fault(
            fr=f"{name} dépasse 100 Mo : ce n'est pas le fichier officiel.",
            en=f"{name} is larger than 100 MB: it is not the official file.",
        )
    try:
        return read()
    except OSError as error:
        raise damaged(
            name,
            fr=f"le système ne le donne pas ({error.strerror})",
            en=f"the system does not give it ({error.strerror})",
        ) from None
