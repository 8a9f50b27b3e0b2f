"""Another drug named inside a line: the dose behind it may be that drug's."""

from collections.abc import Iterator

from extraction.drugs.choice import Choice
from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs
from extraction.posology.instruction import InstructionReading
from prescription.record import Review, ReviewReason


def other_drug_doubts(
    reading: InstructionReading, choice: Choice, lexicon: Lexicon
) -> Iterator[Review]:
    """`Tahor arrêté ; remplacer par Crestor 1 cp le soir`: whose tablet it is must be asked.

    So must a name that no rule used: it may begin a line of its own.
    """
    doses = [e.start for e in reading.evidence if e.field.endswith(".doseAndRate")]
    if choice.drug is None or not doses:
        return
    for other in find_drugs(reading.text, lexicon):
        unread = any(u.start <= other.start < u.end for u in reading.unread)
        if (unread or other.end <= max(doses)) and not _is_of(choice, other):
            seen = reading.text[other.start : other.end]
            yield Review(
                "medication.name", ReviewReason.AMBIGUOUS_DRUG, f"{choice.drug.name} / {seen}"
            )
            return


def _is_of(choice: Choice, other: DrugMatch) -> bool:
    """Whether the other name says a substance of the drug: `Doliprane (paracétamol)`."""
    known = set(choice.drug.substances) if choice.drug else set()
    return any(known & set(candidate.drug.substances) for candidate in other.candidates)
