"""Which text stands where two or three readings of the same words are given."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.certainty.alignment import find_matching, pair
from ocr.page import Word

DISPUTED = 0.05
"""Confidence of a word whose number, unit or name was read differently."""
SURE_NUMBER = 0.9
"""Of 3 000 numbers two readings agreed on, with the second at least so sure none was wrong;
of 400 others, one in thirty (made-up pages of every degradation)."""
GUESSED = 0.3
"""Below it the engine only guessed at what a mark may be."""
REPAIRED = 0.5
"""Highest confidence of an ordinary word that was read differently."""

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_NAME = re.compile(r"[A-ZÀ-Þ]\w{2,}")
_UNITS = frozenset(
    {"mg", "g", "µg", "ug", "mcg", "ng", "kg", "ml", "cl", "dl", "l", "ui", "mui", "u", "h", "j"}
)
_GAP = "|_"
_UNITS_OF_ACTIVITY = re.compile(r"(?<=\d)(\s?)u[l1|!](?=\W|$)|(?<!\w)u[1|!](?=\W|$)")
_NUMBER_WORDS = re.compile(
    "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingts?|trente|quarante|cinquante|soixante|cents?|mille|demie?|quart"
)


def settle(
    first: Sequence[Word], second: Sequence[Word], third: Sequence[Word] | None
) -> Iterator[Word]:
    """The words that stand after two readings, or three where they differ."""
    start = 0
    for a, b in pair(first, second):
        stop = start + len(a)
        if same(a, b):
            yield from _confirm(a, b)
        elif third is not None:
            yield from _judge(a, b, find_matching(first, third, start, stop))
        start = stop


def _confirm(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Word]:
    """Equal but for spaces: the reading that has more of them, as glued words are no words.

    A number is as sure as the second reading is: that of words seen as a line, by another model.
    """
    least, second = max(_least(a), _least(b)), _least(b)
    # The paper of a wide gap, between two cells, comes back as a bar.
    told = [word for word in b if word.text.strip(_GAP)]
    for word in told if len(told) > len(a) else a:
        confidence = max(word.confidence or 0.0, least)
        if _NUMBER.search(word.text) and second < SURE_NUMBER:
            confidence = second
        yield replace(word, confidence=confidence)


def _least(words: Sequence[Word]) -> float:
    return min((word.confidence or 0.0 for word in words), default=0.0)


def _judge(a: Sequence[Word], b: Sequence[Word], c: Sequence[Word]) -> Iterator[Word]:
    """Two of three decide the text; only agreement on every number leaves it sure."""
    matters = _matters(a) or _matters(b)
    if same(a, c):
        if not matters or find_numbers(_text(a)) == find_numbers(_text(b)) != []:
            yield from a
        else:
            yield from _doubt(a, DISPUTED, b)
    elif c and same(b, c):
        # A letter's shadow comes back as a bar.
        bare = [replace(word, text=word.text.strip(_GAP) or word.text) for word in c]
        yield from _doubt(bare, DISPUTED if matters else REPAIRED, a)
    elif b and _least(a) < GUESSED and _least(b) > SURE_NUMBER:
        yield from _doubt(b, DISPUTED if matters else REPAIRED, a, c)
    else:
        yield from _doubt(a, DISPUTED if matters else REPAIRED, b, c)


def _doubt(words: Sequence[Word], confidence: float, *others: Sequence[Word]) -> Iterator[Word]:
    texts = dict.fromkeys(_text(other) for other in others)
    here = _text(words)
    alternatives = tuple(text for text in texts if text and text != here)
    for word in words:
        yield replace(
            word, confidence=min(word.confidence or 0.0, confidence), alternatives=alternatives
        )


def _matters(words: Sequence[Word]) -> bool:
    """Whether a number, a unit or what may be a drug's name is among the words."""
    for word in words:
        core = word.text.strip(".,;:()[]'’\"").lower()
        if _NUMBER.search(core) or core in _UNITS or _NUMBER_WORDS.fullmatch(core):
            return True
        if _NAME.search(word.text):
            return True
    return False


def find_numbers(text: str) -> list[str]:
    """The numbers of a text, decimal commas as points."""
    return [number.replace(",", ".") for number in _NUMBER.findall(text)]


def same(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether two readings say the same, spaces between words aside."""
    return plain(_text(a)) == plain(_text(b))


def plain(text: str) -> str:
    """What must agree: letters without accents or case, digits, and signs within the words.

    Spaces count between digits alone: `84 31` is not `8431`.
    """
    letters = unicodedata.normalize("NFD", text.replace("’", "'").replace("×", "x"))
    bare = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    bare = re.sub(r"[‐-―]", "-", bare)
    bare = _UNITS_OF_ACTIVITY.sub("ui", bare)
    bare = re.sub(r"(?<=\d),(?=\d)", ".", bare)
    words = filter(None, (word.strip(".,;:'\"*_|") for word in bare.split()))
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
