"""Words that tell a release of its own (`LP`) and stand apart from the drug's name."""

import re
from dataclasses import replace

from extraction.drugs import DrugMatch
from extraction.lexicon import Lexicon
from extraction.matching import compact, fold

_RELEASE = re.compile(r"(?<![a-z0-9])(?:l\.?p|l\.?m|x\.?r|e\.?v|s\.?r|l\.?i)(?![a-z0-9])\.?")
_NO_NAME = frozenset({"lm", "li"})
"""Releases that prescribers write and no brand has in its name."""


def with_release(
    match: DrugMatch, text: str, lexicon: Lexicon
) -> tuple[DrugMatch, tuple[tuple[int, int], ...]]:
    """The match with a release word that stands further on (`Diltiazem 300 mg LP`), and where.

    A release that is marketed under no name of the match leaves its end open.
    """
    folded = fold(text)
    words = list(_RELEASE.finditer(folded, match.end))
    own = _RELEASE.search(folded, match.start, match.end)
    release = compact((own or words[0])[0]) if own or words else ""
    spans = tuple(word.span() for word in words if compact(word[0]) == release)
    if not release or own:
        return match, spans
    named = tuple(c for c in match.candidates if compact(c.drug.name).endswith(release))
    longer = tuple(
        replace(c, drug=drug)
        for c in match.candidates
        for drug in lexicon.names.get(compact(c.drug.name) + release, ())
    )
    if longer or named:
        return replace(match, candidates=longer or named), spans
    if release in _NO_NAME:
        return match, spans
    unknown = tuple(
        replace(c, drug=replace(c.drug, name=f"{c.drug.name} {release.upper()}"))
        for c in match.candidates
    )
    return replace(match, candidates=unknown, open_end=True), spans
