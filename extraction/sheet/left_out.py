"""Rows outside every medication that tell all the same of a drug being taken."""

from collections.abc import Iterable, Iterator

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import find_drugs
from extraction.sheet.clauses import is_taken
from extraction.sheet.entries import MOST_WORDS
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold
from prescription.record import Review, ReviewReason

_MOST_ROWS = 80
_MOST_LETTERS = 80


def left_out_doubts(rows: Iterable[Row], field: str, lexicon: Lexicon) -> Iterator[Review]:
    """A doubt for each row too long to be read, or with a drug and its intake.

    `Arrêt : Plavix 75 1/j` is no prescription, but no such line may leave unseen.
    """
    for i, row in enumerate(rows):
        long = len(row.words) > MOST_WORDS
        if long or (i < _MOST_ROWS and _tells_a_drug(row, lexicon)):
            text = row.text[:_MOST_LETTERS]
            yield Review(field, ReviewReason.UNREAD_TEXT, text, row.box, row.page)


def _tells_a_drug(row: Row, lexicon: Lexicon) -> bool:
    folded = fold(row.text)
    return any(is_taken(folded[match.end :]) for match in find_drugs(row.text, lexicon))
