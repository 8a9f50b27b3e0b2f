"""`python -m tests.ordonnancier.read_damaged 500 1`: that many damaged files of that seed are read.

Each is given to `ordonnancier read` and must end in a record or in one sentence that names it. What
does not is printed, and the exit status is 1.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.ocr.damaged import make_damaged
from tests.ordonnancier.running import Finished, run_cli

LOT = 25
"""Files of one run of the command."""


def main() -> None:
    """Make, read, count."""
    count, seed = (int(argument) for argument in sys.argv[1:3])
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    peak, began = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        lot: list[Path] = []
        for number, (name, data) in enumerate(make_damaged(count, seed), start=1):
            lot.append(Path(place, name))
            lot[-1].write_bytes(data)
            if len(lot) == LOT or number == count:
                finished = run_cli("read", *lot, "--format", "json")
                wrong += [*_judge(lot, finished, outcomes), *_left_behind(Path(place), lot)]
                peak = max(peak, finished.peak_bytes)
                for file in lot:
                    file.unlink()
                lot = []
                print(f"{number} of {count}", file=sys.stderr)  # noqa: T201
    minutes = (time.monotonic() - began) / 60
    print(f"{count} files, {minutes:.1f} minutes, at most {peak / 2**20:.0f} MB in a process")  # noqa: T201
    for outcome, times in outcomes.most_common():
        print(f"{times:5d}  {outcome}")  # noqa: T201
    for line in wrong:
        print("WRONG", line)  # noqa: T201
    sys.exit(bool(wrong))


def _judge(lot: list[Path], finished: Finished, outcomes: Counter[str]) -> list[str]:
    """What went otherwise than promised; the sentences are counted."""
    wrong = [f"{name} in the temp folder" for name in finished.left_in_temp]
    read = {document["source"]["name"] for document in json.loads(finished.out or "[]")}
    told: Counter[str] = Counter()
    for sentence in finished.sentences:
        name, _, what = sentence.partition(": ")
        told[name] += 1
        outcomes[what] += 1
        if "internal error" in what or not what.endswith((".", "?")):
            wrong.append(sentence)
    for file in lot:
        if told[str(file)] > 1 or not (told[str(file)] or file.name in read):
            wrong.append(f"{file.name}: {told[str(file)]} sentences")
        elif not told[str(file)]:
            outcomes["read"] += 1
    if finished.status != (1 if told else 0):
        wrong.append(f"status {finished.status}")
    return wrong


def _left_behind(place: Path, lot: list[Path]) -> list[str]:
    known = {file.name for file in lot}
    return [f"{file.name} left" for file in place.iterdir() if file.name not in known]


if __name__ == "__main__":
    main()
