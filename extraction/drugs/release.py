"""Words that tell a release of its own (`LP`) and stand apart from the drug's name."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extraction.drugs.lexicon import Lexicon
from extraction.drugs.mentions import DrugMatch
from extraction.drugs.misread import after_makers
from extraction.drugs.names import Candidate
from extraction.drugs.vocabulary import is_listed_word
from extraction.spelling.matching import compact, difference, fold, skeleton

_RELEASE = re.compile(r"(?<![a-z0-9])(?:l\.? ?p|l\.?m|x\.?r|e\.?v|s\.?r|l\.?i)(?![a-z0-9])\.?")
_NO_NAME = frozenset({"lm", "li"})
"""Releases that prescribers write and no brand has in its name."""
_PROLONGED = "lp"
_MISREAD = re.compile(r"[ .,\-(]{0,2}((?:[a-z0-9|!]{1,3}|[l1i|!] p{1,2})(?![a-z0-9|!]))")
_GLUED = re.compile(r"[ .,\-(]{0,2}([a-z0-9|!]{2,}?)(lp)(?![a-z0-9|!])")
_DOUBTFUL = 1.0
"""How much a word may differ from `LP` and still be asked about."""

Spans = tuple[tuple[int, int], ...]


def with_release(match: DrugMatch, text: str, lexicon: Lexicon) -> tuple[DrugMatch, Spans]:
    """The match with a release word that stands further on (`Diltiazem 300 mg LP`), and where.

    A release that is marketed under no name of the match leaves its end open.
    """
    folded = fold(text)
    words = list(_RELEASE.finditer(folded, match.end))
    own = _RELEASE.search(folded, match.start, match.end)
    release = compact((own or words[0])[0]) if own or words else ""
    spans = tuple(word.span() for word in words if compact(word[0]) == release)
    if own:
        return match, spans
    if not release:
        return _with_misread_release(match, folded, lexicon)
    named = tuple(c for c in match.candidates if compact(c.drug.name).endswith(release))
    longer = tuple(_released(match, release, lexicon))
    if longer or named:
        return replace(match, candidates=longer or named), spans
    if release in _NO_NAME:
        own_word = not folded[match.end : words[0].start()].strip(" ,(-")
        return replace(match, open_end=match.open_end and not own_word), spans
    unknown = tuple(
        replace(c, drug=replace(c.drug, name=f"{c.drug.name} {release.upper()}"))
        for c in match.candidates
    )
    return replace(match, candidates=unknown, open_end=True), spans


def _released(match: DrugMatch, release: str, lexicon: Lexicon) -> Iterator[Candidate]:
    for candidate in match.candidates:
        for drug in lexicon.names.get(compact(candidate.drug.name) + release, ()):
            yield replace(candidate, drug=drug)


def _with_misread_release(
    match: DrugMatch, folded: str, lexicon: Lexicon
) -> tuple[DrugMatch, Spans]:
    """`Tramadol 1P`, `Tramadol P`, `Tramadol SandozLP`: the release through bad ink.

    What can only be `LP` comes before the plain name; what may be something else is asked.
    """
    end = after_makers(folded, match.end, lexicon)
    glued = _GLUED.match(folded, match.end)
    if glued and skeleton(glued[1]) in map(skeleton, lexicon.laboratories):
        longer = tuple(_released(match, _PROLONGED, lexicon))
        return (replace(match, candidates=longer), (glued.span(2),)) if longer else (match, ())
    seen = _MISREAD.match(folded, end)
    word = compact(seen[1]) if seen else ""
    if seen is None or not word or word.isdigit() or _is_no_release(word, folded[seen.end() :]):
        return match, ()
    apart = difference(word, _PROLONGED)
    longer = tuple(_released(match, _PROLONGED, lexicon))
    if not longer or apart > _DOUBTFUL:
        return match, ()
    moved = (replace(c, difference=c.difference + apart) for c in longer)
    plain = (replace(c, difference=c.difference + _DOUBTFUL) for c in match.candidates)
    doubtful = skeleton(word) != skeleton(_PROLONGED)
    found = replace(match, candidates=(*moved, *plain), open_end=match.open_end or doubtful)
    return found, (seen.span(1),)


def _is_no_release(word: str, rest: str) -> bool:
    """A word of posologies; a lone `P` may end `LP`, and an `L` before a strength begin it."""
    if word in ("p", "l"):
        return word == "l" and not re.match(r"\s*(?:\d|$)", rest)
    return is_listed_word(word)
