"""One block of rows to one medication request, with the evidence and the doubts of each field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extraction.drugs.choice import Choice, choose
from extraction.drugs.lexicon import DrugName, Lexicon
from extraction.drugs.strengths import write_strength
from extraction.medication.atc import atc_by_route
from extraction.medication.bare_doses import bare_dose_doubts
from extraction.medication.broken_off import broken_off_doubts
from extraction.medication.combined_doses import combined_dose_doubts
from extraction.medication.confidence import estimate_confidence, traits_of
from extraction.medication.ditto import ditto_doubts
from extraction.medication.doubts import (
    drug_doubts,
    instruction_doubts,
    late_strength_doubts,
    lone_one_doubts,
    ocr_doubts,
    repair_doubts,
    sign_doubts,
)
from extraction.medication.from_above import around_doubts, supply_told, with_length
from extraction.medication.led_steps import led_step_doubts
from extraction.medication.lending import Lent, conflict_doubts, lent_doubts
from extraction.medication.lost_numbers import (
    fraction_doubts,
    lost_doubts,
    number_doubts,
    range_doubts,
    renewal_doubts,
    uncounted_doubts,
)
from extraction.medication.others import dose_before_doubts, other_drug_doubts
from extraction.medication.plausibility import (
    check_doses,
    check_product,
    is_confirmed,
    is_marketed,
    with_only_strength,
)
from extraction.medication.unlikely import course_doubts
from extraction.medication.untitled_cells import cell_doubts
from extraction.medication.wording import Wording, word_block
from extraction.medication.written import as_written, dosages_as_written, written_form
from extraction.posology.instruction import (
    InstructionReading,
    Presentation,
    ProductFacts,
    explain,
    read_instruction,
)
from extraction.sheet.layout import Block
from extraction.sheet.zones import zone_of_line
from extraction.spelling.matching import fold
from ocr.page import Word, surround
from prescription.record import (
    DispenseRequest,
    Medication,
    MedicationRequest,
    Patient,
    Reading,
    Review,
    Substitution,
)


def read_medication(
    block: Block,
    lexicon: Lexicon,
    lent: Sequence[Lent] = (),
    patient: Patient | None = None,
    *,
    unsettled: bool = False,
    after: Block | None = None,
) -> tuple[MedicationRequest, tuple[Reading, ...]]:
    """The medication of a block; rows for several lines lend what its own words leave out.

    `unsettled` tells that a row stands elsewhere which may hold for every line; `after` is the
    next medication.
    """
    text = word_block(block, lexicon)
    choice = choose(text.match, text.instruction.text, lexicon)
    drug = choice.drug
    reading = read_instruction(text.instruction.text, facts(drug, lexicon))
    form = written_form(reading)
    medication = _medication(text, choice, reading, lexicon, formed=form is not None)
    read = [
        text.reading("medication.name", *text.name, "nom du médicament"),
        *(text.reading(e.field, *text.back(e.start, e.end), e.rule) for e in reading.evidence),
    ]
    readings = tuple(one for one, _ in read)
    review = [*_doubts(block, text, choice, reading, medication, read, lexicon, patient)]
    box = surround([row.box for row in block.rows])
    notes = [one.told for one in lent]
    dispense, substitution = _with_notes(reading, notes)
    review += lent_doubts(lent, [_lends(reading, note) for note in notes])
    review += conflict_doubts(reading, lent)
    review += broken_off_doubts(reading, block, after)
    review = [replace(r, page=r.page or text.page, box=r.box) for r in dict.fromkeys(review)]
    request = MedicationRequest(
        text=text.text,
        medication=replace(medication, form=form),
        page=text.page,
        box=box,
        zone=zone_of_line(fold(text.text)) or block.zone,
        dosage_instruction=with_length(dosages_as_written(reading, text.instruction), notes),
        dispense_request=dispense,
        substitution=substitution,
        confidence=estimate_confidence(
            choice.score,
            reading.share_read,
            min((r.confidence for r in readings if r.confidence is not None), default=None),
            (r.reason for r in review),
            traits_of(
                reading,
                lent=(dispense, substitution) != (reading.dispense_request, reading.substitution),
                repaired=any(one.start < one.end for one in text.instruction.repairs),
                unsettled=unsettled,
            ),
        ),
        review=tuple(review),
    )
    return request, (*readings, *_inferred(text, choice, medication))


def _doubts(
    block: Block,
    text: Wording,
    choice: Choice,
    reading: InstructionReading,
    medication: Medication,
    read: Sequence[tuple[Reading, tuple[Word, ...]]],
    lexicon: Lexicon,
    patient: Patient | None,
) -> Iterator[Review]:
    """What a human must look at in a line, in the order in which it is shown."""
    drug = choice.drug
    marketed = drug is not None and is_marketed(medication, drug)
    yield from drug_doubts(text, choice)
    yield from other_drug_doubts(reading, choice, lexicon)
    yield from dose_before_doubts(text, reading)
    formed = replace(medication, form=written_form(reading))
    yield from instruction_doubts(text, reading, formed, drug)
    yield from bare_dose_doubts(reading, medication, drug)
    yield from course_doubts(reading, medication, drug)
    yield from repair_doubts(text, reading, marketed)
    if drug is not None:
        yield from check_product(medication, drug, reading.dosages)
        yield from combined_dose_doubts(reading.dosages, medication, drug)
        known = with_only_strength(medication, drug)
        yield from check_doses(reading.dosages, known, drug, lexicon, patient)
    yield from around_doubts(block)
    yield from ditto_doubts(block)
    yield from late_strength_doubts(reading, medication, marketed)
    yield from ocr_doubts(read, drug is not None and is_confirmed(medication, drug))
    yield from lost_doubts(text, reading, read)
    yield from number_doubts(text)
    yield from range_doubts(text)
    yield from uncounted_doubts(text, reading)
    yield from renewal_doubts(text)
    yield from fraction_doubts(text)
    yield from sign_doubts(text)
    yield from cell_doubts(text, reading)
    yield from lone_one_doubts(text, reading)
    yield from led_step_doubts(text, reading)


def _inferred(text: Wording, choice: Choice, medication: Medication) -> Iterator[Reading]:
    """The strength nobody wrote, told beside the record, where the drug has no other one."""
    if choice.drug is None or not choice.sure or medication.strength:
        return
    strength = with_only_strength(medication, choice.drug).strength
    if strength:
        rule = "déduit : seul dosage commercialisé"
        yield Reading("medication.strength", write_strength(strength), rule, text.page)


def explain_medication(block: Block, lexicon: Lexicon) -> str:
    """Which drug was matched and how, then the tree of the instruction's rules."""
    text = word_block(block, lexicon)
    choice = choose(text.match, text.instruction.text, lexicon)
    drugs = " ; ".join(f"{c.drug.name} {c.score:.2f}" for c in choice.candidates)
    reading = read_instruction(text.instruction.text, facts(choice.drug, lexicon))
    return f"médicament : {text.written_name!r} → {drugs or 'inconnu'}\n{explain(reading)}"


