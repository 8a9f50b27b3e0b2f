"""What is asked of a header's fields: faint words, misread names, values that were not read."""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from extraction.header.first_names import is_first_name, is_misread
from extraction.header.parts import Found, Part
from extraction.sheet.rows import words_between
from ocr.page import Word
from prescription.record import Reading, Review, ReviewReason

_LOW, _LOW_FOR_DIGITS = 0.6, 0.75
_LABELS = {
    "prescriber.rpps": r"\br\.?p\.?p\.?s\b",
    "prescriber.am": r"\bn[°o'’]? ?a\.?m\b|^a\.?m\b(?= ?:)|\badeli\b|\bassurance maladie\b",
    "prescriber.finess": r"\bfiness\b",
    "patient.nir": r"\bn[°o'’]? ?(?:de )?(?:ss\b|secu)|\bnir\b",
    "patient.weight": r"\bpoids\b",
    "patient.height": r"\btaille\b",
}
"""How a field is announced, in folded text."""
_STANDS_FOR = re.compile(r"[ãäåõ]|\Bà|à\B")
"""Letters that the engine writes for others: its models know no `ã`, as in João."""
_NAMES = frozenset(["patient.name", "prescriber.name"])
_TITLE = re.compile(
    r"^(?:docteure?|dre?|professeure?|pr|mme|mlle|mr?|madame|monsieur|mademoiselle)\b[. ]*", re.I
)
_FEWEST_DIGITS = 2
"""Behind a label, of a number that is no value: `RPPS 100H/717285`."""


def doubt_fields(
    readings: Sequence[Reading], parts: Sequence[Part], asked: Sequence[str]
) -> Iterator[Review]:
    """What a human must look at, but for what is `asked` already."""
    yield from _faint(readings)
    for one in readings:
        if one.field in _NAMES and (_is_odd(one.text) or _stands_for_another(one)):
            yield Review(one.field, ReviewReason.LOW_OCR_CONFIDENCE, one.text, one.box, one.page)
    known = {*asked, *(one.field for one in readings)}
    for field, label in _LABELS.items():
        if field not in known and (found := _unread_value(label, parts)):
            yield found.doubt(field, ReviewReason.UNREAD_TEXT)


def rival_of(number: Found) -> str | None:
    """Another reading of a number with check digits, two or more digits of which differ.

    A check finds every single digit that was misread, of two it lets one in ten pass: `8` read for
    both 3s of a number on a screen.
    """
    words = words_between(number.part.row.words, number.start, number.end)
    for word in words:
        for other in word.alternatives:
            here, there = (re.sub(r"\D", "", text) for text in (word.text, other))
            differing = sum(a != b for a, b in zip(here, there, strict=False))
            if len(here) == len(there) and differing > 1:
                return other
    return None


def _is_odd(name: str) -> bool:
    bare = _TITLE.sub("", name)
    return is_misread(bare) or is_first_name(bare)


def _stands_for_another(name: Reading) -> bool:
    return name.confidence is not None and _STANDS_FOR.search(name.text) is not None


def _unread_value(label: str, parts: Sequence[Part]) -> Found | None:
    """A label and what stands behind it, where that was read as no value.

    An empty field of a form has nothing behind it, or the next label.
    """
    for part in parts:
        for match in re.finditer(label, part.folded):
            behind = words_between(part.row.words, match.end() + 1, len(part.text))
            value = list(_value(behind))
            digits = sum(map(str.isdigit, "".join(word.text for word in value)))
            if digits >= _FEWEST_DIGITS or (value and (value[0].confidence or 1.0) < _LOW):
                return Found("", part, match.start(), len(part.text))
    return None


def _value(behind: Sequence[Word]) -> Iterator[Word]:
    """The first word behind a label, signs aside, and the words of digits that go on from it."""
    told = dropwhile(lambda word: not any(map(str.isalnum, word.text)), behind)
    for place, word in enumerate(told):
        if place and not any(map(str.isdigit, word.text)):
            break
        yield word


def _faint(readings: Sequence[Reading]) -> Iterator[Review]:
    """Fields whose words the engine was unsure of; check digits protect the identifiers."""
    for one in readings:
        if one.confidence is None or one.field.rsplit(".")[-1] in ("rpps", "nir", "specialty"):
            continue
        low = _LOW_FOR_DIGITS if any(c.isdigit() for c in one.text) else _LOW
        if one.confidence < low:
            reason = ReviewReason.LOW_OCR_CONFIDENCE
            yield Review(one.field, reason, one.text, one.box, one.page)
