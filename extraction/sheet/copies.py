"""The same sheet twice in one file: counted once, and said so.

A page is a copy when it bears the same words and numbers as an earlier one, but for faults of
reading. Pages that differ in a number or a name are two pages; lines they share are told.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extraction.spelling.matching import fold
from ocr.page import Page
from prescription.record import Box, Draft, MedicationRequest, Review, ReviewReason

LEAST_WORDS = 4
"""Emptier pages are no copies of each other."""
SURE = 0.5
SAME_WORD = 70.0
"""Likeness, 0 to 100, from which two readings of a word are one word."""
SAME_NUMBER = 40.0
"""The same for numbers, one of which was doubtful anyway."""
SAME_LINE = 93.0
"""Likeness from which two lines with the same digits are one line."""
_MARKS = frozenset({"duplicata", "copie", "original", "exemplaire", "volet"})
"""Words in which a carbon copy differs from its original."""
DOUBLED = 0.5
"""Share of the confidence that a line keeps which another page bears too."""


def find_copies(pages: Sequence[Page]) -> dict[int, int]:
    """The place of each page that is a copy, and the place of its original."""
    copies: dict[int, int] = {}
    for place, page in enumerate(pages):
        for earlier in range(place):
            if earlier not in copies and _is_copy(page, pages[earlier]):
                copies[place] = earlier
                break
    return copies


def tell_copies(draft: Draft, copies: Sequence[tuple[Page, Page]]) -> Draft:
    """The draft with a review for each (copy, original) that was left out of it."""
    if not copies:
        return draft
    told = (
        Review(
            "page",
            ReviewReason.UNREAD_TEXT,
            f"page {copy.number} : copie de la page {original.number}, comptée une seule fois",
            Box(0, 0, copy.width, copy.height) if copy.width else None,
            copy.number,
        )
        for copy, original in copies
    )
    return replace(draft, review=(*draft.review, *told))


def tell_repeated_lines(draft: Draft) -> Draft:
    """The draft with a review on each line that an earlier page bears too."""
    if len(draft.medications) < 2:
        return draft
    medications: list[MedicationRequest] = []
    for line in draft.medications:
        before = next((m for m in medications if _is_repeated(line, m)), None)
        medications.append(_doubled(line, before) if before else line)
    return replace(draft, medications=tuple(medications))


def _is_copy(page: Page, other: Page) -> bool:
    sure, unsure = _words(page)
    sure_there, unsure_there = _words(other)
    if sum((sure + unsure).values()) < LEAST_WORDS:
        return False
    only_here = sure - sure_there - unsure_there
    only_there = sure_there - sure - unsure
    return _are_faults(only_here, only_there, unsure_there - unsure) and _are_faults(
        only_there, only_here, unsure - unsure_there
    )


def _words(page: Page) -> tuple[Counter[str], Counter[str]]:
    """The page's words without accents or signs around them, the sure ones and the others."""
    sure: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    for word in (word for line in page.lines for word in line.words):
        bare = fold(word.text).strip(".,;:!?()[]*'\"|-–—«» ")
        if any(map(str.isalnum, bare)) and bare not in _MARKS:
            known = word.confidence is None or word.confidence >= SURE
            (sure if known else unsure)[bare] += 1
    return sure, unsure


def _are_faults(words: Counter[str], sure: Counter[str], unsure: Counter[str]) -> bool:
    """Whether each word is another reading of one of the others; of two sure numbers none is."""
    letters = [word for word in (sure + unsure).elements() if not _has_digit(word)]
    numbers = [word for word in unsure.elements() if _has_digit(word)]
    for word in words.elements():
        others, least = (numbers, SAME_NUMBER) if _has_digit(word) else (letters, SAME_WORD)
        like = [other for other in others if fuzz.ratio(word, other) >= least]
        if not like:
            return False
        others.remove(like[0])
    return True


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_repeated(line: MedicationRequest, before: MedicationRequest) -> bool:
    if line.page is None or line.page == before.page:
        return False
    here, there = fold(line.text), fold(before.text)
    digits = [sorted(filter(str.isdigit, text)) for text in (here, there)]
    return digits[0] == digits[1] and fuzz.ratio(here, there) >= SAME_LINE


def _doubled(line: MedicationRequest, before: MedicationRequest) -> MedicationRequest:
    told = Review(
        "medication",
        ReviewReason.AMBIGUOUS_POSOLOGY,
        f"cette ligne est aussi page {before.page} : compter une fois ou deux ?",
        line.box,
        line.page,
    )
    known = line.confidence
    return replace(
        line,
        review=(*line.review, told),
        confidence=None if known is None else round(known * DOUBLED, 3),
    )
