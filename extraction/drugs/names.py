"""What words can mean: a match of known names, each with how far the words are from it."""

from functools import lru_cache

from extraction.drugs.lexicon import DrugName
from extraction.spelling.matching import compact, skeleton
from extraction.values import value


@value
class Candidate:
    """A drug that words can mean; `difference` in letters, 0 when they are its name."""

    drug: DrugName
    difference: float = 0.0

    @property
    def score(self) -> float:
        """How much of the name agrees, 0 to 1."""
        return max(0.0, 1.0 - self.difference / max(len(compact(self.drug.name)), 1))


@value
class Parts:
    """A combination written INN by INN: where each name stands, and all strengths in one.

    `end` is the offset behind the last strength, the only one that stands behind the names.
    """

    names: tuple[tuple[int, int], ...]
    strength: str
    end: int


@value
class DrugMatch:
    """Words of a text that name a drug: offsets, and what they can mean, likeliest first.

    `confused` tells that only characters which OCR exchanges differ; `conflict` that the words
    name two drugs that exclude each other (a brand with another INN in brackets); `open_end` that
    the next word may belong to the name; `parts` are there where strengths stand among the words.
    """

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    confused: bool = False
    conflict: bool = False
    open_end: bool = False
    parts: Parts | None = None

    @property
    def exact(self) -> bool:
        """Whether the words are a known name letter by letter."""
        return self.candidates[0].difference == 0.0


@lru_cache(maxsize=8192)
def only_confused(seen: str, known: str) -> bool:
    """Whether two compact keys differ in nothing but characters that OCR exchanges."""
    return skeleton(seen) == skeleton(known)
