"""What a line takes from around it: `idem`, a length written once for all, strokes over it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.posology.instruction import InstructionReading
from extraction.sheet.layout import Block
from extraction.sheet.struck import is_struck
from extraction.spelling.matching import fold
from prescription.dosage import Dosage, Quantity
from prescription.language import say
from prescription.record import MedicationRequest, Review, ReviewReason

_SAME = re.compile(r"\b(?:idem|id\b\.?|meme (?:posologie|dose|rythme|chose))\b")
_LENGTH = re.compile(
    r"\W*(?:duree\b|(?:le tout |l.ensemble |tout )?\W*(?:pendant|pdt|durant)\b)|\ben tout\b"
)
_ENDED = r"(?:arretee?|suspendue?|stoppee?|interrompue?)s?\b"
_MAY_END = re.compile(r"arrete|suspendu|stoppe|interrompu")
_STOPPED = re.compile(rf"(?:[(,:–—-] ?|\b(?:deja|ete|traitement) ){_ENDED}|\b{_ENDED}\W*$")
_FORMER = re.compile(
    r"\btraitee? (?:[a-z']+ )?(?:par|avec)\b|\bprenait\b|\betait sous\b|\batcd\b|\bantecedents?\b|"
    r"\b(?:ancien|precede|auparavant|anterieur)\w*"
)
"""What tells, before a name, that the drug was taken once: `HTA traitée par Amlor`."""


def repeated(request: MedicationRequest, above: MedicationRequest | None) -> MedicationRequest:
    """`Périndopril 4 mg, idem`: the posology of the line above, shown to a human."""
    if above is None or request.dosage_instruction or not above.dosage_instruction:
        return request
    if not _SAME.search(fold(request.text)):
        return request
    field, missing = "dosageInstruction", ReviewReason.MISSING_POSOLOGY
    kept = tuple(r for r in request.review if r.reason is not missing)
    doubt = Review(field, ReviewReason.AMBIGUOUS_POSOLOGY, "idem", request.box, request.page)
    return replace(request, dosage_instruction=above.dosage_instruction, review=(*kept, doubt))


def around_doubts(block: Block) -> Iterator[Review]:
    """What may change the meaning: `Si échec :` above the line, strokes that cross it out."""
    text = fold("\n".join(row.text for row in block.rows))
    named = (block.match.start, block.match.end) if block.match else (0, 0)
    # Most lines hold no such word, and are looked at once for all of them.
    ended = _MAY_END.search(text, named[1]) and _STOPPED.search(text, named[1])
    former = ended or _FORMER.search(text, 0, named[0])
    own = former[0].strip(" (,:-.") if former else ""
    known = not own or any(own in fold(words) for words in block.asked)
    for words in (*block.asked, *(() if known else (own,))):
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, words)
    ticked = [row for row in block.rows if row.ticked]
    if ticked:
        said = say(fr="les cases du tableau.", en="the cells of the table.")
        reason, first = ReviewReason.AMBIGUOUS_POSOLOGY, block.rows[0]
        yield Review("dosageInstruction", reason, said, first.box, first.page)
    for row in block.rows:
        if is_struck(row.text):
            said = say(fr="des mots sont peut-être rayés.", en="some words may be struck out.")
            reason = ReviewReason.AMBIGUOUS_POSOLOGY
            yield Review("dosageInstruction", reason, said, row.box, row.page)


def tells_length(note: InstructionReading) -> bool:
    """Whether a note is the length of the treatment (`Durée : 2 mois`), not of the supply."""
    return _LENGTH.match(fold(note.text)) is not None


def length_told(note: InstructionReading) -> Quantity | None:
    """The length of the treatment that a note tells."""
    return _first_length(note) if tells_length(note) else None


def supply_told(note: InstructionReading) -> Quantity | None:
    """For how long a note tells to supply; `Traitement pour 3 mois` above all lines says so too."""
    request = note.dispense_request
    if request is not None and request.expected_supply_duration is not None:
        return request.expected_supply_duration
    return None if tells_length(note) else _first_length(note)


def _first_length(note: InstructionReading) -> Quantity | None:
    lengths = (d.timing.repeat.bounds_duration for d in note.dosages if d.timing)
    return next((length for length in lengths if length), None)


def with_length(
    dosages: tuple[Dosage, ...], notes: Sequence[InstructionReading]
) -> tuple[Dosage, ...]:
    """The dosages with the length that a note tells, where no step has one of its own."""
    lengths = [
        d.timing.repeat.bounds_duration
        for note in notes
        if tells_length(note)
        for d in note.dosages
        if d.timing and d.timing.repeat.bounds_duration
    ]
    timings = [d.timing for d in dosages]
    if len(lengths) != 1 or len({d.sequence for d in dosages}) > 1 or None in timings:
        return dosages
    if any(t and (t.repeat.bounds_duration or t.repeat.bounds_range) for t in timings):
        return dosages
    return tuple(
        replace(
            d, timing=replace(d.timing, repeat=replace(d.timing.repeat, bounds_duration=lengths[0]))
        )
        for d in dosages
        if d.timing
    )
