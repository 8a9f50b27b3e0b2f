"""Mots collés : `1cpmatin`, `foisparjour` sont coupés entre des mots bien connus."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extraction.grammar.tokens import Token

SHORT = "cp cpr gel gtt gttes amp sach inj mg g ml ui j x le la au et par a de"
LONG = (
    "comprime comprimes gelule gelules sachet sachets goutte gouttes bouffee bouffees ampoule "
    "matin midi soir coucher jour jours jr fois pendant semaine semaines mois heures repas besoin "
    "apres avant pendant toutes les tous dose doses puis"
)
KNOWN = frozenset(f"{SHORT} {LONG}".split())
STRONG = frozenset(LONG.split())
WHOLE = frozenset({"auparavant", "parfois", "depuis", "dependant", "matinale", "matinales"})
"""Words that only look glued."""
LONGEST = 24


def cut_glued(token: Token) -> Sequence[Token]:
    """The words a glued one is made of, or the token itself."""
    glued = token.text.isalpha() and token.text not in WHOLE
    if not glued or not 2 <= len(token.text) <= LONGEST:
        return (token,)
    parts = _parts(token.text)
    if parts is None:
        return (token,)
    pieces, start = [], token.start
    for part in parts:
        pieces.append(Token(part, start, start + len(part), token.line))
        start += len(part)
    return pieces


_LETTERS = re.compile(r"[a-z]{4,}")


@lru_cache(maxsize=512)
def unglued(folded: str) -> str:
    """A folded text with its glued words apart, `1cpparjour` as `1cp par jour`."""
    return _LETTERS.sub(_apart, folded)


def _apart(match: re.Match[str]) -> str:
    word = match[0]
    parts = _parts(word) if len(word) <= LONGEST and word not in WHOLE else None
    return " ".join(parts) if parts else word


@lru_cache(maxsize=16384)
def _parts(text: str) -> tuple[str, ...] | None:
    """The one way to cut into known words, the fewest; None when there is none."""
    ways: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(text) + 1):
        found: tuple[str, ...] | None = None
        for begin in range(max(0, end - 9), end):
            head = ways[begin]
            if head is not None and text[begin:end] in KNOWN:
                candidate = (*head, text[begin:end])
                if found is None or len(candidate) < len(found):
                    found = candidate
        ways.append(found)
    parts = ways[-1]
    if parts is None or len(parts) < 2:
        return None
    times = len(parts) == 2 and parts[1] == "x"
    return parts if times or not STRONG.isdisjoint(parts) else None
