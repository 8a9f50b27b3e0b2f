"""How well the lexicon agrees with the official drug files, and how much of what is dispensed it
knows: `python -m ordonnancier.lexicon_check BDPM_FOLDER OPENMEDIC_FOLDER`.
"""

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from extraction.matching import fold
from extraction.strengths import Strength, write_strength
from ordonnancier.bdpm import Component, OfficialDrug, read_amounts, read_official, same_amount
from ordonnancier.lexicon_tables import LexiconRow, Tables, load_tables, same_family, words
from prescription.dosage import Ratio
from prescription.language import Fault, say

WANTED_BY_SUBSTANCE = 0.98
WANTED_BY_NAME = 0.96
WITHDRAWN = "withdrawn"
"""In the name of a file: its names are no longer marketed, yet still written."""
SHOWN = 100
"""Missing names shown, most dispensed first."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where a row and the official files differ.

    `kind` is `name` (not marketed), `substance`, `form` (not marketed), `strength` (not marketed),
    `missing` (a marketed strength the row lacks), `missing form`, `list`, `secured` or `marketed`
    (a row of a withdrawn file that is marketed).
    """

    file: str
    name: str
    form: str
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Boxes dispensed, boxes the lexicon knows, and what it lacks, most dispensed first."""

    boxes: int
    known: int
    missing: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """Known boxes, 0 to 1."""
        return self.known / self.boxes if self.boxes else 0.0


def name_coverage(tables: Tables, openmedic: Path) -> Coverage:
    """How many dispensed boxes bear a name of the lexicon."""
    return _coverage(openmedic / "drug_name_weights_2025.csv", tables.is_known)


def substance_coverage(tables: Tables, openmedic: Path) -> Coverage:
    """How many dispensed boxes hold only substances of the lexicon."""
    known = tuple(spelling for every in tables.spellings.values() for spelling in every)

    def is_known(substances: str) -> bool:
        parts = (set(words(part)) for part in substances.split(" + "))
        return all(any(spelling and spelling <= part for spelling in known) for part in parts)

    return _coverage(openmedic / "substance_weights_2025.csv", is_known)


def find_disagreements(
    tables: Tables, official: Sequence[OfficialDrug]
) -> tuple[Disagreement, ...]:
    """Every row that differs from the official files, save the known differences."""
    found: dict[tuple[str, ...], list[OfficialDrug]] = {}
    for drug in official:
        key = tables.find(drug.name)
        if key is not None:
            found.setdefault(key, []).append(drug)
    every = (
        disagreement
        for key, rows in tables.rows.items()
        for disagreement in _compare(tables, rows, found.get(key, []))
    )
    return tuple(d for d in every if (d.name, d.form, d.kind) not in tables.differences)


def _coverage(path: Path, is_known: Callable[[str], bool]) -> Coverage:
    weights = [(name, boxes) for name, boxes in _weights(path) if boxes > 0]
    missing = [(name, boxes) for name, boxes in weights if not is_known(name)]
    missing.sort(key=lambda pair: -pair[1])
    total = sum(boxes for _, boxes in weights)
    return Coverage(total, total - sum(boxes for _, boxes in missing), tuple(missing))


def _weights(path: Path) -> Iterator[tuple[str, int]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise Fault(
            fr=f"Le fichier des ventes {path.name} est introuvable dans {path.parent}.",
            en=f"The file of dispensed boxes {path.name} is missing in {path.parent}.",
        ) from error
    for row in csv.reader(lines[1:]):
        yield row[0], int(row[1])


def _compare(
    tables: Tables, rows: Sequence[LexiconRow], drugs: Sequence[OfficialDrug]
) -> Iterator[Disagreement]:
    forms = {drug.cis: tables.form_of(drug.name, drug.form) for drug in drugs}
    for row in rows:
        alike = [drug for drug in drugs if same_family(row.form, forms[drug.cis])]
        if WITHDRAWN in row.file:
            if alike:
                yield Disagreement(row.file, row.name, row.form, "marketed", alike[0].name)
        elif not drugs:
            yield Disagreement(row.file, row.name, row.form, "name")
        elif not alike:
            official = "|".join(sorted({drug.form for drug in drugs}))
            yield Disagreement(row.file, row.name, row.form, "form", official)
        else:
            yield from _compare_row(tables, row, alike)
    marketed = [row for row in rows if WITHDRAWN not in row.file]
    for drug in drugs if marketed else ():
        same = [row for row in marketed if same_family(row.form, forms[drug.cis])]
        if not same:
            row = marketed[0]
            yield Disagreement(row.file, row.name, forms[drug.cis] or "", "missing form", drug.name)
        elif not any(_has_strength(tables, row, drug) for row in same):
            row = same[0]
            yield Disagreement(row.file, row.name, row.form, "missing", drug.name)


def _compare_row(
    tables: Tables, row: LexiconRow, drugs: Sequence[OfficialDrug]
) -> Iterator[Disagreement]:
    for drug in drugs:
        if not _same_substances(tables, row, drug):
            held = " + ".join(component.names[0] for component in drug.components)
            yield Disagreement(row.file, row.name, row.form, "substance", f"{drug.name}: {held}")
            break
    for strength in row.strengths:
        if not any(_is_strength(tables, row, strength, drug) for drug in drugs):
            text = write_strength(strength)
            yield Disagreement(row.file, row.name, row.form, "strength", text)
    lists = {drug.list for drug in drugs}
    if row.list not in lists:
        official = "|".join(sorted(name or "-" for name in lists))
        yield Disagreement(row.file, row.name, row.form, "list", official)
    if row.secured not in {drug.secured for drug in drugs}:
        yield Disagreement(row.file, row.name, row.form, "secured")


def _same_substances(tables: Tables, row: LexiconRow, drug: OfficialDrug) -> bool:
    if len(row.substances) != len({component.names for component in drug.components}):
        return False
    return all(_component(tables, name, drug) is not None for name in row.substances)


def _component(tables: Tables, substance: str, drug: OfficialDrug) -> Component | None:
    spellings = tables.spellings.get(substance, (frozenset(words(substance)),))
    for component in drug.components:
        held = {word for name in component.names for word in words(name)}
        if any(spelling <= held for spelling in spellings):
            return component
    return None


def _has_strength(tables: Tables, row: LexiconRow, drug: OfficialDrug) -> bool:
    if not row.strengths:
        return True
    return any(_is_strength(tables, row, strength, drug) for strength in row.strengths)


def _is_strength(tables: Tables, row: LexiconRow, strength: Strength, drug: OfficialDrug) -> bool:
    """Whether the drug's label, or else its composition, tells this strength."""
    told = zip(strength, _label_ratios(drug, len(strength)), strict=True)
    if all(any(same_amount(part, ratio) for ratio in ratios) for part, ratios in told):
        return True
    for part, name in zip(strength, row.substances, strict=False):
        component = _component(tables, name, drug)
        if component is None or not any(same_amount(part, r) for r in component.strengths):
            return False
    return True


