"""How many wrong numbers and names pass as sure, and how many right ones are asked about.

    python -m tests.ocr.bench_numbers [PAGES] [--seed SEED] [--degradation NAME]... [--faults]

Made-up prescriptions (default 64, seeded; every layout with every degradation) are printed, worn
and read. Each printed word with a digit, and each name of a drug, is held against what was read in
its place. `wrong, sure` counts what differs and is told nowhere; `lost` what is missing and told
nowhere; `asked` what is right and yet in doubt. `body` are the lines of drugs, `rest` the header,
the footer and other items.
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import cv2

from ocr.reading import read_page
from synthetic.chance import seeded
from synthetic.damage.presets import PRESETS
from synthetic.datasets.truth import place_words
from synthetic.making import make_paper
from synthetic.pages.families import LAYOUTS
from synthetic.pages.sheet import PrintedWord
from tests.ocr.held_against import Held, hold, in_colour, said

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*|[½¼¾]")
NAME = "DRUG"
KINDS = ("body", "rest", "names")


@dataclass(slots=True)
class Counts:
    """Outcomes by (degradation, kind, outcome), and what is not right and sure in words."""

    outcomes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Counts") -> None:
        """Count the other's too."""
        self.outcomes += other.outcomes
        self.faults += other.faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=64)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--degradation", action="append", choices=sorted(PRESETS))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="say what is not right and sure")
    options = parser.parse_args(arguments)
    degradations = options.degradation or list(PRESETS)
    jobs = list(_pairings(options.pages, degradations, options.seed))
    total = Counts()
    context = get_context("spawn")
    with ProcessPoolExecutor(options.workers, context, initializer=_one_thread) as pool:
        for counts in pool.map(measure, jobs):
            total.add(counts)
    _print(total, degradations)
    if options.faults:
        sys.stdout.write("\n".join(total.faults) + "\n")
    return 0


def _pairings(
    pages: int, degradations: Sequence[str], seed: int
) -> Iterator[tuple[int, str, str, int]]:
    layouts = list(LAYOUTS)
    for number in range(pages):
        around, place = divmod(number, len(layouts))
        yield number, layouts[place], degradations[(around + place) % len(degradations)], seed


def measure(job: tuple[int, str, str, int]) -> Counts:
    """One prescription made, read and counted."""
    number, layout, degradation, seed = job
    random = seeded("numbers", seed, number, layout, degradation)
    paper = make_paper(layout, degradation, random.choice((200, 300)), random)
    counts = Counts()
    placed = place_words(paper.printed, paper.pictures)
    for words, picture in zip(placed, paper.pictures, strict=True):
        page = read_page(in_colour(picture.pixels))
        for held in hold(page, [(word.text, word.box) for word in words]):
            members = [words[i] for i in held.places]
            if not members or any(word.part.kind != "mark" for word in members):
                _count(counts, held, _kind(members), degradation, f"{number} {layout}")
    return counts


def _kind(members: Sequence[PrintedWord]) -> str:
    if any(word.label.endswith(NAME) for word in members):
        return "names"
    return "body" if any(word.part.kind == "medication" for word in members) else "rest"


def _count(counts: Counts, held: Held, kind: str, degradation: str, where: str) -> None:
    there, here = " ".join(held.printed), held.text
    if kind == "names":
        right, lost = _bare(there) == _bare(here), not here
        outcomes = [_outcome(right, lost, held.told)]
    elif kind == "rest" and _digits(there) == _digits(here):
        # The parts of a telephone number that were run together say the same.
        outcomes = [_outcome(True, False, held.told) for _ in NUMBER.findall(there)]
    else:
        outcomes = list(_compare(NUMBER.findall(there), NUMBER.findall(here), held.told))
    for outcome in outcomes:
        counts.outcomes[degradation, kind, outcome] += 1
        if outcome != "right":
            what = f"{outcome} {degradation} {where} {kind}"
            counts.faults.append(f"{what}: {there} read {said(held.read)}")


def _compare(there: Sequence[str], here: Sequence[str], told: bool) -> Iterator[str]:
    """An outcome for each printed number, and for each read where none is printed."""
    left = Counter(number.replace(".", ",") for number in here)
    missing = 0
    for number in (n.replace(".", ",") for n in there):
        if left[number]:
            left[number] -= 1
            yield _outcome(True, False, told)
        else:
            missing += 1
    extra = left.total()
    for _ in range(max(missing, extra)):
        yield _outcome(False, extra == 0, told)


def _outcome(right: bool, lost: bool, told: bool) -> str:
    if right:
        return "asked" if told else "right"
    return "wrong, asked" if told else "lost" if lost else "wrong, sure"


def _bare(text: str) -> str:
    """Letters and digits without accents: no two drugs differ in these alone."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in apart if c.isalnum())


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit() or c in "½¼¾")


def _print(total: Counts, degradations: Sequence[str]) -> None:
    out = sys.stdout.write
    out(f"{'':10} {'':6} {'words':>6} {'right %':>8} {'asked %':>8} {'wrong, asked':>13}")
    out(f" {'wrong, sure':>12} {'lost':>5}   sure and wrong %\n")
    for degradation in (*degradations, "all"):
        for kind in KINDS:
            out(_row(total, degradation, kind))


def _row(total: Counts, degradation: str, kind: str) -> str:
    by = Counter[str]()
    for (where, what, outcome), times in total.outcomes.items():
        if degradation in (where, "all") and what == kind:
            by[outcome] += times
    count = max(by.total(), 1)
    wrong = by["wrong, sure"]
    passed = 100 * (wrong + by["lost"]) / max(wrong + by["lost"] + by["right"], 1)
    return (
        f"{degradation:10} {kind:6} {by.total():6} {100 * by['right'] / count:8.1f}"
        f" {100 * by['asked'] / count:8.1f} {by['wrong, asked']:13} {wrong:12} {by['lost']:5}"
        f" {passed:18.2f}\n"
    )


def _one_thread() -> None:
    cv2.setNumThreads(1)


if __name__ == "__main__":
    sys.exit(main())
