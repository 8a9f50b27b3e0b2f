"""Bare numbers of a line without a strength that are strengths of the drug: `Temesta 1 - 2,5`."""

from collections.abc import Iterator

from extraction.drugs.lexicon import DrugName
from extraction.drugs.marketed import marketed_number
from extraction.medication.limits import HOLDS_STRENGTH, highest_dose
from extraction.posology.groups import SILENT
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
    if drug is None or medication.strength or reading.alternatives:
        return
    if _is_strength_of_one(reading, drug):
        said = say(
            fr="ce nombre, juste après le nom, est le dosage, ou compte ce qui est pris.",
            en="this number, right behind the name, is the strength, or counts what is taken.",
        )
        yield Review("dosageInstruction[0].doseAndRate", ReviewReason.AMBIGUOUS_POSOLOGY, said)
        return
    kinds = {piece.kind for piece in reading.pieces}
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


def _is_strength_of_one(reading: InstructionReading, drug: DrugName) -> bool:
    """`Ramipril 2,5 cp le matin`: no number of tablets, or two and a half of an untold strength."""
    first = next((p for p in reading.pieces if p.kind not in SILENT), None)
    dose = highest_dose(reading.dosages[0]) if reading.dosages else None
    if first is None or first.kind not in ("dose", "quantity") or dose is None:
        return False
    if reading.text[: first.start].strip() or dose.unit not in HOLDS_STRENGTH:
        return False
    return dose.value % 1 != 0 and marketed_number(dose.value, drug.strengths) is not None
