"""What rows that hold for several lines lend to each, and what a human must look at in them."""

import re
from collections.abc import Callable, Iterator, Sequence

from extraction.medication.doubts import is_faint
from extraction.medication.from_above import length_told, supply_told
from extraction.posology.instruction import InstructionReading, read_instruction
from extraction.posology.repairs import repair
from extraction.sheet.cues import VALIDITY, says_nothing_new
from extraction.sheet.layout import Block, Layout, Note
from extraction.sheet.rows import Row
from extraction.sheet.scopes import Scope, is_same_drug
from extraction.spelling.matching import fold
from extraction.values import value
from prescription.record import DispenseRequest, Review, ReviewReason, Zone

_RENEWED = re.compile(r"\brenouvel\w*")
_ITSELF = re.compile(r"\b(?:cette|la|une|duree|de|ordonnance|prescription|traitement|medicale)\b")
"""What a row calls itself: `Durée de validité de la prescription`."""
_PRINTED = re.compile(r"\W*(\d{1,2}) ?[.)°:/\-]")


@value
class Lent:
    """A row that holds for a line: what it says, what of it was not read well.

    `unclear` tells that a human must say whether it holds for the line at all; then it says
    nothing.
    """

    row: Row
    told: InstructionReading
    doubts: tuple[Review, ...] = ()
    unclear: bool = False


@value
class _Told:
    note: Note
    lent: Lent
    places: frozenset[int] | None


class Lending:
    """The notes of a layout, each read once."""

    def __init__(self, layout: Layout) -> None:
        self._told = [_read(note, layout.medications) for note in layout.notes]

    def to_line(self, place: int, zone: Zone | None) -> tuple[Lent, ...]:
        """What holds for the line at `place`, from 0."""
        return tuple(
            one.lent
            for one in self._told
            if one.note.zone in (None, zone) and (one.places is None or place in one.places)
        )


def lent_doubts(lent: Sequence[Lent], used: Sequence[bool]) -> Iterator[Review]:
    """What is to be looked at of rows, each with whether the line took anything from it."""
    for one, is_used in zip(lent, used, strict=True):
        for doubt in one.doubts:
            if is_used or doubt.reason is ReviewReason.UNREAD_TEXT:
                yield doubt


def conflict_doubts(reading: InstructionReading, lent: Sequence[Lent]) -> Iterator[Review]:
    """`NR` below the lines and `AR 2 fois` below it: rows that tell the same line different things.

    What the line tells itself is asked of no row.
    """
    own = reading.dispense_request or DispenseRequest()
    repeats = [d.timing.repeat for d in reading.dosages if d.timing]
    lasts = any(r.bounds_duration or r.bounds_range for r in repeats)
    kinds: list[Callable[[InstructionReading], object]] = []
    if own.number_of_repeats_allowed is None:
        kinds.append(_repeats_told)
    if own.expected_supply_duration is None and own.quantity is None and not lasts:
        kinds.append(supply_told)
    if not lasts:
        kinds.append(length_told)
    for told_by in kinds:
        told = {said: one.row for one in lent if (said := told_by(one.told)) is not None}
        if len(told) > 1:
            rows = list(told.values())
            words = " / ".join(row.text for row in rows)
            reason = ReviewReason.AMBIGUOUS_POSOLOGY
            yield Review("dispenseRequest", reason, words, rows[-1].box, rows[-1].page)


def _repeats_told(note: InstructionReading) -> int | None:
    return note.dispense_request.number_of_repeats_allowed if note.dispense_request else None


def _read(note: Note, medications: Sequence[Block]) -> _Told:
    scope = note.scope
    places = note.lines if scope is None else _places(scope, medications)
    unclear = scope is not None and (scope.unclear or not places)
    said = repair("" if unclear else scope.note if scope else note.row.text).text
    told = read_instruction(_without_validity(said))
    only_valid = told.text != said and not re.search(r"\w", _ITSELF.sub("", fold(told.text)))
    doubts = () if only_valid else tuple(_doubts(note.row, told, unclear))
    lent = Lent(note.row, told, doubts, unclear)
    return _Told(note, lent, None if unclear else places)


def _without_validity(text: str) -> str:
    """`Ordonnance valable 6 mois` tells how long the sheet is good, not what is handed out."""
    found = VALIDITY.search(fold(text))
    return text if found is None else f"{text[: found.start()]} {text[found.end() :]}"


def _doubts(row: Row, told: InstructionReading, unclear: bool) -> Iterator[Review]:
    """Faint words of the row, words of it that no rule used."""
    field = "substitution" if told.substitution else "dispenseRequest"
    left = (told.text[unread.start : unread.end] for unread in told.unread if unread.matters)
    unread = any(not says_nothing_new(fold(words)) for words in left)
    # `QSP 28 jours - à renouveler pendant 6 mois`: how many times is not told
    open_ = _RENEWED.search(fold(row.text)) is not None and _repeats_told(told) is None
    if unclear or unread or open_ or not _says_anything(told):
        yield Review(field, ReviewReason.UNREAD_TEXT, row.text, row.box, row.page)
    if any(is_faint(word) and any(map(str.isalnum, word.text)) for word in row.words):
        yield Review(field, ReviewReason.LOW_OCR_CONFIDENCE, row.text, row.box, row.page)


def _says_anything(told: InstructionReading) -> bool:
    """Whether there is anything in a row that a line could take."""
    repeats = (dosage.timing.repeat for dosage in told.dosages if dosage.timing is not None)
    lasts = any(repeat.bounds_duration or repeat.bounds_range for repeat in repeats)
    return lasts or told.dispense_request is not None or told.substitution is not None


def _places(scope: Scope, medications: Sequence[Block]) -> frozenset[int]:
    """The lines meant, from 0; none where one of them is not to be found."""
    meant: set[int] = set()
    numbers = _numbers(medications)
    for place in scope.places:
        if place == -1:
            meant.add(len(medications) - 1)
        elif place in numbers:
            meant.add(numbers.index(place))
        else:
            return frozenset()
    for drug in scope.drugs:
        same = {i for i, block in enumerate(medications) if is_same_drug(block.match, drug)}
        if not same:
            return frozenset()
        meant |= same
    every = frozenset(range(len(medications)))
    return every - meant if scope.but else frozenset(meant)


def _numbers(medications: Sequence[Block]) -> list[int]:
    """The numbers of the lines: as printed before them, else as they follow each other.

    Where each zone counts anew, no line has a number.
    """
    printed = [_PRINTED.match(block.rows[0].text[: block.start]) for block in medications]
    numbers = [int(match[1]) for match in printed if match]
    if len(numbers) == len(medications) == len(set(numbers)):
        return numbers
    if len({block.zone for block in medications}) > 1:
        return []
    return list(range(1, len(medications) + 1))
