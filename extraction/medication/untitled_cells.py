"""Cells of a table that were not read, or whose titles were not: places may say when a dose is.

The title of a photographed table may be lost in a shadow or stand, askew, on the row below it:
of `7h | 12h | 19h | 21h` above `1 | 1 | | 1` three numbers are left, which are no morning, noon
and evening.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extraction.medication.wording import Wording
from extraction.posology.instruction import InstructionReading
from extraction.spelling.matching import fold
from ocr.page import Word
from prescription.language import say
from prescription.record import Review, ReviewReason

_EMPTY_CELL = re.compile(r"\|\s*\||\|\s*[-–—]\s*\|\s*[-–—]\s*(?:\||$)")
_SLOT, _SPECK = r"(?:[\d/½¼¾,.]{1,4}|[-–])", r"[^\w\s\-–—/]{1,2}"
_LOST_CELL = re.compile(
    rf"^\s*{_SLOT}\s*\n\s*{_SPECK}\s*$|^\s*{_SPECK}\s*\n\s*{_SLOT}\s*$", re.MULTILINE
)
"""A mark that is no number beside the numbers of a row: one of them was not read."""
APART = 3.0
"""In heights of a number: so far from the next one it stands in a cell of its own."""
_AMOUNT = r"(?:[1-9]|[½¼¾]|1/[24]|3/4)"
_DOSES = re.compile(rf"(?<!\S){_AMOUNT}(?: {_AMOUNT}){{2,}}(?!\S)")
_MOMENT = r"(?:\d{1,2} ?h(?: ?\d\d)?|matin|midi|soir|coucher|nuit)"
_LEFT_TITLE = re.compile(
    rf"(?:\b{_MOMENT}\s+){{2,}}(?:duree|qte|quantite|remarques?)\s*$"
    r"(?!\s*\d+ ?(?:j|sem|mois|boite))",
    re.MULTILINE,
)
"""`7h 12h 19h Durée`: the titles of a table in the row of its first drug."""


def cell_doubts(text: Wording, reading: InstructionReading) -> Iterator[Review]:
    """A cell that was not read, or empty ones without titles: places may say when a dose is."""
    lost = _LOST_CELL.search(text.text)
    if lost and not _is_ruled(text.text):
        said, box = " ".join(lost[0].split()), text.box_of(*lost.span())
        yield Review("dosageInstruction", ReviewReason.LOW_OCR_CONFIDENCE, said, box, text.page)
    empty = _EMPTY_CELL.search(text.text)
    timed = (
        d.timing and (d.timing.repeat.when or d.timing.repeat.time_of_day) for d in reading.dosages
    )
    if empty and not all(timed):
        said = say(
            fr="des cases sont vides et n'ont pas de titre : elles disent peut-être quand.",
            en="some cells are empty and have no title: they may tell when.",
        )
        yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said)
    yield from _spread_doubts(text)
    title = _LEFT_TITLE.search(fold(text.text))
    if title:
        said = " ".join(title[0].split())
        yield Review("dosageInstruction", ReviewReason.UNREAD_TEXT, said, None, text.page)


def _spread_doubts(text: Wording) -> Iterator[Review]:
    """`1`, `1`, `1` far apart: cells whose titles were not read, and one of four may be empty."""
    for found in _DOSES.finditer(text.text):
        some = text.words_at(*found.span())
        if _are_apart(some):
            said = say(
                fr="des cases n'ont pas de titre : elles disent peut-être quand.",
                en="some cells have no title: they may tell when.",
            )
            yield Review("dosageInstruction", ReviewReason.AMBIGUOUS_POSOLOGY, said, some[0].box)
            return


def _are_apart(words: Sequence[Word]) -> bool:
    boxes = [word.box for word in words if word.box is not None]
    return len(boxes) == len(words) and all(
        right.x - left.x - left.width > APART * max(left.height, right.height)
        for left, right in pairwise(boxes)
    )


def _is_ruled(text: str) -> bool:
    """Whether upright strokes stand between all cells: then none of them is a pale 1."""
    _, _, cells = text.partition("\n|\n")
    strokes = [row.strip() == "|" for row in cells.split("\n")]
    return bool(cells) and len(strokes) > 1 and strokes == [i % 2 == 1 for i in range(len(strokes))]
