"""Corrections: a recorded prescription is never changed, a new entry takes its place."""

from collections.abc import Sequence

from storage import chain
from storage.drafts import keep_draft
from storage.entries import Entry
from storage.faults import NoSuchEntry
from storage.keyring import Role
from storage.ordonnancier import OrdonnancierEntry
from storage.register import Register


def begin_correction(register: Register, number: int) -> int:
    """Put a prescription into the queue again, to replace itself once confirmed; the draft's id.

    Raises Fault, also when it was replaced before: correct the newer one.
    """
    register.require(Role.VALIDATOR)
    entry = register.entry(number)
    if entry is None:
        raise NoSuchEntry(number)
    vault, content = register.vault, entry.prescription.content
    with vault.writing():
        chain.check_correction(vault, "prescription", number)
        waiting = vault.value("SELECT draft FROM draft_correction WHERE corrects = ?", (number,))
        if waiting is not None:
            return int(waiting)
        pages = register.pages(number)
        draft = keep_draft(vault, content, entry.source, pages, register.stamp())
        vault.insert("draft_correction", {"draft": draft, "corrects": number})
    return draft


def corrected_entry(register: Register, draft: int) -> int | None:
    """The entry that a draft of the queue is to replace, or None."""
    number = register.vault.value("SELECT corrects FROM draft_correction WHERE draft = ?", (draft,))
    return None if number is None else int(number)


def corrections(register: Register) -> dict[int, int]:
    """The drafts of the queue that are to replace an entry, each with its number."""
    rows = register.vault.query("SELECT draft, corrects FROM draft_correction")
    return {row["draft"]: row["corrects"] for row in rows}


def history(register: Register, number: int) -> tuple[Entry, ...]:
    """The entry with all that it replaces and that replaces it, the oldest first."""
    vault = register.vault
    earlier = "SELECT corrects FROM prescription WHERE number = ?"
    later = "SELECT number FROM prescription WHERE corrects = ?"
    first = number
    while (before := vault.value(earlier, (first,))) is not None:
        first = int(before)
    numbers = [first]
    while (after := vault.value(later, (numbers[-1],))) is not None:
        numbers.append(int(after))
    found = (register.entry(each) for each in numbers)
    return tuple(entry for entry in found if entry is not None)


def entered_lines(register: Register, number: int) -> tuple[OrdonnancierEntry, ...]:
    """The lines of the ordonnancier for an entry and for those it replaces, in their order."""
    versions = [entry.number for entry in history(register, number) if entry.number <= number]
    return tuple(line for each in versions for line in register.ordonnancier(prescription=each))


def without_versions(register: Register, draft: int, numbers: Sequence[int]) -> tuple[int, ...]:
    """Entries that look like a draft of the queue, without those it is a correction of."""
    replaced = corrected_entry(register, draft)
    versions = {e.number for e in history(register, replaced)} if replaced is not None else set()
    return tuple(number for number in numbers if number not in versions)
