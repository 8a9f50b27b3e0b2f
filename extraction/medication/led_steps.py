"""What stands before the name of a drug whose dose changes: `Pendant 5 jours : Solupred 2 cp/j
puis 1 cp/j`. It is of the first step, or of all; behind the line's words it is read as the last's.
"""

from collections.abc import Iterator

from extraction.medication.wording import Wording
from extraction.posology.instruction import InstructionReading
from prescription.record import Review, ReviewReason

_OF_NO_STEP = ("medication.", "dispenseRequest.", "substitution")


def led_step_doubts(text: Wording, reading: InstructionReading) -> Iterator[Review]:
    """A length, days, a moment or a need before the name, where one dose follows another."""
    start, end = text.pieces[-1]
    steps = {dosage.sequence for dosage in reading.dosages}
    if start >= text.name[0] or len(steps) < 2:
        return
    told = (one for one in reading.evidence if not one.field.startswith(_OF_NO_STEP))
    if any(text.back(one.start, one.end)[0] < text.name[0] for one in told):
        reason = ReviewReason.AMBIGUOUS_POSOLOGY
        said = text.text[start:end].strip(" ,;:/-–—\n")
        yield Review("dosageInstruction", reason, said, text.box_of(start, end), text.page)
