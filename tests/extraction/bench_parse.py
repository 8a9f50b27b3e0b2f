"""How fast lines are read, beside the fastest public French clinical pipeline, edsnlp.

Run `python -m tests.extraction.bench_parse [LINES]` (default 1000): made-up lines, seeded, each
read once in one process, after others that warm it. edsnlp finds drugs and durations in them and
nothing else; pip installs it in an environment of its own, `build/edsnlp-venv`. A start lasts from
the command until the first line is read, with Python's bytecode kept: the fastest of several.
Then lines that no prescription holds, each read or refused, in milliseconds and in usual lines.
"""

import json
import os
import statistics
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from synthetic.lines import make_lines

SIDE = Path(__file__).with_name("bench_side.py")
OTHER = Path("build", "edsnlp-venv")
WANTED = "edsnlp>=0.17"
SEED, WARM, STARTS = 20261122, 200, 3
FIRST = "DOLIPRANE 1000 mg 1 cp x3/j si douleur pdt 5j"
NAME = "DOLIPRANE 1000 mg : "
MONSTERS = {
    "10 000 words": NAME + "mot " * 10_000,
    "10 000 words on 1 000 lines": NAME
    + ("1 comprimé matin, midi et soir pendant 5 jours\n" * 1_250),
    "5 000 digits": NAME + "1" * 5_000,
    "4 900 digits": NAME + "1" * 4_900,
    "( 4 900 times": NAME + "(" * 4_900,
    "( apart, 240 times": NAME + "( " * 240,
    "1-1-1, 4 900 signs": NAME + "1-" * 2_450,
    "3x3x3x, 4 900 signs": NAME + "3x" * 2_450,
    "si si si, 240 words": NAME + "si " * 240,
    "puis puis, 240 words": NAME + "puis " * 240,
    "1 cp matin puis, 60 times": NAME + "1 cp matin puis " * 60,
    "one drug 80 times": "Doliprane 1 cp " * 80,
    "unknown names, 240": "Dolipranne Amoxicilinne " * 120,
}
KEPT_BYTECODE = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Speed:
    """What one side took: start in seconds, times a line in seconds, rising, peak in kB."""

    start: float
    times: list[float]
    peak: int

    def figures(self) -> dict[str, float]:
        """What is shown; of all but the first line less is better."""
        return {
            "lines per second": len(self.times) / sum(self.times),
            "median a line, ms": statistics.median(self.times) * 1000,
            "99th percentile, ms": self.times[int(len(self.times) * 0.99)] * 1000,
            "start, s": self.start,
            "peak memory, MB": self.peak / 1024,
        }


def main() -> None:
    """Measure both and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    texts = [FIRST, *(line.text for line in make_lines(WARM + count, SEED))]
    ours = _measure(sys.executable, "ordonnancier", texts).figures()
    monsters = _run(sys.executable, "ordonnancier", [FIRST, FIRST, *MONSTERS.values()])[1][1:]
    python = _other_python()
    theirs = _measure(python, "edsnlp", texts).figures() if python else {}
    sys.stdout.write(f"{count} made-up lines, one process\n{'':22}{'ordonnancier':>14}")
    sys.stdout.write(f"{'edsnlp':>12}{'ratio':>10}\n" if theirs else "\n")
    for label, value in ours.items():
        row = f"{label:22}{value:14.2f}"
        if theirs:
            better = theirs[label] / value if label != "lines per second" else value / theirs[label]
            row += f"{theirs[label]:12.2f}{better:9.1f}x"
        sys.stdout.write(row + "\n")
    if theirs:
        sys.stdout.write("A ratio above 1 is in favour of ordonnancier.\n")
    sys.stdout.write(f"\n{'not a line':30}{'characters':>12}{'ms':>10}{'usual lines':>14}\n")
    for (label, text), took in zip(MONSTERS.items(), monsters, strict=True):
        usual = took * 1000 / ours["median a line, ms"]
        sys.stdout.write(f"{label:30}{len(text):12}{took * 1000:10.0f}{usual:14.0f}\n")


def _measure(python: str, side: str, texts: list[str]) -> Speed:
    starts = [_run(python, side, texts[:1])[0] for _ in range(STARTS - 1)]
    start, times, peak = _run(python, side, texts)
    return Speed(min([*starts, start]), sorted(times[WARM:]), peak)


def _run(python: str, side: str, texts: list[str]) -> tuple[float, list[float], int]:
    begun = time.perf_counter()
    with subprocess.Popen(
        [python, str(SIDE), side],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=KEPT_BYTECODE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        json.dump(texts, process.stdin)
        process.stdin.close()
        if process.stdout.readline() != "ready\n":
            sys.exit(f"{side} could not be run.")
        started = time.perf_counter() - begun
        told = json.loads(process.stdout.readline())
    return started, told["times"], told["peak"]


def _other_python() -> str | None:
    """The interpreter of edsnlp's environment, made when missing; None when it cannot be."""
    python = OTHER / "bin" / "python"
    done = OTHER / "installed"
    if not done.exists():
        sys.stdout.write(f"Installing edsnlp in {OTHER}…\n")
        sys.stdout.flush()
        venv.create(OTHER, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, WANTED], check=False, capture_output=True).returncode:
            sys.stdout.write("edsnlp cannot be installed here, so there is no comparison.\n")
            return None
        done.touch()
    return str(python)


if __name__ == "__main__":
    main()
