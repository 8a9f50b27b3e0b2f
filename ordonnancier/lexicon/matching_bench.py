"""How fast drugs are matched and looked up, with all official names in memory:
`python -m ordonnancier.lexicon.matching_bench BDPM_FOLDER`.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import click

from extraction.drugs.lexicon import load_lexicon
from extraction.drugs.lookup import look_up
from extraction.drugs.mentions import match_drug
from extraction.drugs.reference import VARIABLE
from ordonnancier.lexicon.name_faults import damage
from ordonnancier.reference.importing import import_reference
from prescription.language import Fault, say

COUNT = 2000
"""Names of each measurement, drawn evenly from all."""
_ROUNDS = 5
_START = (
    "import time\n"
    "from extraction.drugs.lexicon import load_lexicon\n"
    "from extraction.drugs.mentions import match_drug\n"
    "match_drug('kardegic', load_lexicon())\n"
    "print(time.process_time())"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, in milliseconds, and the limit it is held to."""

    what: str
    milliseconds: float
    limit: float

    @property
    def reached(self) -> bool:
        """Whether it is within its limit."""
        return self.milliseconds <= self.limit


def measure(reference: Path, rounds: int = _ROUNDS, count: int = COUNT) -> Iterator[Measured]:
    """Exact and misread names, and key presses, against limits.

    Several processes see every text for the first time; the quickest of them counts, for what else
    the machine did meanwhile is no property of the matching.
    """
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as pool:
        once = partial(_measure_once, count)
        found = list(pool.map(once, [str(reference)] * rounds))
    exact, misread, presses = (
        [min(times) for times in zip(*of_kind, strict=True)] for of_kind in zip(*found, strict=True)
    )
    yield Measured(say(fr="nom exact, p50", en="exact name, p50"), _share(exact, 50), 0.05)
    yield Measured(say(fr="nom abîmé, p50", en="damaged name, p50"), _share(misread, 50), 1)
    yield Measured(say(fr="nom abîmé, p99", en="damaged name, p99"), _share(misread, 99), 3)
    yield Measured(say(fr="touche frappée, p50", en="key press, p50"), _share(presses, 50), 10)
    yield Measured(say(fr="touche frappée, p99", en="key press, p99"), _share(presses, 99), 10)


def _measure_once(count: int, reference: str) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of each exact name, each damaged name and each key press."""
    os.environ[VARIABLE] = reference
    lexicon, random = load_lexicon(), Random(1)  # noqa: S311 - the same names every time
    names = sorted({drug.name for drugs in lexicon.names.values() for drug in drugs})
    drawn = random.sample(names, min(count, len(names)))
    damaged = [damage(name, 1, random) for name in drawn]
    misread = [name for name in damaged if not lexicon.find(name)]
    typed = [
        word[:end]
        for word in (*drawn[: count // 7], *misread[: count // 7])
        for end in range(1, len(word) + 1)
    ]
    look_up("Kardegik", lexicon)  # builds the indexes
    return (
        _times(lambda name: match_drug(name, lexicon), drawn),
        _times(lambda name: match_drug(name, lexicon), misread),
        _times(lambda text: look_up(text, lexicon), typed),
    )


def _times(run: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """Milliseconds of the processor in each call."""
    found = []
    for text in texts:
        before = time.thread_time()
        run(text)
        found.append((time.thread_time() - before) * 1000)
    return found


def start_up(reference: Path) -> Measured:
    """How much longer a process takes until it has matched a first name, with the reference."""
    pairs = ((_start_once(str(reference)), _start_once(os.devnull)) for _ in range(_ROUNDS))
    more = statistics.median(with_it - without for with_it, without in pairs)
    return Measured(say(fr="démarrage, en plus", en="start-up, in addition"), more * 1000, 300)


def _start_once(path: str) -> float:
    """Seconds of the processor until a first name is matched."""
    done = subprocess.run(
        [sys.executable, "-c", _START],
        env=os.environ | {VARIABLE: path},
        capture_output=True,
        check=True,
        text=True,
    )
    return float(done.stdout)


def _share(milliseconds: Sequence[float], percent: int) -> float:
    return statistics.quantiles(milliseconds, n=100)[percent - 1]


@click.command()
@click.argument("bdpm", type=click.Path(path_type=Path), required=False)
def main(bdpm: Path | None) -> None:
    """Import the official files of folder BDPM into a temporary reference and measure."""
    try:
        if bdpm is None or not bdpm.exists():
            raise Fault(
                fr="Donnez le dossier des fichiers officiels (CIS_bdpm.txt et les autres) : "
                "make bench-match BDPM=dossier",
                en="Give the folder of the official files (CIS_bdpm.txt and the others): "
                "make bench-match BDPM=folder",
            )
        with tempfile.TemporaryDirectory() as folder:
            reference = Path(folder, "reference.sqlite")
            import_reference(bdpm, reference)
            found = [start_up(reference), *measure(reference)]
    except Fault as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    for one in found:
        mark = "" if one.reached else say(fr="   TROP LENT", en="   TOO SLOW")
        click.echo(
            f"{one.what:24}{one.milliseconds:9.3f} ms  /{one.limit:7.2f} ms"
            f"  = {one.milliseconds / one.limit:5.2f}{mark}"
        )
    sys.exit(0 if all(one.reached for one in found) else 1)


if __name__ == "__main__":
    main()
