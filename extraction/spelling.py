"""Repairs of what OCR and typing did to the words of a posology, with a map back to the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extraction.matching import fold, skeleton
from extraction.words import load_words

_TOKEN = re.compile(r"[^\s]+")
_AS_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "i": "1", "|": "1", "S": "5",
                            "s": "5", "B": "8", "Z": "2", "z": "2"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Repair:
    """Letters of the original text (offsets) and what was read instead.

    `digits` tells that a digit came, went or changed.
    """

    start: int
    end: int
    text: str
    digits: bool


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A repaired text and how its offsets lead back to the original."""

    text: str
    original: str
    repairs: tuple[Repair, ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of a span of the repaired text."""
        return self._back(start, False), self._back(end, True)

    def _back(self, offset: int, is_end: bool) -> int:
        shift = 0
        for repair in self.repairs:
            begin = repair.start - shift
            grown = len(repair.text)
            if offset < begin or (offset == begin and not (is_end and grown == 0)):
                break
            if offset < begin + grown or (offset == begin + grown and is_end):
                return repair.end if is_end else repair.start
            shift += (repair.end - repair.start) - grown
        return offset + shift


@lru_cache(maxsize=16384)
def is_prescription_word(word: str) -> bool:
    """Whether a folded word is an everyday word of prescriptions, or what OCR makes of one."""
    words = load_words()
    if word in words or word in words.units:
        return True
    return len(word) > 3 and skeleton(word) in _everyday_skeletons()


def repair(text: str) -> RepairedText:
    """The text as it was meant: confusions of OCR in numbers and in the words of posologies."""
    repairs = tuple(_repairs(text))
    parts, at = [], 0
    for one in repairs:
        parts += [text[at : one.start], one.text]
        at = one.end
    return RepairedText("".join([*parts, text[at:]]), text, repairs)


def _repairs(text: str) -> Iterator[Repair]:
    words = load_words()
    for match in _TOKEN.finditer(text):
        token = match[0]
        folded = fold(token)
        if folded.isalpha() and len(folded) > 3 and folded not in words:
            known = _posology_skeletons().get(skeleton(folded))
            if known:
                yield Repair(match.start(), match.end(), words.written.get(known, known), False)


@lru_cache(maxsize=1)
def _everyday_skeletons() -> frozenset[str]:
    words = load_words()
    return frozenset(skeleton(w) for w in words.posology | words.common if len(w) > 3)


@lru_cache(maxsize=1)
def _posology_skeletons() -> dict[str, str]:
    return {skeleton(w): w for w in sorted(load_words().posology) if len(w) > 3}
