"""One block of rows to one medication request, with the evidence and the doubts of each field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.blocks import Block
from extraction.choice import Choice, choose
from extraction.confidence import estimate_confidence
from extraction.drugs import DrugMatch, with_release
from extraction.instruction import (
    Evidence,
    InstructionReading,
    Presentation,
    ProductFacts,
    explain,
    read_instruction,
)
from extraction.lexicon import DrugName, Lexicon
from extraction.matching import fold
from extraction.plausibility import check_doses, check_product, is_marketed
from extraction.rows import words_between
from extraction.spelling import Repair, RepairedText, is_everyday_word, repair
from ocr.page import Word, surround
from prescription.dosage import Quantity
from prescription.record import (
    DispenseRequest,
    Medication,
    MedicationRequest,
    Reading,
    Review,
    ReviewReason,
    Substitution,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\S+")
_JOINT = "\n"
"""What stands between the pieces of an instruction."""
_CONDITION = re.compile(r"\s*(?:si|en cas|apres|puis|ou|et)\b[^:]*:")
"""Words before the name that are read after the rest (`Si échec : …`)."""
_LOW_FOR_LETTERS = 0.5
_LOW_FOR_DIGITS = 0.8


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a block, rows apart by newlines, and where the drug's name stands.

    `instruction` is made of the `pieces` (offsets) that are neither bullet nor name.
    """

    text: str
    words: tuple[Word, ...]
    page: int
    name: tuple[int, int]
    pieces: tuple[tuple[int, int], ...]
    instruction: RepairedText
    match: DrugMatch | None

    @property
    def written_name(self) -> str:
        """The drug's name as it is printed."""
        return " ".join(self.text[slice(*self.name)].split())

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the block's text of a span of the instruction as the grammar saw it."""
        start, end = self.instruction.locate(start, end)
        return self._in_block(start), self._in_block(max(end - 1, start)) + (end > start)

    def _in_block(self, offset: int) -> int:
        for start, end in self.pieces:
            if offset <= end - start:
                return start + offset
            offset -= end - start + len(_JOINT)
        return self.pieces[-1][1]


def read_medication(
    block: Block, lexicon: Lexicon, notes: Sequence[InstructionReading] = ()
) -> tuple[MedicationRequest, tuple[Reading, ...]]:
    """The medication of a block; `notes` fill in what its own words leave out."""
    text = _text_of(block, lexicon)
    choice = choose(text.match, text.instruction.text, lexicon)
    drug = choice.drug
    reading = read_instruction(text.instruction.text, facts(drug, lexicon))
    medication = _medication(text, choice, reading)
    review = [
        *_drug_reviews(text, choice),
        *_instruction_reviews(text, reading),
        *_repair_reviews(text, reading, drug is not None and is_marketed(medication, drug)),
    ]
    if drug is not None:
        review += check_product(medication, drug)
        review += check_doses(reading.dosages, medication, drug, lexicon)
    readings = tuple(_readings(text, reading))
    review += _ocr_reviews(readings)
    box = surround(word.box for word in text.words)
    dispense, substitution = _with_notes(reading, notes)
    review = [replace(r, page=r.page or text.page, box=r.box) for r in dict.fromkeys(review)]
    request = MedicationRequest(
        text=text.text,
        medication=medication,
        page=text.page,
        box=box,
        zone=block.zone,
        dosage_instruction=reading.dosages,
        dispense_request=dispense,
        substitution=substitution,
        confidence=estimate_confidence(
            choice.score,
            reading.share_read,
            min((r.confidence for r in readings if r.confidence is not None), default=None),
            (r.reason for r in review),
        ),
        review=tuple(review),
    )
    return request, readings


def explain_medication(block: Block, lexicon: Lexicon) -> str:
    """Which drug was matched and how, then the tree of the instruction's rules."""
    text = _text_of(block, lexicon)
    choice = choose(text.match, text.instruction.text, lexicon)
    drugs = " ; ".join(f"{c.drug.name} {c.score:.2f}" for c in choice.candidates)
    reading = read_instruction(text.instruction.text, facts(choice.drug, lexicon))
    return f"médicament : {text.written_name!r} → {drugs or 'inconnu'}\n{explain(reading)}"


def facts(drug: DrugName | None, lexicon: Lexicon) -> ProductFacts | None:
    """What the grammar may know of the drug."""
    if drug is None:
        return None
    units = (u for f in drug.forms if f in lexicon.forms for u in lexicon.forms[f].dose_units)
    sold = (Presentation(s, p.form) for p in drug.products if p.form for s in p.strengths)
    return ProductFacts(
        drug.strengths, drug.forms, tuple(dict.fromkeys(units)), tuple(dict.fromkeys(sold))
    )


def unknown_name(text: str, start: int, lexicon: Lexicon) -> tuple[int, int]:
    """Where the name of an unknown drug stands: the words before number, form and posology."""
    end = start
    for word in _WORD.finditer(text, start):
        folded = fold(word[0])
        known = is_everyday_word(folded) or folded in lexicon.written_forms
        if not word[0].isalpha() or (known and end > start) or "\n" in text[end : word.start()]:
            break
        end = word.end()
    return start, end


def _text_of(block: Block, lexicon: Lexicon) -> _Text:
    text = "\n".join(row.text for row in block.rows)
    words = tuple(word for row in block.rows for word in row.words)
    match = block.match
    releases: tuple[tuple[int, int], ...] = ()
    if match is None:
        name = unknown_name(text, block.start, lexicon)
    else:
        match, releases = with_release(match, text, lexicon)
        name = match.start, match.end
    pieces, at = [], block.start
    for start, end in (name, *releases):
        if re.search(r"\w\w|\d", text[at:start]):
            pieces.append((at, start))
        at = end
    pieces.append((at, len(text)))
    if len(pieces) > 1 and _CONDITION.match(fold(text), pieces[0][0]):
        pieces.append(pieces.pop(0))
    lent = _lent(block, pieces)
    instruction = repair(_JOINT.join(text[start:end] for start, end in pieces), lent)
    return _Text(text, words, block.rows[0].page, name, tuple(pieces), instruction, match)


