"""Which pages of a file belong to one prescription."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extraction.drugs.lexicon import Lexicon
from extraction.header.reading import Header, read_header
from extraction.sheet.blocks import lay_out
from extraction.sheet.rows import Row
from extraction.spelling.matching import fold
from prescription.record import ReviewReason

_PAGE_OF = re.compile(
    r"\bpage\W{0,2}(\d{1,2}) ?(?:/|sur|de) ?\d{1,2}|^\W*(\d{1,2}) ?/ ?\d{1,2}\W*$"
)
_SAME_NAME = 75.0
"""Likeness, 0 to 100, from which two readings of a name are one person's."""
_HARDLY_ALIKE = 55.0
"""The same, where the letters of one are not clear."""


def group_pages(pages: Sequence[Sequence[Row]], lexicon: Lexicon) -> list[list[int]]:
    """The places of the pages of each prescription, in order.

    A page begins another prescription when it names another patient, or bears another date and is
    not numbered as the next page.
    """
    groups: list[list[int]] = []
    known: list[Header] = []
    for place, rows in enumerate(pages):
        header = read_header(lay_out([rows], lexicon).header) if len(pages) > 1 else Header()
        if groups and not _begins_anew(known, header, rows):
            groups[-1].append(place)
        else:
            groups.append([place])
            known = []
        known.append(header)
    return groups


def _begins_anew(known: Sequence[Header], header: Header, rows: Sequence[Row]) -> bool:
    before = next((h for h in known if _named(h)), None)
    if before and _is_of_another(before, header):
        return True
    day = next((h.authored_on for h in known if h.authored_on), None)
    another_day = header.authored_on is not None and day is not None and header.authored_on != day
    return another_day and not any(_is_next_page(fold(row.text)) for row in rows)


def _is_of_another(before: Header, header: Header) -> bool:
    """Whether two headers name two patients; where letters are not clear, only if hardly alike."""
    one, other = _named(before), _named(header)
    if one is None or other is None or before.patient is None or header.patient is None:
        return False
    likeness = fuzz.token_sort_ratio(fold(one), fold(other))
    if not any(review.field == "patient.name" for review in (*before.review, *header.review)):
        return likeness < _SAME_NAME
    born = before.patient.birth_date, header.patient.birth_date
    return likeness < _HARDLY_ALIKE and (None in born or born[0] != born[1])


def _named(header: Header) -> str | None:
    """The patient's name, unless it is only supposed."""
    supposed = any(
        review.field == "patient.name" and review.reason is ReviewReason.UNREAD_TEXT
        for review in header.review
    )
    return header.patient.name if header.patient and not supposed else None


def _is_next_page(folded: str) -> bool:
    match = _PAGE_OF.search(folded)
    return match is not None and int(match[1] or match[2]) > 1
