"""Another drug named inside a line: the dose behind it may be that drug's."""

from collections.abc import Iterator

from extraction.drugs.choice import Choice
from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs
from extraction.medication.wording import Wording
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


def dose_before_doubts(text: Wording, reading: InstructionReading) -> Iterator[Review]:
    """`1 gélule le matin EFFEXOR LP 75 mg 2 gélules le soir`: the first may be of the drug above.

    A dose before the name alone is the drug's: `1 cp de Lasilix 40 le matin`.
    """
    start, end = text.name
    if not text.text[:start].strip():
        return
    places = [
        text.back(e.start, e.end) for e in reading.evidence if e.field.endswith(".doseAndRate")
    ]
    before = [place for place in places if place[1] <= start]
    if before and any(place[0] >= end for place in places):
        said = " ".join(text.text[before[0][0] : start].split())
        box = text.box_of(before[0][0], start)
        reason = ReviewReason.AMBIGUOUS_POSOLOGY
        yield Review("dosageInstruction", reason, said, box, text.page)


def _is_of(choice: Choice, other: DrugMatch) -> bool:
    """Whether the other name says a substance of the drug: `Doliprane (paracétamol)`."""
    known = set(choice.drug.substances) if choice.drug else set()
    return any(known & set(candidate.drug.substances) for candidate in other.candidates)
