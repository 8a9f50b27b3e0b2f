"""A quantity taken for the strength that may be the first dose: `Toviaz 4 mg 1/j, 8 mg si échec`.

Also numbers of intakes that were taken for what is handed out (`400 mg /12 h x 5 doses puis …`),
and steps that go from one eye to the other.
"""

import re
from itertools import pairwise

from extraction.medication.limits import MASSES, highest_dose
from extraction.medication.ways.dosages import is_regular
from extraction.medication.ways.way import PLACED, SEVERAL, Way
from extraction.posology.groups import SILENT
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold

_MEASURED = MASSES | {"UI", "MUI"}
_OFTEN = frozenset({"rhythm", "daily", "events", "interval"})
_OCCASION = re.compile(
    r"\W*(?:(?:\d+|une?) ?(?:h|heures?|min|minutes|j|jours?) )?"
    r"(?:avant|apres|pendant|lors|juste avant|la veille|le jour|a j ?\d|j ?\d)\b"
)
_SIDE = re.compile(r"\b(?:droite?|gauche)\b")
_PARTS = tuple(",;(+")


def _takes_first_for_strength(reading: InstructionReading) -> bool:
    """A measured dose behind the strength, and between them when another one is taken.

    A colon (`20 mg, avant repas : 40 mg`) tells that what stands before it is of what follows.
    """
    strengths = [e for e in reading.evidence if e.field == "medication.strength"]
    doses = [e for e in reading.evidence if e.field.endswith(".doseAndRate")]
    if not strengths or not doses or reading.chart is None or not reading.dosages:
        return False
    strength, dose = strengths[0], min(doses, key=lambda one: one.start)
    if dose.start < strength.end or not _are_two_masses(reading):
        return False
    between = reading.text[strength.end : dose.start].rstrip()
    if between.endswith(":"):
        return False
    if between.endswith(_PARTS) and not any(map(is_regular, reading.dosages)):
        # `Crestor 10 mg (20 mg si LDL > 1)`
        return all(d.as_needed_codeable_concept is not None for d in reading.dosages)
    for piece in reading.pieces:
        start, end = reading.chart.span(piece)
        if start < strength.end or end > dose.start:
            continue
        note = piece.kind in ("note", "vague")
        if piece.kind in _OFTEN or (note and _OCCASION.match(fold(reading.chart.words(piece)))):
            return True
    return False


def _are_two_masses(reading: InstructionReading) -> bool:
    first = highest_dose(reading.dosages[0])
    if len(reading.strength) != 1 or first is None or first.unit not in _MEASURED:
        return False
    held = reading.strength[0]
    return held.denominator is None and held.numerator.unit in _MEASURED | {None}


def _counts_before_next_step(reading: InstructionReading) -> bool:
    """`400 mg/12 h x 5 doses puis 400 mg/24 h`: five intakes come before the next step."""
    said = [piece for piece in reading.pieces if piece.kind not in SILENT]
    return any(
        one.kind == "supply" and other.kind == "then" and one.end == other.start
        for one, other in pairwise(said)
    )


def _goes_to_other_side(reading: InstructionReading) -> bool:
    """`OD x 4 7 j, OD x 3 7 j, OG x 2 7 j`: the left eye from the first day on, or at the end."""
    sides: dict[int, set[str]] = {}
    for dosage in reading.dosages:
        site = fold(dosage.site.text) if dosage.site is not None else ""
        sides.setdefault(dosage.sequence, set()).update(_SIDE.findall(site))
    told = [side for _, side in sorted(sides.items())]
    if sum(piece.kind == "then" for piece in reading.pieces) >= len(told) - 1:
        # `oreille droite 7 j puis oreille gauche 7 j`
        return False
    return any(one and other and one.isdisjoint(other) for one, other in pairwise(told))


FIRST_DOSE_WAYS = (
    Way(
        _takes_first_for_strength,
        "la première quantité est le dosage, ou une dose : la seconde la remplace, ou s'y ajoute.",
        "the first quantity is the strength, or a dose that the second replaces or adds to.",
        facts=frozenset({"medication.strength"}),
        units=_MEASURED,
    ),
    Way(
        _counts_before_next_step,
        "ce nombre est celui des prises avant la suite, ou ce qui est délivré.",
        "the number is of the intakes before the next step, or of what is handed out.",
        facts=frozenset({"supply", "then"}),
    ),
    Way(
        _goes_to_other_side,
        "l'autre côté est traité ensuite, ou en même temps.",
        "the other side is treated afterwards, or at the same time.",
        facts=frozenset({SEVERAL, PLACED}),
    ),
)
