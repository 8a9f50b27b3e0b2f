"""Calendar dates as French papers write them."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import chain

from extraction.spelling.matching import fold

_MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "mar": 3,
    "avril": 4, "avr": 4, "mai": 5, "juin": 6, "juillet": 7, "juil": 7, "juill": 7, "aout": 8,
    "septembre": 9, "sept": 9, "sep": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11,
    "decembre": 12, "dec": 12,
}  # fmt: skip
_DIGIT = r"[\dolis|]"
_NUMERIC = re.compile(
    rf"(?<![\d/.])({_DIGIT}{{1,2}}) ?([/.\-]) ?({_DIGIT}{{1,2}}) ?[/.\-] ?"
    rf"({_DIGIT}{{4}}|{_DIGIT}{{2}})(?![\d/]|\.\d|[a-z])"
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_COMMAS = re.compile(r"(?<![\d,])(\d{1,2}) ?[,.] ?(\d{1,2}) ?[,.] ?((?:19|20)\d{2})(?![\d,])")
"""Full stops that OCR took for commas: `14,09,1961`."""
_SPACED = re.compile(r"(?<!\d)(\d{2}) (\d{2}) ((?:19|20)\d{2})(?!\d)")
_WRITTEN = re.compile(
    r"(?<!\d)(\d{1,2}|1 ?er|premier|ler) ?[ .\-/]? ?"
    r"([a-z0]{3,9})\.? ?[ \-/]? ?((?:19|20)\d{2}|\d{2})(?!\d)"
)
_READ_AS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5"})
_PIVOT = 70


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date of a text; `short`: its year has two digits; `repaired`: letters became digits."""

    value: date
    start: int
    end: int
    short: bool = False
    repaired: bool = False


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every possible date of the text, left to right: `3/4/26`, `12 mars 2026`, `2026-03-12`.

    A two-digit year from 70 on belongs to the last century.
    """
    folded = fold(text)
    found: list[FoundDate] = []
    for match in _ISO.finditer(folded):
        _add(found, match, match[3], match[2], match[1])
    for match in _NUMERIC.finditer(folded):
        if any(c.isdigit() for c in match[0]):
            _add(found, match, match[1], match[3], match[4])
    for match in chain(_COMMAS.finditer(folded), _SPACED.finditer(folded)):
        _add(found, match, match[1], match[2], match[3])
    for match in _WRITTEN.finditer(folded):
        month = _month(match[2])
        day = match[1] if match[1][0].isdigit() else "1"
        if month:
            _add(found, match, re.sub(r" ?er", "", day), str(month), match[3])
    return tuple(sorted(found, key=lambda f: f.start))


def _month(word: str) -> int | None:
    if word in _MONTHS:
        return _MONTHS[word]
    return _MONTHS.get(word.replace("0", "o"))


def _add(found: list[FoundDate], match: re.Match[str], day: str, month: str, year: str) -> None:
    if any(f.start < match.end() and match.start() < f.end for f in found):
        return
    d, m, y = (part.translate(_READ_AS) for part in (day, month, year))
    short = len(y) == 2
    full = int(y) + (0 if not short else 2000 if int(y) < _PIVOT else 1900)
    if not 1900 <= full <= 2100:
        return
    try:
        value = date(full, int(m), int(d))
    except ValueError:
        return
    repaired = (d, m, y) != (day, month, year)
    found.append(FoundDate(value, match.start(), match.end(), short, repaired))
