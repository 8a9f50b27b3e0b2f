"""Makes a corpus: pages with their truth, in any number, the same from the same seed."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path

import cv2

from prescription.language import Fault
from synthetic.damage.presets import PRESETS, be_single_threaded
from synthetic.datasets.card import Counts, write_card
from synthetic.datasets.tokens import as_conll, as_json_line
from synthetic.datasets.truth import TRUTH_FOLDER
from synthetic.making import (
    ALTO_FOLDER,
    FILES_FOLDER,
    LINES_FOLDER,
    Job,
    Made,
    make_prescription,
)
from synthetic.pages.families import LAYOUTS
from synthetic.pages.fonts import installed_families

Progress = Callable[[int, int], None]


def make_corpus(
    out: Path,
    count: int,
    seed: int,
    layouts: Sequence[str] = (),
    degradations: Sequence[str] = (),
    dpi: int = 200,
    workers: int = 1,
    progress: Progress | None = None,
    *,
    line_images: bool = True,
) -> Counts:
    """Write `count` prescriptions with their truth into the folder `out`, and say what it holds.

    `layouts` and `degradations` are names of LAYOUTS and PRESETS, all of them when empty; every
    pairing comes up equally often. The bytes depend on the arguments alone, never on `workers`.
    `progress` is called with how many are done and how many there are. Raises Fault when `out`
    holds something, a name or a number is no good, or no font is installed. Raises OSError where
    it cannot be written, and then leaves nothing.
    """
    chosen = _check(out, count, layouts, degradations, dpi)
    jobs = [
        Job(str(out), n, seed, *_pairing(n, chosen), dpi, line_images) for n in range(1, count + 1)
    ]
    with _nothing_half_made(out):
        for folder in (FILES_FOLDER, TRUTH_FOLDER, ALTO_FOLDER, LINES_FOLDER):
            if folder != LINES_FOLDER or line_images:
                (out / folder).mkdir(parents=True, exist_ok=True)
        counts = _write(out, jobs, workers, progress)
        card = write_card(counts, seed, dpi)
        (out / "README.md").write_text(card, encoding="utf-8", newline="\n")
    return counts


@contextmanager
def _nothing_half_made(out: Path) -> Iterator[None]:
    """Where the system refuses to write on, take away what was written: `out` was new or empty."""
    was_there = out.exists()
    try:
        yield
    except OSError:
        with suppress(OSError):
            for made in out.iterdir():
                if made.is_dir():
                    shutil.rmtree(made)
                else:
                    made.unlink()
            if not was_there:
                out.rmdir()
        raise


def _write(out: Path, jobs: Sequence[Job], workers: int, progress: Progress | None) -> Counts:
    counts = Counts()
    with (
        (out / "index.jsonl").open("w", encoding="utf-8", newline="\n") as index,
        (out / "tokens.jsonl").open("w", encoding="utf-8", newline="\n") as tokens,
        (out / "tokens.conll").open("w", encoding="utf-8", newline="\n") as conll,
        _running(jobs, workers) as results,
    ):
        for done, made in enumerate(results, 1):
            index.write(json.dumps(made.row, ensure_ascii=False) + "\n")
            for line in made.tokens:
                tokens.write(as_json_line(line))
                conll.write(as_conll(line))
            counts.add(made.counts)
            if progress is not None:
                progress(done, len(jobs))
    return counts


def _check(
    out: Path, count: int, layouts: Sequence[str], degradations: Sequence[str], dpi: int
) -> tuple[list[str], list[str]]:
    for names, known in ((layouts, LAYOUTS), (degradations, PRESETS)):
        for name in names:
            if name not in known:
                among = ", ".join(known)
                raise Fault(
                    fr=f"« {name} » n'existe pas ; au choix : {among}.",
                    en=f"There is no {name!r}; choose among: {among}.",
                )
    if count < 1 or not 72 <= dpi <= 600:
        raise Fault(
            fr="Il faut au moins une ordonnance, et une résolution de 72 à 600 points par pouce.",
            en="At least one prescription is needed, and a resolution of 72 to 600 dots per inch.",
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Fault(
            fr=f"Le dossier {out} n'est pas vide : choisissez-en un autre.",
            en=f"The folder {out} is not empty: choose another.",
        )
    installed_families()
    return list(layouts or LAYOUTS), list(degradations or PRESETS)


def _pairing(number: int, chosen: tuple[list[str], list[str]]) -> tuple[str, str]:
    """Layouts in turn, and for each the degradations in turn."""
    layouts, degradations = chosen
    around, place = divmod(number - 1, len(layouts))
    return layouts[place], degradations[(around + place) % len(degradations)]


@contextmanager
def _running(jobs: Sequence[Job], workers: int) -> Iterator[Iterator[Made]]:
    """The results of the jobs in order, by this process or by several."""
    if workers > 1:
        context = get_context("spawn")
        with ProcessPoolExecutor(workers, context, initializer=be_single_threaded) as pool:
            yield pool.map(make_prescription, jobs, chunksize=2)
        return
    threads = cv2.getNumThreads()
    be_single_threaded()
    try:
        yield map(make_prescription, jobs)
    finally:
        cv2.setNumThreads(threads)
