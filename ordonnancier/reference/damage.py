"""Files that end too early at the end of a row: what the other files and the last import tell.

The official files are sorted (by label, by CIS, by group), so a cut takes away the end of the
alphabet or the highest codes, and what the other files tell of these is missed.
"""

import math
from collections.abc import Mapping, Sequence

from ordonnancier.reference.files import OfficialFile, damaged

_UNLIKELY = math.log(1e-6)
_MOST_ORPHANS = 0.002
"""Share of the drugs with a composition that the list of drugs may lack (found: 0.0001)."""
_LEAST_KEPT = 0.95
"""Share of the rows of the last import that a file must have."""
_WORDINGS = ("liste I", "liste II", "stupéfiants", "ordonnance sécurisée")


def check_files(files: Mapping[str, OfficialFile], rows_before: Mapping[str, int]) -> None:
    """Raise Fault when a file has lost its end, naming it.

    `rows_before` are the rows of each file at the last import; empty to accept any number.
    """
    for name, file in files.items():
        before = rows_before.get(name, 0)
        if file.rows < before * _LEAST_KEPT:
            raise damaged(
                name,
                fr=f"il n'a que {file.rows} lignes, contre {before} au dernier import",
                en=f"it has only {file.rows} rows, against {before} at the last import",
            )
    drugs = {row[0] for row in files["CIS_bdpm.txt"].kept}
    composed = [row[0] for row in files["CIS_COMPO_bdpm.txt"].kept]
    orphans = len(set(composed) - drugs)
    if orphans > max(len(drugs) * _MOST_ORPHANS, 2) and not _lost_end(composed, drugs):
        raise damaged(
            "CIS_bdpm.txt",
            fr=f"{orphans} médicaments d'un autre fichier n'y sont pas",
            en=f"{orphans} drugs of another file are not in it",
        )
    for name in ("CIS_COMPO_bdpm.txt", "CIS_CIP_bdpm.txt", "CIS_MITM.txt"):
        if name in files and _lost_end([row[0] for row in files[name].kept], drugs):
            raise damaged(
                name,
                fr="il s'arrête avant les derniers médicaments",
                en="it stops before the last drugs",
            )
    if "CIS_CPD_bdpm.txt" in files:
        _check_conditions(files["CIS_CPD_bdpm.txt"], drugs)
    if "CIS_GENER_bdpm.txt" in files:
        _check_groups(files["CIS_GENER_bdpm.txt"], drugs)


def _lost_end(codes: Sequence[str], drugs: set[str]) -> bool:
    """Whether a file sorted by code stops too early to have stopped by itself.

    With a share p of the drugs in the file, k drugs in a row are lacking with (1 - p)**k.
    """
    if not codes or list(codes) != sorted(codes):
        return False
    beyond = sum(code > codes[-1] for code in drugs)
    within = len(drugs) - beyond
    share = len(drugs & set(codes)) / within if within else 0.0
    lacking = max(1 - share, 0.5 / max(within, 1))
    return beyond > 0 and beyond * math.log(lacking) < _UNLIKELY


def _check_conditions(file: OfficialFile, drugs: set[str]) -> None:
    """The rows stand by condition: with the end, whole conditions are lost, or part of one."""
    name = file.name
    found = {row[1] for row in file.kept}
    for wording in _WORDINGS:
        if not any(wording in condition for condition in found):
            raise damaged(
                name,
                fr=f"la condition « {wording} » n'y est pour aucun médicament",
                en=f'the condition "{wording}" is there for no drug',
            )
    last = file.kept[-1][1]
    if _lost_end([cis for cis, condition in file.kept if condition == last], drugs):
        raise damaged(name, fr=f"la condition « {last} » s'arrête trop tôt",
                      en=f'the condition "{last}" stops too early')  # fmt: skip


def _check_groups(file: OfficialFile, drugs: set[str]) -> None:
    labels = {row[:2] for row in file.kept}
    if len(labels) > 2 * len({group for group, _ in labels}):
        raise damaged(
            file.name,
            fr="un même groupe y a plusieurs libellés",
            en="one group has several labels in it",
        )
    known = len({row[2] for row in file.kept} & drugs)
    if len(drugs) > 1000 and known < 0.35 * len(drugs):
        raise damaged(
            file.name,
            fr=f"il ne connaît que {known} médicaments sur {len(drugs)}",
            en=f"it knows only {known} of {len(drugs)} drugs",
        )
