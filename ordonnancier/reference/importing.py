"""From the official files to the reference of this machine, and what that changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from extraction.drugs.lexicon import load_embedded_lexicon
from extraction.drugs.reference import Status, read_marketed, read_status, reference_path
from ordonnancier.reference.additions import lexicon_additions
from ordonnancier.reference.damage import check_files
from ordonnancier.reference.database import write_reference
from ordonnancier.reference.drugs import read_drugs
from ordonnancier.reference.files import OPTIONAL, Notice, OfficialFile, damaged, read_files
from ordonnancier.reference.lexicon_tables import Tables, load_tables
from prescription.language import Fault

Marketed = frozenset[tuple[str, str, str]]
_LOST = {
    "CIS_CIP_bdpm.txt": ("les boîtes et leurs codes", "packs and their codes"),
    "CIS_GENER_bdpm.txt": ("les groupes génériques", "generic groups"),
    "CIS_CPD_bdpm.txt": ("les listes et les conditions", "lists and conditions"),
    "CIS_MITM.txt": ("une partie des codes ATC", "part of the ATC codes"),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """Names that came and went, and strengths of the other names that came or went."""

    names_added: int
    names_removed: int
    strengths: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; `changes` is None at the first one."""

    path: Path
    status: Status
    changes: Changes | None
    notices: tuple[Notice, ...]


def import_reference(
    source: Path, path: Path | None = None, *, fewer: bool = False, today: date | None = None
) -> Imported:
    """Make the reference from a folder or ZIP of official files, and put it in place.

    `fewer` accepts files that are much smaller than at the last import. Raises Fault when files
    are missing or damaged; the reference in place then stays as it was.
    """
    path = path or reference_path()
    before, marketed_before = _before(path)
    files = read_files(source)
    check_files(files, {} if fewer or before is None else before.files)
    drugs = read_drugs(files, _tables(), load_embedded_lexicon())
    if not any(drug.official.marketed for drug in drugs):
        raise damaged("CIS_bdpm.txt", fr="aucun médicament n'y est commercialisé",
                      en="no drug in it is marketed")  # fmt: skip
    additions = lexicon_additions(drugs, load_embedded_lexicon())
    write_reference(path, files, drugs, additions, today or date.today())  # noqa: DTZ011
    status = read_status(path)
    if status is None:
        raise FileNotFoundError(path)
    changes = None if before is None else compare(marketed_before, read_marketed(path))
    return Imported(path, status, changes, _notices(files, before))


@cache
def _tables() -> Tables:
    return load_tables()


def compare(before: Marketed, after: Marketed) -> Changes:
    """What came and went between two imports."""
    names_before, names = ({name for name, *_ in marketed} for marketed in (before, after))
    kept = names_before & names
    moved = {(name, strength) for name, _, strength in before if name in kept} ^ {
        (name, strength) for name, _, strength in after if name in kept
    }
    return Changes(len(names - names_before), len(names_before - names), len(moved))


def _before(path: Path) -> tuple[Status | None, Marketed]:
    """The reference in place; one that cannot be used counts as none."""
    try:
        return read_status(path), read_marketed(path)
    except Fault:
        return None, frozenset()


def _notices(files: Mapping[str, OfficialFile], before: Status | None) -> tuple[Notice, ...]:
    found = [notice for file in files.values() for notice in file.notices]
    for name in OPTIONAL:
        if name not in files:
            fr, en = _LOST[name]
            again = before is not None and name in before.files
            found.append(Notice(
                f"{name} manque : {fr} ne seront pas connus par la référence"
                + (", alors qu'ils l'étaient." if again else "."),
                f"{name} is missing: the reference will not know {en}"
                + (", as it did before." if again else "."),
            ))  # fmt: skip
    return tuple(found)
