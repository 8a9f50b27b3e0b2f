"""How many barcodes of a page are still read after each damage, and whether any is read wrong.

    python -m tests.ocr.bench_codes [PAGES] [--seed SEED]

Made-up prescriptions of the layouts that carry Code 128 or QR symbols. What is read on the sheet
as printed is the truth; `invented` counts what is read on the worn page and stands on no sheet.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

import cv2

from ocr.cleaning.clean import to_grey
from ocr.codes import find_codes
from ocr.page import Code
from synthetic.chance import seeded
from synthetic.damage.presets import PRESETS
from synthetic.making import Paper, make_paper
from synthetic.pages.families import LAYOUTS
from tests.ocr.held_against import in_colour


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=64)
    parser.add_argument("--seed", type=int, default=20261128)
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    printed: Counter[tuple[str, str]] = Counter()
    read: Counter[tuple[str, str]] = Counter()
    invented: list[str] = []
    layouts, degradations = list(LAYOUTS), list(PRESETS)
    for number in range(options.pages):
        around, place = divmod(number, len(layouts))
        damage = degradations[(around + place) % len(degradations)]
        random = seeded("codes", options.seed, number)
        paper = make_paper(layouts[place], damage, random.choice((200, 300)), random)
        there, here = _codes(paper)
        printed.update((damage, kind) for kind, _ in there)
        read.update((damage, kind) for kind, _ in there & here)
        invented += [f"{damage}: {kind} {text}" for kind, text in here - there]
    out = sys.stdout.write
    out(f"{'':10} {'Code 128':>12} {'QR':>8}   read of those printed\n")
    for damage in degradations:
        cells = (f"{read[damage, k]}/{printed[damage, k]}" for k in ("Code 128", "QR"))
        out("{:10} {:>12} {:>8}\n".format(damage, *cells))
    out(f"invented: {len(invented)} {' '.join(invented)}\n")
    return 0


def _codes(paper: Paper) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What stands on the sheets, and what is read on the worn pages."""
    there = {
        (code.kind, code.text)
        for sheet in paper.printed.sheets
        for code in (found.code for found in find_codes(to_grey(sheet.pixels())))
    }
    here: set[Code] = {
        found.code
        for picture in paper.pictures
        for found in find_codes(to_grey(in_colour(picture.pixels)))
    }
    return there, {(code.kind, code.text) for code in here}


if __name__ == "__main__":
    sys.exit(main())
