"""Where on the page a field was read."""

from collections.abc import Container, Iterable, Iterator, Sequence
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
) -> list[int]:
    """Which words stand in a field of a medication, those that nobody read among them too.

    None of another field. What is left over behind the drug could belong to the posology: it is
    shown with it.
    """
    others = {part: _read_in(sheet, Place(part, place.line)) for part in Part if part != place.part}
    apart = sum(others.values(), ())
    read = {n for n, word in enumerate(words) if inside(word, (*boxes, *apart))}
    if not read or line.box is None:
        return []
    rows = [words[n].line for n in read]
    first, last = min(rows), max(rows)
    between = [
        n
        for n, word in enumerate(words)
        if n in read or (first <= word.line <= last and inside(word, (line.box,)))
    ]
    own = {n for n in between if inside(words[n], boxes)}
    if not own:
        return []
    if place.part is Part.POSOLOGY:
        drug = [n for n in between if inside(words[n], others[Part.DRUG])]
        stretch = range(max(drug, default=-1) + 1, len(words))
    else:
        stretch = range(min(own), max(own) + 1)
    kept = [n for n in between if n in own or (n in stretch and not inside(words[n], apart))]
    return _without_edges(kept, {n for n in kept if n not in own and _is_sign(words[n])})


def _is_sign(word: PageWord) -> bool:
    return not any(letter.isalnum() for letter in word.text)


def _without_edges(chosen: Sequence[int], signs: Container[int]) -> list[int]:
    """Without signs alone before and behind, as between the drug and its posology."""
    kept = list(dropwhile(signs.__contains__, chosen))
    return list(dropwhile(signs.__contains__, kept[::-1]))[::-1]


def _read_in(sheet: Sheet, place: Place) -> tuple[Box, ...]:
    return tuple(reading.box for reading in sheet.evidence(place) if reading.box)


def _runs(words: Sequence[PageWord], chosen: Container[int]) -> Iterator[Box]:
    """A box for the words that follow each other in a row."""
    run: list[PageWord] = []
    for number, word in enumerate(words):
        if run and (number not in chosen or word.line != run[-1].line):
            yield around([one.box for one in run])
            run = []
        if number in chosen:
            run.append(word)
    if run:
        yield around([one.box for one in run])
