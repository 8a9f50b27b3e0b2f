"""Why a human must look at a medication: what was not sure in reading it."""

import re
from collections.abc import Iterator, Sequence

from extraction.drugs.choice import Choice
from extraction.drugs.drug_name import Product
from extraction.drugs.lexicon import DrugName
from extraction.drugs.names import Candidate
from extraction.drugs.strengths import say_strength, write_strength
from extraction.medication.applied import needs_no_amount
from extraction.medication.occasions import is_taken_on_occasion
from extraction.medication.ways.open_ways import open_way
from extraction.medication.wording import Wording
from extraction.medication.written import words_alone
from extraction.posology.instruction import Evidence, InstructionReading, Unread
from extraction.posology.misread_words import Repair
from extraction.posology.repairs import RepairedText
from extraction.spelling.matching import fold
from ocr.page import UNREAD_SIGN, Word
from prescription.dosage import Dosage, Repeat
from prescription.french import MEASURES, describe_dosages
from prescription.language import say
from prescription.record import Medication, Reading, Review, ReviewReason

_LOW_FOR_LETTERS = 0.5
_LOW_FOR_DIGITS = 0.8
_SHORT_NAME = 5
"""Letters of a name that may be the rest of any word."""
_ONE = frozenset({"l", "I", "|", "!"})
"""Letters and signs behind which a 1 may stand."""
# A pattern that begins with the letter it looks for is searched soonest.
_LONE_ONE = re.compile(r"[lI!](?<![\w'’].)(?![\w'’])")
_LONE_LETTER = re.compile(r"[lI](?<![\w'’./].)(?<!\d .)(?![\w'’/.)])")
_TELLING = re.compile(r"\d|^(?:selon|suivant|en fonction|d'apres)\b")
"""Words that say how to take a drug, though the grammar makes no dosage of them."""
_NO_UNIT = (None, "cm")
"""`cm` is a spoon, a length of gel or a slip of the pen."""


def drug_doubts(text: Wording, choice: Choice) -> Iterator[Review]:
    """The name is unknown, can mean several drugs, or was put right."""
    seen = text.written_name
    near = " · ".join(dict.fromkeys(_told(c, choice.candidates) for c in choice.candidates[:5]))
    if choice.drug is None:
        said = f"{seen} : {near}" if near else seen
        yield Review("medication.name", ReviewReason.UNKNOWN_DRUG, said)
    elif not choice.sure:
        yield Review("medication.name", ReviewReason.AMBIGUOUS_DRUG, f"{seen} : {near}")
    elif choice.repaired:
        said = f"{seen} → {choice.drug.name}"
        yield Review("medication.name", ReviewReason.REPAIRED_TEXT, said)


def _told(candidate: Candidate, among: Sequence[Candidate]) -> str:
    """The name, with how much of it agrees when that is not all.

    Where others have the same name, its forms and strengths tell them apart: `Timoférol (comprimé
    50 mg)`, `Timoférol (gélule 50 mg/30 mg)`.
    """
    name = candidate.drug.name
    if any(c.drug.name == name and c.drug != candidate.drug for c in among):
        sold = ", ".join(dict.fromkeys(filter(None, map(_sold, candidate.drug.dispensed))))
        name = f"{name} ({sold})" if sold else name
    return name if candidate.score >= 1 else f"{name} ({candidate.score:.2f})"


def _sold(product: Product) -> str:
    strengths = (write_strength(strength) for strength in product.strengths)
    return f"{product.form or ''} {', '.join(strengths)}".strip()


def instruction_doubts(
    text: Wording, reading: InstructionReading, medication: Medication, drug: DrugName | None
) -> Iterator[Review]:
    """No posology, several meanings, a dose of unknown unit, words that no rule used."""
    alone = [w for w in words_alone(reading, text.instruction) if _TELLING.search(fold(w))]
    for words in alone:
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, words)
    if not alone and not any(map(_says_when_or_how_much, reading.dosages)):
        yield Review("dosageInstruction", ReviewReason.MISSING_POSOLOGY)
    for i, dosage in enumerate(reading.dosages):
        quantities = (
            d.dose_quantity or (d.dose_range and d.dose_range.low) for d in dosage.dose_and_rate
        )
        missing = not dosage.dose_and_rate and not needs_no_amount(medication, drug, dosage)
        if missing or any(q and q.unit in _NO_UNIT for q in quantities):
            field = f"dosageInstruction[{i}].doseAndRate"
            yield Review(field, ReviewReason.AMBIGUOUS_POSOLOGY)
    told = _meanings(reading) or open_way(reading)
    if told or reading.alternatives:
        # What can be meant otherwise may stand before the posology: `5 1/2 cp`.
        end = text.text.find("\n", text.name[1])
        box = text.box_of(text.name[1], end if end >= 0 else len(text.text))
        reason = ReviewReason.AMBIGUOUS_POSOLOGY
        yield Review("dosageInstruction", reason, told or None, box, text.page)
    for unread in reading.unread:
        start, end = text.back(unread.start, unread.end)
        said = text.text[start:end].strip()
        known = any(" ".join(said.split()) in words for words in alone)
        # Without a dosage there is no instruction to keep a word in: it would be lost.
        kept_nowhere = not reading.dosages and any(map(str.isalnum, said))
        if (unread.matters or said in _ONE or kept_nowhere) and not known:
            box = text.box_of(start, end)
            field = _field_beside(reading, unread)
            yield Review(field, ReviewReason.UNREAD_TEXT, said, box, text.page)


