"""How often a drug's name is recognised through bad ink, and how often a word that is none is
taken for one: `python -m ordonnancier.lexicon.matching_check OPENMEDIC_FOLDER`.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click

from extraction.drugs.choice import Choice, choose_drug
from extraction.drugs.lexicon import Lexicon, load_lexicon
from extraction.resources import read_rules
from ordonnancier.lexicon.check import read_weights
from ordonnancier.lexicon.drawn_names import DrawnName, draw_names
from ordonnancier.lexicon.name_faults import damage
from ordonnancier.reference.lexicon_tables import load_tables
from prescription.language import Fault, say
from synthetic.chance import seeded

WANTED_FIRST = 0.97
WANTED_UNDAMAGED = 0.999
MOST_SILENT = 0.003
MOST_WORDS = 0.005
MOST_FAULTS = 3


@dataclass(slots=True)
class Tally:
    """What became of the names: how many, first choice right, sure, and sure but wrong."""

    names: int = 0
    first: int = 0
    sure: int = 0
    silent: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, seen: str, name: DrawnName, choice: Choice) -> None:
        """Count one name that was read as `seen`."""
        right = choice.drug is not None and name.is_meant(choice.drug)
        self.names += 1
        self.first += right
        self.sure += choice.sure
        told = f"{name.written} > {seen} > {choice.drug.name if choice.drug else '-'}"
        if not right:
            self.missed.append(told)
        if choice.sure and not right:
            self.silent.append(told)

    @property
    def shares(self) -> tuple[float, float, float]:
        """Of all names: first choice right, sure, silently wrong; 0 to 1."""
        count = max(self.names, 1)
        return self.first / count, self.sure / count, len(self.silent) / count


Tallies = dict[tuple[int, bool], Tally]
"""By number of faults, and whether a strength follows the name."""


def measure(names: Sequence[DrawnName], lexicon: Lexicon, random: Random) -> Tallies:
    """The tallies by number of faults (0 to `MOST_FAULTS`) and by whether a strength follows.

    Every name is matched undamaged and with 1, 2 or 3 faults, drawn evenly.
    """
    tallies: Tallies = {
        (faults, with_strength): Tally()
        for faults in range(MOST_FAULTS + 1)
        for with_strength in (False, True)
    }
    for name in names:
        faults = random.randint(1, MOST_FAULTS)
        for count, seen in ((0, name.written), (faults, damage(name.written, faults, random))):
            for with_strength in (False, True):
                line = f"{seen} {name.strength}" if with_strength else seen
                choice = choose_drug(line.strip(), lexicon)
                tallies[count, with_strength].add(seen, name, choice)
    return tallies


def taken_words(words: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a list of no drugs that are taken for a drug without a question."""
    return tuple(word for word in words if choose_drug(word, lexicon).sure)


def load_no_drugs() -> dict[str, tuple[str, ...]]:
    """The words that are no drug, by kind."""
    lists = read_rules("no_drugs.toml")
    return {kind: tuple(words.split()) for kind, words in lists.items()}


def sum_up(tallies: Iterable[Tally]) -> Tally:
    """One tally of several."""
    total = Tally()
    for one in tallies:
        total.names += one.names
        total.first += one.first
        total.sure += one.sure
        total.silent += one.silent
        total.missed += one.missed
    return total


@click.command()
@click.argument("openmedic", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--count", default=5000, show_default=True, help="Names to draw.")
@click.option("--seed", default=1, show_default=True, help="What the drawing begins with.")
@click.option("--show", default=20, show_default=True, help="Names not recognised to print.")
def main(openmedic: Path, count: int, seed: int, show: int) -> None:
    """Draw names by the boxes dispensed in OPENMEDIC, damage them, and tell how they are read."""
    lexicon, random = load_lexicon(), seeded(seed)
    try:
        weights = tuple(read_weights(openmedic / "drug_name_weights_2025.csv"))
    except Fault as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    names = draw_names(load_tables(), [w for w in weights if w[1] > 0], count, random)
    tallies = measure(names, lexicon, random)
    for line in _table(tallies):
        click.echo(line)
    reached = [_is_reached(tallies, with_strength) for with_strength in (False, True)]
    for kind, words in load_no_drugs().items():
        taken = taken_words(words, lexicon)
        click.echo(f"{kind:28}{len(words):6}   {len(taken) / len(words):7.2%}   {' '.join(taken)}")
    every = [word for words in load_no_drugs().values() for word in words]
    taken = taken_words(every, lexicon)
    told = say(fr="mots pris pour un médicament", en="words taken for a drug")
    click.echo(f"{told:28}{len(every):6}   {len(taken) / len(every):7.2%}")
    for with_strength in (False, True):
        damaged = sum_up(tallies[faults, with_strength] for faults in range(1, MOST_FAULTS + 1))
        for told in (*tallies[0, with_strength].missed[:show], *damaged.missed[:show]):
            click.echo(f"{say(fr='manqué', en='missed')}\t{told}")
        for told in (*tallies[0, with_strength].silent[:show], *damaged.silent[:show]):
            click.echo(f"{say(fr='faux sans alerte', en='silently wrong')}\t{told}")
    sys.exit(0 if all(reached) and len(taken) <= MOST_WORDS * len(every) else 1)


def _is_reached(tallies: Tallies, with_strength: bool) -> bool:
    undamaged = tallies[0, with_strength].shares
    damaged = sum_up(tallies[n, with_strength] for n in range(1, MOST_FAULTS + 1)).shares
    silent = max(undamaged[2], damaged[2])
    return undamaged[0] >= WANTED_UNDAMAGED and damaged[0] >= WANTED_FIRST and silent <= MOST_SILENT


def _table(tallies: Tallies) -> Iterator[str]:
    """How the names were read, a row for each number of faults, alone and with a strength."""
    columns = (
        say(fr="fautes", en="faults"),
        say(fr="noms", en="names"),
        say(fr="1er juste", en="first right"),
        say(fr="sûr", en="sure"),
        say(fr="faux sans alerte", en="silently wrong"),
    )
    for with_strength in (False, True):
        yield (
            say(fr="Nom et dosage", en="Name and strength")
            if with_strength
            else say(fr="Nom seul", en="Name alone")
        )
        yield "{:>8}{:>8}{:>14}{:>10}{:>18}".format(*columns)
        rows = {str(n): tallies[n, with_strength] for n in range(MOST_FAULTS + 1)}
        rows["1-3"] = sum_up(tallies[n, with_strength] for n in range(1, MOST_FAULTS + 1))
        for faults, tally in rows.items():
            first, sure, silent = tally.shares
            yield f"{faults:>8}{tally.names:>8}{first:>14.2%}{sure:>10.2%}{silent:>18.2%}"


if __name__ == "__main__":
    main()
