"""What a human looked at and typed, as the queue keeps it with the draft."""

from ordonnancier.review.place import Place
from ordonnancier.review.sheet import Sheet
from storage.drafts import Looked, WaitingDraft


def looked_of(sheet: Sheet) -> Looked:
    """What is kept of a sheet beside its draft."""
    seen = tuple(sorted(map(_name, sheet.seen)))
    return Looked(seen, {_name(place): text for place, text in sheet.typed.items()})


def sheet_of(waiting: WaitingDraft) -> Sheet:
    """The sheet of a draft of the queue, as it was left."""
    bare = Sheet(waiting.machine, waiting.current)
    by_name = {_name(place): place for place in bare.places}
    return Sheet(
        waiting.machine,
        waiting.current,
        frozenset(by_name[name] for name in waiting.looked.seen if name in by_name),
        {by_name[name]: text for name, text in waiting.looked.typed.items() if name in by_name},
    )


def _name(place: Place) -> str:
    """`patient.name`, or with its medication, from 0: `2/dosageInstruction`."""
    return str(place.part) if place.line is None else f"{place.line}/{place.part}"
