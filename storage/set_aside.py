"""Drafts taken out of the queue with all that is needed to put them back as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from storage.corrections import corrected_entry
from storage.drafts import WaitingDraft, restore_draft, take_out
from storage.faults import AlreadyRecorded
from storage.keyring import Role
from storage.register import Register


@dataclass(frozen=True, slots=True)
class SetAside:
    """A draft with the images of its pages, and the entry it was to replace."""

    waiting: WaitingDraft
    pages: tuple[bytes, ...]
    corrects: int | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Drafts that went, and the files that came in their place: `captures` are their ids."""

    gone: tuple[SetAside, ...]
    captures: tuple[int, ...]
    files: tuple[bytes, ...]


def exchange(
    register: Register, drafts: Sequence[int], name: str, files: Sequence[bytes]
) -> Exchange:
    """Put files into the queue, to be read, in the place of drafts. Raises Fault."""
    gone = tuple(_aside(register, number) for number in drafts)
    captures = tuple(register.captures.add(name, data) for data in files)
    # Only now: a power cut in between leaves a page too many, never one too few.
    for number in drafts:
        register.drafts.remove(number)
    return Exchange(gone, captures, tuple(files))


def give_up(register: Register, number: int) -> SetAside:
    """Take a draft out of the queue; what `put_back` needs. Raises Fault."""
    aside = _aside(register, number)
    register.drafts.remove(number)
    return aside


def put_back(register: Register, aside: SetAside) -> None:
    """Put a draft that was given up back as it was. Raises Fault."""
    register.require(Role.CAPTURER)
    with register.vault.writing():
        _put_back(register, aside)


def take_back(register: Register, done: Exchange) -> None:
    """Put the drafts back as they were, and give up what came in their place. Raises Fault.

    It is refused once something of what came was recorded.
    """
    register.require(Role.CAPTURER)
    digests = [sha256(data).digest() for data in done.files]
    if any(_is_recorded(register, digest) for digest in digests):
        raise AlreadyRecorded
    vault = register.vault
    with vault.writing():
        for aside in done.gone:
            _put_back(register, aside)
        for number in done.captures:
            vault.execute("DELETE FROM capture WHERE id = ?", (number,))
        for digest in digests:
            for number in _drafts_of(register, digest):
                take_out(vault, number)


def _aside(register: Register, number: int) -> SetAside:
    queue = register.drafts
    return SetAside(queue.get(number), queue.pages(number), corrected_entry(register, number))


def _put_back(register: Register, aside: SetAside) -> None:
    vault, number = register.vault, aside.waiting.id
    if vault.value("SELECT 1 FROM draft WHERE id = ?", (number,)) is not None:
        return
    restore_draft(vault, aside.waiting, aside.pages)
    if aside.corrects is not None:
        vault.insert("draft_correction", {"draft": number, "corrects": aside.corrects})


def _drafts_of(register: Register, digest: bytes) -> list[int]:
    rows = register.vault.query("SELECT draft FROM draft_page WHERE sha256 = ?", (digest,))
    return [row["draft"] for row in rows]


def _is_recorded(register: Register, digest: bytes) -> bool:
    found = "SELECT 1 FROM prescription_page WHERE sha256 = ?"
    return register.vault.value(found, (digest,)) is not None