_FREEZE_DRIED = re.compile(r"lyoc?$|lingual$", re.IGNORECASE)
"""Names of oral lyophilisates, which the lexicon keeps among the tablets."""


@lru_cache(maxsize=4096)
def facts(drug: DrugName | None, lexicon: Lexicon) -> ProductFacts | None:
    """What the grammar may know of the drug."""
    if drug is None:
        return None
    # `1 matin` of an INN may be a sachet where a brand of it is sold in sachets.
    freeze_dried = _FREEZE_DRIED.search(drug.name) is not None

    def form_of(form: str) -> str:
        return "lyophilisat" if freeze_dried and form == "comprimé" else form

    forms = tuple(dict.fromkeys(form_of(p.form) for p in drug.dispensed if p.form))
    units = (u for f in forms if f in lexicon.forms for u in lexicon.forms[f].dose_units)
    # An INN is sold by many: the list of its strengths and forms is never sure to be whole.
    products = () if drug.generic else drug.products
    sold = (Presentation(s, form_of(p.form)) for p in products if p.form for s in p.strengths)
    # `Spasfon 80` has 80 mg of each of two substances, and the paper says so once.
    said_once = (s[:1] for s in drug.strengths if len(s) > 1 and len(set(s)) == 1)
    # `Lasilix 500` is a strength all the same, though only `Lasilix Spécial` is sold so.
    longer = (s for d in lexicon.longer_names(drug) for s in d.strengths)
    return ProductFacts(
        tuple(dict.fromkeys((*drug.strengths, *said_once, *longer))),
        forms,
        tuple(dict.fromkeys(units)),
        tuple(dict.fromkeys(sold)),
    )


def _medication(
    text: Wording, choice: Choice, reading: InstructionReading, lexicon: Lexicon, *, formed: bool
) -> Medication:
    """The medication with the form's official name; `formed` when the paper says a form."""
    drug = choice.drug
    return Medication(
        text=text.written_name,
        name=drug.name if drug else None,
        substances=drug.substances if drug else (),
        atc=atc_by_route(drug, reading, lexicon) if drug else None,
        strength=as_written(reading),
        form=reading.form if formed else None,
    )


def _says_how_long(reading: InstructionReading) -> bool:
    """Whether a line has a length or a number of packs of its own: then no note tells it one."""
    repeats = [d.timing.repeat for d in reading.dosages if d.timing]
    lasts = any(r.bounds_duration or r.bounds_range for r in repeats)
    return lasts or bool(reading.dispense_request and reading.dispense_request.quantity)


def _lends(reading: InstructionReading, note: InstructionReading) -> bool:
    """Whether a line takes anything from a note."""
    own = (reading.dispense_request, reading.substitution)
    lengthened = with_length(reading.dosages, [note]) != reading.dosages
    return lengthened or _with_notes(reading, [note]) != own


def _with_notes(
    reading: InstructionReading, notes: Sequence[InstructionReading]
) -> tuple[DispenseRequest | None, Substitution | None]:
    """Supply, renewals and substitution, from the line's own words first, then from the notes."""
    request, substitution = reading.dispense_request, reading.substitution
    supplied = _says_how_long(reading)
    for told in notes:
        own, theirs = request or DispenseRequest(), told.dispense_request or DispenseRequest()
        lent = None if supplied else supply_told(told)
        merged = DispenseRequest(
            quantity=own.quantity,
            expected_supply_duration=own.expected_supply_duration or lent,
            number_of_repeats_allowed=theirs.number_of_repeats_allowed
            if own.number_of_repeats_allowed is None
            else own.number_of_repeats_allowed,
        )
        request = merged if merged != DispenseRequest() else None
        substitution = substitution or told.substitution
    return request, substitution
