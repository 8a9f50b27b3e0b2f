"""Reading every sample and adding up what became of it."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ocr.files.load import Picture, load_pages
from ordonnancier.evaluation.compare import LineResult, compare_documents
from ordonnancier.evaluation.readers import read_sample
from ordonnancier.evaluation.samples import Sample
from ordonnancier.evaluation.score import Tally
from ordonnancier.evaluation.worst import Worst
from prescription.language import Fault
from prescription.record import Document


@dataclass(frozen=True, slots=True)
class Measured:
    """One sample, compared; `failure` is the sentence where it could not be read at all."""

    name: str
    file: Path | None
    groups: tuple[str, ...]
    results: tuple[LineResult, ...]
    seconds: float
    failure: str | None = None


def measure(reader: str, sample: Sample) -> Measured:
    """Read one sample and compare it with its truth."""
    began = time.perf_counter()
    failure = None
    try:
        document = read_sample(reader, sample)
    except Fault as fault:
        document = Document(sample.truth.source)
        failure = str(fault)
    seconds = time.perf_counter() - began
    results = tuple(compare_documents(sample.truth, document))
    return Measured(sample.name, sample.file, sample.groups, results, seconds, failure)


def measure_all(reader: str, samples: Iterable[Sample], workers: int) -> Iterator[Measured]:
    """Every sample in order, by `workers` processes."""
    if workers == 1:
        yield from map(partial(measure, reader), samples)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from pool.map(partial(measure, reader), samples)


def add_up(
    measured: Iterable[Measured], worst: Worst, done: Callable[[Measured], None]
) -> dict[str, Tally]:
    """The tallies: `all` first, then every group by name; the worst lines go to `worst`."""
    whole = Tally()
    groups: dict[str, Tally] = {}
    for one in measured:
        for tally in (whole, *(groups.setdefault(name, Tally()) for name in one.groups)):
            if one.failure is None:
                tally.add_page(one.results, one.seconds)
            else:
                tally.add_failure(one.results)
        worst.add(one.name, one.results, partial(_pictures, one.file))
        done(one)
    return {"all": whole, **dict(sorted(groups.items()))}


def _pictures(file: Path | None) -> tuple[Picture, ...]:
    try:
        return load_pages(file.read_bytes()) if file else ()
    except (OSError, Fault):
        return ()
