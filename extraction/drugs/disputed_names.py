"""Names of drugs of which one reading of the picture is exact: it is taken, and still asked.

Of `Acide tolique`, read `folique` too, no row was seen to begin, and the drug joined the one above.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import find_drugs
from ocr.page import Line, Page, Word

FEWEST_LETTERS = 5
"""Of a word of a name; of shorter ones one letter more or less makes another name."""
BESIDE = 2
"""Words before and behind that may belong to the name."""
ASKED = 0.05
"""Confidence of the name taken."""
_EDGES = "()[]{}.,;:!?«»\"'’*"


def settle_names(page: Page, lexicon: Lexicon) -> Page:
    """The page with disputed words as the reading that names a drug, where one alone does."""
    if not any(word.alternatives for line in page.lines for word in line.words):
        return page
    lines = tuple(
        Line(tuple(_settled(line.words, lexicon)), line.block)
        if any(word.alternatives for word in line.words)
        else line
        for line in page.lines
    )
    return replace(page, lines=lines)


def _settled(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Word]:
    for place, word in enumerate(words):
        likely = [other for other in word.alternatives if _is_word(other)]
        if not likely or not _is_word(word.text) or _names(words, place, word.text, lexicon):
            yield word
            continue
        named = [other for other in likely if _names(words, place, other, lexicon)]
        if len(named) == 1:
            others = tuple(other for other in word.alternatives if other != named[0])
            known = min(word.confidence or 0.0, ASKED)
            word = replace(word, text=named[0], confidence=known, alternatives=(word.text, *others))
        yield word


def _is_word(text: str) -> bool:
    bare = text.strip(_EDGES)
    return len(bare) >= FEWEST_LETTERS and " " not in bare and not any(map(str.isdigit, bare))


def _names(words: Sequence[Word], place: int, text: str, lexicon: Lexicon) -> bool:
    """Whether a word, read as `text`, is one of those that name a drug exactly."""
    before = "".join(f"{word.text} " for word in words[max(place - BESIDE, 0) : place])
    behind = "".join(f" {word.text}" for word in words[place + 1 : place + 1 + BESIDE])
    return any(
        match.start < len(before) + len(text) and match.end > len(before)
        for match in find_drugs(before + text + behind, lexicon)
    )
