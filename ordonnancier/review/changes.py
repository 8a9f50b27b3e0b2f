"""What a human made of the machine's reading, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass

from ordonnancier.review.place import Heading, Part, Place, line_text, text_of
from prescription.record import Draft, MedicationRequest


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was read one way and confirmed another; `drug` names its line, if any."""

    part: Part | Heading
    read: str
    confirmed: str
    drug: str | None = None


def changes(machine: Draft, confirmed: Draft) -> Iterator[Change]:
    """Every field a human changed; a line that was added has nothing read, one taken out nothing
    confirmed."""
    for heading in Heading:
        place = Place(heading)
        before, after = text_of(machine, place), text_of(confirmed, place)
        if before != after:
            yield Change(heading, before, after)
    read = {_key(line): line for line in machine.medications}
    for line in confirmed.medications:
        before_line = read.pop(_key(line), None)
        for part in Part:
            before = line_text(before_line, part) if before_line else ""
            after = line_text(line, part)
            if before != after:
                yield Change(part, before, after, line_text(line, Part.DRUG))
    for line in read.values():
        yield Change(Part.DRUG, line_text(line, Part.DRUG), "", line_text(line, Part.DRUG))


def _key(line: MedicationRequest) -> tuple[object, ...]:
    return (line.page, line.box, line.text)
