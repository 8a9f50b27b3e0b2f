"""Which drug a line names, and where in the line."""

import re
from dataclasses import replace
from functools import lru_cache

from extraction.drugs.exact_names import NamedLine, may_name
from extraction.drugs.lexicon import Lexicon
from extraction.drugs.misread import following_word, similar_drug, unexplained
from extraction.drugs.names import Candidate, DrugMatch
from extraction.drugs.vocabulary import is_everyday_word, is_listed_word
from extraction.spelling.matching import fold

__all__ = ["DrugMatch", "exact_drug", "find_drugs", "match_drug"]


_IMMEDIATE = "li"
"""`Oxycodone LI`: of immediate release, unless it is a misread `LP`."""
_DOUBTFUL = 1.0
"""Letters by which a longer misread name is nearer than the exact shorter one it begins with."""


_ABBREVIATION = 3
_AMID = re.compile(r"[a-z]{4,} $")
_NO_NAME = re.compile(
    r"[^\S\n]uree ?:? ?(?:\d{1,3}|un|deux|trois|six|quinze) ?"
    r"(?:j|jours?|jrs?|sem|semaines?|mois)\b|"
    r"(?<=\d) ?bcg\b"
)
"""`1 cp x3/j urée 5 jours` is a length, `durée`, without its first letter; `27,5 bcg` are `mcg`."""


@lru_cache(maxsize=256)
def match_drug(text: str, lexicon: Lexicon, start: int = 0) -> DrugMatch | None:
    """The drug whose name begins at the first word from `start` on; None when there is none.

    An exact name wins over a similar one; similar names are candidates, never a choice.
    """
    found = _match_one(text, lexicon, start)
    if found is not None and not found.exact:
        found = NamedLine.of(text, lexicon).confirmed(found)
    if found is None or not found.open_end or not found.candidates[0].drug.generic:
        return found
    following = following_word(fold(text), found.end)
    second = match_drug(text, lexicon, following[2]) if following else None
    return (_together(found, second, lexicon) if second else None) or found


def _match_one(text: str, lexicon: Lexicon, start: int) -> DrugMatch | None:
    line = NamedLine.of(text, lexicon, start)
    exact = line.exact_at(0)
    if exact is None:
        return similar_drug(line.text, start, lexicon)
    following = following_word(line.text, exact.end)
    left = unexplained(line.text, exact.end, lexicon)
    if following is None and left is None:
        return exact
    joint, word, _ = following or ("", left or "", 0)
    if is_listed_word(word) and (not joint or is_everyday_word(word)):
        return exact
    longer = similar_drug(line.text, exact.start, lexicon, beyond=exact.end)
    if longer is not None and not longer.exact:
        known = {c.drug for c in exact.candidates}
        others = tuple(c for c in longer.candidates if c.drug not in known)
        # Unless OCR explains all that differs, the short name may well be what is meant.
        apart = len(word) if longer.confused else longer.candidates[0].difference + _DOUBTFUL
        short = tuple(replace(c, difference=float(apart)) for c in exact.candidates)
        if others and word == _IMMEDIATE:
            nearest = longer.candidates[0].difference / 2
            plain = tuple(replace(c, difference=nearest) for c in exact.candidates)
            return replace(longer, candidates=plain + others)
        if others:
            return replace(longer, candidates=others + short)
    return replace(exact, open_end=left is not None)


def _together(first: DrugMatch, second: DrugMatch, lexicon: Lexicon) -> DrugMatch | None:
    """`périndopril tosilate/lndapamide`: the combination marketed of two INNs, one misread."""
    found = {
        drug: Candidate(drug, one.difference + other.difference)
        for one in reversed(first.candidates)
        for other in reversed(second.candidates)
        for drug in lexicon.combinations.get(
            frozenset(one.drug.substances + other.drug.substances), ()
        )
    }
    if not found:
        return None
    return DrugMatch(
        first.start,
        second.end,
        tuple(sorted(found.values(), key=lambda c: (c.difference, c.drug.name))),
        (first.exact or first.confused) and (second.exact or second.confused),
        open_end=second.open_end,
    )


def exact_drug(text: str, lexicon: Lexicon, start: int = 0) -> DrugMatch | None:
    """The drug exactly named from the first word after `start` on; similar names do not count."""
    return NamedLine.of(text, lexicon, start).exact_at(0)


def _is_no_name(text: str, folded: str, match: DrugMatch) -> bool:
    """`traitement dhe 3 jours`: what is left of `de` is no dihydroergotamine."""
    short = match.end - match.start <= _ABBREVIATION and text[match.start : match.end].islower()
    amid = short and _AMID.search(folded[: match.start]) is not None
    return amid or _NO_NAME.match(folded, max(match.start - 1, 0)) is not None


@lru_cache(maxsize=512)
def find_drugs(text: str, lexicon: Lexicon) -> tuple[DrugMatch, ...]:
    """Every exact drug name in the text, left to right."""
    if not may_name(text, lexicon):
        return ()
    line = NamedLine.of(text, lexicon)
    found: list[DrugMatch] = []
    for i in line.beginnings():
        if found and line.tokens[i].start < found[-1].end:
            continue
        match = line.named_at(i)
        if match is not None and not _is_no_name(text, line.text, match):
            found.append(match)
    return tuple(found)
