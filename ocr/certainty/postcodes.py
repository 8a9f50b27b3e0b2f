"""Postcodes of which a digit was dropped, or read twice: a French one has five.

Nothing else of a header tells that `9140 DUNKERQUE`, cut by the edge of a scan, is no town's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.certainty.judging import DISPUTED
from ocr.page import Line, Word

_CODE = re.compile(r"\d{4}|\d{6}|(?:00|9[69])\d{3}")
"""`9140`, `559140`, `99140`: none begins so."""
_TOWN = re.compile(
    r"(?!Anti|ANTI)[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{2,}|[Ll][eèEa]s?|sur|sous|en|de|d[ue]s?|\d"
)
_STREET = re.compile(
    r"(?:all[ée]e|avenue|boulevard|chemin|cit[ée]|cours|impasse|lieu|passage|place|quai|quartier|"
    r"route|rue|square|villa|zone)",
    re.IGNORECASE,
)
"""Behind the number of a house."""
_MOST_WORDS = 6


def doubt_postcodes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, postcodes disputed that have too few or too many digits."""
    return tuple(replace(line, words=tuple(_look(line.words))) for line in lines)


def _look(words: Sequence[Word]) -> Iterator[Word]:
    for place, word in enumerate(words):
        doubted = _CODE.fullmatch(word.text) and _is_town(words, place)
        low = min(word.confidence or 0.0, DISPUTED)
        yield replace(word, confidence=low) if doubted else word


def _is_town(words: Sequence[Word], place: int) -> bool:
    """Whether the row ends in a town's name behind a number that begins it, or follows a dash."""
    before, behind = words[max(place - 1, 0) : place], words[place + 1 :]
    begins = not before or before[0].text in ("-", "–", "—")
    if not begins or not 0 < len(behind) <= _MOST_WORDS:
        return False
    named = all(_TOWN.fullmatch(word.text.strip(".,")) for word in behind)
    return named and behind[0].text[0].isupper() and not _STREET.match(behind[0].text)