def _label_ratios(drug: OfficialDrug, parts: int) -> tuple[tuple[Ratio, ...], ...]:
    """The strengths the label tells for each of `parts` substances, in its order."""
    amounts = read_amounts(drug.name)
    after = amounts[parts:]
    return tuple(
        tuple(Ratio(amounts[i], d) for d in (after or (None,))) if i < len(amounts) else ()
        for i in range(parts)
    )


@click.command()
@click.argument("bdpm", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("openmedic", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(bdpm: Path, openmedic: Path) -> None:
    """Compare the lexicon with the official files of folder BDPM and the boxes of OPENMEDIC."""
    tables = load_tables()
    try:
        disagreements = find_disagreements(tables, read_official(bdpm))
        by_substance = substance_coverage(tables, openmedic)
        by_name = name_coverage(tables, openmedic)
    except Fault as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    for found in sorted(disagreements, key=lambda d: (d.file, d.kind, fold(d.name), d.form)):
        click.echo(f"{found.file}\t{found.kind}\t{found.name}\t{found.form}\t{found.text}")
    for coverage in (by_substance, by_name):
        for name, boxes in coverage.missing[:SHOWN]:
            click.echo(f"{say(fr='absent', en='lacking')}\t{boxes}\t{name}")
    click.echo(say(fr=f"{len(disagreements)} écarts", en=f"{len(disagreements)} disagreements"))
    click.echo(say(fr="par substance", en="by substance") + f": {by_substance.share:.2%}")
    click.echo(say(fr="par nom", en="by name") + f": {by_name.share:.2%}")
    reached = by_substance.share >= WANTED_BY_SUBSTANCE and by_name.share >= WANTED_BY_NAME
    sys.exit(0 if reached and not disagreements else 1)


if __name__ == "__main__":
    main()
