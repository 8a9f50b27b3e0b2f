"""Days of a cycle or a cure, which come back: the length is theirs alone, or of all of it."""

import re
from collections.abc import Sequence

from extraction.medication.ways.way import Way
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.rules.sequences import DAY_RANGES, OF_CURES
from extraction.spelling.matching import fold
from prescription.dosage import Dosage

_TAKEN_UP = re.compile(
    r"(?:a |puis )?(?:repris|reprendre|recommenc)\w* .*\d|"
    r"(?:a )?renouvel\w* (?:tous|toutes|ttes) les \d+ ?(?:j|sem)|"
    r".*\b(?:pause|arret|repos|fenetre|interruption|stop)\b.*\b(?:repris|repren|recommenc)"
)


def _comes_back(reading: InstructionReading) -> bool:
    """`J1 à J21, reprise à J28`, `J1 à J3 de chaque cure`: the length is that of one cure.

    So is it before a pause that has a length, `21 j puis 7 j d'arrêt`: it ends no treatment.
    """
    of_cures = any(e.rule == OF_CURES for e in reading.evidence)
    said = [piece.kind for piece in reading.pieces if piece.kind not in SILENT]
    paused = said[-1:] == ["pause"] and _lasts(reading.dosages)
    return (
        of_cures
        or paused
        or any(
            dosage.timing is not None
            and dosage.timing.repeat.bounds_duration is not None
            and any(_TAKEN_UP.match(fold(note.text)) for note in dosage.additional_instruction)
            for dosage in reading.dosages
        )
    )


def _lasts(dosages: Sequence[Dosage]) -> bool:
    repeats = (d.timing.repeat for d in dosages if d.timing)
    return any(repeat.bounds_duration for repeat in repeats)


def _begins_late(reading: InstructionReading) -> bool:
    """`du 5e au 25e jour`, `J3 à J7` with no step before: days of a cycle, which comes back."""
    stages = [piece for piece in reading.pieces if piece.kind == "stage"]
    first = stages[0] if stages else None
    if first is None or first.rule not in DAY_RANGES or len(reading.dosages) > 1:
        return False
    words = fold(reading.chart.words(first)) if reading.chart else ""
    begun = re.search(r"\d+", words)
    return begun is not None and int(begun[0]) > 1


CURE_WAYS = (
    Way(
        _begins_late,
        "ces jours sont ceux d'un cycle, qui revient peut-être : la durée est la leur seulement.",
        "these are days of a cycle that may come back: the length is theirs alone.",
        facts=frozenset({"stage"}),
    ),
    Way(
        _comes_back,
        "le traitement reprend : la durée est celle d'une cure, ou de tout le traitement.",
        "the treatment is taken up again: the length is that of one cure, or of all of it.",
    ),
)
