"""Telephone numbers of which a digit was dropped, or read twice: a French number has ten.

Nothing else of a prescription tells that `0. 36 49 93 77` is no number to call.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from ocr.certainty.judging import DISPUTED
from ocr.page import Line, Word

FEWEST = 6
"""Digits that are a number with more of them: `le 15`, `le 3624` are called as well."""
COLUMN = 2.0
"""In heights of a word: a wider gap parts a number from another column."""

_LABEL = re.compile(
    r"(?:t[ée]l\b|t[ée]l[ée](?:phone|copie)|fax\b|portable|mobile|secr[ée]tariat|standard|"
    r"(?:d['’])?urgences?\b|appele[rz]\b)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"0[1-9]\d{8}|(?:00)?330?[1-9]\d{8}")
"""`05 36 49 93 77`, `+33 (0)5 36 49 93 77`."""
_PAIRS = 5
_PAIR, _NO_PAIR = re.compile(r"\d\d"), re.compile(r"\d(?:\d\d)?")
"""A number that no word announces is told by its five pairs: one may have lost a digit."""
_DIGITS = re.compile(r"[:(+]?\d[\d.\-/()]*[,;)]?")


def doubt_telephones(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, the words of telephone numbers disputed that have too few or too many digits."""
    return tuple(replace(line, words=tuple(_look(line.words))) for line in lines)


def _look(words: Sequence[Word]) -> Iterator[Word]:
    doubted: set[int] = set()
    for place, word in enumerate(words):
        if _LABEL.match(word.text):
            number = list(_number(words, place))
            digits = "".join(re.sub(r"\D", "", words[i].text) for i in number)
            if len(digits) >= FEWEST and not _WHOLE.fullmatch(digits):
                doubted.update(number)
    for start in range(len(words) - _PAIRS + 1):
        if _is_torn(words, start):
            doubted.update(range(start, start + _PAIRS))
    for place, word in enumerate(words):
        low = min(word.confidence or 0.0, DISPUTED)
        yield replace(word, confidence=low) if place in doubted else word


def _is_torn(words: Sequence[Word], start: int) -> bool:
    """Whether a number of five pairs begins here, one of which has a digit too few or too many."""
    groups = [word.text.strip("().,;:") for word in words[start : start + _PAIRS]]
    beside = [*words[start - 1 : start], *words[start + _PAIRS : start + _PAIRS + 1]]
    if groups[0][:1] != "0" or any(_DIGITS.fullmatch(word.text) for word in beside):
        return False
    pairs = [_PAIR.fullmatch(group) is not None for group in groups]
    if sum(pairs) != _PAIRS - 1 or not _NO_PAIR.fullmatch(groups[pairs.index(False)]):
        return False
    ahead = words[start : start + _PAIRS]
    return not any(_is_apart(a, b) for a, b in pairwise(ahead))


def _number(words: Sequence[Word], label: int) -> Iterator[int]:
    """The places of the words of digits behind a label, up to where another number may begin."""
    behind = range(label + 1, len(words))
    points = sum(1 for _ in takewhile(lambda i: not any(map(str.isalnum, words[i].text)), behind))
    digits = ""
    for place in behind[points:]:
        apart = place > label + points + 1 and _is_apart(words[place - 1], words[place])
        if apart or _WHOLE.fullmatch(digits) or not _DIGITS.fullmatch(words[place].text):
            break
        digits += re.sub(r"\D", "", words[place].text)
        yield place


def _is_apart(left: Word, right: Word) -> bool:
    if left.box is None or right.box is None:
        return False
    gap = right.box.x - left.box.x - left.box.width
    return gap > COLUMN * max(left.box.height, right.box.height)
