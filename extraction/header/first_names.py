"""First names that were misread: `Svlvain`, `Émille`, read so by both models, and sure.

Nothing is put right: a family may well be called so. What looks like a frequent first name but for
one letter is asked.
"""

import re
from functools import cache

from extraction.resources import read_rules
from extraction.spelling.matching import fold

_SHORTEST = 5
"""Letters of a name: of shorter ones too many differ by one letter alone."""
_ALIKE = frozenset(
    frozenset(pair)
    for pair in ("il", "ij", "it", "lt", "lj", "ft", "vy", "nu", "ce", "co", "eo", "ao", "hb")
)
"""Letters of one width that look alike in bad ink."""
_MERGED = (("rn", "m"), ("cl", "d"), ("ri", "n"), ("li", "h"), ("vv", "w"), ("il", "u"))
"""Two letters that look like one."""


def is_misread(name: str) -> bool:
    """Whether a word of a name is a frequent first name but for letters that look alike."""
    words = re.findall(r"[a-zœæ]+", fold(name))
    return any(len(word) >= _SHORTEST and _differs_by_ink(word) for word in words)


def is_first_name(name: str) -> bool:
    """Whether a name is a first name alone: what stood behind it was not read."""
    words = fold(name).split("-")
    return not name.isupper() and all(word in _names() for word in words)


def _differs_by_ink(word: str) -> bool:
    known = _names()
    if word in known:
        return False
    return any(other in known for other in _other_letters(word)) or any(
        word[:start] + other + word[start + len(seen) :] in known
        for one, two in _MERGED
        for seen, other in ((one, two), (two, one))
        for start in _places(word, seen)
    )


def _other_letters(word: str) -> list[str]:
    return [
        word[:place] + other + word[place + 1 :]
        for place, letter in enumerate(word)
        for other in _letters_like(letter)
    ]


@cache
def _letters_like(letter: str) -> str:
    return "".join(c for pair in _ALIKE if letter in pair for c in pair - {letter})


def _places(word: str, part: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={part})", word)]


@cache
def _names() -> frozenset[str]:
    return frozenset(map(fold, read_rules("first_names.toml")["names"].split()))
