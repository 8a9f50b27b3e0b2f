"""Bare numbers of a line without a strength that are strengths of the drug: `Temesta 1 - 2,5`."""

from collections.abc import Iterator

from extraction.drugs.lexicon import DrugName
from extraction.drugs.marketed import marketed_number
from extraction.medication.limits import HOLDS_STRENGTH, highest_dose
from extraction.posology.instruction import InstructionReading
from prescription.language import say
from prescription.record import Medication, Review, ReviewReason

_WRITTEN = frozenset({"dose", "quantity", "events"})
"""Pieces that say in so many words what is counted."""
_BARE = frozenset({"slots", "count"})


def bare_dose_doubts(
    reading: InstructionReading, medication: Medication, drug: DrugName | None
) -> Iterator[Review]:
    """`Temesta 1 - 1 - 2,5`: tablets, or milligrams, of a drug that is sold as 1 mg and 2.5 mg."""
    kinds = {piece.kind for piece in reading.pieces}
    if drug is None or medication.strength or reading.alternatives:
        return
    if kinds & _WRITTEN or not kinds & _BARE:
        return
    if len(drug.strengths) < 2:
        return
    doses = [highest_dose(dosage) for dosage in reading.dosages]
    counted = [d for d in doses if d is not None and d.unit in HOLDS_STRENGTH]
    if not counted or len(counted) < len(doses):
        return
    if all(marketed_number(dose.value, drug.strengths) is not None for dose in counted):
        said = say(
            fr="ces nombres sans unité comptent ce qui est pris, ou sont des dosages.",
            en="these numbers without a unit count what is taken, or are strengths.",
        )
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said)
