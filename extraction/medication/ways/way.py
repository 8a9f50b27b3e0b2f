"""What each open way needs before it is asked: most lines have none of it, and cost nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from extraction.medication.limits import highest_dose
from extraction.medication.ways.dosages import is_needed, lasts
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold

SEVERAL = "several dosages"
NEEDED = "taken when needed"
KEPT = "words kept as an instruction"
PLACED = "a site"
ROUTED = "a route"
LASTS = "a length of treatment"
_NOTHING: frozenset[str] = frozenset()


class Way(NamedTuple):
    """A question about a reading, and the sentence that is told where the answer is yes.

    The answer can be yes only of a reading that has all of `facts` (those named here, kinds of
    pieces, and fields that were read), one of `among` (the same), one of the dose `units`, and one
    of `words` in the folded text, of each of these that is given: others are not asked.
    """

    is_open: Callable[[InstructionReading], bool]
    fr: str
    en: str
    facts: frozenset[str] = _NOTHING
    among: frozenset[str] = _NOTHING
    units: frozenset[str] = _NOTHING
    words: tuple[str, ...] = ()


def open_among(ways: Iterable[Way], reading: InstructionReading) -> Iterator[Way]:
    """The ways that are open, in the order given."""
    words, facts = fold(reading.text), _facts_of(reading)
    units = _units_of(reading)
    for way in ways:
        is_open, _, _, needed, among, of_units, signs = way
        if needed and not needed <= facts:
            continue
        if (among and among.isdisjoint(facts)) or (of_units and of_units.isdisjoint(units)):
            continue
        for sign in signs:
            if sign in words:
                break
        else:
            if signs:
                continue
        if is_open(reading):
            yield way


def _facts_of(reading: InstructionReading) -> set[str]:
    dosages = reading.dosages
    facts = {piece.kind for piece in reading.pieces}
    facts.update(one.field for one in reading.evidence)
    if len(dosages) > 1:
        facts.add(SEVERAL)
    for dosage in dosages:
        if is_needed(dosage):
            facts.add(NEEDED)
        if dosage.additional_instruction:
            facts.add(KEPT)
        if dosage.site is not None:
            facts.add(PLACED)
        if dosage.route is not None:
            facts.add(ROUTED)
    if lasts(reading):
        facts.add(LASTS)
    return facts


def _units_of(reading: InstructionReading) -> set[str | None]:
    doses = map(highest_dose, reading.dosages)
    return {dose.unit for dose in doses if dose is not None}
