"""How well the lexicon agrees with the official drug files, and how much of what is dispensed it
knows: `python -m ordonnancier.lexicon.check BDPM_FOLDER OPENMEDIC_FOLDER`.
"""

import csv
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from extraction.spelling.matching import fold
from ordonnancier.lexicon.disagreements import find_disagreements
from ordonnancier.reference.lexicon_tables import Tables, load_tables, words
from ordonnancier.reference.official import read_official
from prescription.language import Fault, say

WANTED_BY_SUBSTANCE = 0.98
WANTED_BY_NAME = 0.96
SHOWN = 100
"""Missing names shown, most dispensed first."""


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


def _coverage(path: Path, is_known: Callable[[str], bool]) -> Coverage:
    weights = [(name, boxes) for name, boxes in read_weights(path) if boxes > 0]
    missing = [(name, boxes) for name, boxes in weights if not is_known(name)]
    missing.sort(key=lambda pair: -pair[1])
    total = sum(boxes for _, boxes in weights)
    return Coverage(total, total - sum(boxes for _, boxes in missing), tuple(missing))


def read_weights(path: Path) -> Iterator[tuple[str, int]]:
    """The names of a file of dispensed boxes, and how many boxes bear each."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise Fault(
            fr=f"Le fichier des ventes {path.name} est introuvable dans {path.parent}.",
            en=f"The file of dispensed boxes {path.name} is missing in {path.parent}.",
        ) from error
    for row in csv.reader(lines[1:]):
        yield row[0], int(row[1])


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
