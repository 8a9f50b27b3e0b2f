"""A draft under review: the machine's reading, what a human made of it, what was looked at.

The grammar is imported by what needs it: a window is shown before it is loaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property

from extraction.drugs.lexicon import Lexicon
from ordonnancier.review.place import (
    Heading,
    Part,
    Place,
    evidence_of,
    heading_of,
    line_evidence,
    part_of,
    text_of,
)
from ordonnancier.review.to_come import doubts_of_day
from prescription.language import Fault
from prescription.record import (
    Draft,
    Item,
    Medication,
    MedicationRequest,
    PageWord,
    Reading,
    Review,
    ReviewReason,
)

_NEEDED = (Heading.AUTHORED_ON, Heading.PATIENT, Heading.PRESCRIBER)
"""What every prescription says of itself."""


class State(Enum):
    """How a field stands: promised by the machine, doubtful, missing, or confirmed by a human."""

    SURE = auto()
    TO_CHECK = auto()
    MISSING = auto()
    CONFIRMED = auto()


@dataclass(frozen=True)
class Sheet:
    """One prescription under review; every change gives a new sheet, so that undo is a list.

    `machine` never changes; `current` is what would be recorded; `seen` are the fields a human
    looked at. `typed` is what a human wrote in a field and did not confirm: it is no value, and
    the field is to be looked at as long as it stands there.
    """

    machine: Draft
    current: Draft
    seen: frozenset[Place] = frozenset()
    typed: Mapping[Place, str] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft) -> "Sheet":
        """The sheet of what the machine read."""
        return cls(draft, draft)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every field, in the order of reading."""
        heading = tuple(Place(part) for part in Heading if part is not Heading.REST)
        lines = range(len(self.current.medications))
        fields = tuple(Place(part, line) for line in lines for part in Part)
        return (*heading, *fields, Place(Heading.REST))

    @cached_property
    def doubtful(self) -> tuple[Place, ...]:
        """The fields a human must still look at, in the order of reading."""
        return tuple(p for p in self.places if self.state(p) in (State.TO_CHECK, State.MISSING))

    @property
    def ready(self) -> bool:
        """Whether nothing is left to look at."""
        return not self.doubtful and (bool(self.current.medications) or self.holds_no_drug)

    @property
    def holds_no_drug(self) -> bool:
        """Whether it prescribes analyses, bandages … alone: a human must say that this is so."""
        read = self.current.other_items or self.current.header_items
        return bool(read) and not self.current.medications

    def text(self, place: Place) -> str:
        """What stands in a field."""
        return text_of(self.current, place)

    def reviews(self, place: Place) -> tuple[Review, ...]:
        """Why a human must look at a field."""
        if isinstance(place.part, Heading):
            doubts = (*self.current.review, *doubts_of_day(self.current))
            return tuple(r for r in doubts if heading_of(r.field) is place.part)
        own = self.current.medications[place.line or 0].review
        return tuple(r for r in own if part_of(r.field) is place.part)

    def told(self, place: Place) -> tuple[Review, ...]:
        """The same, each in a sentence of the user's language."""
        reviews = self.reviews(place)
        if place.line is None or not reviews:
            return reviews
        from ordonnancier.review.correction import say_doubts_again

        line = self.current.medications[place.line]
        return say_doubts_again(line, reviews, self.current.patient)

    def unconfirmed_text(self, place: Place) -> str:
        """What was read on the page for a field of the heading that stands empty; "" for none."""
        if place.part is Heading.REST or not isinstance(place.part, Heading) or self.text(place):
            return ""
        said = (" ".join((review.text or "").split()) for review in self.reviews(place))
        return next(filter(None, said), "")

    def evidence(self, place: Place) -> tuple[Reading, ...]:
        """The words of the page a field was read from."""
        if isinstance(place.part, Heading):
            return evidence_of(self.machine, place.part)
        return line_evidence(self.machine, self.current.medications[place.line or 0], place.part)

    def state(self, place: Place) -> State:
        """How a field stands."""
        if place in self.typed:
            return State.TO_CHECK
        if place in self.seen:
            return State.CONFIRMED
        if self._is_missing(place):
            return State.MISSING
        asked = self.reviews(place) or (place.part is Heading.REST and self.holds_no_drug)
        return State.TO_CHECK if asked else State.SURE

    @property
    def first_place(self) -> Place:
        """Where checking begins: the first doubtful field, else the first drug."""
        resting = Place(Part.DRUG, 0) if self.current.medications else Place(Heading.AUTHORED_ON)
        return self.next_doubtful(None) or resting

    def next_doubtful(self, after: Place | None, *, backward: bool = False) -> Place | None:
        """The next field to look at after a field, round the sheet; None when none is left."""
        order = self.places[::-1] if backward else self.places
        start = order.index(after) + 1 if after in order else 0
        left = set(self.doubtful)
        return next((p for p in (*order[start:], *order[:start]) if p in left), None)

    def confirm(self, place: Place) -> "Sheet":
        """A human looked at the field and agrees; an unknown drug is called as it is written.

        Raises Fault for a drug of which nothing is written: there is nothing to agree to.
        """
        sheet = self
        if place.part is Part.DRUG and place.line is not None:
            line = self.current.medications[place.line]
            written = line.medication.text.strip()
            if line.medication.name is None and not written:
                raise Fault(
                    fr="Écrivez le nom du médicament, ou retirez la ligne (Ctrl+D).",
                    en="Write the name of the drug, or take the line out (Ctrl+D).",
                )
            if line.medication.name is None:
                named = replace(line.medication, name=written)
                sheet = self._with_line(place.line, replace(line, medication=named), self.seen)
        return replace(sheet, seen=sheet.seen | {place}, typed=self._typed_beside(place))

    def hold(self, place: Place, text: str) -> "Sheet":
        """With a text that was typed in a field and not confirmed."""
        return replace(self, typed={**self.typed, place: text})

    def let_go(self, place: Place) -> "Sheet":
        """Without what was typed in a field and not confirmed."""
        return replace(self, typed=self._typed_beside(place))

    def write(self, place: Place, text: str, lexicon: Lexicon) -> "Sheet":
        """The field as a human wrote it; confirmed unless what was written is doubtful itself.

        Raises Fault with what was not understood, and then nothing changes.
        """
        if isinstance(place.part, Heading):
            from ordonnancier.review.heading import write_heading

            draft = write_heading(self.current, place.part, text)
            return Sheet(self.machine, draft, self.seen | {place}, self._typed_beside(place))
        from ordonnancier.review.correction import correct

        number = place.line or 0
        before = self.current.medications[number]
        line = correct(before, place.part, text, lexicon, self.current.patient)
        fresh = set(line.review) - set(before.review)
        asked = {Place(part_of(r.field), number) for r in (*fresh, *self._own(line, place))}
        written = self._with_line(number, line, (self.seen | {place}) - asked)
        return written.let_go(place)

    def refusal(self, place: Place, text: str, lexicon: Lexicon) -> str:
        """Why a text cannot be written in a field; empty where it can."""
        try:
            self.write(place, text, lexicon)
        except Fault as fault:
            return str(fault)
        return ""

    def add_line(self, after: int, text: str = "") -> "Sheet":
        """A medication the machine missed, behind line `after` (-1: the first)."""
        missing = Review("medication.name", ReviewReason.UNKNOWN_DRUG)
        silent = Review("dosageInstruction", ReviewReason.MISSING_POSOLOGY)
        line = MedicationRequest(text, Medication(text), review=(missing, silent))
        at = after + 1
        lines = self.current.medications
        draft = replace(self.current, medications=(*lines[:at], line, *lines[at:]))
        return Sheet(self.machine, draft, *self._moved(at, 1))

    def add_words(self, after: int, words: Sequence[PageWord], lexicon: Lexicon) -> "Sheet":
        """The medications that stand in words a human chose on a page, behind line `after`."""
        from ordonnancier.review.chosen_words import read_words, without_words

        read = read_words(words, lexicon)
        at, lines = after + 1, self.current.medications
        draft = replace(
            self.current,
            medications=(*lines[:at], *read, *lines[at:]),
            other_items=without_words(self.current.other_items, words),
            header_items=without_words(self.current.header_items, words),
        )
        return Sheet(self.machine, draft, *self._moved(at, len(read)))

    def remove_line(self, number: int) -> "Sheet":
        """Without a line that is no medication; its words stay among the other lines."""
        lines, gone = self.current.medications, self.current.medications[number]
        kept = self.current.other_items
        if gone.text:
            item = Item(gone.text, gone.page, gone.box)
            kept = (*kept, item)
        draft = replace(
            self.current, medications=lines[:number] + lines[number + 1 :], other_items=kept
        )
        return Sheet(self.machine, draft, *self._moved(number, -1))

    def _with_line(self, number: int, line: MedicationRequest, seen: frozenset[Place]) -> "Sheet":
        lines = list(self.current.medications)
        lines[number] = line
        return Sheet(
            self.machine, replace(self.current, medications=tuple(lines)), seen, self.typed
        )

    def _moved(self, at: int, by: int) -> tuple[frozenset[Place], Mapping[Place, str]]:
        """What was seen and what was typed, after lines from `at` on moved by so many."""

        def moved(place: Place) -> Place | None:
            if place.line is None or place.line < at:
                return place
            if by < 0 and place.line == at:
                return None
            return replace(place, line=place.line + by)

        typed = {moved(place): text for place, text in self.typed.items()}
        return (
            frozenset(there for there in map(moved, self.seen) if there),
            {there: text for there, text in typed.items() if there},
        )

    def _typed_beside(self, place: Place) -> Mapping[Place, str]:
        return {other: text for other, text in self.typed.items() if other != place}

    @staticmethod
    def _own(line: MedicationRequest, place: Place) -> tuple[Review, ...]:
        return tuple(r for r in line.review if part_of(r.field) is place.part)

    def _is_missing(self, place: Place) -> bool:
        """Whether a field without which nothing can be dispensed is empty."""
        if isinstance(place.part, Heading):
            return place.part in _NEEDED and not self.text(place)
        line = self.current.medications[place.line or 0]
        if place.part is Part.DRUG:
            return line.medication.name is None
        if place.part is Part.STRENGTH:
            # Of a line that was read, the reading says whether one is wanting.
            return line.box is None and not line.medication.strength
        return place.part is Part.POSOLOGY and self.text(place) in ("", "—")
