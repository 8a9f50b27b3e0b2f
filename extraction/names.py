"""Known names that look like misread words."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extraction.lexicon import DrugName, Lexicon
from extraction.matching import compact, difference, skeleton, tolerance

_MOST = 6
"""Names whose difference is measured for one misread word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A drug that words can mean; `difference` in letters, 0 when they are its name."""

    drug: DrugName
    difference: float = 0.0

    @property
    def score(self) -> float:
        """How much of the name agrees, 0 to 1."""
        return max(0.0, 1.0 - self.difference / max(len(compact(self.drug.name)), 1))


def similar_names(key: str, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """The drugs whose name is within `tolerance` of the compact key, nearest first."""
    limit = tolerance(len(key))
    if not limit or key.isdigit():
        return ()
    near = process.extract(
        skeleton(key),
        lexicon.skeletons,
        scorer=OSA.distance,  # type: ignore[arg-type]  # rapidfuzz types it as an overload
        score_cutoff=limit + 1,
        limit=_MOST,
    )
    best: dict[DrugName, Candidate] = {}
    for _, rough, place in near:
        if rough > near[0][1] + 1:
            break
        known = lexicon.keys[place]
        distance = difference(key, known)
        if distance > min(limit, tolerance(len(known)) or limit):
            continue
        for drug in lexicon.names.get(known) or lexicon.bases[known]:
            if drug not in best or distance < best[drug].difference:
                best[drug] = Candidate(drug, distance)
    return tuple(sorted(best.values(), key=lambda c: (c.difference, c.drug.name)))


@lru_cache(maxsize=8192)
def only_confused(seen: str, known: str) -> bool:
    """Whether two compact keys differ in nothing but characters that OCR exchanges."""
    return skeleton(seen) == skeleton(known)
