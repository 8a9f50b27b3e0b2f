"""Where on the page a field was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from ordonnancier.review.place import Heading, Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.record import Box, MedicationRequest, PageWord


@dataclass(frozen=True, slots=True)
class Spot:
    """A page (from 0), the boxes of the words of a field there, the height of one of its lines."""

    page: int = 0
    boxes: tuple[Box, ...] = ()
    line: int = 0


def find_words(sheet: Sheet, place: Place, words: Sequence[PageWord] = ()) -> Spot:
    """Where the words of a field stand, the doubtful ones and those between; else its whole line.

    `words` are those of the whole file: without them the boxes of what was read are given alone.
    """
    read = [(r.page, r.box) for r in sheet.evidence(place) if r.box]
    doubts = [(r.page, r.box) for r in sheet.reviews(place) if r.box]
    line = None if isinstance(place.part, Heading) else sheet.current.medications[place.line or 0]
    whole = [(line.page, line.box)] if line and line.box else []
    found = [*read, *doubts] or whole
    if not found:
        return Spot()
    page = found[0][0] or 1
    boxes = tuple(dict.fromkeys(box for where, box in found if box and (where or 1) == page))
    if line is not None and (read or doubts):
        own = [word for word in words if word.page == page]
        boxes = tuple(_runs(own, _stretch(sheet, place, line, own, boxes))) or boxes
    return Spot(page - 1, boxes, min(box.height for box in boxes))


def inside(word: PageWord, boxes: Iterable[Box]) -> bool:
    """Whether the middle of a word is in one of the boxes."""
    across, down = word.box.x + word.box.width / 2, word.box.y + word.box.height / 2
    return any(
        box.x <= across <= box.x + box.width and box.y <= down <= box.y + box.height
        for box in boxes
    )


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds them all."""
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right = max(b.x + b.width for b in boxes)
    return Box(left, top, right - left, max(b.y + b.height for b in boxes) - top)


def _stretch(
    sheet: Sheet,
    place: Place,
    line: MedicationRequest,
    words: Sequence[PageWord],
    boxes: Sequence[Box],
) -> list[PageWord]:
    """The words of a field of a medication with those that nobody read, but no other field's.

    What is left over behind the drug could belong to the posology: it is shown with it.
    """
    others = {part: _read_in(sheet, Place(part, place.line)) for part in Part if part != place.part}
    read = [word for word in words if inside(word, (*boxes, *sum(others.values(), ())))]
    rows = [word.line for word in read]
    if not rows or line.box is None:
        return []
    between = [
        word
        for word in words
        if word in read or (min(rows) <= word.line <= max(rows) and inside(word, (line.box,)))
    ]
    own = [word for word in between if inside(word, boxes)]
    if not own:
        return []
    if place.part is Part.POSOLOGY:
        names = [n for n, word in enumerate(between) if inside(word, others[Part.DRUG])]
        first, last = max(names, default=-1) + 1, len(between)
    else:
        first, last = between.index(own[0]), between.index(own[-1]) + 1
    apart = sum(others.values(), ())
    kept = [w for w in between[first:last] if w in own or not inside(w, apart)]
    kept += [word for word in own if word not in kept]
    return _without_edges(sorted(kept, key=between.index), own)


def _without_edges(words: Sequence[PageWord], own: Sequence[PageWord]) -> list[PageWord]:
    """Without signs alone before and behind, as between the drug and its posology."""

    def is_sign(word: PageWord) -> bool:
        return word not in own and not any(c.isalnum() for c in word.text)

    kept = list(dropwhile(is_sign, words))
    return list(dropwhile(is_sign, kept[::-1]))[::-1]


def _read_in(sheet: Sheet, place: Place) -> tuple[Box, ...]:
    return tuple(reading.box for reading in sheet.evidence(place) if reading.box)


def _runs(words: Sequence[PageWord], chosen: Sequence[PageWord]) -> Iterator[Box]:
    """A box for the words that follow each other in a row."""
    run: list[PageWord] = []
    for word in words:
        if run and (word not in chosen or word.line != run[-1].line):
            yield around([one.box for one in run])
            run = []
        if word in chosen:
            run.append(word)
    if run:
        yield around([one.box for one in run])
