"""What waits to be checked, as the windows know it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ordonnancier.review.sheet import Sheet
from prescription.record import Draft
from storage.captures import GivenUp
from storage.drafts import WaitingDraft
from storage.set_aside import SetAside


class Kind(StrEnum):
    """What waits in the queue: a file to read, or what was read of one."""

    CAPTURE = "capture"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue; `fault` tells why a file could not be read, `ready` that nothing of a
    draft is left to look at, `is_sample` that it is made up, `corrects` which entry it replaces.
    """

    kind: Kind
    id: int
    name: str
    patient: str | None = None
    fault: str | None = None
    ready: bool = False
    is_sample: bool = False
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that was taken out of the queue, with all that it takes to put it back."""

    waiting: Waiting
    what: GivenUp | SetAside


@dataclass(frozen=True, slots=True)
class Loaded:
    """A draft of the queue with the bytes of its files; `known` are entries of the same sheet,
    `corrects` is the entry it replaces.
    """

    waiting: WaitingDraft
    files: tuple[bytes, ...]
    known: tuple[int, ...] = ()
    corrects: int | None = None

    @property
    def pages_of_draft(self) -> tuple[int, ...]:
        """The pages of its file, from 0, that this draft was read from."""
        all_pages = range(1, max(self.waiting.source.pages, 1) + 1)
        return tuple(page - 1 for page in pages_of(self.waiting.machine) or all_pages)


def pages_of(*drafts: Draft) -> Sequence[int]:
    """The pages of its file that a prescription stands on, from 1; () where that is not known.

    Those where something was seen and not read are its own too.
    """
    unread = (review.page for draft in drafts for review in draft.review if review.page)
    return sorted({*unread, *(page for draft in drafts for page in draft.pages)})


def patient_of(draft: Draft) -> str | None:
    """The name by which the queue knows a draft."""
    return draft.patient.name if draft.patient else None


def drafts_of(queue: Sequence[Waiting], *, beside: Collection[int | None] = ()) -> Iterator[int]:
    """The drafts of a queue that are none of `beside`."""
    return (row.id for row in queue if row.kind is Kind.DRAFT and row.id not in beside)


def is_reading_on(queue: Sequence[Waiting]) -> bool:
    """Whether a file of the queue is read, or will be."""
    return any(row.kind is Kind.CAPTURE and row.fault is None for row in queue)


def without(queue: Sequence[Waiting], gone: Collection[int]) -> tuple[Waiting, ...]:
    """A queue without some of its drafts."""
    return tuple(row for row in queue if row.kind is not Kind.DRAFT or row.id not in gone)


def corrected(queue: Sequence[Waiting], number: int, sheet: Sheet) -> tuple[Waiting, ...]:
    """A queue whose row of a draft tells what a human made of it."""
    return tuple(
        replace(row, patient=patient_of(sheet.current), ready=sheet.ready)
        if row.kind is Kind.DRAFT and row.id == number
        else row
        for row in queue
    )
