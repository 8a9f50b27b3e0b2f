"""A field of a medication as a human writes it: read by the same rules as the page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.drugs.choice import choose
from extraction.drugs.equal_amounts import equal_strengths
from extraction.drugs.lexicon import DrugName, Lexicon, load_lexicon
from extraction.drugs.mentions import exact_drug
from extraction.medication.plausibility import check_doses, check_product, with_only_strength
from extraction.medication.reading import facts
from extraction.medication.ways.open_ways import say_again
from extraction.posology.instruction import InstructionReading, read_instruction
from extraction.sheet.zones import zone_heading
from extraction.spelling.matching import fold
from ordonnancier.review.place import Part, line_text, part_of
from ordonnancier.told_by_reading import told_again
from prescription.dosage import Dosage, DoseAndRate, Quantity
from prescription.french import describe_dosages
from prescription.language import Fault
from prescription.record import (
    DispenseRequest,
    Medication,
    MedicationRequest,
    Patient,
    Review,
    ReviewReason,
    Zone,
)


def correct(
    line: MedicationRequest,
    part: Part,
    text: str,
    lexicon: Lexicon,
    patient: Patient | None = None,
) -> MedicationRequest:
    """The line with one field as a human wrote it, and what is doubtful about that field now.

    The other fields keep their values; a new drug or strength makes the doses be weighed again.
    Raises Fault with what was not understood, and then nothing changes.
    """
    words = " ".join(text.split())
    match part:
        case Part.DRUG:
            changed = _with_drug(line, words, lexicon)
        case Part.STRENGTH:
            changed = _with_strength(line, words, lexicon)
        case Part.POSOLOGY:
            changed = _with_posology(line, words, lexicon)
        case Part.SUPPLY:
            changed = _with_supply(line, words)
        case Part.ZONE:
            changed = replace(line, zone=_zone(words), review=())
    own = tuple(r for r in changed.review if part_of(r.field) is part)
    others = [r for r in line.review if part_of(r.field) is not part]
    if part not in (Part.SUPPLY, Part.ZONE):
        others = [r for r in others if not _weighed(r)]
        own += tuple(_weigh(changed, lexicon, patient))
    return replace(changed, review=tuple(dict.fromkeys((*others, *own))))


def say_doubts_again(
    line: MedicationRequest, reviews: Sequence[Review], patient: Patient | None
) -> tuple[Review, ...]:
    """Doubts of a line with their sentences in the user's language: they were written in that of
    whoever read the page. What cannot be told again stays as it was.
    """
    weighed = [review for review in reviews if _weighed(review)]
    fresh = tuple(_weigh(line, load_lexicon(), patient)) if weighed else ()
    return tuple(_said_again(review, fresh) for review in reviews)


def _said_again(review: Review, fresh: Sequence[Review]) -> Review:
    if review.text and review.reason is ReviewReason.AMBIGUOUS_POSOLOGY:
        return replace(review, text=told_again(say_again(review.text)))
    about = (review.field, review.reason)
    same = [one.text for one in fresh if (one.field, one.reason) == about]
    if len(same) == 1 and review.text:
        return replace(review, text=same[0])
    return replace(review, text=told_again(review.text)) if review.text else review


def known_drug(name: str, instruction: str, lexicon: Lexicon) -> DrugName | None:
    """The drug of exactly this name; the words beside it choose among several."""
    match = exact_drug(name, lexicon)
    if match is None or match.start > 0 or match.end < len(name):
        return None
    return choose(match, instruction, lexicon).drug


def _with_drug(line: MedicationRequest, name: str, lexicon: Lexicon) -> MedicationRequest:
    if not name:
        raise Fault(fr="Donnez le nom du médicament.", en="Give the name of the drug.")
    drug = known_drug(name, line_text(line, Part.STRENGTH), lexicon)
    kept = line.medication
    if drug is None:
        unknown = Review("medication.name", ReviewReason.UNKNOWN_DRUG, name)
        medication = Medication(kept.text, name, strength=kept.strength, form=kept.form)
        return replace(line, medication=medication, review=(unknown,))
    medication = replace(
        kept,
        name=drug.name,
        substances=drug.substances,
        atc=drug.atc[0] if drug.atc else None,
        cis=None,
    )
    return replace(line, medication=medication, review=())


def _with_strength(line: MedicationRequest, words: str, lexicon: Lexicon) -> MedicationRequest:
    reading = _read(line, words, lexicon)
    left = tuple(_not_understood(reading))
    if words and (left or not (reading.strength or reading.form)):
        raise Fault(
            fr=f"Dosage non compris : « {' … '.join(left) or words} ». "
            "Écrivez par exemple : 500 mg, comprimé.",
            en=f'Strength not understood: "{" … ".join(left) or words}". '
            "Write for example: 500 mg, comprimé.",
        )
    medication = replace(line.medication, strength=reading.strength, form=reading.form)
    return replace(line, medication=medication, review=())


def _with_posology(line: MedicationRequest, words: str, lexicon: Lexicon) -> MedicationRequest:
    reading = _read(line, words, lexicon)
    if words and not _says_anything(reading.dosages):
        raise Fault(
            fr=f"Posologie non comprise : « {words} ». "
            "Écrivez par exemple : 1 cp matin et soir pendant 7 jours.",
            en=f'Posology not understood: "{words}". '
            "Write for example: 1 cp matin et soir pendant 7 jours.",
        )
    return replace(
        line,
        medication=_told_beside(line.medication, reading),
        dosage_instruction=reading.dosages if words else (),
        dispense_request=_merged(line.dispense_request, reading.dispense_request),
        substitution=reading.substitution or line.substitution,
        review=tuple(_posology_doubts(reading, words)),
    )


def _told_beside(kept: Medication, reading: InstructionReading) -> Medication:
    """The drug with the strength and form that were typed with the posology, where it had none.

    Raises Fault where the line has another strength: nothing typed is lost without a word.
    """
    doses = [
        q for dosage in reading.dosages for dose in dosage.dose_and_rate for q in _values(dose)
    ]
    told = tuple(one for one in reading.strength if one.numerator not in doses)
    if told and kept.strength and not equal_strengths(told, kept.strength):
        raise Fault(
            fr="Cette posologie nomme un autre dosage que celui de la ligne : "
            "corrigez-le d'abord dans « Dosage et forme ».",
            en="This posology names another strength than the line's: "
            'correct it first in "Strength and form".',
        )
    return replace(kept, strength=kept.strength or told, form=kept.form or reading.form)


def _values(dose: DoseAndRate) -> tuple[Quantity, ...]:
    span = dose.dose_range
    return tuple(q for q in (dose.dose_quantity, *((span.low, span.high) if span else ())) if q)


def _with_supply(line: MedicationRequest, words: str) -> MedicationRequest:
    reading = read_instruction(words)
    left = tuple(_not_understood(reading))
    told = reading.dispense_request or reading.substitution
    if words and words != "substituable" and (left or not told):
        raise Fault(
            fr=f"Délivrance non comprise : « {' … '.join(left) or words} ». "
            "Écrivez par exemple : QSP 3 mois, à renouveler 2 fois, non substituable.",
            en=f'Dispensing not understood: "{" … ".join(left) or words}". '
            "Write for example: QSP 3 mois, à renouveler 2 fois, non substituable.",
        )
    substitution = line.substitution if words == "substituable" else reading.substitution
    return replace(
        line,
        dispense_request=reading.dispense_request,
        substitution=substitution,
        review=(),
    )


def _zone(words: str) -> Zone | None:
    """`ALD`, `hors ALD`, or what the headings of the two zones are called."""
    zone = zone_heading(fold(words))
    if words and zone is None:
        raise Fault(
            fr=f"Zone non comprise : « {words} ». Écrivez ALD, hors ALD, ou rien.",
            en=f'Zone not understood: "{words}". Write ALD, hors ALD, or nothing.',
        )
    return zone


def _read(line: MedicationRequest, words: str, lexicon: Lexicon) -> InstructionReading:
    drug = _drug_of(line, lexicon)
    return read_instruction(words, facts(drug, lexicon))


def _drug_of(line: MedicationRequest, lexicon: Lexicon) -> DrugName | None:
    name = line.medication.name
    return known_drug(name, line_text(line, Part.STRENGTH), lexicon) if name else None


def _says_anything(dosages: tuple[Dosage, ...]) -> bool:
    return describe_dosages(dosages).strip(" —") != ""


def _not_understood(reading: InstructionReading) -> Iterator[str]:
    return (reading.text[left.start : left.end].strip() for left in reading.unread)


def _posology_doubts(reading: InstructionReading, words: str) -> Iterator[Review]:
    if not words:
        yield Review(Part.POSOLOGY, ReviewReason.MISSING_POSOLOGY)
    if reading.alternatives:
        both = "\n".join(map(describe_dosages, reading.alternatives))
        yield Review(Part.POSOLOGY, ReviewReason.AMBIGUOUS_POSOLOGY, both)
    for left in reading.unread:
        if left.matters:
            said = reading.text[left.start : left.end].strip()
            yield Review(Part.POSOLOGY, ReviewReason.UNREAD_TEXT, said)


def _merged(old: DispenseRequest | None, new: DispenseRequest | None) -> DispenseRequest | None:
    """What was typed wins; what was not typed stays."""
    if old is None or new is None:
        return new or old
    repeats = new.number_of_repeats_allowed
    return DispenseRequest(
        new.quantity or old.quantity,
        new.expected_supply_duration or old.expected_supply_duration,
        old.number_of_repeats_allowed if repeats is None else repeats,
    )


_WEIGHED = (
    ReviewReason.STRENGTH_NOT_MARKETED,
    ReviewReason.FORM_NOT_MARKETED,
    ReviewReason.DOSE_IMPLAUSIBLE,
)


def _weighed(review: Review) -> bool:
    """Whether a doubt comes from weighing drug, strength and doses against each other."""
    return review.reason in _WEIGHED


def _weigh(line: MedicationRequest, lexicon: Lexicon, patient: Patient | None) -> Iterator[Review]:
    drug = _drug_of(line, lexicon)
    if drug is None:
        return
    # As the page was read: the record's form is the paper's, `comprimé pelliculé` for a tablet.
    form = line.medication.form
    meant = _read(line, form, lexicon).form if form else None
    medication = replace(line.medication, form=meant or form)
    yield from check_product(medication, drug, line.dosage_instruction)
    known = with_only_strength(medication, drug)
    yield from check_doses(line.dosage_instruction, known, drug, lexicon, patient)
