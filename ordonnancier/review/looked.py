"""What a human looked at and typed, as the queue keeps it with the draft."""

from ordonnancier.review.place import Place
from ordonnancier.review.sheet import Sheet
from prescription.record import Draft
from storage.drafts import Looked, WaitingDraft, WaitingHead


def looked_of(sheet: Sheet) -> Looked:
    """What is kept of a sheet beside its draft."""
    seen = tuple(sorted(map(_name, sheet.seen)))
    return Looked(seen, {_name(place): text for place, text in sheet.typed.items()})


def sheet_of(waiting: WaitingDraft) -> Sheet:
    """The sheet of a draft of the queue, as it was left."""
    return _sheet(waiting.machine, waiting.current, waiting.looked)


def is_ready(head: WaitingHead) -> bool:
    """Whether nothing of a draft is left to look at: what the machine read of it plays no part."""
    return _sheet(head.current, head.current, head.looked).ready


def _sheet(machine: Draft, current: Draft, looked: Looked) -> Sheet:
    bare = Sheet(machine, current)
    by_name = {_name(place): place for place in bare.places}
    return Sheet(
        machine,
        current,
        frozenset(by_name[name] for name in looked.seen if name in by_name),
        {by_name[name]: text for name, text in looked.typed.items() if name in by_name},
    )


def _name(place: Place) -> str:
    """`patient.name`, or with its medication, from 0: `2/dosageInstruction`."""
    return str(place.part) if place.line is None else f"{place.line}/{place.part}"
