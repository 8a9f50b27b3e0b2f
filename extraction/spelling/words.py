"""The everyday words of prescriptions, by which a word is known to be no drug."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.resources import read_rules
from extraction.spelling.matching import fold

_LETTERS = re.compile(r"[a-zœæ]+")
_AS_LISTED = (
    "units", "salts", "after_names", "numbers", "short", "devices", "doubtful", "ages", "turning",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words; `written` gives a posology word its accents back."""

    posology: frozenset[str]
    common: frozenset[str]
    units: frozenset[str]
    salts: frozenset[str]
    after_names: frozenset[str]
    numbers: frozenset[str]
    short: frozenset[str]
    devices: frozenset[str]
    doubtful: frozenset[str]
    ages: frozenset[str]
    turning: frozenset[str]
    classes: frozenset[str]
    written: dict[str, str]

    def __contains__(self, folded: str) -> bool:
        return folded in self.posology or folded in self.common


@cache
def load_words() -> Words:
    """The words of `resources/rules/words.toml`."""
    lists = read_rules("words.toml")
    listed = lists["posology"].split()
    written = {fold(word): word for word in listed} | {w: w for w in listed if fold(w) == w}
    written |= {fold(word): word for word in lists["ages"].split()}
    common = {
        part
        for word in f"{lists['common']} {lists['signs']} {lists['real']}".split()
        for part in _LETTERS.findall(fold(word))
    }
    posology = {part for word in listed for part in _LETTERS.findall(fold(word))}
    folded = {name: frozenset(map(fold, lists[name].split())) for name in _AS_LISTED}
    classes = {part for w in lists["classes"].split() for part in _LETTERS.findall(fold(w))}
    return Words(
        frozenset(posology),
        frozenset(common),
        written=written,
        classes=frozenset(classes),
        **folded,
    )