def _lent(block: Block, pieces: Sequence[tuple[int, int]]) -> Iterator[Repair]:
    """What the titles of a table's columns say of its cells, written into the instruction."""
    at = 0
    for row in block.rows:
        start, end = _in_pieces(at, pieces), _in_pieces(at + len(row.text), pieces)
        at += len(row.text) + 1
        if start is None or end is None:
            continue
        if row.silent:
            yield Repair(start, end, "")
        if row.before:
            yield Repair(start, start, row.before)
        if row.after:
            yield Repair(end, end, row.after)


def _in_pieces(offset: int, pieces: Sequence[tuple[int, int]]) -> int | None:
    """The offset into the instruction of an offset into the block's text."""
    at = 0
    for start, end in pieces:
        if start <= offset <= end:
            return at + offset - start
        at += end - start + len(_JOINT)
    return None


def _medication(text: _Text, choice: Choice, reading: InstructionReading) -> Medication:
    drug = choice.drug
    return Medication(
        text=text.written_name,
        name=drug.name if drug else None,
        substances=drug.substances if drug else (),
        atc=drug.atc[0] if drug and drug.atc else None,
        strength=reading.strength,
        form=reading.form,
    )


def _drug_reviews(text: _Text, choice: Choice) -> Iterator[Review]:
    seen = text.written_name
    near = " · ".join(f"{c.drug.name} ({c.score:.2f})" for c in choice.candidates[:5])
    if choice.drug is None:
        said = f"{seen} : {near}" if near else seen
        yield Review("medication.name", ReviewReason.UNKNOWN_DRUG, said)
    elif not choice.sure:
        yield Review("medication.name", ReviewReason.AMBIGUOUS_DRUG, f"{seen} : {near}")
    elif choice.repaired:
        said = f"{seen} → {choice.drug.name}"
        yield Review("medication.name", ReviewReason.REPAIRED_TEXT, said)


def _instruction_reviews(text: _Text, reading: InstructionReading) -> Iterator[Review]:
    if not reading.dosages:
        yield Review("dosageInstruction", ReviewReason.MISSING_POSOLOGY)
    for i, dosage in enumerate(reading.dosages):
        quantities = (
            d.dose_quantity or (d.dose_range and d.dose_range.low) for d in dosage.dose_and_rate
        )
        if any(quantity and quantity.unit is None for quantity in quantities):
            field = f"dosageInstruction[{i}].doseAndRate"
            yield Review(field, ReviewReason.AMBIGUOUS_POSOLOGY)
    if reading.alternatives:
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY)
    for unread in reading.unread:
        if unread.matters:
            start, end = text.back(unread.start, unread.end)
            said = text.text[start:end].strip()
            box = surround(w.box for w in words_between(text.words, start, end))
            yield Review("dosageInstruction", ReviewReason.UNREAD_TEXT, said, box, text.page)


def _repair_reviews(text: _Text, reading: InstructionReading, confirmed: bool) -> Iterator[Review]:
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


def _readings(text: _Text, reading: InstructionReading) -> Iterator[Reading]:
    yield _evidence(text, "medication.name", *text.name, "nom du médicament")
    for one in reading.evidence:
        yield _evidence(text, one.field, *text.back(one.start, one.end), one.rule)


def _evidence(text: _Text, field: str, start: int, end: int, rule: str) -> Reading:
    words = words_between(text.words, start, end)
    known = [w.confidence for w in words if w.confidence is not None]
    return Reading(
        field,
        " ".join(text.text[start:end].split()),
        rule,
        text.page,
        surround(w.box for w in words),
        min(known, default=None),
    )


def _ocr_reviews(readings: Sequence[Reading]) -> Iterator[Review]:
    for one in readings:
        digits = any(c.isdigit() for c in one.text)
        low = _LOW_FOR_DIGITS if digits else _LOW_FOR_LETTERS
        if one.confidence is not None and one.confidence < low:
            reason = ReviewReason.LOW_OCR_CONFIDENCE
            yield Review(one.field, reason, one.text, one.box, one.page)


def _duration(note: InstructionReading) -> Quantity | None:
    """`Traitement pour 3 mois` above all lines: for how long to supply."""
    for dosage in note.dosages:
        if dosage.timing and dosage.timing.repeat.bounds_duration:
            return dosage.timing.repeat.bounds_duration
    return None


def _with_notes(
    reading: InstructionReading, notes: Sequence[InstructionReading]
) -> tuple[DispenseRequest | None, Substitution | None]:
    """Supply, renewals and substitution, from the line's own words first, then from the notes."""
    request, substitution = reading.dispense_request, reading.substitution
    for told in notes:
        own, theirs = request or DispenseRequest(), told.dispense_request or DispenseRequest()
        merged = DispenseRequest(
            quantity=own.quantity,
            expected_supply_duration=own.expected_supply_duration
            or theirs.expected_supply_duration
            or _duration(told),
            number_of_repeats_allowed=theirs.number_of_repeats_allowed
            if own.number_of_repeats_allowed is None
            else own.number_of_repeats_allowed,
        )
        request = merged if merged != DispenseRequest() else None
        substitution = substitution or told.substitution
    return request, substitution
