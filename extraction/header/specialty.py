"""The prescriber's specialty, as headers print it: beside the name, under it, before it."""

import re
from collections.abc import Sequence
from functools import cache

from extraction.header.first_names import is_first_name
from extraction.header.names import name_end
from extraction.header.parts import Found, Part
from extraction.resources import read_tables
from extraction.spelling.matching import fold

_MOST_WORDS = 7
_SAINT = re.compile(r"s(?:ain)?te?\b", re.IGNORECASE)
_DASH = re.compile(r" [-–—] ")
_LABEL = re.compile(
    r" ?\b(?:nee?|mme|mr?|madame|monsieur|mlle|enfant|patiente?|tel\w*|fax|date|le|"
    r"drs?|docteure?s?|pr|professeure?)\b"
)
_EDGE = re.compile(r"[,;:()\d|•]|\b(?:service|unite|rpps|n[°o]|adeli|am)\b(?: de | d.)? ?")
_DANGLING = re.compile(r"^(?:en|et|de|du) | (?:en|et|de|du|des|la|le|à)$", re.IGNORECASE)
"""What is left of `conventionné en secteur 1` or of misread words beside a specialty."""


def find_specialty(parts: Sequence[Part], doctor: Found | None) -> Found | None:
    """The specialty nearest under the doctor's name, with the words it is printed with."""
    line = doctor.part.line if doctor else 0
    for part in sorted(parts, key=lambda p: (p.line < line, abs(p.line - line))):
        for pattern in _specialties():
            match = pattern.search(part.folded)
            if match is None:
                continue
            start, end = _segment(part.folded, *match.span())
            start, end = _without_name(part.text, match.span(), start, end)
            seen = _DANGLING.sub("", part.text[start:end].strip(" .,:-–"))
            return Found(seen, part, start, end)
    return None


def _segment(folded: str, start: int, end: int) -> tuple[int, int]:
    """The words around a specialty up to marks, digits, titles and labels: `Cardiologie - Pr`."""
    if re.search(
        r"\b(?:dre?|docteure?|pr|professeure?|prescripteur|mme|mlle|mr|madame|monsieur)\b",
        folded[:start],
    ):
        first = start
    else:
        first = max((m.end() for m in _EDGE.finditer(folded, 0, start)), default=0)
    after = _EDGE.search(folded, end)
    last = after.start() if after else len(folded)
    label = _LABEL.search(folded, end, last)
    stop = label.start() if label else last
    return (start, end) if len(folded[first:stop].split()) > _MOST_WORDS else (first, stop)


def _without_name(text: str, named: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """A specialty without a name before it, or behind a dash: `Alain KERVELLA - Cardiologue`."""
    if is_whole_name(text[start : named[0]].strip(" -–—")):
        start = named[0]
    for dash in _DASH.finditer(text, start, end):
        if dash.start() >= named[1] and is_whole_name(text[dash.end() : end]):
            return start, dash.start()
    return start, end


def is_whole_name(text: str) -> bool:
    """Whether words are a person's name, one of them a known first name; `Saint Martin` is none."""
    words = text.split()
    whole = len(words) > 1 and name_end(text, 0) == len(text) and _SAINT.match(text) is None
    return whole and any(map(is_first_name, words))


def without_specialty(part: Part, start: int, end: int) -> int:
    """Where a name ends before a specialty with a capital: `Nadia BELKACEM Gériatre`."""
    for pattern in _specialties():
        found = pattern.search(part.folded, start, end)
        if found and part.folded[start : found.start()].strip(" -–."):
            end = start + len(part.text[start : found.start()].rstrip(" -–"))
    return end


@cache
def _specialties() -> tuple[re.Pattern[str], ...]:
    """The patterns of every written specialty, longest first."""
    rows = read_tables("rules", "specialties.")
    written = [w for row in rows for w in row["written"].split("|")]
    return tuple(
        re.compile(rf"(?<![a-z]){_inflected(fold(w))}(?![a-z])")
        for w in sorted(written, key=len, reverse=True)
    )


def _inflected(written: str) -> str:
    """Feminine and plural endings, and a hyphen for a space."""
    words = [re.escape(word) + "(?:n?e)?s?" for word in re.split(r"[ -]", written)]
    return "[ -]{1,3}".join(words)


def names_a_specialty(folded: str) -> bool:
    """Whether a folded text holds the name of a specialty."""
    return any(pattern.search(folded) for pattern in _specialties())
