"""Letters where a number must stand: what both models read so may be digits of old style.

`60 ans` in figures of old style comes back as `Go ans`, `1-1-1` as `I-I-I`, from both models, and
sure: no number seems to stand there, so nothing asks of it. The other way round, an elision whose
apostrophe faded is a 1, `de 1 Eglise`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.certainty.judging import DISPUTED
from ocr.page import Line, Word

_DIGITS = str.maketrans("GbOoQDIl|!iSBZzg", "6600001111158229")
_LIKE = re.compile(r"\(?(?=.*[GbOoQDIl|!iSBZz])[\dGbOoQDIl|!iSBZzg]{1,3}")
_UNIT = re.compile(r"(?:ans?|mois|kg|cm|mg|ml|mL|jours?|semaines?|gouttes?)\b")
_SLOTS = re.compile(r"(?=.*[IlOo|])[\dIlOo|½](?:-[\dIlOo|½]){2,3}[.,;]?")
_RUN_ON = re.compile(r"\d+,\d(?:-\d){2,3}(?!\d).*")
"""`500,1-0-1`: the strength, then its slots, and no `500,1`."""
_NO_FACTOR = re.compile(r"0\d|\d{1,2}[./-]\d{4}")
"""Nothing is taken so many times: of `05.01.1945` is left `0 × 01.1945`."""
_BEFORE_ELISION = frozenset({"de", "à", "a", "et", "sur", "dans", "par", "pour"})
_ELIDED = re.compile(r"[AEÉÈÊIÎOÔUYH][a-zà-ÿ]{2,}")


def doubt_like_digits(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, letters disputed that stand where a number does, and a 1 that may be an l'."""
    return tuple(replace(line, words=tuple(_look(line.words))) for line in lines)


def _look(words: Sequence[Word]) -> Iterator[Word]:
    for place, word in enumerate(words):
        other = _other(words, place)
        if other is None:
            yield word
        else:
            others = tuple(dict.fromkeys((*word.alternatives, other)))
            low = min(word.confidence or 0.0, DISPUTED)
            yield replace(word, confidence=low, alternatives=others)


def _other(words: Sequence[Word], place: int) -> str | None:
    """What else a word may be, None where it is what it seems."""
    text = words[place].text
    before = words[place - 1].text.casefold() if place else ""
    behind = words[place + 1].text if place + 1 < len(words) else ""
    if text == "1" and before in _BEFORE_ELISION and _ELIDED.match(behind):
        return "l'"
    if text == "×" and before[-1:].isdigit() and _NO_FACTOR.match(behind):
        return "5"
    if _RUN_ON.fullmatch(text):
        return text.replace(",", ", ", 1)
    if _SLOTS.fullmatch(text) or (_LIKE.fullmatch(text) and _UNIT.match(behind)):
        return text.translate(_DIGITS)
    return None
