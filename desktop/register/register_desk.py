"""What the register's page asks of the register; every call runs on the storage lane."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.queue_rows import pages_of
from ordonnancier.dispensing import (
    Handover,
    dispensings_of,
    entered_before,
    lines_to_enter,
    refuse_entered_since,
)
from ordonnancier.review.changes import Change, changes
from ordonnancier.review.looked import looked_of
from ordonnancier.review.place import Heading
from ordonnancier.review.sheet import Sheet
from prescription.record import Draft
from storage.corrections import begin_correction, entered_lines, history
from storage.drafts import machine_reading
from storage.duplicates import all_duplicates
from storage.entries import Entry
from storage.export.formats import Exported, Format, Wish, export
from storage.ordonnancier import Listing, OrdonnancierEntry
from storage.register import Register
from storage.search import PAGE, Hit, Query

Lines = dict[int, Listing | None]
"""The lines of an entry to enter, from 1, each with its list; None for a drug unknown."""
Before = dict[int, OrdonnancierEntry]
"""The lines of an entry that were entered before, each with where it was last."""


@dataclass(frozen=True, slots=True)
class Found:
    """A prescription with what belongs to it: lines of the ordonnancier, versions, changes.

    `pages` are those of its file that it was read from, from 1; () where that is not known.
    """

    entry: Entry
    dispensed: Sequence[OrdonnancierEntry]
    versions: Sequence[Entry]
    changes: Sequence[Change]
    files: Sequence[bytes]
    pages: Sequence[int] = ()


def find(register: Register, query: Query, before: int | None) -> tuple[Hit, ...]:
    """The newest prescriptions that match, those before entry `before`. Raises Fault."""
    return register.search(query, before=before)


def find_twice(register: Register, query: Query) -> tuple[Hit, ...]:
    """The prescriptions that match and look captured before, the newest first. Raises Fault."""
    numbers: set[int] = set()
    for number, earlier in all_duplicates(register.vault):
        numbers |= {number, *earlier}
    found = (register.search(replace(query, number=number)) for number in sorted(numbers)[-PAGE:])
    return tuple(hit for hits in found for hit in hits)[::-1]


def fetch(register: Register, number: int) -> Found | None:
    """One prescription. Raises Fault."""
    entry = register.entry(number)
    if entry is None:
        return None
    machine = machine_reading(register.vault, number)
    return Found(
        entry,
        entered_lines(register, number),
        history(register, number),
        tuple(changes(machine, entry.prescription.content)) if machine else (),
        register.pages(number),
        pages_of(machine or Draft(), entry.prescription.content),
    )


def write_export(
    register: Register, query: Query, form: Format, path: Path, pseudonymised: bool
) -> Exported:
    """Write it; the file dialog asked already whether to replace what is there. Raises Fault."""
    wish = Wish(query=query, pseudonymised=pseudonymised, overwrite=True)
    return export(register, form, path, wish)


def listed(register: Register, number: int) -> tuple[Lines, Before]:
    """The lines of an entry to enter, from 1, see there; where they were entered before."""
    entry = register.entry(number)
    if entry is None:
        return {}, {}
    before = entered_before(entry, entered_lines(register, number))
    return lines_to_enter(entry.prescription.content), before


def correct(register: Register, number: int) -> int:
    """Begin the correction of an entry; the draft's id. Raises Fault.

    A field of the heading that was confirmed empty is not asked for again: nothing in it is wrong.
    """
    draft = begin_correction(register, number)
    waiting = register.drafts.get(draft)
    if waiting.changed_at == waiting.captured_at:
        sheet = Sheet.of(waiting.current)
        empty = (p for p in sheet.doubtful if p.part in set(Heading) and not sheet.text(p))
        seen = frozenset(place for place in empty if place.part is not Heading.REST)
        register.drafts.change(draft, waiting.current, looked_of(replace(sheet, seen=seen)))
    return draft


def dispense(register: Register, number: int, handover: Handover, shown: Before) -> Sequence[int]:
    """Enter drugs of an entry in the ordonnancier; their numbers.

    `shown` are the lines entered before as `listed` gave them. Raises Fault.
    """
    entry = register.entry(number)
    draft = entry.prescription.content if entry else Draft()
    refuse_entered_since(handover, shown, listed(register, number)[1])
    return register.dispense(number, dispensings_of(draft, handover))
