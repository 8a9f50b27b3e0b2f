"""An index of compact names that finds the few near a misread one without a look at all."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from extraction.drugs.lexicon import Lexicon
from extraction.spelling.matching import rough

_SYMBOLS = {symbol: place for place, symbol in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
_LEVELS = 3
"""How many occurrences of one letter in a name are told apart."""
_WORD_BITS = 64
_WORD = (1 << _WORD_BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """The rough keys of names, and which letters each holds, as bits.

    `low`, `high`: (N,) uint64, the two halves of the bits; `lengths`: (N,) int16, in letters.
    """

    roughs: tuple[str, ...]
    low: NDArray[np.uint64]
    high: NDArray[np.uint64]
    lengths: NDArray[np.int16]

    def near(self, key: str, limit: int) -> list[tuple[int, int]]:
        """Places of the names whose rough key is within `limit` edits of the key's, and how far.

        Nearest first. The letters that two words do not share bound their edit distance from
        below (the bag distance of Bartolini, Ciaccia and Patella, 2002), so that only few names
        need to be compared letter by letter.
        """
        found = self._near(rough(key), limit)
        if (plain := rough(key, pairs=False)) != rough(key):
            found += self._near(plain, limit)
        nearest: dict[int, int] = {}
        for place, edits in sorted(found, key=lambda pair: pair[1]):
            nearest.setdefault(place, edits)
        return list(nearest.items())

    def _near(self, seen: str, limit: int) -> list[tuple[int, int]]:
        low, high = _bits(seen)
        unshared = np.bitwise_count(self.low ^ low) + np.bitwise_count(self.high ^ high)
        unshared = unshared + np.abs(self.lengths - len(seen))
        places = np.flatnonzero(unshared <= 2 * limit).tolist()
        found = process.extract(
            seen,
            [self.roughs[place] for place in places],
            scorer=OSA.distance,
            score_cutoff=limit,
            limit=None,
        )
        return [(places[i], int(distance)) for _, distance, i in found]


@lru_cache(maxsize=4)
def index_names(lexicon: Lexicon) -> NameIndex:
    """The index of every name of a lexicon; a place in it is a place in its `keys`."""
    roughs = tuple(map(rough, lexicon.keys))
    bits = [_bits(one) for one in roughs]
    return NameIndex(
        roughs,
        np.array([low for low, _ in bits], dtype=np.uint64),
        np.array([high for _, high in bits], dtype=np.uint64),
        np.array([len(one) for one in roughs], dtype=np.int16),
    )


def _bits(key: str) -> tuple[np.uint64, np.uint64]:
    """One bit for the first, the second and the third time a letter occurs."""
    bits, seen = 0, dict.fromkeys(key, 0)
    for letter in key:
        if letter in _SYMBOLS and seen[letter] < _LEVELS:
            bits |= 1 << (seen[letter] * len(_SYMBOLS) + _SYMBOLS[letter])
            seen[letter] += 1
    return np.uint64(bits & _WORD), np.uint64(bits >> _WORD_BITS)