def _field_beside(reading: InstructionReading, unread: Unread) -> str:
    """Words glued to a strength, or that follow its bare number, are of it: `2 mg/mIl`."""
    for one in reading.evidence:
        if one.field != "medication.strength":
            continue
        behind = reading.text[one.end : unread.start]
        bare = not any(c.isalpha() or c == "%" for c in reading.text[one.start : one.end])
        glued = one.end == unread.start or unread.end == one.start
        follows = one.end < unread.start and not behind.strip(" ")
        if glued or (follows and (bare or reading.text[unread.start] == "/")):
            return one.field
    return "dosageInstruction"


def _meanings(reading: InstructionReading) -> str:
    """What the words can mean, a sentence a line; empty where that is one thing."""
    told = dict.fromkeys(" ".join(describe_dosages(d).split()) for d in reading.alternatives)
    return "\n".join(told) if len(told) > 1 else ""


def _says_when_or_how_much(dosage: Dosage) -> bool:
    """A dose with neither rhythm nor reason nor occasion says too little."""
    if dosage.as_needed_boolean or dosage.as_needed_codeable_concept is not None:
        return bool(dosage.dose_and_rate) or dosage.timing is not None
    repeat = dosage.timing.repeat if dosage.timing else Repeat()
    return (
        any((repeat.frequency, repeat.count, repeat.when, repeat.time_of_day))
        or any(amount.rate_quantity for amount in dosage.dose_and_rate)
        or is_taken_on_occasion(dosage)
    )


def late_strength_doubts(
    reading: InstructionReading, medication: Medication, confirmed: bool
) -> Iterator[Review]:
    """A strength after the dose that no reference confirms: `1 mesure (15 g)` says the dose."""
    strengths = [e.start for e in reading.evidence if e.field == "medication.strength"]
    doses = [e.end for e in reading.evidence if e.field.endswith(".doseAndRate")]
    if strengths and doses and min(strengths) >= min(doses) and not confirmed:
        written = say_strength(medication.strength)
        said = say(
            fr=f"{written} est écrit après la dose et n’est pas un dosage commercialisé.",
            en=f"{written} is written after the dose and is not a marketed strength.",
        )
        yield Review("medication.strength", ReviewReason.STRENGTH_NOT_MARKETED, said)


def repair_doubts(text: Wording, reading: InstructionReading, confirmed: bool) -> Iterator[Review]:
    """Digits and units that were put right; the reference confirms a marketed strength."""
    for one in text.instruction.repairs:
        if not one.matters:
            continue
        fields = [e.field for e in reading.evidence if _overlaps(text.instruction, e, one)]
        if confirmed and fields == ["medication.strength"]:
            continue
        seen = text.instruction.original[one.start : one.end]
        field = fields[0] if fields else "dosageInstruction"
        yield Review(field, ReviewReason.REPAIRED_TEXT, f"{seen} → {one.text}")


def _overlaps(instruction: RepairedText, evidence: Evidence, one: Repair) -> bool:
    start, end = instruction.locate(evidence.start, evidence.end)
    return start < one.end and one.start < end


def ocr_doubts(
    readings: Sequence[tuple[Reading, Sequence[Word]]], confirmed: bool
) -> Iterator[Review]:
    """Fields, each with its words, read from faint ones; the reference can confirm a strength."""
    for one, words in readings:
        if one.field == "medication.strength" and confirmed:
            continue
        if any(map(is_faint, words)) or _is_rest(one, words):
            yield Review(one.field, ReviewReason.LOW_OCR_CONFIDENCE, one.text, one.box, one.page)


def _is_rest(one: Reading, words: Sequence[Word]) -> bool:
    """Whether a short name was read otherwise too: `urée` is what is left of `durée`."""
    name = one.field == "medication.name" and sum(map(str.isalpha, one.text)) <= _SHORT_NAME
    return name and any(word.alternatives for word in words)


def is_faint(word: Word) -> bool:
    """Whether a word is to be looked at.

    A wrong letter is seen in a word; a number, a sign or a measure is merely another one.
    """
    if word.confidence is None:
        return False
    core = word.text.strip(".,;:()")
    exact = len(core) == 1 or core in MEASURES or any(map(str.isdigit, core))
    return word.confidence < (_LOW_FOR_DIGITS if exact else _LOW_FOR_LETTERS)


def sign_doubts(text: Wording) -> Iterator[Review]:
    """Ink among the words that is a sign and was not read: `½` may hide behind it."""
    for i, word in enumerate(text.words):
        if UNREAD_SIGN in word.text:
            near = " ".join(w.text for w in text.words[max(i - 1, 0) : i + 2])
            reason = ReviewReason.UNREAD_TEXT
            yield Review("dosageInstruction", reason, near, word.box, text.page)


def lone_one_doubts(text: Wording, reading: InstructionReading) -> Iterator[Review]:
    """A lone letter that may be a 1: `Prograf l 2-0-2`; a sign only where no dose was read."""
    dosed = all(dosage.dose_and_rate for dosage in reading.dosages)
    lone = (_LONE_LETTER if dosed else _LONE_ONE).search(text.instruction.text)
    if lone is not None:
        box = text.box_of(*text.back(*lone.span()))
        yield Review("dosageInstruction", ReviewReason.UNREAD_TEXT, lone[0], box, text.page)
