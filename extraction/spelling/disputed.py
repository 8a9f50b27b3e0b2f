"""Words that two readings of the picture disagree on: the one that exists is taken.

The word keeps its low confidence, so that a field read from it is still shown to a human.
"""

from dataclasses import replace
from functools import cache
from operator import attrgetter

from extraction.resources import read_rules
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from ocr.page import Line, Page, Word

_alternatives = attrgetter("alternatives")
_EDGES = "()[]{}.,;:!?«»\"'’*"


def settle(page: Page) -> Page:
    """The page with each disputed word as the reading that is a word of prescriptions."""
    if not any(any(map(_alternatives, line.words)) for line in page.lines):
        return page
    lines = tuple(
        Line(tuple(_settled(word) for word in line.words), line.block) for line in page.lines
    )
    return replace(page, lines=lines)


def _settled(word: Word) -> Word:
    if not word.alternatives or _exists(word.text):
        return word
    known = {other for other in word.alternatives if _exists(other)}
    if len(known) != 1:
        return word
    (chosen,) = known
    others = tuple(other for other in word.alternatives if other != chosen)
    return replace(word, text=chosen, alternatives=(word.text, *others))


def _exists(text: str) -> bool:
    bare = text.strip(_EDGES)
    return bare in _symbols() or (bare.isalpha() and fold(bare) in load_words())


@cache
def _symbols() -> frozenset[str]:
    return frozenset(read_rules("words.toml")["symbols"].split())
