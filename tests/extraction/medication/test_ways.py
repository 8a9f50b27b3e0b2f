"""A line is not asked what cannot be open; asking everything of every line tells the same."""

import json
from pathlib import Path

from extraction.medication.ways.open_ways import OPEN_WAYS
from extraction.medication.ways.way import open_among
from extraction.posology.instruction import InstructionReading, read_instruction
from extraction.rules import french
from synthetic.lines import make_lines

SETS = Path(__file__).parents[1] / "blind"
FAULTS = "lI1O0S5/.,'|( "
SEED, EACH, SOME = 20261201, 400, 40


def readings() -> list[InstructionReading]:
    """Of other authors' lines, made-up ones and the rules' own phrases; each has a fault too."""
    lines = [
        json.loads(one)["text"]
        for path in sorted(SETS.glob("*.jsonl"))
        for one in path.read_text("utf-8").splitlines()
    ]
    lines += [one.text for one in make_lines(EACH, SEED)]
    rules = [one for subject in french().subjects for one in subject.rules]
    lines += [f"1 cp {phrase}" for one in rules for phrase in one.reads]
    spoilt = [
        line[: (at := i * 7 % len(line))] + FAULTS[i % len(FAULTS)] + line[at + 1 :]
        for i, line in enumerate(lines)
    ]
    return [read_instruction(line) for line in lines + spoilt]


def test_whatever_is_open_is_asked() -> None:
    opened: set[str] = set()
    for reading in readings():
        asked = list(open_among(OPEN_WAYS, reading))
        assert asked == [way for way in OPEN_WAYS if way.is_open(reading)], reading.text
        opened.update(way.fr for way in asked)
    assert len(opened) > SOME
