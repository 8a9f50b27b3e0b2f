"""How well and how fast pages are read, beside plain Tesseract, or with one step left out.

    python -m tests.ocr.bench_pages [PAGES] [--seed SEED] [--dpi DPI] [--ablation]
                                    [--degradation NAME]...

Made-up pages (default 8, seeded, made for 200 dpi) in a temporary folder. Without `--ablation`: a
table of ours and of plain Tesseract (its command line, French, page segmentation 3, 4 and 6) for
each degradation. With it: a table of our reading with one step left out at a time.

Of every printed line, the page's text holds a part that is most like it: `CER` is the share of its
characters that are wrong there, `numbers` the share of its numbers that are missing there. `sure`
counts numbers that were read with confidence and stand nowhere on the page. `seconds` is wall time
a page, `CPU` the processors' time, children included; `ratio` is that beside `--psm 3`. Ours are
with second readings and barcodes.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree as ET

import cv2
import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr.cleaning.clean import to_grey, x_height_of
from ocr.cleaning.picture import Picture
from ocr.cleaning.straighten import Lie, measure_lie
from ocr.files.decode import decode_pages
from ocr.files.sheets import Sheet
from ocr.page import Line, Page, Word
from ocr.reading import read_page
from ocr.sheet_reading import read_sheet
from ocr.tesseract.command import CommandEngine
from ocr.tesseract.recognition import OutOfTimeError, Segmentation
from synthetic.corpus import make_corpus

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SURE = 0.5
PLAIN_SECONDS = 120.0
Reader = Callable[[Picture], Page]


@dataclass(frozen=True, slots=True)
class Printed:
    """A made-up page: its picture and the lines that stand on it."""

    degradation: str
    picture: Picture
    lines: tuple[str, ...]


@dataclass(slots=True)
class Sums:
    """What became of some pages."""

    pages: int = 0
    wrong: int = 0
    characters: int = 0
    lost: int = 0
    numbers: int = 0
    sure: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    groups: "dict[str, Sums]" = field(default_factory=dict)

    def add(self, other: "Sums") -> None:
        """Count the other's pages too."""
        for name in ("pages", "wrong", "characters", "lost", "numbers", "sure", "seconds", "cpu"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def row(self, name: str) -> str:
        """One line of a table."""
        return (
            f"{name:22} {self.pages:5} {100 * self.wrong / max(self.characters, 1):7.2f}"
            f" {100 * self.lost / max(self.numbers, 1):9.2f} {self.sure:5}"
            f" {self.seconds / max(self.pages, 1):9.2f} {self.cpu / max(self.pages, 1):7.2f}"
        )


HEAD = f"{'':22} pages   CER %  numbers %  sure   seconds     CPU"


def identity(value: object, *_: object, **__: object) -> object:
    """What stands in for a step that is left out."""
    return value


STEPS: dict[str, dict[str, object]] = {
    "streaks": {"ocr.reading.lift_streaks": identity},
    "flattening a photograph": {"ocr.reading.flatten": lambda grey: (grey, np.eye(3))},
    "glare": {"ocr.cleaning.glare._darkened": identity},
    "dividing by the paper": {
        "ocr.cleaning.clean.divide_background": identity,
        "ocr.cleaning.size.divide_background": identity,
    },
    "deepening faint print": {"ocr.cleaning.size.measure_faintness": lambda _: None},
    "softening a fax": {"ocr.cleaning.clean.TWO_LEVELS": 2.0},
    "median on noise": {"ocr.cleaning.clean.NOISY": 1e9},
    "sharpening": {"ocr.cleaning.clean.BLURRED": 1e9},
    "grain of shadows": {"ocr.cleaning.clean.GRAINY": 1e9},
    "quarter turns": {
        "ocr.cleaning.orient.measure_lie": lambda grey: Lie(measure_lie(grey).skew, 0.0, False),
        "ocr.cleaning.orient.LEGIBLE": -1.0,
    },
    "deskewing": {"ocr.cleaning.straighten.LEAST_SKEW": 1e9},
    "unbending": {"ocr.cleaning.straighten.measure_bend": lambda *_: None},
    "readable size": {
        "ocr.cleaning.straighten.choose_scale": lambda *_: 1.0,
        "ocr.cleaning.size.choose_scale": lambda *_: 1.0,
    },
    "print, not grain": {
        "ocr.cleaning.size.printed_x_height": lambda ink: x_height_of(ink.stats, ink.grey.shape)
    },
    "dark bands": {"ocr.cleaning.straighten.lift_bands": identity},
    "specks": {"ocr.cleaning.straighten.wipe_specks": identity},
    "taking barcodes off": {"ocr.cleaning.straighten.wipe_bars": identity},
    "taking rules off": {"ocr.cleaning.straighten.wipe_rules": identity},
    "what is left of rules": {"ocr.cleaning.straighten.wipe_broken_rules": identity},
    "pale rules": {"ocr.cleaning.straighten.wipe_pale_rules": identity},
    "leaders and bullets": {"ocr.cleaning.straighten.take_marks": lambda ink, _: (ink, ())},
    "coloured ink over print": {"ocr.uncovered.uncover": lambda *_: None},
    "regions left out": {"ocr.reading.take_leftovers": lambda _ink, words, _x: list(words)},
    "signs by shape": {
        "ocr.certainty.pieces.find_signs": lambda strips, _: tuple(() for _ in strips)
    },
    "second readings, signs": {"ocr.reading.reread": identity},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=8)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--degradation", action="append", default=[])
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        damages = options.degradation
        make_corpus(
            corpus, options.pages, options.seed, (), damages, options.dpi, line_images=False
        )
        pages = list(load(corpus))
    print_ablation(pages) if options.ablation else print_side_by_side(pages)
    return 0


def load(corpus: Path) -> Iterator[Printed]:
    """The pages of a corpus that `ordonnancier synth` made."""
    for row in map(json.loads, (corpus / "index.jsonl").read_text("utf-8").splitlines()):
        pictures = decode_pages((corpus / row["file"]).read_bytes())
        alto = ET.parse(corpus / row["alto"]).iter(f"{ALTO}Page")  # noqa: S314 - made just now
        for picture, page in zip(pictures, alto, strict=True):
            words = (
                [string.get("CONTENT", "") for string in line.iter(f"{ALTO}String")]
                for line in page.iter(f"{ALTO}TextLine")
            )
            lines = tuple(" ".join(line) for line in words)
            yield Printed(row["degradation"], picture, tuple(ln for ln in lines if len(ln) > 2))


def print_side_by_side(pages: Sequence[Printed]) -> None:
    """Ours and plain Tesseract, for each degradation."""
    readers: dict[str, Reader] = {"ours": lambda picture: read_sheet(Sheet(picture), 1)}
    for mode in (Segmentation.AUTO, Segmentation.COLUMN, Segmentation.BLOCK):
        readers[f"tesseract --psm {int(mode)}"] = plain(mode)
    readers["ours"](pages[0].picture)  # models are loaded once in a process
    sums: dict[str, dict[str, Sums]] = defaultdict(lambda: defaultdict(Sums))
    for page in pages:
        for name, reader in readers.items():
            one = measure(reader, page)
            sums[page.degradation][name].add(one)
            sums["all"][name].add(one)
    for degradation, by_reader in sums.items():
        write(f"\n{degradation}\n{HEAD}   ratio\n")
        plainest = by_reader[f"tesseract --psm {int(Segmentation.AUTO)}"].cpu
        for name, total in by_reader.items():
            write(f"{total.row(name)} {total.cpu / plainest:7.2f}\n")


def print_ablation(pages: Sequence[Printed]) -> None:
    """Ours whole, then without each step, and where leaving it out changes something."""
    read_page(pages[0].picture)
    whole = read_all(pages)
    write(f"{HEAD}   (change of CER by degradation)\n{whole.row('everything')}\n")
    for name, attributes in STEPS.items():
        with ExitStack() as stack:
            for attribute, value in attributes.items():
                stack.enter_context(patch(attribute, value))
            without = read_all(pages)
        write(f"{without.row('- ' + name)}   {_changes(whole, without)}\n")


def read_all(pages: Sequence[Printed]) -> Sums:
    """All pages read by us."""
    total = Sums()
    for page in pages:
        one = measure(read_page, page)
        total.add(one)
        total.groups.setdefault(page.degradation, Sums()).add(one)
    return total


def _changes(whole: Sums, without: Sums) -> str:
    found: list[str] = []
    for name, group in whole.groups.items():
        other = without.groups[name]
        change = 100 * (other.wrong / other.characters - group.wrong / group.characters)
        if abs(change) >= 0.1:
            found.append(f"{name} {change:+.1f}")
    return ", ".join(found)


def plain(mode: Segmentation) -> Reader:
    """Tesseract's command line on the page as it is."""

    def read(picture: Picture) -> Page:
        grey = to_grey(picture)
        try:
            (tokens,) = CommandEngine().recognize_each([grey], mode, ("fra",), 300, PLAIN_SECONDS)
        except OutOfTimeError:
            tokens = ()
        rows: dict[tuple[int, int, int], list[Word]] = {}
        for token in tokens:
            rows.setdefault(token.line, []).append(Word(token.text, token.box, token.confidence))
        return Page(1, tuple(Line(tuple(words)) for words in rows.values()))

    return read


def measure(reader: Reader, page: Printed) -> Sums:
    """One page read and held against what stands on it."""
    began, busy = time.perf_counter(), sum(os.times()[:4])
    read = reader(page.picture)
    seconds, cpu = time.perf_counter() - began, sum(os.times()[:4]) - busy
    sums = Sums(pages=1, seconds=seconds, cpu=cpu)
    rows = [line.text for line in read.lines]
    for line in page.lines:
        part = _most_like(line, rows)
        sums.wrong += min(Levenshtein.distance(line, part), len(line))
        sums.characters += len(line)
        left = NUMBER.findall(part)
        for number in NUMBER.findall(line):
            sums.numbers += 1
            if number in left:
                left.remove(number)
            else:
                sums.lost += 1
    digits = [re.sub(r"\D", "", line) for line in page.lines]
    words = [w for ln in read.lines for w in ln.words if _is_sure(w)]
    sums.sure = sum(
        not any(re.sub(r"\D", "", number) in line for line in digits)
        for word in words
        for number in NUMBER.findall(word.text)
    )
    return sums


def _most_like(line: str, rows: Sequence[str]) -> str:
    text = " ".join(rows)
    found = fuzz.partial_ratio_alignment(line, text)
    parts = [*rows, text[found.dest_start : found.dest_end] if found else ""]
    return min(parts, key=lambda part: Levenshtein.distance(line, part))


def _is_sure(word: Word) -> bool:
    return (word.confidence or 0.0) >= SURE and not word.alternatives


def write(text: str) -> None:
    """To standard output, at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    cv2.setNumThreads(1)
    sys.exit(main())
