"""Words of a posology that are misspelt, misread, cut in two by a space, or glued together."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extraction.drugs.vocabulary import (
    glued_words,
    is_listed_word,
    is_prescription_word,
    nearest_word,
    same_skeleton,
    written_word,
)
from extraction.rules import french
from extraction.spelling.matching import fold, skeleton
from extraction.spelling.words import load_words
from extraction.values import value

_TITLE = re.compile(r"\b(?:M\.|Mr|Mme|Mlle|Madame|Monsieur|Dr\.?|Docteur) $")
_ROUTES = frozenset({"vaginale", "rectale", "nasale", "cutanée", "sublinguale"})
"""Words that everyday ones are near to: `vacinale` is no route."""
_DAYS = frozenset({"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"})
"""`mirdi` is as near to `midi`."""
_SHORT_MOMENTS = ("soir", "midi")
_RUN = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_GLUED_MENTION = re.compile(r"([^\W\d_A-Z]{3,})(AR|QSP|NR|NS)")
"""`traitementAR 2 fois` are repeats."""
_SPLIT_WORD = re.compile(
    r"(?<![^\W\d_])(?=([^\W\d_]{2,}) ([^\W\d_]+)\b|([^\W\d_]) ([^\W\d_]{4,})\b)"
)
"""Two words, or a letter and more than three: `com primé`, `1 g outte`."""


@value
class Repair:
    """Letters of the original text (offsets) and what was read instead.

    `matters` tells that a digit or a unit came, went or changed.
    """

    start: int
    end: int
    text: str
    matters: bool = False


def word_repairs(text: str) -> Iterator[Repair]:
    """Repairs of whole words; of two that overlap the earlier one counts."""
    if _has_split_word(text):
        yield from _joined_words(text)
    if any(map(_word, _RUN.findall(text))):
        yield from _misread_words(text)


def has_misread_word(text: str) -> bool:
    """Whether there may be a word to repair; what stands before it may still forbid it."""
    return any(map(_word, _RUN.findall(text))) or _has_split_word(text)


def _has_split_word(text: str) -> bool:
    found = _SPLIT_WORD.findall(text)
    return any(_joined(a or c, b or d) for a, b, c, d in found)


def _joined_words(text: str) -> Iterator[Repair]:
    """`com primé`: a word that a space has cut in two."""
    for match in _SPLIT_WORD.finditer(text):
        one, other = (1, 2) if match[1] else (3, 4)
        whole = _joined(match[one], match[other])
        if whole in _SHORT_MOMENTS and not text[: match.start()].strip():
            # `SOI R` in a row of its own is the heading of what is taken then.
            continue
        if whole is not None:
            # `1 g outte`: the letter alone would be a unit.
            yield Repair(match.start(one), match.end(other), whole, matters=one > 1)


def _misread_words(text: str) -> Iterator[Repair]:
    for match in _RUN.finditer(text):
        start = match.start()
        found = _word(match[0])
        if found and _TITLE.search(text, max(start - 12, 0), start):
            # `Mme Durant` is called so.
            continue
        for one in found:
            yield Repair(start + one.start, start + one.end, one.text, one.matters)


@lru_cache(maxsize=16384)
def _joined(one: str, other: str) -> str | None:
    """The word that a space has cut in two; None when these are two words."""
    one, other = fold(one), fold(other)
    whole = one + other
    if whole in _SHORT_MOMENTS and not (is_listed_word(one) and is_listed_word(other)):
        return whole
    if len(whole) < 5 or (is_listed_word(one) and is_listed_word(other)):
        return None
    if len(one) == 1 and (is_listed_word(other) or other in french().vocabulary):
        return None
    listed = whole in load_words().posology and whole not in load_words().short
    return written_word(whole) if listed else None


@lru_cache(maxsize=16384)
def _word(run: str) -> tuple[Repair, ...]:
    """Repairs inside one run of letters and digits, by offsets into it."""
    folded = fold(run)
    mention = _GLUED_MENTION.fullmatch(run)
    if mention is not None:
        return tuple(_cut_up(0, (mention[1], mention[2])))
    if folded.isdigit() or is_listed_word(folded) or folded in french().vocabulary:
        return ()
    rest = folded.lstrip("0123456789")
    whole = rest == folded or (len(rest) > 2 and not is_prescription_word(rest))
    confused = same_skeleton(folded) if whole and not folded.isalpha() else None
    head = folded.rstrip("01")
    if confused is not None and head != folded and is_listed_word(head):
        # `appl1-2/j` is no `appli-2/j`.
        return ()
    if confused is not None:
        return (_spelled(run, 0, confused),)
    found: list[Repair] = []
    for match in _LETTERS.finditer(run):
        part = fold(match[0])
        if len(part) < 4 or is_listed_word(part) or part in french().vocabulary:
            continue
        if part.endswith("kg") and is_listed_word(part[:-2]):
            # `10 goutteskg`: what is left of `gouttes/kg` is no slip in `gouttes`.
            found += _cut_up(match.start(), (part[:-2], "kg"))
            continue
        # `uncomprimé` is `un comprimé` before it is a slip in `comprimé`.
        pieces = glued_words(part)
        word = None if pieces and same_skeleton(part) is None else nearest_word(part)
        if word is not None and len(part) > len(fold(word)) + 1 and part.endswith(fold(word)):
            # What stands before it changes it: `pluriquotidien`, `hémicomprimé`.
            continue
        if word is not None:
            one = _spelled(match[0], match.start(), word)
            # Of `5achets` the digit may be the first letter.
            headless = match.start() > 0 and fold(word)[1:] == part
            found.append(replace(one, matters=True) if headless else one)
        elif pieces := pieces or glued_words(part, beside=True):
            found += _cut_up(match.start(), pieces)
    return tuple(found)


def _spelled(seen: str, start: int, word: str) -> Repair:
    sure = skeleton(fold(seen)) == skeleton(word)
    told = word in load_words().numbers or word in _ROUTES or word in _DAYS
    matters = (told and not sure) or fold(seen) in load_words().doubtful
    return Repair(start, start + len(seen), written_word(word), matters)


def _cut_up(start: int, pieces: tuple[str, ...]) -> Iterator[Repair]:
    """Spaces between glued words; one repair each, so that offsets keep to the letters."""
    at = start
    for piece in pieces[:-1]:
        at += len(piece)
        yield Repair(at, at, " ")
