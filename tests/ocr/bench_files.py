"""How long a file takes to be read, decoding and all, beside `tesseract FILE` on one thread.

    python -m tests.ocr.bench_files [PAGES] [--seed SEED] [--degradation NAME]...

Made-up prescriptions (default 8, seeded, 300 dpi) of degradation `scan` unless told otherwise;
PDFs, which Tesseract does not read, are left out.

Ours is what the application waits for: `read_pages` of a file's bytes, by the reading process that
it keeps. Tesseract is its command line with `--psm 3`. Wall time: the best of three readings, the
two taking turns. Nothing else may run meanwhile.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from ocr.read import read_pages
from synthetic.corpus import make_corpus

READINGS = 3
_READ_BY_TESSERACT = (".jpg", ".png", ".tif")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=8)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--degradation", action="append", default=[])
    options = parser.parse_args(arguments)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        damages = options.degradation or ["scan"]
        make_corpus(corpus, options.pages, options.seed, (), damages, 300, line_images=False)
        rows = map(json.loads, (corpus / "index.jsonl").read_text("utf-8").splitlines())
        files = [corpus / row["file"] for row in rows]
        read_pages(files[0].read_bytes())  # the reading process is started once
        times = [_both(file) for file in files if file.suffix in _READ_BY_TESSERACT]
    if not times:
        parser.error("Tesseract reads none of these files: they are PDFs.")
    ours, theirs = (sum(side) / len(times) for side in zip(*times, strict=True))
    sys.stdout.write(f"{len(times)} files, seconds each\n")
    sys.stdout.write(f"ours {ours:.2f}, tesseract {theirs:.2f}: {ours / theirs:.2f} times as long")
    sys.stdout.write(f" (median of the files {median(a / b for a, b in times):.2f})\n")
    return 0


def _both(file: Path) -> tuple[float, float]:
    command = ["tesseract", str(file), "-", "-l", "fra", "--psm", "3", "tsv"]
    data = file.read_bytes()
    ours = theirs = float("inf")
    for _ in range(READINGS):
        ours = min(ours, _seconds(lambda: read_pages(data)))
        theirs = min(
            theirs, _seconds(lambda: subprocess.run(command, check=True, capture_output=True))
        )
    return ours, theirs


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
