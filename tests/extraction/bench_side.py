"""One side of `bench_parse`, in a process of its own and with nothing but what it measures.

Run `python bench_side.py ordonnancier|edsnlp` with a JSON list of texts on the standard input. The
first line written, `ready`, comes when the first text is read; the second is a JSON object: the
processor time that each of the other texts took, in seconds (so that what else the machine does
counts little), and the most memory the process ever held, in kB.
"""

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any


def ordonnancier() -> Callable[[str], Any]:
    """The whole reader: drug, strength, form, posology, what to check."""
    capture = importlib.import_module("ordonnancier.capture")
    capture.prepare()
    read: Callable[[str], Any] = capture.capture_text
    return read


def edsnlp() -> Callable[[str], Any]:
    """Its pipes for drugs and durations, with what they need."""
    pipeline = importlib.import_module("edsnlp").blank("eds")
    for pipe in ("eds.normalizer", "eds.sentences", "eds.drugs", "eds.dates"):
        pipeline.add_pipe(pipe)

    def read(text: str) -> Any:
        found = pipeline(text)
        return found.ents, found.spans["durations"]

    return read


def main() -> None:
    """Read, and tell how long it took."""
    read = {"ordonnancier": ordonnancier, "edsnlp": edsnlp}[sys.argv[1]]()
    first, *texts = json.load(sys.stdin)
    read(first)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    times = []
    for text in texts:
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(json.dumps({"times": times, "peak": peak}) + "\n")


if __name__ == "__main__":
    main()
